"""The pages of courses and of trainings, and a list of learners on its way into a run."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.learning.learner_import import apply_import, plan_import
from desktop.ui.desk import Desk
from desktop.ui.learning import LearningPage, ModulesPage, TrainingsPage
from desktop.ui.learning.import_dialog import ImportLearnersDialog
from desktop.ui.learning.module_list import USE
from desktop.ui.learning.sheet_dialogs import SheetDialog
from desktop.ui.widgets.tree_items import tree_items
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
    return _trainings(desk)


def _trainings(desk: Desk, tab: int = 0, title: str = "") -> TrainingsPage:
    made = TrainingsPage(desk)
    made.resize(1280 - RAIL, 720 - 52)
    made.show()
    calm(desk)
    made.enter()
    made.tabs.setCurrentIndex(tab)
    if title:
        item = next(each for each in tree_items(made.tree) if each.text(0).startswith(title))
        made.tree.setCurrentItem(item)
    QApplication.setActiveWindow(made)
    return made


def certificates(desk: Desk) -> QWidget:
    return _trainings(desk, 1)


def evaluation(desk: Desk) -> QWidget:
    return _trainings(desk, 2, "Training of trainers: resilience")


def give_certificates(desk: Desk) -> QWidget:
    page = _trainings(desk, 1, "Training of trainers: resilience")
    page.jobs.give.trigger()
    return _dialog(desk)


def sign_in(desk: Desk) -> QWidget:
    page = _trainings(desk, 0, "Training of trainers: resilience")
    page.jobs.sign_in.trigger()
    made = _dialog(desk)
    assert isinstance(made, SheetDialog)
    shape = next(each for each in SHAPES if each.name == "plain-fr")
    made.read_sheets([write_shape(shape, Path(_LISTS.name), people(42))])
    calm(desk)
    return made


def import_evaluation(desk: Desk) -> QWidget:
    page = _trainings(desk, 2, "Training of trainers: resilience")
    page.jobs.evaluate.trigger()
    made = _dialog(desk)
    assert isinstance(made, SheetDialog)
    path = Path(_LISTS.name) / "forms.csv"
    path.write_text(
        "Knowledge before,Knowledge after,Usefulness,Remark\n" + "2,4,5,warm\n3,5,4,\n" * 6 + "2,9,5,\n", "utf-8"
    )
    made.read_sheets([path])
    calm(desk)
    return made


def _dialog(desk: Desk) -> QDialog:
    calm(desk)
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible())


def modules(desk: Desk, page: str = "") -> QWidget:
    made = ModulesPage(desk)
    made.resize(1280 - RAIL, 720 - 52)
    made.show()
    calm(desk)
    made.view.select_place(2)
    calm(desk)
    if page:
        tabs = made.side.editor.pages.tabs
        tabs.setCurrentIndex(next(at for at in range(tabs.count()) if tabs.tabData(at) == page))
        calm(desk)
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
    "learning-certificates": certificates,
    "learning-evaluation": evaluation,
    "learning-give-certificates": give_certificates,
    "learning-sign-in": sign_in,
    "learning-import-evaluation": import_evaluation,
    "learning-modules": modules,
    "learning-module-use": partial(modules, page=USE),
}
