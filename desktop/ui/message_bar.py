"""One sentence below the page: what happened, what was kept, what to do, and perhaps a button to do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.ui.icons import icon
from desktop.ui.made_file import FileHandle, copy_file, open_file, show_in_folder
from desktop.ui.style.colours import hairline, tinted, warning
from desktop.ui.tooltips import plain_tip

KEY = "F8"
"""Does what the message offers, from wherever the keyboard is."""


class MessageBar(QFrame):
    """Hidden until there is something to say; the newest message replaces the one before, and the next edit takes it away:
    what it offers to undo is not the last thing done any more. What went wrong stays until it is closed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._picture = QLabel(self)
        self._then: Callable[[], object] | None = None
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)  # a title of a record is never markup
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._act = QPushButton(self)
        self._act.clicked.connect(self._do)
        self._more: list[QPushButton] = []
        self._handle = FileHandle(self)
        self._handle.hide()
        self._key = QLabel(QKeySequence(KEY).toString(QKeySequence.SequenceFormat.NativeText), self)
        self._key.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._close = QPushButton(_("Close"), self)
        self._close.setFlat(True)
        self._close.clicked.connect(self.hide)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        for widget in (self._picture, self._handle, self._words, self._key, self._act, self._close):
            row.addWidget(widget, 1 if widget is self._words else 0)
        QShortcut(QKeySequence("Esc"), self, self.hide, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._grave = False
        self._saved = True
        self._apply_style()
        self.hide()

    def show_message(
        self,
        words: str,
        action: str = "",
        then: Callable[[], object] | None = None,
        *,
        grave: bool = False,
        written: bool = True,
    ) -> None:
        """Show a sentence, and a button that does `then` once and closes the bar. `written`: what it tells of is in the
        file; else call `note_saved` once it is.
        """
        self._grave = grave
        self._saved = written
        self._apply_style()
        self._show_file(None, ())
        self._then = then
        self._words.setText(words)
        self.setAccessibleName(words)
        self._act.setText(action)
        self._act.setShortcut(KEY)  # setting the text took it away
        self._act.setToolTip(plain_tip(self._key.text()))
        for widget in (self._act, self._key):
            widget.setVisible(bool(action))
        self.show()

    def show_file(self, path: Path, words: str, *, opens: bool = True, written: bool = True) -> None:
        """A file was made: a sentence, the file to be dragged away, and buttons for it. The bar stays after each of them.
        `opens`: another program shows such a file.
        """
        show, copy = (_("Show in folder"), lambda: show_in_folder(path)), (_("Copy the file"), lambda: copy_file(path))
        first = (_("Open"), lambda: open_file(path)) if opens else show
        self.show_message(words, first[0], first[1], written=written)
        self._show_file(path, (show, copy) if opens else (copy,))

    def show_error(self, error: UserFacingError) -> None:
        """Show what the world did."""
        self.show_message(" ".join(part for part in (error.what, error.kept, error.todo) if part), grave=True)

    def note_saved(self) -> None:
        """All that was done until now is in the file: the next change is another edit."""
        self._saved = True

    def edited(self) -> None:
        """Something was changed."""
        if self._saved and not self._grave:
            self.hide()

    @property
    def words(self) -> str:
        """The sentence shown; "" while the bar is hidden."""
        return "" if self.isHidden() else self._words.text()

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_grave"):
            self._apply_style()

    def _apply_style(self) -> None:
        palette = QApplication.palette()  # not its own, which the sheet itself changes
        colour = warning(palette) if self._grave else palette.highlight().color()
        self._picture.setPixmap(icon("warning" if self._grave else "info").pixmap(18, 18))
        sheet = (
            f"#messageBar {{ background: {tinted(palette, colour, 0.16).name()}; border: none;"
            f" border-top: 1px solid {hairline(palette).name()}; }}"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def _show_file(self, path: Path | None, more: Sequence[tuple[str, Callable[[], object]]]) -> None:
        self._handle.show_file(path)
        for button in self._more:
            button.hide()
            button.deleteLater()
        self._more = []
        for place, (words, then) in enumerate(more, self._row.indexOf(self._act) + 1):
            button = QPushButton(words, self)
            button.clicked.connect(lambda _checked=False, then=then: then())
            self._row.insertWidget(place, button)
            button.show()
            self._more.append(button)
        for before, after in pairwise((self._act, *self._more, self._close)):
            self.setTabOrder(before, after)

    def _do(self) -> None:
        if self._more and self._then is not None:  # a file that was made: something else may be wanted of it
            self._then()
            return
        then, self._then = self._then, None
        self.hide()
        if then is not None:
            then()
