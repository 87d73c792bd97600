"""A line in which a record is found by its name while typing, or made where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.widgets.desk_access import DeskAccess, Found
from desktop.ui.widgets.displayed_codes import fold
from desktop.ui.widgets.line_edit import TypedLine
from desktop.ui.widgets.suggestion_list import Suggestion, SuggestionList

ASK_AFTER_MS = 80


class RecordFinder(TypedLine):
    """Down and Up go through what was found, Enter chooses, Esc closes; the last offer makes a new record.

    Nothing is marked before Down, as in a list of codes. Enter without it takes the name that was typed in full, the only
    one that begins so, the only one found, or, where none was found, makes the record; else it marks the first.
    """

    chosen = Signal(str, str)  # id, name
    wanted = Signal(str)  # name of a record to be made

    def __init__(self, type: str, desk: DeskAccess, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._type, self._desk = type, desk
        self._asked = ""
        self._found: list[Found] = []
        self.popup = SuggestionList(self, _("Found"))
        self.popup.picked.connect(self._choose)
        self._wait = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._wait.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)
        self.left.connect(self.popup.hide)

    @property
    def offers(self) -> list[str]:
        """What is offered now, as shown."""
        return self.popup.labels

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the offers."""
        key, shown = event.key(), self.popup.isVisible()
        if not self.isReadOnly() and key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and (shown or key == Qt.Key.Key_Down):
            if shown:
                self.popup.step(1 if key == Qt.Key.Key_Down else -1)
            else:
                self._ask()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and shown:
            self._enter()
        elif key == Qt.Key.Key_Escape and (shown or self.text()):
            self.popup.hide()
            if not shown:
                self.clear()
        else:
            super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        if text.strip() and not self.isReadOnly():
            self._wait.start()
        else:
            self._wait.stop()
            self.popup.hide()

    def _ask(self) -> None:
        self._asked = text = self.text().strip()

        def show(found: Sequence[Found]) -> None:
            if text == self._asked and self.hasFocus():
                self._show(text, found)

        self._desk.find(self._type, text, show)

    def _show(self, text: str, found: Sequence[Found]) -> None:
        self._found = list(found)
        offers = [Suggestion(each.name, each.more, (each.id, each.name)) for each in found]
        if text and not any(fold(each.name) == fold(text) for each in found):
            offers.append(Suggestion(_("Create “{name}”").format(name=text), "", ("", text)))
        self.popup.offer(offers, least_width=max(self.width(), 220))

    def _enter(self) -> None:
        """Enter: what is marked, or what the words can only mean."""
        if self.popup.pick():
            return
        text = fold(self.text().strip())
        same = [each for each in self._found if fold(each.name) == text]
        like = [each for each in self._found if text and fold(each.name).startswith(text)]
        only = next((names for names in (same, like, self._found) if len(names) == 1), None) or same
        if only:
            meant = only[0]
            self._choose((meant.id, meant.name))
        elif text and not self._found:
            self._choose(("", self.text().strip()))
        else:
            self.popup.step(1)

    def _choose(self, picked: tuple[str, str]) -> None:
        self.popup.hide()
        self._asked = ""
        id, name = picked
        if id:
            self.chosen.emit(id, name)
        else:
            self.wanted.emit(name)
