"""A number in the corner of a button: so many things are to be looked at."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from desktop.ui.style.colours import warning, words_on

_MOST_SHOWN = 99


class Badge(QLabel):
    """Stays in its corner, in the colours of the moment; hidden while the number is 0."""

    def __init__(self, button: QToolButton) -> None:
        super().__init__(button)
        self._button = button
        self.hide()
        button.installEventFilter(self)
        self._apply_style()

    def show_count(self, count: int) -> None:
        """So many."""
        self.setText(str(count) if count <= _MOST_SHOWN else f"{_MOST_SHOWN}+")
        self.setVisible(count > 0)
        self._apply_style()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The button has another size, or other colours."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        elif event.type() is QEvent.Type.PaletteChange:
            self._apply_style()
        return super().eventFilter(watched, event)

    def _apply_style(self) -> None:
        colour = warning(QApplication.palette())
        sheet = (
            f"background: {colour.name()}; color: {words_on(colour).name()}; border-radius: 8px;"
            " padding: 1px 5px; font-weight: 600;"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
        self._place()

    def _place(self) -> None:
        self.adjustSize()
        furthest = self._button.width() - self.width() - 2
        self.move(min(self._button.width() // 2 + 8, furthest), 2)
