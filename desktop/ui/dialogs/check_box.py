"""A box to be ticked, seen in light and dark."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from desktop.ui.style.colours import is_dark, mix


class Tick(QCheckBox):
    """A box that is seen on dark ground too."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._apply_style()

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._apply_style()

    def _apply_style(self) -> None:
        palette = QPalette(QApplication.palette())
        if is_dark(palette):
            base, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.WindowText)
            palette.setColor(QPalette.ColorRole.Base, mix(text, base, 0.4))
        self.setPalette(palette)
