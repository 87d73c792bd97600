"""The import dialog, from the file to the report and back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

import desktop.exchange.tables.rows_read as progress_module
from desktop.errors import UserFacingError
from desktop.exchange.tables.row_file import RowFile
from desktop.ui.background import Background, Writer
from desktop.ui.desk import Desk
from desktop.ui.importing import ImportDialog
from desktop.ui.importing import import_job as work_module
from desktop.ui.importing.dialog import COLUMNS, DONE, PLANNED, TROUBLE, WRITING
from desktop.ui.importing.value_fix import ValuePopup
from desktop.ui.settings import Settings
from desktop.ui.suggestions import SuggestionsDialog
from desktop.ui.widgets.choice_popup import ChoicePopup
from desktop.workspace import Workspace

TABLES = Path(__file__).parents[2] / "data" / "tables"
REAL = Path(__file__).parents[4] / "shared" / "data" / "hxl" / "iati-sierraleone.csv"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    workspace = Workspace.create(tmp_path / "desk.focal")
    made = Desk(workspace, Background(), Writer(), Settings())
    bugs: list[object] = []
    made.broken.connect(bugs.append)
    yield made
    made.close()
    assert bugs == []


class Importing:
    """The dialog, driven as a person drives it."""

    def __init__(self, qtbot: QtBot, desk: Desk, path: Path) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.dialog = ImportDialog(desk, path)
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        self.until(COLUMNS, TROUBLE, PLANNED)
        self.rest()
        if self.dialog.step == PLANNED:  # the next edition of a source of which all is known
            self.dialog.back.click()
            self.rest()

    def until(self, *steps: int) -> None:
        self.qtbot.waitUntil(lambda: self.dialog.step in steps, timeout=20_000)

    def rest(self) -> None:
        self.qtbot.waitUntil(lambda: not self.desk.background._running and not self.desk.writer.waiting)

    def go_on(self, step: int) -> None:
        self.dialog.next.click()
        self.until(step)

    def bring_in(self) -> None:
        self.go_on(PLANNED)
        self.go_on(DONE)

    def send(self, heading: str, label: str) -> None:
        """Send a column elsewhere."""
        model = self.dialog.columns.model
        target = next(each for each in model.targets if each.label == label)
        model.choose(self.row(heading), target)
        self.rest()

    def row(self, heading: str) -> int:
        model = self.dialog.columns.model
        headings = [str(model.index(row, 0).data()).split("  ")[0] for row in range(model.rowCount())]
        return headings.index(heading)

    def cell(self, heading: str, column: int) -> str:
        return str(self.dialog.columns.model.index(self.row(heading), column).data())

    @property
    def preview(self) -> list[dict[str, str]]:
        table = self.dialog.columns.preview
        heads = [table.horizontalHeaderItem(column).text() for column in range(table.columnCount())]  # type: ignore[union-attr]
        return [
            {head: table.item(row, column).text() for column, head in enumerate(heads)}  # type: ignore[union-attr]
            for row in range(table.rowCount())
        ]

    def figures(self) -> list[int]:
        shown = [each for each in self.dialog.outcome.figures.values() if not each.isHidden()]
        return [int(button.text().split("\n")[0]) for button in shown]

    def listed(self, kind: str) -> list[tuple[str, ...]]:
        outcome = self.dialog.outcome
        outcome.figures[kind].click()
        lines = outcome.lines
        return [
            tuple(lines.item(row, column).text() for column in range(lines.columnCount()))  # type: ignore[union-attr]
            for row in range(lines.rowCount())
        ]

    def count(self) -> int:
        with self.desk.workspace.reading() as conn:
            return int(conn.exec_driver_sql("SELECT count(*) FROM activity WHERE listed = 1").scalar_one())


@pytest.fixture
def bring(qtbot: QtBot, desk: Desk) -> Callable[[Path], Importing]:
    return lambda path: Importing(qtbot, desk, path)


Bring = Callable[[Path], Importing]


def _table(tmp_path: Path, text: str, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


# The whole way --------------------------------------------------------------------------------------------------


def test_a_flat_table_comes_in_is_undone_and_comes_again(bring: Bring, desk: Desk) -> None:
    importing = bring(TABLES / "aid.csv")
    assert importing.cell("title", 1) == "Title"
    assert importing.cell("title", 2) == "its heading"
    assert importing.cell("participating-org (Funding)", 1) == "Organisations: Funder"
    assert importing.cell("hierarchy", 1) == "No field: keep in the source data"
    assert importing.preview[0]["Title"] == "Flood walls for three towns"
    assert importing.preview[0]["Start"] == "4 June 2009"
    importing.go_on(PLANNED)
    assert importing.figures()[:4] == [4, 0, 0, 0]
    assert importing.count() == 0
    assert importing.listed("new")[0][1] == "Flood walls for three towns"
    importing.go_on(DONE)
    assert importing.count() == 4
    importing.dialog.undo.click()
    importing.qtbot.waitUntil(lambda: "Undone" in importing.dialog.words.text())
    assert importing.count() == 0
    assert importing.dialog.undo.isHidden()
    importing.dialog.next.click()
    assert importing.dialog.isHidden()

    again = bring(TABLES / "aid.csv")
    again.go_on(PLANNED)
    assert again.figures()[:4] == [4, 0, 0, 0]
    assert again.dialog.next.text() == "Import 4 activities"


def test_the_same_list_again_changes_nothing(bring: Bring) -> None:
    bring(TABLES / "who-does-what.csv").bring_in()
    again = bring(TABLES / "who-does-what.csv")
    again.go_on(PLANNED)
    new, changed, unchanged, *_rest = again.figures()
    assert (new, changed) == (0, 0)
    assert unchanged == again.count()
    assert again.dialog.next.text() == "Close"
    again.dialog.next.click()
    assert again.dialog.isHidden()


def test_a_workbook_comes_in(bring: Bring) -> None:
    importing = bring(TABLES / "registro.xlsx")
    importing.bring_in()
    assert importing.count() > 0


def test_a_file_of_iati_comes_in(bring: Bring) -> None:
    importing = bring(TABLES / "iati" / "version_1.03.xml")
    assert importing.cell("participating-org (Funding)", 1) == "Organisations: Funder"
    assert importing.preview[0]["Title"] == "Digues de la lagune"
    importing.bring_in()
    assert importing.count() == 1
    assert [line[1] for line in importing.listed("refused")] == ["The activity has neither an identifier nor a title."]


@pytest.mark.skipif(not REAL.is_file(), reason="the shared data is not here")
def test_a_real_list_of_515(bring: Bring) -> None:
    importing = bring(REAL)
    importing.go_on(PLANNED)
    assert importing.figures()[:4] == [515, 0, 0, 0]
    assert any("no title" in line[1] for line in importing.listed("notes"))
    importing.go_on(DONE)
    assert importing.count() == 515
    shown: list[str] = []
    importing.dialog.show_wanted.connect(shown.append)
    importing.dialog.show_them.click()
    assert shown == ['source:"iati-sierraleone"']


def test_targets_are_suggested_for_what_was_imported(bring: Bring, tmp_path: Path, qtbot: QtBot) -> None:
    importing = bring(_table(tmp_path, "Title,Country\nCash transfers for indigent families,KE\nBells,KE\n"))
    importing.bring_in()
    importing.dialog.suggest.click()
    suggestions = importing.dialog.findChild(SuggestionsDialog)
    assert suggestions is not None
    qtbot.waitUntil(lambda: suggestions.progress.isHidden())
    assert {line.title for line in suggestions.model.lines} == {"Cash transfers for indigent families"}
    assert "SDG:1.3" in {line.suggestion.code for line in suggestions.model.ticked}
    suggestions.reject()


# Columns --------------------------------------------------------------------------------------------------------


def test_a_column_is_sent_elsewhere_and_the_rows_are_read_anew(bring: Bring, tmp_path: Path) -> None:
    importing = bring(_table(tmp_path, "Title,Weather,Secret\nWalls,Twelve plans,x\n"))
    assert importing.cell("Weather", 1) == "No field: keep in the source data"
    assert "Results" not in importing.preview[0]
    importing.send("Weather", "Results")
    importing.send("Secret", "Do not import")
    assert importing.preview[0]["Results"] == "Twelve plans"
    assert importing.cell("Weather", 2) == "your choice"
    importing.bring_in()
    with importing.desk.workspace.reading() as conn:
        ((id, results),) = conn.exec_driver_sql("SELECT id, results FROM activity").fetchall()
    assert results == "Twelve plans"
    record = importing.desk.workspace.record(id)
    assert record is not None and "Secret" not in str(record.values["source_data"])
    assert id


def test_contacts_stay_on_this_desk_until_a_person_decides_otherwise(bring: Bring, desk: Desk) -> None:
    importing = bring(TABLES / "contact_columns.csv")
    here = {name: (importing.cell(name, 1), importing.cell(name, 2)) for name in ("Email", "Remarks (internal)")}
    assert here == {
        "Email": ("Keep on this desk only", "contacts, it seems"),
        "Remarks (internal)": ("Keep on this desk only", "internal, it seems"),
    }
    assert importing.dialog.words.text() == "4 columns are read, 3 stay on this desk."
    importing.send("Remarks (internal)", "No field: keep in the source data")
    assert importing.cell("Remarks (internal)", 2) == "your choice"
    assert importing.dialog.mapping.private == ("Contact phone", "Email")
    importing.go_on(PLANNED)
    assert "Stay on this desk: columns Contact phone, Email." in importing.dialog.outcome._said.text()


def test_what_a_person_settled_holds_for_the_next_list_of_the_source(bring: Bring, tmp_path: Path) -> None:
    path = _table(tmp_path, "Identifier,Title,Weather\nA-1,Walls,Twelve plans\n")
    first = bring(path)
    first.send("Weather", "Results")
    first.bring_in()
    _table(tmp_path, "Identifier,Title,Weather\nA-1,Walls,Thirteen plans\nA-2,Bells,\n")
    second = bring(path)
    assert second.cell("Weather", 1) == "Results"
    assert second.dialog.columns.guess_button.isVisible()
    second.go_on(PLANNED)
    assert second.figures()[:4] == [1, 1, 0, 0]
    assert second.listed("changed") == [("2", "Walls", "Results: Twelve plans → Thirteen plans")]
    second.dialog.back.click()
    second.until(COLUMNS)
    second.dialog.columns.guess_button.click()
    second.rest()
    assert second.cell("Weather", 1) == "No field: keep in the source data"


def test_the_choice_is_made_by_keys_alone(bring: Bring, tmp_path: Path) -> None:
    importing = bring(_table(tmp_path, "Title,Weather\nWalls,Twelve plans\n"))
    view = importing.dialog.columns.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Space)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ChoicePopup)
    assert "Results" in popup.labels() and "What" not in popup.labels()  # a heading cannot be chosen
    QTest.keyClicks(popup.search, "bailleurs")
    assert popup.labels()[0] == "Organisations: Funder (bailleurs)"
    popup.search.clear()
    QTest.keyClicks(popup.search, "nothing has this")
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert popup.isVisible() and popup.labels() == []
    popup.search.clear()
    QTest.keyClicks(popup.search, "lesson")
    QTest.keyClick(popup.search, Qt.Key.Key_Down)
    QTest.keyClick(popup.list, Qt.Key.Key_Return)
    importing.rest()
    assert importing.cell("Weather", 1) == "Lessons"
    importing.qtbot.waitUntil(lambda: importing.preview[0].get("Lessons") == "Twelve plans")


def test_another_reading_of_the_letters(bring: Bring, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Title,Ville\nCafé,Saint-Étienne\n".encode("windows-1252"))
    importing = bring(path)
    importing.dialog.file_line.encoding_chosen.emit("windows-1251")
    importing.until(COLUMNS)
    importing.rest()
    assert importing.preview[0]["Title"] == "Cafй"
    importing.dialog.file_line.encoding_chosen.emit("windows-1252")
    importing.rest()
    importing.qtbot.waitUntil(lambda: bool(importing.preview) and importing.preview[0]["Title"] == "Café")


def test_a_person_who_is_asked_answers_with_a_button(bring: Bring, tmp_path: Path) -> None:
    importing = bring(_table(tmp_path, "Title,Date\nWalls,03/04/2021\nBells,05/06/2021\n"))
    questions = importing.dialog.columns.questions
    assert questions.isVisible()
    assert not importing.dialog.next.isEnabled()
    importing.qtbot.waitUntil(lambda: len(questions.buttons()) == 2)
    questions.buttons()[1].click()
    importing.rest()
    importing.qtbot.waitUntil(importing.dialog.next.isEnabled)
    assert importing.preview[0]["Start"] == "4 March 2021"
    assert questions.isHidden()
    importing.bring_in()
    assert importing.count() == 2


def test_no_title_is_asked_too(bring: Bring, tmp_path: Path) -> None:
    importing = bring(_table(tmp_path, "a,b,Country\nWalls,1,Kenya\n"))
    questions = importing.dialog.columns.questions
    assert "title" in questions.open[0].text
    importing.qtbot.waitUntil(lambda: len(questions.buttons()) == 4)
    questions.buttons()[0].click()
    importing.qtbot.waitUntil(importing.dialog.next.isEnabled)
    assert importing.preview[0]["Title"] == "Walls"


# What a person says of rows and cells -----------------------------------------------------------------------------


def test_a_row_is_left_out_in_the_preview_and_taken_back_and_the_report_says_so(bring: Bring, tmp_path: Path) -> None:
    importing = bring(_table(tmp_path, "Title,Country\nWalls,KE\nBells,UG\nDrill,TZ\n"))
    dialog, preview = importing.dialog, importing.dialog.columns.preview
    preview.setFocus()
    for row in (0, 1):
        preview.setCurrentCell(row, 1)
        QTest.keyClick(preview, Qt.Key.Key_Space)
    importing.rest()
    assert dialog.without == {2, 3} and "2 rows are left out" in dialog.words.text()
    preview.setCurrentCell(1, 1)
    QTest.keyClick(preview, Qt.Key.Key_Space)
    importing.rest()
    assert dialog.without == {2}
    importing.go_on(PLANNED)
    assert dialog.next.text() == "Import the rest: 2 activities"
    # Two more are ticked off in the plan, and one of them is taken back.
    assert importing.listed("new")[0][:2] == ("3", "Bells")
    lines = dialog.outcome.lines
    lines.selectAll()
    QTest.keyClick(lines, Qt.Key.Key_Space)
    assert (importing.figures()[0], dialog.next.text()) == (0, "Close")
    lines.clearSelection()
    lines.item(1, 0).setCheckState(Qt.CheckState.Checked)  # type: ignore[union-attr]
    assert (importing.figures()[0], dialog.next.text()) == (1, "Import the rest: 1 activity")
    # Back and forth: what was left out stays so.
    dialog.steps.buttons[0].click()
    importing.until(COLUMNS)
    importing.rest()
    assert preview.item(0, 0).checkState() == Qt.CheckState.Unchecked  # type: ignore[union-attr]
    dialog.steps.buttons[1].click()
    importing.until(PLANNED)
    assert importing.figures()[0] == 1
    importing.go_on(DONE)
    assert importing.count() == 1
    assert "2 rows were left out by you." in dialog.outcome._said.text()
    assert importing.listed("notes") == [("3", "You left out “Bells”."), ("2", "You left out this row.")]
    assert [line[1] for line in importing.listed("new")] == ["Drill"]


def test_what_a_cell_means_is_said_where_it_stands_once_for_all_rows(bring: Bring, tmp_path: Path) -> None:
    path = _table(
        tmp_path, "Title,Status,Participants\nA,Functional,about 30\nB,functional,7\nC,Pending,8\nD,planned,9\n"
    )
    importing = bring(path)
    dialog, preview = importing.dialog, importing.dialog.columns.preview
    assert importing.preview[0]["Status"] == "⚠ Functional"
    preview.setFocus()
    preview.setCurrentCell(2, 1)
    QTest.keyClick(preview, Qt.Key.Key_Return)  # in the preview: the only one of its row
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ChoicePopup)
    QTest.keyClicks(popup.search, "idea")
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    importing.rest()
    assert importing.preview[2]["Status"] == "Idea"
    importing.go_on(PLANNED)
    assert [line[1:4] for line in importing.listed("cells")] == [
        ("Status", "Functional", "2"), ("Participants", "about 30", "1"), ("Status", "Pending", ""),
    ]  # fmt: skip
    lines = dialog.outcome.lines
    lines.setFocus()
    lines.setCurrentCell(0, 0)
    QTest.keyClick(lines, Qt.Key.Key_Return)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ChoicePopup)
    QTest.keyClicks(popup.search, "way")
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert not dialog.next.isEnabled()
    importing.rest()
    assert importing.figures()[5] == 1 and dialog.outcome.chosen == "cells"
    lines.setCurrentCell(0, 0)
    QTest.keyClick(lines, Qt.Key.Key_Space)
    written = QApplication.activePopupWidget()
    assert isinstance(written, ValuePopup)
    QTest.keyClicks(written.field, "thirty")
    assert "no whole number" in written.result.text() and not written.ok.isEnabled()
    written.field.setText("30")
    assert written.result.text() == "Read as 30."
    QTest.keyClick(written.field, Qt.Key.Key_Return)
    importing.rest()
    assert importing.figures()[5] == 0 and dialog.next.isEnabled()
    importing.go_on(DONE)
    with importing.desk.workspace.reading() as conn:
        rows = conn.exec_driver_sql("SELECT title, status, participants_total FROM activity ORDER BY title").fetchall()
    assert rows == [("A", "under_way", 30), ("B", "under_way", 7), ("C", "idea", 8), ("D", "planned", 9)]
    dialog.reject()
    _table(tmp_path, "Title,Status,Participants\nE,FUNCTIONAL,5\n")
    assert bring(path).preview[0]["Status"] == "Under way"


def test_duplicates_are_shown_first_and_left_out_or_imported_all_the_same(bring: Bring, tmp_path: Path) -> None:
    bring(_table(tmp_path, "Title,Start,Country\nWalls,2024-05-03,KE\n")).bring_in()
    importing = bring(_table(tmp_path, "ID,Title,Start,Country\n1,Walls,2024-05-03,KE\n2,Bells,2024,KE\n", "other.csv"))
    importing.go_on(PLANNED)
    outcome = importing.dialog.outcome
    assert outcome.chosen == "duplicates"
    assert importing.listed("duplicates") == [("2", "Walls", "one on this desk · 3 May 2024 · Kenya")]
    assert importing.dialog.next.text() == "Import 2 activities"
    outcome.leave_all_out.click()
    assert importing.dialog.next.text() == "Import the rest: 1 activity"
    assert outcome.lines.item(0, 0).checkState() == Qt.CheckState.Unchecked  # type: ignore[union-attr]
    outcome.import_all.click()
    assert importing.dialog.next.text() == "Import 2 activities"
    outcome.leave_all_out.click()
    importing.go_on(DONE)
    assert importing.count() == 2


def test_rows_with_the_same_title_and_dates_are_joined_where_a_person_says_so(bring: Bring, tmp_path: Path) -> None:
    importing = bring(_table(tmp_path, "Title,Start,Country\nWalls,2024-05-03,KE\nWalls,2024-05-03,KE\n"))
    importing.go_on(PLANNED)
    outcome = importing.dialog.outcome
    assert outcome.chosen == "duplicates" and not outcome.join_rows.isChecked()
    for new in (1, 2, 1):
        outcome.join_rows.click()
        importing.rest()
        importing.qtbot.waitUntil(importing.dialog.next.isEnabled)
        assert importing.figures()[0] == new and outcome.join_rows.isVisible()
    importing.go_on(DONE)
    assert importing.count() == 1


def test_refused_rows_are_saved_beside_their_list_and_the_rest_comes_in(
    bring: Bring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _table(tmp_path, "Title,Country,Weather\nWalls,KE,a\n,,left\n", "Courses.csv")
    importing = bring(path)
    assert importing.desk.settings.folder("tables") == tmp_path  # where dialogs begin from now on
    assert importing.preview[1]["Not recognised"] == "No cell of the row matches a field."
    importing.go_on(PLANNED)
    assert importing.dialog.next.text() == "Import the rest: 1 activity"
    asked: list[str] = []

    def save_name(*words: object) -> tuple[str, str]:
        asked.append(str(words[2]))
        return str(words[2]), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save_name)
    importing.go_on(DONE)
    importing.listed("refused")
    importing.dialog.outcome.save_refused.click()
    importing.qtbot.waitUntil(lambda: "is written" in importing.dialog.words.text())
    target = tmp_path / "Courses (refused rows).csv"
    assert asked == [str(target)]
    again = bring(target)
    assert again.dialog.mapping.source == "Courses"
    assert again.cell("Why the row was refused", 1) == "Do not import"


def test_another_list_dropped_on_the_window_begins_anew_and_a_long_list_is_shown_whole(
    bring: Bring, tmp_path: Path
) -> None:
    importing = bring(TABLES / "aid.csv")
    rows = "".join(f"Course {number},KE\n" for number in range(450))
    other = _table(tmp_path, f"Title,Country\n{rows}")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    place = importing.dialog.rect().center()
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(place, *arguments)
    QApplication.sendEvent(importing.dialog, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(importing.dialog, QDropEvent(QPointF(place), *arguments))
    importing.qtbot.waitUntil(lambda: importing.dialog.columns.model.rowCount() == 2)
    importing.rest()
    importing.go_on(PLANNED)
    lines = importing.dialog.outcome.lines
    importing.qtbot.waitUntil(lambda: lines.item(449, 1) is not None)
    assert [item.text() for item in (lines.item(449, 0), lines.item(449, 1))] == ["451", "Course 449"]  # type: ignore[union-attr]


def test_a_long_reading_says_how_far_it_is_and_ends_with_the_window(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_module, "_EVERY", 1)
    seen, go = threading.Event(), threading.Event()
    add = RowFile.add
    counts: list[int] = []

    def slow_add(self: RowFile, *row: object) -> None:
        counts.append(self.count)
        if self.count == 1:
            seen.set()
            assert go.wait(20)
        add(self, *row)  # type: ignore[arg-type]

    monkeypatch.setattr(RowFile, "add", slow_add)
    path = tmp_path / "list.ris"
    path.write_text("".join(f"TY  - JOUR\nTI  - Paper {number}\nER  - \n\n" for number in range(4)), encoding="utf-8")
    dialog = ImportDialog(desk, path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(seen.is_set)
    qtbot.waitUntil(lambda: dialog.busy.count.text() == "1")
    dialog.cancel.click()
    go.set()
    qtbot.waitUntil(lambda: not desk.background._running)
    assert dialog.isHidden() and counts == [0, 1]


# What goes wrong ------------------------------------------------------------------------------------------------


def test_a_file_that_is_no_table_is_said_in_the_dialog(bring: Bring, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    importing = bring(empty)
    assert importing.dialog.step == TROUBLE
    assert importing.dialog.trouble.text().startswith("empty.csv is empty: it has 0 bytes.")
    importing.dialog.open_file(TABLES / "aid.csv")
    importing.until(COLUMNS)
    importing.rest()
    assert importing.preview


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02\xff" * 100, b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x"]
)
def test_binary_files_are_said_too(bring: Bring, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    importing = bring(path)
    assert importing.dialog.step == TROUBLE
    assert "list.csv" in importing.dialog.trouble.text()


def test_refused_rows_are_listed_with_line_and_reason_and_can_be_copied(bring: Bring, tmp_path: Path) -> None:
    importing = bring(_table(tmp_path, "Title,Country,Weather\nWalls,Kenya,\n,,nothing the desk has a field for\n"))
    importing.go_on(PLANNED)
    assert importing.figures()[:4] == [1, 0, 0, 1]
    ((line, reason),) = importing.listed("refused")
    figures = importing.dialog.outcome.figures
    figures["refused"].setFocus()
    QTest.keyClick(figures["refused"], Qt.Key.Key_Left)  # arrows go from figure to figure
    assert figures["unchanged"].isChecked()
    QTest.keyClick(figures["unchanged"], Qt.Key.Key_Right)
    assert figures["refused"].isChecked()
    assert line == "3"
    assert "No cell of the row" in reason
    lines = importing.dialog.outcome.lines
    lines.selectAll()
    QTest.keyClick(lines, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().startswith("3\tNo cell of the row")


def test_a_list_is_searched(bring: Bring, tmp_path: Path) -> None:
    rows = "".join(f"Course {number},Kenya\n" for number in range(20))
    importing = bring(_table(tmp_path, f"Title,Country\n{rows}Été,Togo\n"))
    importing.go_on(PLANNED)
    assert len(importing.listed("new")) == 21
    search = importing.dialog.outcome.search
    search.setText("ete togo")
    assert importing.dialog.outcome.lines.rowCount() == 1
    QTest.keyClick(search, Qt.Key.Key_Return)  # looks for a line, does not import
    assert importing.dialog.step == PLANNED
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert importing.dialog.isVisible()
    assert importing.dialog.outcome.lines.rowCount() == 21


# Cancelled ------------------------------------------------------------------------------------------------------


def test_esc_before_anything_is_written_leaves_nothing(bring: Bring) -> None:
    importing = bring(TABLES / "aid.csv")
    importing.go_on(PLANNED)
    QTest.keyClick(importing.dialog, Qt.Key.Key_Escape)
    assert importing.dialog.isHidden()
    assert importing.count() == 0


@pytest.mark.parametrize("close", [False, True])
def test_an_import_cancelled_while_it_writes_leaves_nothing(
    bring: Bring, monkeypatch: pytest.MonkeyPatch, *, close: bool
) -> None:
    importing = bring(TABLES / "aid.csv")
    importing.go_on(PLANNED)
    reached, go = threading.Event(), threading.Event()
    journal = importing.desk.workspace.journal
    bulk = journal.bulk

    def slow_bulk(*args: object, **more: object) -> int:
        written = bulk(*args, **more)  # type: ignore[arg-type]
        reached.set()
        assert go.wait(20)
        cast("Callable[[int], None]", more["progress"])(written)
        return written

    monkeypatch.setattr(journal, "bulk", slow_bulk)
    importing.dialog.next.click()
    assert importing.dialog.step == WRITING
    importing.qtbot.waitUntil(reached.is_set)
    if close:
        importing.dialog.close()
        assert importing.dialog.isVisible()  # until all is taken back
    else:
        importing.dialog.cancel.click()
    go.set()
    importing.rest()
    importing.qtbot.waitUntil(lambda: importing.dialog.isHidden() if close else importing.dialog.step == PLANNED)
    assert importing.count() == 0
    assert list(importing.desk.workspace.journal.history("nothing")) == []
    if not close:
        assert "Nothing was changed" in importing.dialog.words.text()
        monkeypatch.setattr(journal, "bulk", bulk)
        importing.go_on(DONE)
        assert importing.count() == 4


def test_a_full_disk_while_writing_is_one_sentence(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    importing = bring(TABLES / "aid.csv")
    importing.go_on(PLANNED)

    def full(*_args: object, **_more: object) -> None:
        raise UserFacingError("The disk is full.", kept="Nothing was imported.")

    monkeypatch.setattr(work_module, "apply_import", full)
    importing.go_on(TROUBLE)
    assert importing.dialog.trouble.text() == "The disk is full.\n\nNothing was imported."
    importing.dialog.back.click()
    importing.until(COLUMNS)
    importing.rest()
    assert importing.count() == 0
