"""The pages of courses and of trainings, and a list of learners on its way into a run."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop.learning.learner_import import apply_import, plan_import
from desktop.ui.desk import Desk
from desktop.ui.learning import LearningPage, TrainingsPage
from desktop.ui.learning.import_dialog import ImportLearnersDialog
from tests.learning.populations import SHAPES, people, write_shape
from tests.pictures.own_desk import own_desk
from tests.pictures.scenes_activities import RAIL, calm

_LISTS = tempfile.TemporaryDirectory(prefix="focal-lists-")


def _page(desk: Desk) -> LearningPage:
    made = LearningPage(desk)
    made.resize(1280 - RAIL, 720 - 52)
    made.show()
    calm(desk)
    made.enter()
    QApplication.setActiveWindow(made)
    return made


def courses(desk: Desk) -> QWidget:
    return _page(desk)


def no_courses(desk: Desk) -> QWidget:
    return _page(own_desk(desk))


def import_list(desk: Desk) -> QWidget:
    own = own_desk(desk)
    activity = own.workspace.journal.create("activity", {"title": "Cities that learn from disasters", "kind": "mooc"})
    own.workspace.journal.create("run", {"parent": activity, "name": "2026", "enrolled": 12})
    runs = [each for each in _page(own)._runs if each.id]  # pyright: ignore[reportPrivateUsage]
    made = ImportLearnersDialog(own, runs, runs[0].id)
    made.show()
    shape = next(each for each in SHAPES if each.name == "plain-fr")
    made.read_list(write_shape(shape, Path(_LISTS.name), people(42)))
    calm(own)
    return made


def trainings(desk: Desk) -> QWidget:
    made = TrainingsPage(desk)
    made.resize(1280 - RAIL, 720 - 52)
    made.show()
    calm(desk)
    made.enter()
    QApplication.setActiveWindow(made)
    return made


def _turned(desk: Desk, place: int) -> QWidget:
    made = _page(desk)
    made.run_view.setCurrentIndex(place)
    calm(desk)
    return made


def charts(desk: Desk) -> QWidget:
    return _turned(desk, 1)


def compared(desk: Desk) -> QWidget:
    return _turned(desk, 2)


def asked(desk: Desk) -> QWidget:
    return _turned(desk, 3)


def names(desk: Desk) -> QWidget:
    own = own_desk(desk)
    activity = own.workspace.journal.create("activity", {"title": "Cities that learn from disasters", "kind": "mooc"})
    run = own.workspace.journal.create("run", {"parent": activity, "name": "2026"})
    shape = next(each for each in SHAPES if each.name == "coursera")
    path = write_shape(shape, Path(_LISTS.name), people(42))
    apply_import(own.workspace, plan_import(own.workspace, run, path, date(2026, 11, 2), keep_names=True))
    return _turned(own, 4)


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "learning-courses": courses,
    "learning-empty": no_courses,
    "learning-import": import_list,
    "learning-trainings": trainings,
    "learning-charts": charts,
    "learning-compared": compared,
    "learning-asked": asked,
    "learning-names": names,
}
