"""The page of the visits: its four ways, a visit with all its parts, the dialog of a new one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.desk import Desk
from desktop.ui.visits import VisitsPage
from desktop.ui.visits.new_dialog import NewVisitDialog
from desktop.ui.visits.record.pages import HARVEST, NOTES, PREPARATION, PROGRAMME, QUESTIONS
from desktop.ui.visits.record.sub_pages import SubPages
from desktop.ui.visits.view_switch import BOARD, CALENDAR, LIST, TIMELINE
from tests.pictures.own_desk import own_desk
from tests.pictures.scenes_activities import RAIL, calm
from tests.ui.visits import example_visits


def page(desk: Desk, way: str = LIST) -> VisitsPage:
    """The page as it stands in the window, with visits around today."""
    desk = own_desk(desk)
    example_visits.write(desk.workspace, date.today())
    made = VisitsPage(desk)
    made.resize(1280 - RAIL, 720 - 52)
    made.show()
    made.show_way(way)
    calm(desk)
    QApplication.setActiveWindow(made)
    return made


def as_list(desk: Desk) -> QWidget:
    made = page(desk)
    made.view.setFocus()
    made.view.select_place(3)
    calm(made._desk)
    return made


def seen_as(way: str) -> Callable[[Desk], QWidget]:
    return lambda desk: page(desk, way)


def as_year(desk: Desk) -> QWidget:
    made = page(desk, CALENDAR)
    view = made.views[CALENDAR]
    view.show_year(date.today().replace(day=1))  # type: ignore[attr-defined]
    calm(made._desk)
    return made


def visit(desk: Desk, name: str = "", sub: str = "", size: tuple[int, int] | None = None) -> QWidget:
    made = page(desk)
    if size is not None:
        made.resize(*size)
    made.open_visit(example_visits.DRAINS)
    calm(made._desk)
    assert made.visit is not None
    if name:
        made.visit.turn_to(name)
        part = made.visit.editor.part(name)
        if sub and isinstance(part, SubPages):
            part.turn_to(sub)
    calm(made._desk)
    return made


def opened(name: str = "", sub: str = "", size: tuple[int, int] | None = None) -> Callable[[Desk], QWidget]:
    return lambda desk: visit(desk, name, sub, size)


def empty(desk: Desk) -> QWidget:
    desk = own_desk(desk)
    made = VisitsPage(desk)
    made.resize(1280 - RAIL, 720 - 52)
    made.show()
    calm(desk)
    return made


def new(desk: Desk) -> QWidget:
    made = NewVisitDialog(own_desk(desk))
    made.show()
    calm(made._desk)
    made.title.setText("How Kisumu keeps its drains open")
    made.list.setCurrentRow(5)
    return made


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "visits-list": as_list,
    "visits-board": seen_as(BOARD),
    "visits-calendar": seen_as(CALENDAR),
    "visits-year": as_year,
    "visits-timeline": seen_as(TIMELINE),
    "visits-empty": empty,
    "visits-new": new,
    "visit-brief": opened(),
    "visit-questions": opened(QUESTIONS),
    "visit-programme": opened(PROGRAMME),
    "visit-tasks": opened(PREPARATION),
    "visit-participants": opened(PREPARATION, "Participants"),
    "visit-budget": opened(PREPARATION, "Budget"),
    "visit-notes": opened(NOTES),
    "visit-notes-small": opened(NOTES, size=(700, 620)),
    "visit-commitments": opened(HARVEST),
    "visit-findings": opened(HARVEST, "Findings"),
    "visit-follow-ups": opened(HARVEST, "Follow-ups"),
    "visit-chain": opened(HARVEST, "Learning chain"),
    "visit-history": opened("History"),
}
