"""What stands where the list would be, when it is empty: why, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.buttons import primary
from desktop.ui.help import open_help
from desktop.ui.icons import icon
from desktop.ui.style.colours import muted

Then = Callable[[], object]


class EmptyState(QWidget):
    """A picture, a sentence, a hint, and buttons; the first button is the one most people want."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture_name = "activities"
        self._title = QLabel(self)
        self._hint = QLabel(self)
        for label, name in ((self._title, "emptyTitle"), (self._hint, "emptyHint")):
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._ways = QVBoxLayout()
        self._ways.setSpacing(8)
        self._ways.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons: list[QPushButton] = []
        self.help = QToolButton(self)
        key = QKeySequence(QKeySequence.StandardKey.HelpContents).toString(QKeySequence.SequenceFormat.NativeText)
        self.help.setText(_("Help ({key})").format(key=key))
        self.help.setAutoRaise(True)
        self.help.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has its key
        self.help.clicked.connect(lambda: open_help(self))
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addSpacing(6)
        column.addLayout(self._ways)
        column.addWidget(self.help, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        frame = QWidget(self)
        frame.setLayout(column)
        frame.setMaximumWidth(460)
        across = QHBoxLayout(self)
        across.addStretch(1)
        across.addWidget(frame, 100)
        across.addStretch(1)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._apply_style()

    @property
    def words(self) -> str:
        """The sentence shown."""
        return self._title.text()

    @property
    def buttons(self) -> list[QPushButton]:
        """The ways out, the first one the most likely."""
        return self._buttons

    def show_words(self, picture: str, title: str, hint: str, ways: Sequence[tuple[str, Then]]) -> None:
        """Say something else."""
        self._picture_name = picture
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(f"{title} {hint}".strip())
        self._clear()
        for place, (words, then) in enumerate(ways):
            self._add(words, then, first=place == 0)
        self._apply_style()

    def add_way(self, words: str, then: Then) -> None:
        """One more button, which was found later."""
        self._add(words, then, first=not self._buttons)

    def _add(self, words: str, then: Then, *, first: bool) -> None:
        button = QPushButton(words, self)
        button.setMinimumHeight(30)
        if first:
            primary(button)
        button.clicked.connect(lambda: then())
        self._buttons.append(button)
        self._ways.addWidget(button)
        button.show()

    def _clear(self) -> None:
        for button in self._buttons:
            self._ways.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._apply_style()

    def _apply_style(self) -> None:
        sheet = f"#emptyTitle {{ font-size: 14pt; font-weight: 600; }} #emptyHint {{ color: {muted(self.palette()).name()}; }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
        self._picture.setPixmap(icon(self._picture_name, QPalette.ColorRole.PlaceholderText).pixmap(48, 48))
