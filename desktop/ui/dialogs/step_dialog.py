"""A dialog that goes step by step: it looks at something, shows what that would do, does it, and shows what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.ui.buttons import primary
from desktop.ui.dialogs.busy_page import BusyPage


class StepDialog(QDialog):
    """Begins once it is shown. Esc, Cancel and the window's cross give up what is going on; the window stays until that has
    ended, and after the cross it goes then: `closing` tells those who hear of the end.
    """

    _built = False  # Qt tells of changes from the first line of the making

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setSizeGripEnabled(True)
        self.step = 0
        self.closing = False
        self._begun = False
        self.busy = BusyPage(self)
        self.trouble = self.plain_label("importTrouble")
        make_readable(self.trouble)

    # What a kind does

    def begin(self) -> None:
        """It is shown for the first time."""
        raise NotImplementedError

    def go_on(self) -> None:
        """The button at the right was pressed."""
        raise NotImplementedError

    def sheet(self) -> str:
        """What it wears."""
        raise NotImplementedError

    def give_up(self) -> bool:
        """Stop what is going on; False where nothing is that has to end first."""
        raise NotImplementedError

    # Building

    def plain_label(self, name: str, words: str = "") -> QLabel:
        """Words as they stand, in as many lines as they need."""
        return plain_label(name, words, self)

    def button(self, words: str, act: Callable[[], object]) -> QPushButton:
        """One of those below the page."""
        return plain_button(self, words, act)

    def make_head(self, name: str) -> QLayout:
        """What this is about, in large, and a line about it: `title`, `about`."""
        self.title, self.about = self.plain_label("importTitle", name), self.plain_label("importAbout")
        self.title.setWordWrap(False)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.about)
        return head

    def lay_out(self, head: QLayout | QWidget, pages: Sequence[QWidget], buttons: Sequence[QPushButton]) -> None:
        """Head, one of the pages (or `busy`, or `trouble`), and below it `words`, the buttons, `cancel` and `next`."""
        self.pages = QStackedWidget(self)
        for page in (self.busy, self.trouble, *pages):
            self.pages.addWidget(page)
        self.words = self.plain_label("importHint")
        self.cancel = self.button(_("Cancel"), self.reject)
        self.next = primary(self.button("", self.go_on))
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.words, 1)
        for button in (*buttons, self.cancel, self.next):
            below.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        if isinstance(head, QLayout):
            column.addLayout(head)
        else:
            column.addWidget(head)
        column.addWidget(self.pages, 1)
        column.addLayout(below)
        self._built = True
        self.apply_style()

    def apply_style(self) -> None:
        """Light or dark."""
        sheet = self.sheet()
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark: another dress."""
        super().changeEvent(event)
        if self._built and event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self.apply_style()

    def showEvent(self, event: QShowEvent) -> None:
        """The first time: begin."""
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            self.begin()

    # Going on, and the end

    def busy_with(self, done: int, total: int) -> None:
        """How far it is."""
        if self.busy.bar.maximum() != total:
            self.busy.bar.setRange(0, total)
        self.busy.bar.setValue(done)

    def end(self) -> None:
        """What was going on has ended, or nothing was: close."""
        super().reject()

    def reject(self) -> None:
        """Esc, Cancel: give up what is going on; the dialog goes on, or goes, once that has ended."""
        if not self.give_up():
            self.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's cross."""
        if self.give_up():
            self.closing = True
            event.ignore()
        else:
            super().closeEvent(event)


def plain_label(name: str, words: str, parent: QWidget) -> QLabel:
    """Words as they stand, in as many lines as they need; `name` is what style sheets know it by."""
    label = QLabel(words, parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def plain_button(parent: QWidget, words: str, act: Callable[[], object]) -> QPushButton:
    """A button that Enter alone never presses."""
    button = QPushButton(words, parent)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked=False: act())
    return button


def make_readable(label: QLabel) -> None:
    """A sentence in the middle of a page, to be read and copied."""
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )


def trouble_words(error: UserFacingError) -> str:
    """All that an error says, a paragraph each."""
    return "\n\n".join(part for part in (error.what, error.kept, error.todo) if part)
