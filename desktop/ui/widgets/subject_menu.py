"""The menu that leads from a target, a place, an organisation, a module or a method to the evidence on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from desktop.i18n import _

SubjectName: TypeAlias = tuple[str, str, str]
"""Kind, code (`desktop/evidence/subject.py`) and what it is called."""
Wanted = Callable[[str, str], object]


def show_subject_menu(parent: QWidget, where: QPoint, subjects: Sequence[SubjectName], wanted: Wanted) -> None:
    """Offer the evidence on these, at a place of the screen; nothing where there are none."""
    if not subjects:
        return
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for kind, code, label in subjects:
        words = _("Evidence: {subject}").format(subject=label).replace("&", "&&")
        menu.addAction(words).triggered.connect(lambda _on=False, kind=kind, code=code: wanted(kind, code))
    menu.popup(where)


def offer_subjects(
    view: QAbstractItemView, subjects_of: Callable[[int, int], Sequence[SubjectName]], wanted: Wanted
) -> None:
    """The menu key and the right button on a line, or on a square, of a list offer the evidence on what it names: by its row
    and column.
    """

    def show(place: QPoint) -> None:
        index = view.indexAt(place)
        if not index.isValid():  # the menu key
            index = view.currentIndex()
            place = view.visualRect(index).center()
        if index.isValid():
            subjects = subjects_of(index.row(), index.column())
            show_subject_menu(view, view.viewport().mapToGlobal(place), subjects, wanted)

    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.customContextMenuRequested.connect(show)
