"""The line where one searches as one types: asks a moment after the last letter, completes, and marks what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import _
from desktop.ui.icons import icon
from desktop.ui.style.colours import muted, warning
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.clear_button import add_clear_button
from desktop.ui.widgets.line_edit import TypedLine
from desktop.ui.widgets.suggestion_list import Suggestion, SuggestionList

ASK_AFTER_MS = 60


class Offer(Protocol):
    """One completion, as the catalogue gives it."""

    @property
    def insert(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def detail(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Offers = Sequence[Offer]
Completer = Callable[[str, int, Callable[[Offers], None]], None]
"""(text, cursor, what to do with the offers): asked on Qt's thread, answered there later."""


class SearchLine(TypedLine):
    """Tells `asked` with the text; Down and Tab go into the completions, Esc closes them, then empties the line."""

    asked = Signal(str)
    entered = Signal()  # Enter, or Down without completions: to the list
    given_up = Signal()  # Esc in an empty line

    def __init__(self, complete: Completer, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._complete = complete
        self._asked_text = ""
        self._wrong: tuple[int, int] | None = None
        self._composing = False
        self.setPlaceholderText(hint)
        self.setAccessibleName(_("Search"))
        self.setAccessibleDescription(
            _("Words, or a field and a value such as country:KE or start:2021..2022. Down opens the suggestions.")
        )
        self.setToolTip(plain_tip(self.accessibleDescription()))
        add_clear_button(self)
        self.addAction(icon("search", muted), QLineEdit.ActionPosition.LeadingPosition).setText(_("Search"))
        self.popup = SuggestionList(self, _("Suggestions"))
        self.popup.picked.connect(self._insert)
        self._wait = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._wait.timeout.connect(self.ask_now)
        self.textEdited.connect(self._typed)
        self.textChanged.connect(self._changed)

    @property
    def wrong(self) -> tuple[int, int] | None:
        """The place that is underlined, if any."""
        return self._wrong

    def show_query(self, text: str) -> None:
        """Show a text that came from elsewhere; it is not asked for again."""
        self._wait.stop()
        self.popup.hide()
        self._asked_text = text
        if text != self.text():
            self.setText(text)

    def mark_wrong(self, start: int, end: int) -> None:
        """Underline a place of the text; an empty place at the end underlines its last letter."""
        start = max(0, min(start, len(self.text()) - 1))
        self._wrong = (start, max(end, start + 1))
        self._underline()

    def mark_right(self) -> None:
        """Nothing is wrong any more."""
        if self._wrong is not None:
            self._wrong = None
            self._underline()

    def ask_now(self) -> None:
        """Tell what is asked, without waiting."""
        self._wait.stop()
        if self.text() != self._asked_text:
            self._asked_text = self.text()
            self.asked.emit(self.text())

    def type_in(self, letters: str) -> None:
        """Letters typed elsewhere begin a search."""
        self.setFocus()
        self.selectAll()
        self.insert(letters)
        self.textEdited.emit(self.text())

    # Typing ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the completions first."""
        key, shown = event.key(), self.popup.isVisible()
        if key == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self._ask_completions()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and shown:
            self.popup.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Down:
            if self.text().strip():
                self.entered.emit()
            else:
                self._ask_completions()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if shown and self.popup.pick():
                return
            self.popup.hide()
            self.ask_now()
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab takes the completion that is marked, or the first one."""
        if (
            isinstance(event, QKeyEvent)
            and self.popup.isVisible()
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        ):
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
                self.popup.pick(first=True)
                return True
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """While letters are being composed nothing is underlined: it would end the composing."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event) -> None:
        """No completions without the keyboard."""
        super().focusOutEvent(event)
        if not self.hasFocus():
            self.popup.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark: the mark has its colour in the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_composing") and self._wrong is not None:
            self._underline()

    def _escape(self) -> None:
        if self.popup.isVisible():
            self.popup.hide()
        elif self.text():
            self.clear()
            self.ask_now()
        else:
            self.given_up.emit()

    def _typed(self, text: str) -> None:
        self._wait.start()
        if text.strip():
            self._ask_completions()
        else:
            self.popup.hide()

    def _changed(self, text: str) -> None:
        self.mark_right()
        if not text:  # the clear button
            self.popup.hide()
            self._wait.start(0)

    def _ask_completions(self) -> None:
        text, cursor = self.text(), self.cursorPosition()

        def show(offers: Offers) -> None:
            if self.text() == text and self.cursorPosition() == cursor and self.hasFocus():
                found = [Suggestion(each.label, each.detail, each) for each in offers]
                self.popup.offer(found, self._left_of(offers[0].start) if offers else 0)

        self._complete(text, cursor, show)

    def _insert(self, offer: Offer) -> None:
        text = self.text()
        self.setText(text[: offer.start] + offer.insert + text[offer.end :])
        self.setCursorPosition(offer.start + len(offer.insert))
        self.popup.hide()
        if offer.insert.endswith(":"):
            self._ask_completions()
        else:
            self.ask_now()

    def _left_of(self, place: int) -> int:
        """Where a letter stands, in pixels from the left of the line."""
        metrics = self.fontMetrics()
        back = metrics.horizontalAdvance(self.text()[place : self.cursorPosition()])
        return max(0, self.cursorRect().center().x() - back)

    # Marks ----------------------------------------------------------------------------------------------------

    def _underline(self) -> None:
        """Qt's own way to lay a format under letters of a line: the format of an input method."""
        if self._composing:
            return
        marks: list[QInputMethodEvent.Attribute] = []
        if self._wrong is not None:
            form = QTextCharFormat()
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(warning(self.palette()))
            form.setForeground(warning(self.palette()))
            start, end = self._wrong
            marks.append(
                QInputMethodEvent.Attribute(
                    QInputMethodEvent.AttributeType.TextFormat, start - self.cursorPosition(), end - start, form
                )
            )
        QLineEdit.inputMethodEvent(self, QInputMethodEvent("", marks))
