"""Blocks of the overview: figures and squares open what they count, periods that are none are said, choices are kept."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.catalogue import list_of, parse
from desktop.figures import Period, Selection, read_figures
from desktop.ui.current_time import today
from desktop.ui.desk import Desk
from desktop.ui.overview.page import OverviewPage
from tests.ui.overview.test_overview import desk, page, read

__all__ = ["desk", "page"]
Key = Qt.Key


def fill(desk: Desk) -> None:
    create, year = desk.workspace.journal.create, str(today().year)
    create("activity", {"title": "A", "start": year, "country": "KE", "participants_total": 40,
                        "targets/SDG:11.5": "principal", "targets/SDG:13.1": "principal"})  # fmt: skip
    create("activity", {"title": "B", "start": str(today().year - 1), "country": "FR", "targets/SDG:11.5": "principal"})
    create("activity", {"title": "C", "start": "2019", "country": "TZ", "targets/SDG:4.7": "principal"})


def test_figures_and_squares_are_those_of_their_lists_and_follow_the_desk(
    qtbot: QtBot, page: OverviewPage, desk: Desk
) -> None:
    fill(desk)
    read(qtbot, page)
    listing = list_of(desk.workspace, "activity")
    shown = {line.name: line for line in page.figures.list.lines()}
    year = str(today().year)
    expected = read_figures(desk.workspace, Selection(period=Period(year, year)))
    assert shown["activities"].value == "1" and shown["activities"].more == "before: 1"
    assert shown["participants"].value == str(expected["participants"].value) == "40"
    assert "runs" not in shown and "visits" not in shown  # there are none
    page.figures.list.setFocus()
    wanted: list[tuple[str, str]] = []

    def note(type: str, query: str) -> None:
        wanted.append((type, query))

    page.list_wanted.connect(note)
    QTest.keyClick(page.figures.list, Key.Key_Return)
    type, query = wanted.pop()
    assert type == "activity" and listing.count(parse(query)) == 1

    heat = page.coverage.map
    assert page.coverage.about.text().startswith("3 of 169 rows have something")
    assert [heat.squares.headerData(row, Qt.Orientation.Vertical)[:4] for row in range(3)] == ["4.7 ", "11.5", "13.1"]
    heat.setFocus()
    QTest.keyClick(heat, Key.Key_Down)
    assert heat.currentIndex().data() == "2"
    QTest.keyClick(heat, Key.Key_Return)
    assert listing.count(parse(wanted.pop()[1])) == 2
    assert page.coverage.gaps.lines()[0].title == "Nothing on 4.7 in Eastern Africa since 2019"

    desk.workspace.journal.create("activity", {"title": "D", "start": year, "targets/SDG:4.7": "principal"})
    qtbot.waitUntil(lambda: page.figures.list.lines()[0].value == "2")
    qtbot.waitUntil(lambda: heat.squares.index(0, 0).data() == "2")


def test_a_period_that_is_none_is_said_and_the_figures_stay(qtbot: QtBot, page: OverviewPage, desk: Desk) -> None:
    fill(desk)
    read(qtbot, page)
    before = page.figures.list.lines()
    line = page.figures.period.lineEdit()
    assert line is not None
    line.setText("2025..2024")
    QTest.keyClick(line, Key.Key_Return)
    assert page.figures.about.text().startswith("The period 2025..2024 ends before it begins.")
    assert page.figures.list.lines() == before
    line.setText("2019..2026")
    QTest.keyClick(line, Key.Key_Return)
    qtbot.waitUntil(lambda: page.figures.list.lines()[0].value == "3")
    assert page.figures.about.text() == "“before” is 2011 – 2018."


def test_blocks_stand_as_they_were_chosen_on_this_desk(qtbot: QtBot, page: OverviewPage, desk: Desk) -> None:
    fill(desk)
    read(qtbot, page)
    page.choose_blocks(["coverage", "work"])
    qtbot.waitUntil(lambda: page.coverage.found is not None)
    QTest.qWait(0)
    assert page.figures.isHidden() and page.coverage.mapTo(page, QPoint()).y() < page.work.mapTo(page, QPoint()).y()
    page.coverage.rows.setCurrentIndex(page.coverage.rows.findData("goal"))
    page.coverage.read()
    assert page.charts.isHidden(), "until somebody wants it"
    page.choose_blocks(["charts"])
    chart = page.charts.panel.view
    qtbot.waitUntil(lambda: chart.chart is not None and chart.chart.has_data)
    wanted: list[tuple[str, str]] = []
    page.list_wanted.connect(lambda type, query: wanted.append((type, query)))
    chart.setFocus()
    QTest.keyClick(chart, Key.Key_Return)
    listing, (value, *_others) = list_of(desk.workspace, "activity"), chart.chart.series[0].values
    assert wanted == [("activity", value.query)] and listing.count(parse(value.query)) == value.number
    page.choose_blocks(["coverage", "work"])
    other = OverviewPage(desk)
    assert other.shown_blocks == ["coverage", "work"]
    assert other.figures.isHidden() and other.coverage.rows.currentData() == "goal"
    shiboken6.delete(other)
