"""Style sheets that follow the scheme: written again when the palette becomes another one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget


class _Follower(QObject):
    def __init__(self, widget: QWidget, sheet_of: Callable[[QPalette], str]) -> None:
        super().__init__(widget)
        self._widget, self._sheet_of = widget, sheet_of
        self._apply()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Light or dark."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._apply()
        return super().eventFilter(watched, event)

    def _apply(self) -> None:
        sheet = self._sheet_of(QApplication.palette())  # not the widget's own, which the sheet itself changes
        if sheet != self._widget.styleSheet():
            self._widget.setStyleSheet(sheet)


def set_following_sheet(widget: QWidget, sheet_of: Callable[[QPalette], str]) -> None:
    """Give a widget the sheet made from the palette of the program, now and whenever that changes."""
    _Follower(widget, sheet_of)
