"""A manager of a MOOC, by keyboard alone: a list, its funnel, next week's list, the report. A member, with the mouse: what our
town did. From the question to what they take away.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QTabBar
from pytestqt.qtbot import QtBot

from desktop.ui.dialogs.report_dialog import ReportDialog
from desktop.ui.learning.import_dialog import ImportLearnersDialog
from desktop.ui.main_window import MainWindow
from tests.journeys.person import Person, plain
from tests.learning.populations import SHAPES, people, write_shape
from tests.reports.read_pdf import Pdf

_KEY, _MODIFIER = Qt.Key, Qt.KeyboardModifier


def test_a_course_is_followed_by_keyboard_and_a_town_is_looked_up_with_the_mouse(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(qtbot, window)
    person.press("Start with the sample")
    person.until(lambda: person.listed == 60)
    by_name = {shape.name: shape for shape in SHAPES}
    lists = [
        write_shape(by_name["moodle-participants-fr"], tmp_path, people(40)),
        write_shape(by_name["moodle-completion-fr"], tmp_path, people(44)),
    ]

    def next_list(*_asked: object) -> tuple[str, str]:
        return str(lists[0]), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", next_list)

    # How is our course of this autumn going? By keyboard alone.
    person.key(_KEY.Key_5, _MODIFIER.ControlModifier)
    person.list = "learning"
    person.until(lambda: window.view is not None and window.view.is_shown("learning"))
    person.until(lambda: person.page.list.rowCount() > 5 and person.page.list.hasFocus())
    person.key(_KEY.Key_Home, _MODIFIER.ControlModifier)
    while person.page.selected.name != "Automne 2026":
        person.key(_KEY.Key_Down)
    assert [person.page.list.item(person.page.list.currentRow(), column).text() for column in (3, 4)] == ["164", "139"]
    for number in (1, 2):
        person.key(_KEY.Key_L, _MODIFIER.ControlModifier | _MODIFIER.ShiftModifier)
        dialog = person.dialog()
        assert isinstance(dialog, ImportLearnersDialog)
        person.until(dialog.choose.hasFocus)
        person.key(_KEY.Key_Space)
        person.until(lambda dialog=dialog: dialog.do.isEnabled() and dialog.do.hasFocus())
        person.key(_KEY.Key_Space)
        person.back_at_window()
        person.until(lambda number=number: person.page.state.text().startswith(f"{number} list"))
        lists.pop(0)
    found = [person.page.run_view.counts.item(0, column).text() for column in range(1, 5)]
    assert found == ["44", "32", "22", "0"], (
        "30 of the first 40 were active, and the two of the four new ones who completed"
    )
    person.tab_to(lambda each: isinstance(each, QTabBar))
    person.key(_KEY.Key_Right)
    person.until(person.page.run_view.funnel.isVisible)
    assert (
        "Enrolled: 44; Active: 32 (73 %); Completed: 22 (50 %)"
        in person.page.run_view.funnel.view.accessibleDescription()
    )
    person.key(_KEY.Key_Right)
    person.until(person.page.run_view.asked.isVisible)
    person.tab_to(lambda each: each is person.page.run_view.asked.text)
    person.type("Peut-on suivre sans Internet ?")
    person.tab_to(lambda each: isinstance(each, QAbstractButton) and plain(each.text()).startswith("Course report"))
    person.key(_KEY.Key_Space)
    report = person.dialog()
    assert isinstance(report, ReportDialog)
    target = tmp_path / "cours.pdf"
    person.tab_to(lambda each: each is report.file.field)
    person.replace_text(report.file.field, str(target))
    person.key(_KEY.Key_Return)
    person.back_at_window()
    person.until(lambda: "cours.pdf is made" in window.message.words)
    with Pdf(target) as pdf:
        said = " ".join(pdf.whole_text().split())
    assert "Enrolled: 44" in said and "Peut-on suivre sans Internet ?" in said and "Zoraida" not in said

    # What did our town do? With the mouse.
    record = tmp_path / "kisumu.csv"

    def where(*_asked: object) -> tuple[str, str]:
        return str(record), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", where)
    person.press("Network")
    person.list = "organisations"
    person.until(lambda: window.view is not None and window.view.is_shown("organisations") and person.listed == 47)
    person.type("kisumu")
    person.until(lambda: person.titles() == ["City of Kisumu"])
    person.click_row(person.page.view, 0)
    person.until(lambda: person.page.record_report.isEnabled())
    person.choose("Organisation", "Record of this organisation…")
    person.until(lambda: "kisumu.csv is made: 6 lines." in window.message.words)
    rows = list(csv.DictReader(record.read_text("utf-8-sig").splitlines()))
    assert [row["enrolled"] for row in rows if row["part"] == "listed"] == ["44", "38"]
    assert {row["part"] for row in rows} == {"listed", "supported", "taught", "visited", "commitment"}
