"""A folder of packages taken in, its report, and the merge shared."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.exchange.partners import find_partner, set_partner_role
from desktop.exchange.signed_packages import import_package_file
from desktop.ui.consolidation import ConsolidationDialog, ShareDialog
from desktop.ui.consolidation.dialog import DONE, FOUND
from desktop.ui.consolidation.report_view import FILES
from desktop.ui.desk import Desk
from tests.pictures.scenes_exchange import _ids, _Other, _until
from tests.pictures.scenes_window import desk_window

_OFFICES = (
    "José Quispe",
    "Awa Diallo",
    "Lucía Fernández",
    "Zoé Martin",
    "Kenji Watanabe",
    "Mariam Haddad",
    "Ana Sousa",
)


def folder(desk: Desk) -> Path:
    """Packages of every kind: new, late, unsigned, broken, with a hole, and what is no package."""
    place = Path(tempfile.mkdtemp(prefix="focal-folder-")) / "Section reports, November 2026"
    (place / "late").mkdir(parents=True)
    ids = _ids(desk.workspace, 30)
    for number, name in enumerate(_OFFICES):
        other = _Other(name, desk)
        for id in ids[number::3][:6]:
            other.workspace.journal.edit(id, {"status": "completed", "lessons": f"As {name} saw it."})
        other.workspace.journal.create("activity", {"title": f"Heat plans, as told by {name}", "country": "BO"})
        if number < 3:  # their desks are known; the others' packages will wait
            import_package_file(desk.workspace, other.send("first.fdz"), accept_new=True)
        if number == 4:
            import_package_file(desk.workspace, other.send("earlier.fdz"), accept_new=True)
            set_partner_role(desk.workspace, find_partner(desk.workspace, name), "section")
            continue
        package = other.send(f"{name}, November.fdz", signed=number != 5)
        package.rename((place / "late" if number == 2 else place) / package.name)
    (place / "cut off.fdz").write_bytes((place / f"{_OFFICES[0]}, November.fdz").read_bytes()[:-400])
    (place / "Invitation to the meeting in Mombasa.docx").write_bytes(b"PK\x03\x04 word")
    for id in ids[:4]:
        desk.workspace.journal.edit(id, {"lessons": "Begin with those who are hit first."})
    return place


def _dialog(desk: Desk) -> ConsolidationDialog:
    dialog = ConsolidationDialog(desk, [folder(desk)])
    dialog.show()
    _until(dialog, lambda: not dialog.work.running)
    assert dialog.step == FOUND
    return dialog


def found(desk: Desk) -> QWidget:
    """What lies there."""
    return _dialog(desk)


def partners(desk: Desk) -> QWidget:
    """Done: who delivered."""
    dialog = _dialog(desk)
    dialog.next.click()
    _until(dialog, lambda: not dialog.work.running)
    assert dialog.step == DONE, dialog.trouble.text()
    return dialog


def files(desk: Desk) -> QWidget:
    """Done: file by file, one of them ticked."""
    dialog = partners(desk)
    assert isinstance(dialog, ConsolidationDialog)
    dialog.report.tabs.setCurrentIndex(FILES)
    table = dialog.report.files
    model = table.model()
    for at in range(model.rowCount()):
        if table.shown[at].tickable:
            model.setData(model.index(at, 0), 2, 10)
    table.selectRow(5)
    return dialog


def page(desk: Desk) -> QWidget:
    """A consolidation among what arrived."""
    dialog = partners(desk)
    dialog.close()
    window = desk_window(desk)
    assert window.view is not None
    window.menus.pages["exchange"].trigger()
    shown = window.view.page("exchange")
    assert shown is not None
    window.show()
    _until(window, lambda: shown.arrivals.list.topLevelItemCount() > 2)
    item = shown.arrivals.list.topLevelItem(0)
    assert item is not None
    item.setExpanded(True)
    return window


def share(desk: Desk) -> QWidget:
    """A package for each partner."""
    partners(desk).close()
    dialog = ShareDialog(desk)
    dialog.show()
    _until(dialog, lambda: bool(dialog.chosen))
    item = dialog.list.topLevelItem(1)
    assert item is not None
    item.setCheckState(0, Qt.CheckState.Unchecked)
    return dialog


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "consolidation-found": found,
    "consolidation-partners": partners,
    "consolidation-files": files,
    "consolidation-page": page,
    "consolidation-share": share,
}
