"""The page of exchange and its dialogs, with packages that were really made by other desks."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.exchange.identity import own_key_pair, sign
from desktop.exchange.packages import export_package, manifest_of, open_package
from desktop.exchange.partners import find_partner, set_partner_role
from desktop.exchange.signed_packages import export_signed_package, import_package_file
from desktop.ui.desk import Desk
from desktop.ui.dialogs.activity_scope import CHOSEN
from desktop.ui.exchange.package_import_dialog import FORESEEN, PackageImportDialog
from desktop.ui.exchange.send_dialog import SendDialog
from desktop.workspace import Workspace
from desktop.workspace.changes.deferred import MergeSelection
from tests.pictures.own_desk import own_desk
from tests.pictures.scenes_importing import _until
from tests.pictures.scenes_window import desk_window


class _Other:
    """Somebody else's desk, in a folder of its own."""

    def __init__(self, author: str, like: Desk | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="focal-other-"))
        path, home = self.folder / f"{author}.focal", self.folder / "home"
        if like is not None:
            shutil.copyfile(like.workspace.path, path)
        self.workspace = Workspace.open(path, home=home) if like is not None else Workspace.create(path, home=home)
        self.workspace.journal.set_author(author)

    def send(self, name: str, *, signed: bool = True) -> Path:
        path = self.folder / name
        if signed:
            return export_signed_package(self.workspace, path).path
        return export_package(self.workspace, path).path


def _ids(workspace: Workspace, count: int) -> list[str]:
    with workspace.reading() as conn:
        rows = conn.exec_driver_sql("SELECT id FROM activity WHERE listed = 1 ORDER BY title LIMIT ?", (count,))
        return [str(row[0]) for row in rows]


def _met(desk: Desk) -> tuple[_Other, _Other]:
    """Two partners, with edits on both sides since."""
    secretariat, section = _Other("UCLG Learning", desk), _Other("José Quispe", desk)
    ids = _ids(desk.workspace, 12)
    for place, id in enumerate(ids[:6]):
        section.workspace.journal.edit(id, {"status": "completed", "results": f"{place * 12 + 30} people took part."})
    section.workspace.journal.create("activity", {"title": "Heat plans with market women", "country": "BO"})
    section.workspace.journal.delete([ids[7]])
    desk.workspace.journal.edit(ids[0], {"results": "42 people took part, 30 of them women."})
    import_package_file(desk.workspace, section.send("La Paz, 2026-11-20.fdz"), accept_new=True)
    secretariat.workspace.journal.create("organisation", {"name": "Union of municipalities of Kenya"})
    import_package_file(desk.workspace, secretariat.send("Everyone, merged.fdz"), accept_new=True)
    set_partner_role(desk.workspace, find_partner(desk.workspace, "UCLG"), "secretariat")
    set_partner_role(desk.workspace, find_partner(desk.workspace, "José"), "section")
    for id in ids[8:]:
        desk.workspace.journal.edit(id, {"lessons": "Begin with those who are hit first."})
    return secretariat, section


def page(desk: Desk) -> QWidget:
    """Partners and arrivals, the report of the one with a conflict."""
    _met(desk)
    window = desk_window(desk)
    assert window.view is not None
    window.view.put_notice("sample", None)
    window.menus.pages["exchange"].trigger()
    shown = window.view.page("exchange")
    assert shown is not None
    window.show()
    _until(window, lambda: shown.arrivals.list.topLevelItemCount() == 2)
    shown.arrivals.list.setCurrentItem(shown.arrivals.list.topLevelItem(1))
    _until(window, lambda: shown.arrivals.report.tree.topLevelItemCount() == 8)
    item = shown.arrivals.report.tree.topLevelItem(0)
    assert item is not None
    item.setExpanded(True)
    return window


def empty(desk: Desk) -> QWidget:
    """Nobody yet."""
    window = desk_window(desk)
    assert window.view is not None
    window.view.put_notice("sample", None)
    window.menus.pages["exchange"].trigger()
    return window


def send(desk: Desk) -> QWidget:
    """To the secretariat, what they lack."""
    _met(desk)
    return SendDialog(desk)


def send_everything(desk: Desk) -> QWidget:
    """To somebody new."""
    desk.workspace.journal.create("person", {"name": "Wanjiru Kamau", "consent": "none"})
    return SendDialog(desk, -1, full=True)


def send_warned(desk: Desk) -> QWidget:
    """Somebody is named who did not agree, and two have no title."""
    desk.workspace.journal.create("person", {"name": "Wanjiru Kamau", "consent": "none"})
    desk.workspace.journal.create("activity", {"title": "Talk of Wanjiru Kamau"})
    for country in ("KE", "BO"):
        desk.workspace.journal.create("activity", {"country": country})
    return SendDialog(desk, -1, full=True)


def send_selected(desk: Desk) -> QWidget:
    """What is selected, without the rest."""
    from desktop.catalogue import ActivityList, parse

    journal = desk.workspace.journal
    found = ActivityList(desk.workspace)
    ids = found.ids_of(list(found.order(parse(""), ()).ids)[:2])
    for name, consent in (("Lucía Ramírez", "network"), ("Bo Lindqvist", "public"), ("Chi", "none")):
        person = journal.create("person", {"name": name, "consent": consent, "private_note": "x"})
        journal.edit(ids[0], {f"people/contact:{person}": True})
    dialog = SendDialog(desk, -1, full=True, query=parse("kind:training"), selected=ids)
    dialog.which.choose(CHOSEN)
    return dialog


def _taking(desk: Desk, path: Path) -> PackageImportDialog:
    dialog = PackageImportDialog(desk, path)
    dialog.show()
    _until(dialog, lambda: not dialog.work.running)
    return dialog


def import_package(desk: Desk) -> QWidget:
    """From a partner, with a conflict; one record is open."""
    _secretariat, section = _met(desk)
    ids = _ids(desk.workspace, 12)
    section.workspace.journal.edit(ids[9], {"lessons": "Markets are where people are.", "status": "completed"})
    section.workspace.journal.edit(ids[10], {"title": "Flood drills with schools"})
    section.workspace.journal.delete([ids[11]])
    dialog = _taking(desk, section.send("La Paz, 2026-11-24.fdz"))
    assert dialog.step == FORESEEN
    item = dialog.report.tree.topLevelItem(0)
    assert item is not None
    item.setExpanded(True)
    return dialog


def first(desk: Desk) -> QWidget:
    """From a desk not known yet."""
    other = _Other("José Quispe", desk)
    for id in _ids(desk.workspace, 30)[::2]:
        other.workspace.journal.edit(id, {"status": "completed", "participants_total": 40})
    return _taking(desk, other.send("La Paz.fdz"))


def unsigned(desk: Desk) -> QWidget:
    """Nobody signed it."""
    other = _Other("Ana")
    other.workspace.journal.create("activity", {"title": "Green roofs", "country": "PT", "status": "planned"})
    return _taking(desk, other.send("found on a stick.fdz", signed=False))


def changed_key(desk: Desk) -> QWidget:
    """The name is known, the key is not."""
    _met(desk)
    other = _Other("José Quispe")
    other.workspace.journal.create("activity", {"title": "Green roofs"})
    return _taking(desk, other.send("La Paz, new computer.fdz"))


def bad(desk: Desk) -> QWidget:
    """Signed, and changed since."""
    other = _Other("José Quispe", desk)
    key, replica = own_key_pair(other.workspace), other.workspace.journal.replica
    path = other.folder / "La Paz.fdz"
    export_package(other.workspace, path, sign=lambda manifest: sign(manifest + b" ", key, replica))
    return _taking(desk, path)


def done(desk: Desk) -> QWidget:
    """Taken in, with the way back."""
    dialog = import_package(desk)
    assert isinstance(dialog, PackageImportDialog)
    dialog.next.click()
    _until(dialog, lambda: not dialog.work.running)
    return dialog


def ticks(desk: Desk) -> QWidget:
    """Some records are not taken in now; a long text is open, before and after."""
    _secretariat, section = _met(desk)
    ids = _ids(desk.workspace, 12)
    record = desk.workspace.record(ids[9])
    summary = str(record.values.get("summary", "")) if record is not None else ""
    section.workspace.journal.edit(ids[9], {"summary": summary.replace(" the ", " this ", 2) + " It was good."})
    section.workspace.journal.edit(ids[10], {"title": "Flood drills with schools"})
    section.workspace.journal.create("activity", {"title": "Shade for bus stops", "country": "BO"})
    section.workspace.journal.delete([ids[11]])
    dialog = _taking(desk, section.send("La Paz, 2026-11-24.fdz"))
    tree = dialog.report.tree
    for at in range(tree.topLevelItemCount()):
        item = tree.topLevelItem(at)
        if (item is not None and "Summary" in item.text(1)) or at == 0:
            item.setExpanded(True)
            tree.fill(item)
        elif item is not None and at > 1:
            item.setCheckState(0, Qt.CheckState.Unchecked)
    return dialog


def waiting(desk: Desk) -> QWidget:
    """Records set aside, one that points to what has not come, a hole, an attachment to come."""
    _secretariat, section = _met(desk)
    there = section.workspace.journal
    for title in ("Heat plans with market women, second year", "Shade for bus stops"):
        there.create("activity", {"title": title, "country": "BO"})
    first = section.send("La Paz, 2026-11-24.fdz")
    with desk.workspace.reading() as conn:
        here = {str(row[0]) for row in conn.exec_driver_sql("SELECT id FROM activity")}
    with open_package(first) as package:
        new = frozenset({change.record_id for change in package.changes()} - here)
    import_package_file(desk.workspace, first, accept_new=True, selection=MergeSelection(without=new))
    lost = manifest_of(first).holds
    there.create("organisation", {"name": "El Alto"})
    with section.workspace.reading() as conn:
        host = str(conn.exec_driver_sql("SELECT id FROM organisation WHERE name = 'El Alto'").scalar_one())
    skipped = manifest_of(section.send("lost.fdz")).holds
    (section.folder / "Plan de calor.pdf").write_bytes(b"%PDF-1.4")
    sha256 = section.workspace.attachments.add(section.folder / "Plan de calor.pdf")
    id = _ids(desk.workspace, 3)[2]
    there.edit(id, {f"organisations/host:{host}": True, f"attachments/{sha256}": "Plan de calor.pdf"})
    later = section.folder / "later.fdz"
    export_signed_package(section.workspace, later, known=skipped, with_files=False)
    import_package_file(desk.workspace, later)
    assert lost
    window = desk_window(desk)
    assert window.view is not None
    window.view.put_notice("sample", None)
    window.menus.pages["exchange"].trigger()
    shown = window.view.page("exchange")
    assert shown is not None
    window.show()
    _until(window, lambda: shown.right.waiting.isVisible())
    shown.right.show_waiting()
    return window


def in_form(desk: Desk) -> QWidget:
    """The record that points to what has not come."""
    window = waiting(desk)
    view = window.view  # type: ignore[attr-defined]
    id = _ids(desk.workspace, 3)[2]
    window.menus.pages["activities"].trigger()  # type: ignore[attr-defined]
    view.activities.show_record(id)
    editor = view.activities.side.editor
    _until(window, lambda: bool(editor.notices.words))
    return window


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "exchange-page": page,
    "exchange-empty": lambda desk: empty(own_desk(desk)),
    "exchange-send": send,
    "exchange-send-everything": send_everything,
    "exchange-take-in": import_package,
    "exchange-take-in-first": first,
    "exchange-take-in-unsigned": unsigned,
    "exchange-take-in-changed-key": changed_key,
    "exchange-take-in-bad": bad,
    "exchange-take-in-done": done,
    "exchange-ticks": ticks,
    "exchange-waiting": waiting,
    "exchange-waiting-in-form": in_form,
    "exchange-send-warned": send_warned,
    "exchange-send-selected": send_selected,
}
