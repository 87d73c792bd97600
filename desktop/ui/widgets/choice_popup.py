"""A list to choose one thing from, searched by typing: by its name, or by another name that it goes by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.style.colours import muted
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.clear_button import add_clear_button
from desktop.ui.widgets.displayed_codes import fold
from desktop.ui.widgets.popup_geometry import geometry_beside
from desktop.ui.widgets.popup_owner import PopupOwner

_VALUE = Qt.ItemDataRole.UserRole + 1
_LETTERS, _LINES = 52, 17


@dataclass(frozen=True)
class Choice:
    """One line: what it is called, what it stands for, the heading that it stands under, other names for it, which are
    shown where one of them was looked for, and more words by which it is found.
    """

    label: str
    value: Any
    section: str = ""
    aliases: tuple[str, ...] = ()
    words: str = ""


class ChoicePopup(QFrame):
    """Type to search, arrows to go, Enter to choose, Esc to close."""

    chosen = Signal(object)  # the value

    def __init__(self, label: str, choices: Sequence[Choice], current: object, parent: QWidget, hint: str = "") -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("choicePopup")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(label)
        self._choices = tuple(choices)
        self._words = [
            (_words(each.label), tuple((_words(alias), alias) for alias in each.aliases)) for each in choices
        ]
        self._current = current
        self._label = QLabel(label, self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(hint or _("Type to search"))
        add_clear_button(self.search)
        self.search.setAccessibleName(_("Search in {field}").format(field=label))
        self.search.textChanged.connect(self._show)
        self.search.installEventFilter(self)
        self._model = QStandardItemModel(self)
        self.list = QListView(self)
        self.list.setModel(self._model)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(label)
        self.list.setAccessibleDescription(_("Enter chooses, Esc closes."))
        self.list.installEventFilter(self)
        self.list.clicked.connect(self._choose)
        self._nothing = QLabel(_("Nothing has these words. Try fewer or other ones."), self)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._label)
        column.addWidget(self.search)
        column.addWidget(self._nothing, 1)
        column.addWidget(self.list, 1)
        self._show("")
        PopupOwner(self, parent)

    def open_beside(self, place: QRect) -> None:
        """Show below a place on the screen, or above it where the screen ends; the keyboard goes to the search."""
        width = max(place.width(), self.fontMetrics().averageCharWidth() * _LETTERS)
        height = self.fontMetrics().height() * _LINES
        self.setGeometry(geometry_beside(place, width, height, self))
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def labels(self) -> list[str]:
        """What can be chosen now, from the top."""
        rows = range(self._model.rowCount())
        return [self._model.item(row).text().strip() for row in rows if self._model.item(row).isSelectable()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that go between search and list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self.close()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentIndex())
                return True
            if watched is self.search:
                if key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_PageUp):
                    self.list.setFocus()
                    self.list.event(event)
                    return True
            elif key == Qt.Key.Key_Up and self._is_first(self.list.currentIndex()):
                self.search.setFocus()
                return True
            elif key == Qt.Key.Key_Backspace or (event.text().isprintable() and event.text()):
                self.search.setFocus()
                self.search.event(event)
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """It is over, with or without a choice."""
        super().hideEvent(event)
        owner = self.parentWidget()
        if owner is not None and owner.isVisible():  # some systems leave the keyboard with the window that has gone
            owner.window().activateWindow()
            owner.setFocus(Qt.FocusReason.PopupFocusReason)

    def _is_first(self, index: QModelIndex) -> bool:
        return not any(self._model.item(row).isSelectable() for row in range(index.row()))

    def _choose(self, index: QModelIndex) -> None:
        item = self._model.itemFromIndex(index) if index.isValid() else None
        if item is not None and item.isSelectable():
            self.close()
            self.chosen.emit(self._choices[item.data(_VALUE)].value)

    def _show(self, text: str) -> None:
        words = fold(text).split()
        self._model.clear()
        section, at = "", -1
        for number, alias in self._found(words):
            choice = self._choices[number]
            if not words and choice.section != section:
                section = choice.section
                self._add_heading(section)
            item = QStandardItem(f"   {choice.label}" if section else choice.label)
            if alias:
                item.setText(f"{choice.label} ({alias})")
            item.setToolTip(plain_tip(item.text().strip()))
            item.setData(number, _VALUE)
            self._model.appendRow(item)
            if at < 0 and (words or choice.value == self._current):
                at = self._model.rowCount() - 1
        found = self._model.rowCount() > 0
        self.list.setVisible(found)
        self._nothing.setVisible(not found)
        if found:
            index = self._model.index(max(at, 0), 0)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index, QListView.ScrollHint.PositionAtCenter)

    def _add_heading(self, words: str) -> None:
        head = QStandardItem(words)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        head.setForeground(muted(self.palette()))
        self._model.appendRow(head)

    def _found(self, words: list[str]) -> list[tuple[int, str]]:
        """(number of the choice, the other name by which it was found), the likeliest first."""
        if not words:
            return [(number, "") for number in range(len(self._choices))]
        found: list[tuple[int, int, str]] = []
        for number, (label, aliases) in enumerate(self._words):
            likeness = _likeness(words, label)
            alias = ""
            if likeness is None:
                others = [(each, name) for text, name in aliases if (each := _likeness(words, text)) in (0, 1)]
                if not others:
                    continue
                likeness, alias = min(others)
                likeness += _OTHER_NAME
            found.append((likeness, number, alias))
        return [(number, alias) for _likeness, number, alias in sorted(found)]


_OTHER_NAME, _INSIDE = 10, 20


def _words(text: str) -> list[str]:
    return fold(text).replace("-", " ").replace("’", " ").replace("'", " ").replace("(", " ").split()


def _likeness(wanted: Sequence[str], words: Sequence[str]) -> int | None:
    """0 where the text begins so, 1 where words of it do, `_INSIDE` where words hold them; None where it has them not."""
    if " ".join(words).startswith(" ".join(wanted)):
        return 0
    if all(any(word.startswith(each) for word in words) for each in wanted):
        return 1
    return _INSIDE if all(any(each in word for word in words) for each in wanted) else None
