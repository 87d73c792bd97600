"""What stands in the editor's place while several records are selected, or none: how many, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.ui.style.colours import hairline, mix, muted


class SelectionPanel(QWidget):
    """Each button does what the action of the menu does."""

    def __init__(self, hint: str, actions: Iterable[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("selectionPanel")
        self._title = QLabel(self)
        self._title.setObjectName("selectionTitle")
        self._title.setWordWrap(True)
        self._hint = QLabel(hint, self)
        self._hint.setObjectName("selectionHint")
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addSpacing(10)
        self._buttons = [_ActionButton(action, self) for action in actions]
        for button in self._buttons:
            column.addWidget(button)
        column.addStretch(1)
        self._apply_style()

    @property
    def words(self) -> str:
        """How many there are, in words."""
        return self._title.text()

    def show_words(self, words: str) -> None:
        """Say how many there are."""
        self._title.setText(words)
        self.setAccessibleName(words)

    def show_hint(self, hint: str) -> None:
        """Say what can be done."""
        self._hint.setText(hint)

    def enter(self) -> None:
        """The keyboard to the first button that can be pressed."""
        for button in self._buttons:
            if button.isEnabled() and not button.isHidden():
                button.setFocus()
                return

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._apply_style()

    def _apply_style(self) -> None:
        palette = self.palette()
        window = palette.window().color()
        accent = palette.highlight().color()
        sheet = f"""
        #selectionTitle {{ font-size: 17pt; font-weight: 600; }}
        #selectionHint {{ color: {muted(palette).name()}; }}
        #selectionPanel QToolButton {{ border: 1px solid {hairline(palette).name()}; border-radius: 6px;
            padding: 7px 12px; text-align: left; background: {palette.base().color().name()}; }}
        #selectionPanel QToolButton:hover {{ background: {mix(accent, window, 0.10).name()}; }}
        #selectionPanel QToolButton:focus {{ border: 2px solid {accent.name()}; padding: 6px 11px; }}
        #selectionPanel QToolButton:disabled {{ color: {palette.placeholderText().color().name()}; }}
        """
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)


class _ActionButton(QToolButton):
    """A wide button for an action, there only while the action is."""

    def __init__(self, action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDefaultAction(action)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(18, 18))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setVisible(self.defaultAction().isVisible())
