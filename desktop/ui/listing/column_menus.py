"""Menus about columns: which are shown, and what the list is sorted by."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.i18n import _
from desktop.ui.listing.column_layout import ColumnLayout
from desktop.ui.listing.columns import Column, Look


def open_heading_menu(columns: ColumnLayout, dialog: QAction, over: QWidget, place: QPoint) -> QMenu:
    """The context menu of a heading: each column to be ticked, and `dialog`, which opens them all."""
    menu = QMenu(over)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown = columns.shown
    for column in columns.known:
        action = _ticked(menu, column, column.name in shown)
        action.setEnabled(column.look is not Look.TITLE)
        action.triggered.connect(lambda _checked=False, name=column.name: columns.toggle(name))
    menu.addSeparator()
    fit = menu.addAction(_("&Automatic (fit the window)"))
    fit.setCheckable(True)
    fit.setChecked(columns.automatic)
    fit.triggered.connect(lambda: columns.choose_fitting())
    menu.addAction(dialog)
    menu.popup(over.mapToGlobal(place))
    return menu


def fill_sort_menu(menu: QMenu, columns: ColumnLayout) -> None:
    """Every column that a list of a million can be sorted by; a second time the other way round."""
    menu.clear()
    best = menu.addAction(_("&Best match, then newest"))
    best.setCheckable(True)
    best.setChecked(not columns.sort)
    best.triggered.connect(lambda: columns.sort_by(""))
    menu.addSeparator()
    first = columns.sort[0][0] if columns.sort else ""
    for column in columns.known:
        if column.sortable:
            action = _ticked(menu, column, column.name == first)
            action.triggered.connect(lambda _checked=False, name=column.name: columns.sort_by(name))


def _ticked(menu: QMenu, column: Column, ticked: bool) -> QAction:
    action = menu.addAction(column.heading.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(ticked)
    return action
