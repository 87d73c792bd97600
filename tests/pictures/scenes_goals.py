"""Goals with how far they are, and values of indicators over time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.ui.desk import Desk
from desktop.ui.goals import GoalsPage, IndicatorsPage
from desktop.ui.goals.list_specs import OVER_TIME, PROGRESS
from tests.pictures.own_desk import own_desk
from tests.pictures.scenes_activities import calm, list_page


def goals(desk: Desk) -> QWidget:
    return list_page(desk, GoalsPage, row=1)


def progress(desk: Desk) -> QWidget:
    made = list_page(desk, GoalsPage, "resilience", 0)
    assert isinstance(made, GoalsPage)
    made.side.editor.pages.turn_to(PROGRESS)
    calm(desk)
    return made


def no_goals(desk: Desk) -> QWidget:
    return list_page(own_desk(desk), GoalsPage)


def over_time(desk: Desk) -> QWidget:
    made = list_page(desk, IndicatorsPage, "floods", 0)
    assert isinstance(made, IndicatorsPage)
    made.side.editor.pages.turn_to(OVER_TIME)
    calm(desk)
    return made


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "goals-list": goals,
    "goals-progress": progress,
    "goals-empty": no_goals,
    "indicators-over-time": over_time,
}
