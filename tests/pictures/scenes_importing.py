"""Pictures of the import dialog, step by step."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.exchange import ColumnUse, read_mapping_file, save_mapping
from desktop.exchange.folder_contents import FolderContents
from desktop.exchange.importing.saved_mappings import remember_import
from desktop.ui.desk import Desk
from desktop.ui.dialogs.folder_question import FolderQuestion
from desktop.ui.importing import ImportDialog, MappingsDialog, dialog
from desktop.ui.widgets.choice_popup import ChoicePopup
from tests.pictures.own_desk import own_desk

TABLES = Path(__file__).parents[1] / "data" / "tables"
SHARED = Path(__file__).parents[3] / "shared" / "data"


def _dialog(desk: Desk, path: Path) -> ImportDialog:
    made = ImportDialog(desk, path)
    made.show()
    _until(made, lambda: made.step in (dialog.COLUMNS, dialog.TROUBLE))
    _rest(made)
    return made


def _until(made: QWidget, reached: Callable[[], bool]) -> None:
    for _round in range(1_000):
        if reached():
            return
        QTest.qWait(10)
    raise AssertionError(f"never so in ten seconds, at step {getattr(made, 'step', '?')}")


def _rest(made: ImportDialog) -> None:
    _until(made, lambda: not made._desk.background._running and not made._desk.writer.waiting)
    QTest.qWait(50)


def _real_list() -> Path:
    real = SHARED / "hxl" / "iati-sierraleone.csv"
    return real if real.is_file() else TABLES / "aid.csv"


def columns(desk: Desk) -> QWidget:
    """What each column means, and the first rows."""
    return _dialog(desk, _real_list())


def question(desk: Desk) -> QWidget:
    """Dates that can be read both ways."""
    path = Path(tempfile.mkdtemp()) / "visits.csv"
    path.write_text(
        "Title,Type,Date,City,Country,Participants\n"
        "Walk along the river,field visit,03/04/2021,Kisumu,Kenya,24\n"
        "Early warning for schools,webinar,05/06/2021,Lomé,Togo,180\n"
        "Plan of the coast,training,07/02/2021,Beira,Mozambique,about thirty\n",
        encoding="utf-8",
    )
    return _dialog(desk, path)


MESSY = (
    "Nr,Title,State,Date,City,Country,Participants,Notes\n"
    "1,Walk along the river,Functional,03.04.2021,Kisumu,Kenya,24,\n"
    "2,Early warning for schools,Pending,14.06.2021,Lomé,Togo,about 180,\n"
    "3,Walk along the river,Functional,03.04.2021,Kisumu,Kenya,30,again\n"
    "4,Plan of the coast,planned,27.02.2021,Beira,Atlantis,40,\n"
    "5,,,,,,,nothing that the desk has a field for\n"
    "6,Drill at the port,Functional,soon,Durres,Albania,12,\n"
)


def messy(desk: Desk, *, planned: str = "", done: bool = False) -> ImportDialog:
    """A list with odd values, a row twice and one that is refused."""
    path = Path(tempfile.mkdtemp()) / "courses 2021.csv"
    path.write_text(MESSY, encoding="utf-8")
    made = _dialog(desk, path)
    made.mapping = made.mapping.with_use(ColumnUse(column="State", field="status"))
    made.mapping = made.mapping.with_value("State", "Pending", "idea")
    made._look()
    _rest(made)
    if planned or done:
        made.next.click()
        _until(made, lambda: made.step == dialog.PLANNED)
        made.outcome.choose(planned or "new")
    if planned == "duplicates":
        made.outcome.leave_all_out.click()
    if done:
        made.next.click()
        _until(made, lambda: made.step == dialog.DONE)
        made.outcome.choose("refused")
    return made


def row_left_out(desk: Desk) -> QWidget:
    """The second row is left out in the preview."""
    made = messy(desk)
    item = made.columns.preview.item(1, 0)
    assert item is not None
    item.setCheckState(Qt.CheckState.Unchecked)
    _rest(made)
    return made


def field_list(desk: Desk) -> QWidget:
    """The searched list of fields, over its window."""
    made = messy(desk)
    made.columns.view.setCurrentIndex(made.columns.model.index(7, 1))
    QTest.keyClick(made.columns.view, Qt.Key.Key_Space)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ChoicePopup)
    QTest.keyClicks(popup.search, "les")
    return popup


def value_list(desk: Desk, row: int) -> QWidget:
    """What a cell means, chosen or written."""
    made = messy(desk, planned="cells")
    made.outcome.lines.setCurrentCell(row, 0)
    QTest.keyClick(made.outcome.lines, Qt.Key.Key_Return)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClicks(QApplication.focusWidget() or popup, "30" if row == 1 else "")
    return popup


def trouble(desk: Desk) -> QWidget:
    """A file of 0 bytes."""
    path = Path(tempfile.mkdtemp()) / "empty.csv"
    path.touch()
    return _dialog(desk, path)


def plan(desk: Desk) -> QWidget:
    """What would be imported."""
    made = _dialog(desk, _real_list())
    made.next.click()
    _until(made, lambda: made.step == dialog.PLANNED)
    return made


def plan_again(desk: Desk) -> QWidget:
    """The same list a year later: something changed, something refused."""
    folder = Path(tempfile.mkdtemp())
    path = folder / "list.csv"
    head = "Identifier,Title,Status,Start,Country,Participants\n"
    rows = [
        f"C-{number},Course number {number},planned,2021-0{number % 9 + 1}-01,KE,{number * 10}"
        for number in range(1, 30)
    ]
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    report = done(desk, path)
    assert isinstance(report, ImportDialog)
    report.close()
    changed = [row.replace("planned", "completed") if "C-1" in row else row for row in rows]
    changed[3] += ",one,cell,too,many"
    changed.append("C-77,A new one,idea,soon,Atlantis,12")
    path.write_text(head + "\n".join(changed) + "\n", encoding="utf-8")
    made = _dialog(desk, path)
    made.next.click()
    _until(made, lambda: made.step == dialog.PLANNED)
    made.outcome.choose("changed")
    return made


def done(desk: Desk, path: Path | None = None) -> QWidget:
    """What came in."""
    made = _dialog(desk, path or _real_list())
    made.next.click()
    _until(made, lambda: made.step == dialog.PLANNED)
    made.next.click()
    _until(made, lambda: made.step == dialog.DONE)
    return made


def busy(desk: Desk) -> QWidget:
    """Under way."""
    made = _dialog(desk, TABLES / "aid.csv")
    made.busy.begin("Bringing in aid.csv…", 12_000)
    made.busy.show_progress(4_700)
    made._enter(dialog.WRITING, "A backup is made first. Cancelling leaves everything as it was.")
    return made


def folder_question(_desk: Desk) -> QWidget:
    """A folder with tables and packages was dropped."""
    asked = FolderQuestion(Path("from the offices"), FolderContents(packages=2, reports=1, tables=3, files=9))
    asked.show()
    return asked


def mappings(desk: Desk) -> QWidget:
    """Two mappings that imports saved, and one from another desk."""
    columns = '{"columns": {"Title": "title", "State": "status", "Date": "start", "Pays": "country"}, "private": ["Téléphone"]}'
    for file in ("Courses of the network 2021.csv", "Suivi des activités 2024.xlsx"):
        saved = read_mapping_file(columns, Path(file).stem)
        remember_import(desk.workspace, saved.mapping, saved.headings, file)
    save_mapping(desk.workspace, read_mapping_file(columns, "from the secretariat"))
    made = MappingsDialog(desk)
    made.show()
    _until(made, lambda: made.tree.topLevelItemCount() == 3)
    made.delete.click()
    _until(made, lambda: made.tree.topLevelItemCount() == 2)
    made.tree.expandToDepth(0)
    return made


def no_mappings(desk: Desk) -> QWidget:
    """Nothing was imported yet."""
    made = MappingsDialog(desk)
    made.show()
    QTest.qWait(200)
    return made


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "import-columns": lambda desk: columns(own_desk(desk)),
    "import-contacts": lambda desk: _dialog(own_desk(desk), TABLES / "contact_columns.csv"),
    "import-question": lambda desk: question(own_desk(desk)),
    "import-row-left-out": lambda desk: row_left_out(own_desk(desk)),
    "import-fields": lambda desk: field_list(own_desk(desk)),
    "import-cells": lambda desk: messy(own_desk(desk), planned="cells"),
    "import-value-chosen": lambda desk: value_list(own_desk(desk), 0),
    "import-value-written": lambda desk: value_list(own_desk(desk), 1),
    "import-duplicates": lambda desk: messy(own_desk(desk), planned="duplicates"),
    "import-refused-done": lambda desk: messy(own_desk(desk), done=True),
    "import-folder": folder_question,
    "import-trouble": lambda desk: trouble(own_desk(desk)),
    "import-plan": lambda desk: plan(own_desk(desk)),
    "import-plan-again": lambda desk: plan_again(own_desk(desk)),
    "import-done": lambda desk: done(own_desk(desk)),
    "import-mappings": lambda desk: mappings(own_desk(desk)),
    "import-no-mappings": lambda desk: no_mappings(own_desk(desk)),
    "import-busy": lambda desk: busy(own_desk(desk)),
}
