"""Goals and values of indicators in the window: written, seen how far they are, and what counts opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.figures.goals import GoalState
from desktop.ui.goals import GoalsPage, IndicatorsPage
from desktop.ui.goals.goal_progress import GoalProgressPage
from desktop.ui.goals.import_dialog import ImportIndicatorsDialog
from desktop.ui.goals.list_specs import PROGRESS
from desktop.ui.main_window import MainWindow
from desktop.ui.page import GOALS, INDICATORS

Show = Callable[[Path | None], MainWindow]


def test_from_the_overview_to_a_goal_to_what_counts(
    qtbot: QtBot, show: Show, workspace_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = show(workspace_file)
    view = window.view
    assert view is not None
    view.open_page("overview")
    overview = view.page("overview")
    qtbot.waitUntil(lambda: overview.goals.list.count() > 7)
    assert "On track" in overview.goals.list.item(1).data(0x000B)  # the accessible text
    overview.goals.all.click()
    assert view.is_shown(GOALS)
    page = view.page(GOALS)
    assert isinstance(page, GoalsPage)
    page.show_query("resilience")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.view.setCurrentIndex(page.model.index(0, 0))

    def shown() -> GoalProgressPage | None:
        page.side.editor.pages.turn_to(PROGRESS)
        found = page.findChild(GoalProgressPage)
        return found if found is not None and found.goal is not None and "40 local" in found.goal.title else None

    qtbot.waitUntil(lambda: shown() is not None)
    progress = shown()
    assert progress is not None and progress.goal is not None
    assert progress.goal.state is GoalState.ON_TRACK and "19 of 40" in progress.reached.text()
    progress.show_list.click()
    qtbot.waitUntil(lambda: view.is_shown("activities") and view.activities.model.rowCount() > 0)
    assert "module:UCLG:RES-I" in view.query().text

    view.open_page(INDICATORS)
    values = view.page(INDICATORS)
    assert isinstance(values, IndicatorsPage)
    qtbot.waitUntil(lambda: values.model.rowCount() == 33)
    table = tmp_path / "values.csv"
    table.write_text("Indicator,Year,Value,City\nHomes at risk,2024,5,Kisumu\nHomes at risk,x,5,\n", "utf-8")

    def chosen(*_asked: object) -> tuple[str, str]:
        return str(table), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", chosen)
    values.import_values.trigger()
    dialog = window.findChild(ImportIndicatorsDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.do.isEnabled)
    assert "1 new" in dialog.words.text() and "is no year" in dialog.rows.topLevelItem(1).text(5)
    dialog.do.click()
    qtbot.waitUntil(lambda: values.model.rowCount() == 34)
    window.menus.undo.trigger()
    qtbot.waitUntil(lambda: values.model.rowCount() == 33)
