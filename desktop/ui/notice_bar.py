"""A discreet line below the page that stays until it is answered: the sample, a file that can only be read, who you are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.i18n import _
from desktop.ui.icons import icon
from desktop.ui.style.colours import hairline, tinted, warning
from desktop.ui.style.window import form_sheet


class NoticeBar(QFrame):
    """An icon, a sentence, perhaps a field, buttons, perhaps a cross that puts it away."""

    def __init__(self, picture: str, words: str, parent: QWidget | None = None, *, grave: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.grave = grave
        self._picture = QLabel(self)
        self._drawing = icon(picture, QPalette.ColorRole.WindowText)
        self._picture.setPixmap(self._drawing.pixmap(18, 18))
        self.words = QLabel(words, self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(words)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 6, 8, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self._picture)
        self._row.addWidget(self.words, 1)
        self._apply_style()

    def add_field(self, hint: str) -> QLineEdit:
        """A field to answer in."""
        field = QLineEdit(self)
        field.setPlaceholderText(hint)
        field.setAccessibleName(hint)
        field.setMinimumWidth(220)
        self.words.setBuddy(field)
        self._row.addWidget(field)
        return field

    def add_button(self, words: str, then: Callable[[], object]) -> QPushButton:
        """A button to answer with."""
        button = QPushButton(words, self)
        button.clicked.connect(lambda: then())
        self._row.addWidget(button)
        return button

    def add_close(self, then: Callable[[], object] | None = None) -> QToolButton:
        """A cross that puts the bar away."""
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setIcon(icon("close"))
        button.setToolTip(_("Close this message"))
        button.setAccessibleName(_("Close this message"))
        button.clicked.connect(then or self.hide)
        self._row.addWidget(button)
        return button

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._apply_style()

    def _apply_style(self) -> None:
        palette = QApplication.palette()  # not its own, which the sheet itself changes
        colour = warning(palette) if self.grave else palette.color(QPalette.ColorRole.Highlight)
        self._picture.setPixmap(self._drawing.pixmap(18, 18))
        sheet = (
            f"#notice {{ background: {tinted(palette, colour, 0.12).name()}; border: none;"
            f" border-bottom: 1px solid {hairline(palette).name()}; }}" + form_sheet(palette)
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
