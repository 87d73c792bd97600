"""The narrow strip at the left: the pages there are, and the two things done most often with what is listed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.ui.icons import draw_logo, icon
from desktop.ui.style.colours import framed_at_high_contrast, hairline, mix, tinted
from desktop.ui.tooltips import plain_tip

WIDTH = 104


class _Mark(QWidget):
    """The logo."""

    def sizeHint(self) -> QSize:
        """Small."""
        return QSize(WIDTH, 52)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        draw_logo(painter, QRectF(self.width() / 2 - 17, 8, 34, 34))
        painter.end()


class Rail(QFrame):
    """Pages above, jobs below; each button is an action that the menu has too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 0, 4, 8)
        self._column.setSpacing(2)
        self._column.addWidget(_Mark(self))
        self._short: list[tuple[QToolButton, str, str]] = []
        self._apply_style()

    def add(self, action: QAction, picture: str, words: str) -> QToolButton:
        """A button that does what the action does, under a short word."""
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setIcon(icon(picture))
        button.setText(words)
        button.setAccessibleName(words)
        button.setToolTip(plain_tip(action.toolTip()))
        button.setIconSize(QSize(24, 24))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setMinimumHeight(52)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # An action that changes (its name, its icon) would take the short word away again. A slot of the rail itself:
        # the action outlives the rail.
        self._short.append((button, words, picture))
        action.changed.connect(self._keep_short)
        self._column.addWidget(button)
        return button

    def _keep_short(self) -> None:
        for button, words, picture in self._short:
            button.setText(words)
            button.setIcon(icon(picture))

    def add_space(self) -> None:
        """What follows stands below."""
        self._column.addStretch(1)

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._apply_style()

    def _apply_style(self) -> None:
        palette = QApplication.palette()  # not its own, which the sheet itself changes
        accent = palette.highlight().color()
        chosen = tinted(palette, accent, 0.2).name()
        over = mix(accent, palette.window().color(), 0.10).name()
        sheet = (
            f"#rail {{ background: {palette.alternateBase().color().name()}; border: none;"
            f" border-right: 1px solid {hairline(palette).name()}; }}"
            "#rail QToolButton { border: 1px solid transparent; border-radius: 8px; padding: 4px 2px; }"
            f"#rail QToolButton:hover {{ background: {over}; }}"
            f"#rail QToolButton:checked {{ background: {chosen}; {framed_at_high_contrast(palette)} }}"
            f"#rail QToolButton:focus {{ border-color: {accent.name()}; }}"
            f"#rail QToolButton:disabled {{ color: {palette.placeholderText().color().name()}; }}"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
