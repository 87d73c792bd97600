"""Partners one by one: whom one knows and how, what they may do, what they ask for, and workspaces that were copied."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.exchange.identity import fingerprint, own_key_pair
from desktop.exchange.partners import find_partner, let_bring_old, let_erase, read_partners
from desktop.exchange.partners.introduced import ask_for_introduction, introduce, link_partner
from desktop.exchange.partners.standing import FREEZE, confirm, set_state
from desktop.exchange.pending_requests import answer_erasures, read_requests
from desktop.exchange.signed_packages import export_signed_package, import_package_file
from desktop.i18n import _
from desktop.ui.desk import Desk
from desktop.ui.exchange.block_dialog import BlockDialog
from desktop.ui.exchange.compare_codes_dialog import CompareCodesDialog
from desktop.ui.exchange.exchange_data import read_exchange
from desktop.ui.exchange.grant_erasure_dialog import GrantDialog
from desktop.ui.exchange.new_computer_dialog import NewComputerDialog
from desktop.ui.exchange.page import ExchangePage
from tests.exchange.trust.attackers import Desk as Other
from tests.exchange.trust.attackers import clone_of
from tests.pictures.own_desk import own_desk
from tests.pictures.scenes_importing import _until
from tests.pictures.scenes_window import desk_window

LONG = (
    "Lucía trained the wardens of twelve districts in reading the hazard map, over two days in the hall of San José, and"
    " keeps the list of those who can be called at night."
)


def _other(name: str) -> Other:
    return Other(Path(tempfile.mkdtemp(prefix="focal-other-")), name)


def _take(desk: Desk, path: Path) -> None:
    import_package_file(desk.workspace, path, accept_new=True)


def _known(desk: Desk) -> tuple[Other, Other]:
    """A partner who brought others' work, and one who has just been met."""
    jose, uclg, ana, zora = (_other(name) for name in ("José Quispe", "UCLG Learning", "Ana Lucía", "Zora Neale"))
    for each in (ana, zora):
        each.journal.create("activity", {"title": f"Heat plans of {each.name}", "country": "BO"})
        uclg.take(each.send(), accept_new=True)
    uclg.journal.create("activity", {"title": "Green roofs", "country": "ES", "kind": "training"})
    _take(desk, _named(uclg, "Everyone, merged.fdz"))
    jose.journal.create("activity", {"title": "Flood drills with schools", "country": "BO"})
    _take(desk, _named(jose, "La Paz, first package.fdz"))
    return jose, uclg


def _named(other: Other, name: str) -> Path:
    return export_signed_package(other.workspace, other.folder / name).path


def _asks(desk: Desk, other: Other) -> None:
    """The other desk asks to erase a person and a summary that this desk wrote."""
    journal = desk.workspace.journal
    person = journal.create(
        "person",
        {"name": "Lucía Ramírez", "role": "Trainer", "email": "lucia@sanjose.example", "telephone": "+506 2222 1111",
         "consent": "network"},
    )  # fmt: skip
    id = journal.create("activity", {"title": "Reading the hazard map", "kind": "training", "summary": LONG})
    other.take(export_signed_package(desk.workspace, other.folder / "from here.fdz").path, accept_new=True)
    other.journal.erase([person], {}, "asked")
    other.workspace.finish_erasing()
    _take(desk, _named(other, "asks for a person.fdz"))
    other.journal.erase([id], {})
    other.workspace.finish_erasing()
    _take(desk, _named(other, "asks for an activity.fdz"))


def _window(desk: Desk, partner: str = "") -> tuple[QWidget, ExchangePage]:
    window = desk_window(desk)
    assert window.view is not None
    window.view.put_notice("sample", None)
    window.menus.pages["exchange"].trigger()
    shown = window.view.page("exchange")
    assert isinstance(shown, ExchangePage)
    window.show()
    _until(window, lambda: shown.partners.list.topLevelItemCount() > 0)
    if partner:
        view = shown.partners.list
        items = [view.topLevelItem(at) for at in range(view.topLevelItemCount())]
        view.setCurrentItem(next(each for each in items if each is not None and each.text(0) == partner))
    return window, shown


def new(desk: Desk) -> QWidget:
    """Just met: nobody compared the codes."""
    _known(desk)
    window, shown = _window(desk, "José Quispe")
    shown.right.show_partner()
    return window


def confirmed(desk: Desk) -> QWidget:
    """Compared by telephone, with rights; two desks are known through them."""
    _known(desk)
    partner = find_partner(desk.workspace, "UCLG")
    confirm(desk.workspace, partner)
    let_erase(desk.workspace, partner, "people")
    let_bring_old(desk.workspace, partner, True)
    window, shown = _window(desk, "UCLG Learning")
    shown.right.show_partner()
    return window


def frozen(desk: Desk) -> QWidget:
    """Frozen, with a copied workspace, further down on the page."""
    jose, _uclg = _known(desk)
    clone = clone_of(jose, Path(tempfile.mkdtemp(prefix="focal-clone-")) / "image")
    with jose.workspace.reading() as conn:
        id = str(conn.exec_driver_sql("SELECT id FROM activity LIMIT 1").scalar_one())
    for each, words in ((jose, "Flood drills, first"), (clone, "Flood drills, second")):
        each.journal.edit(id, {"title": words})
        _take(desk, _named(each, f"{words}.fdz"))
    set_state(desk.workspace, find_partner(desk.workspace, "José"), FREEZE)
    window, shown = _window(desk, "José Quispe")
    shown.right.show_partner()
    bar = shown.partner.verticalScrollBar()
    _until(window, lambda: bool(shown.partner.forks.text()))
    bar.setValue(bar.maximum())
    return window


def compare(desk: Desk) -> QWidget:
    """Both codes side by side."""
    _known(desk)
    dialog = CompareCodesDialog(find_partner(desk.workspace, "José"), fingerprint(own_key_pair(desk.workspace).public))
    dialog.tick.click()
    return dialog


def requests(desk: Desk) -> QWidget:
    """What would go, value by value; one was declined; the number stands in the rail."""
    jose, uclg = _known(desk)
    _asks(desk, jose)
    person = desk.workspace.journal.create("person", {"name": "Wanjiru Kamau", "consent": "network"})
    uclg.take(export_signed_package(desk.workspace, uclg.folder / "from here.fdz").path, accept_new=True)
    uclg.journal.erase([person], {})
    uclg.workspace.finish_erasing()
    _take(desk, _named(uclg, "asks too.fdz"))
    last = read_requests(desk.workspace).erasures[-1]
    answer_erasures(desk.workspace, [last.no], grant=False)
    window, shown = _window(desk)
    _until(window, lambda: shown.right.requests.isVisible())
    shown.right.show_requests()
    _until(window, lambda: desk_counter(window) > 0)
    return window


def desk_counter(window: QWidget) -> int:
    return window.view.counters["exchange"].count  # type: ignore[attr-defined]


def copied(desk: Desk) -> QWidget:
    """This computer's own workspace was copied."""
    jose, _uclg = _known(desk)
    clone = clone_of(jose, Path(tempfile.mkdtemp(prefix="focal-clone-")) / "image")
    with jose.workspace.reading() as conn:
        id = str(conn.exec_driver_sql("SELECT id FROM activity LIMIT 1").scalar_one())
    for each, words in ((jose, "Flood drills, first"), (clone, "Flood drills, second")):
        each.journal.edit(id, {"title": words})
        _take(desk, _named(each, f"{words}.fdz"))
    window, shown = _window(desk)
    _until(window, lambda: shown.right.requests.isVisible())
    shown.right.show_requests()
    return window


def grant(desk: Desk) -> QWidget:
    """Granting is confirmed as erasing is."""
    jose, _uclg = _known(desk)
    _asks(desk, jose)
    found = read_exchange(desk.workspace).requests.erasures
    dialog = GrantDialog(desk, found[0])
    dialog.tick.click()
    return dialog


def _introduced(desk: Desk) -> tuple[Other, Other]:
    """José goes on with a laptop, and both of his desks say so."""
    jose, _uclg = _known(desk)
    laptop = _other("José Quispe, laptop")
    laptop.take(_named(jose, "to the laptop.fdz"), accept_new=True)
    file = laptop.folder / "new computer.json"
    ask_for_introduction(laptop.workspace, file, find_partner(laptop.workspace, "José"))
    introduce(jose.workspace, file)
    introduce(laptop.workspace, file)
    laptop.journal.create("activity", {"title": "Heat plans of the port", "country": "BO"})
    _take(desk, _named(laptop, "from the laptop.fdz"))
    return jose, laptop


def introduced(desk: Desk) -> QWidget:
    """A partner who says to be another one on a new computer; the code was compared."""
    _introduced(desk)
    confirm(desk.workspace, find_partner(desk.workspace, "José Quispe, laptop"))
    window, shown = _window(desk, "José Quispe, laptop")
    shown.right.show_partner()
    return window


def linked(desk: Desk) -> QWidget:
    """The same, linked."""
    _introduced(desk)
    partner = find_partner(desk.workspace, "José Quispe, laptop")
    confirm(desk.workspace, partner)
    link_partner(desk.workspace, partner)
    window, shown = _window(desk, "José Quispe, laptop")
    shown.right.show_partner()
    return window


def new_computer(desk: Desk) -> QWidget:
    """The file for the old computer is written."""
    _known(desk)
    with desk.workspace.reading() as conn:
        partners = read_partners(conn)
    dialog = NewComputerDialog(desk, partners, partners[0])
    said = ask_for_introduction(desk.workspace, Path(tempfile.mkdtemp()) / "new computer.json", partners[0])
    dialog._show(
        _(
            "{file} is written. Take it to the old computer, and open it there, in this same place. This is the code"
            " of this desk: the old computer must show the same."
        ).format(file="new computer.json"),
        said,
    )
    return dialog


def block(desk: Desk) -> QWidget:
    """What goes, and who with them."""
    _known(desk)
    return BlockDialog(desk, find_partner(desk.workspace, "UCLG"), ("Ana Lucía", "Zora Neale"))


def _on_own_desk(scene: Callable[[Desk], QWidget]) -> Callable[[Desk], QWidget]:
    return lambda desk: scene(own_desk(desk))


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "partner-new": _on_own_desk(new),
    "partner-confirmed": _on_own_desk(confirmed),
    "partner-frozen": _on_own_desk(frozen),
    "partner-compare-codes": _on_own_desk(compare),
    "partner-requests": _on_own_desk(requests),
    "partner-copied": _on_own_desk(copied),
    "partner-introduced": _on_own_desk(introduced),
    "partner-linked": _on_own_desk(linked),
    "partner-new-computer": _on_own_desk(new_computer),
    "partner-block": _on_own_desk(block),
    "partner-grant": _on_own_desk(grant),
}
