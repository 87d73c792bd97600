"""Who localizes the SDGs asks what is covered and what is not, and plans what is missing: by keyboard alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.catalogue import list_of, parse
from desktop.ui.main_window import MainWindow
from desktop.ui.overview.figures_block import FigureList
from desktop.ui.overview.heat_map import HeatMapView
from desktop.ui.overview.page import OverviewPage
from desktop.ui.overview.section import LineList
from tests.journeys.person import Person

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


def test_an_sdg_localizer_finds_a_gap_and_plans_for_it(qtbot: QtBot, window: MainWindow, documents: Path) -> None:
    person = Person(qtbot, window)
    assert window.welcome is not None
    sample = window.welcome.sample
    person.until(sample.hasFocus)
    person.key(Key.Key_Space)
    person.until(lambda: person.listed == 60)

    # What has been done, in the year before this one? The figure opens its list.
    person.key(Key.Key_1, Ctrl)
    assert window.view is not None
    overview = window.view.page("overview")
    assert isinstance(overview, OverviewPage)
    person.until(lambda: overview.figures.list.count() and overview.coverage.found is not None)
    figures = person.tab_to(lambda here: isinstance(here, FigureList))
    assert isinstance(figures, FigureList)
    count = figures.lines()[0].value
    person.key(Key.Key_Return)
    person.until(lambda: str(person.listed) == count)

    # Which targets are covered? A square opens the activities behind it.
    person.key(Key.Key_1, Ctrl)
    squares = person.tab_to(lambda here: isinstance(here, HeatMapView))
    assert isinstance(squares, HeatMapView)
    person.key(Key.Key_Down)
    count = squares.currentIndex().data()
    person.key(Key.Key_Return)
    person.until(lambda: str(person.listed) == count)

    # What is missing? The gap says since when, and opens what there was before.
    person.key(Key.Key_1, Ctrl)
    gaps = person.tab_to(lambda here: here is overview.coverage.gaps)
    assert isinstance(gaps, LineList)
    gap = gaps.lines()[0]
    assert gap.title == "Nothing on 13.1 in Eastern Africa since 2023" and gap.more == "2 before that"
    person.key(Key.Key_Return)
    person.until(lambda: person.listed == 2)

    # So one is planned.
    person.key(Key.Key_N, Ctrl)
    person.until(lambda: person.title_field().hasFocus())
    person.type("Early action in Kampala")
    desk = window.desk
    assert desk is not None
    activities, planned = list_of(desk.workspace, "activity"), parse('title:"Early action in Kampala"')
    person.until(lambda: person.saved() and activities.count(planned) == 1)
