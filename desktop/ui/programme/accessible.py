"""The canvas for a screen reader: a list whose items are the sessions, each spoken as a sentence."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import isValid

from desktop.ui.programme.days_layout import DayView
from desktop.ui.programme.programme_text import description, free_time_description
from desktop.ui.programme.session import in_order


class AccessibleCanvas(QAccessibleWidget):
    """A list; its first item is the free time where the keyboard stands, the others are the sessions in their order."""

    def __init__(self, canvas: DayView) -> None:
        super().__init__(canvas, QAccessible.Role.List, canvas.accessibleName())
        self.canvas = canvas
        self._items: dict[int, AccessibleItem] = {}

    def ids(self) -> list[str]:
        """The items: "" is the free time."""
        return ["", *(each.id for each in in_order(self.canvas.model.sessions.values()))]

    def childCount(self) -> int:
        """Sessions, and the free time."""
        return len(self.canvas.model.sessions) + 1

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override] - the stubs know no None here
        """One of them."""
        if not 0 <= index < self.childCount():
            return None
        return self._items.setdefault(index, AccessibleItem(self, index))

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Which one it is."""
        return child.index if isinstance(child, AccessibleItem) else -1

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override] - the stubs know no None here
        """Where the keyboard stands."""
        return self.child(focused_index(self.canvas))


class AccessibleItem(QAccessibleInterface):
    """One item of the list."""

    def __init__(self, above: AccessibleCanvas, index: int) -> None:
        super().__init__()
        self.above = above
        self.index = index

    def _id(self) -> str | None:
        ids = self.above.ids() if isValid(self.above.canvas) else []
        return ids[self.index] if self.index < len(ids) else None

    def isValid(self) -> bool:
        """Is there still such an item?"""
        return self._id() is not None

    def object(self) -> QObject | None:  # type: ignore[override] - the stubs know no None here
        """It is painted, no object."""
        return None

    def window(self) -> Any:
        """The window of the list."""
        return self.above.window()

    def parent(self) -> QAccessibleInterface:
        """The list."""
        return self.above

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override] - the stubs know no None here
        """Nothing is in it."""
        return None

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override] - the stubs know no None here
        """Nothing is in it."""
        return None

    def childCount(self) -> int:
        """Nothing is in it."""
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """Nothing is in it."""
        return -1

    def text(self, which: QAccessible.Text) -> str:
        """Its sentence."""
        id = self._id()
        return item_words(self.above.canvas, id) if which == QAccessible.Text.Name and id is not None else ""

    def setText(self, _which: QAccessible.Text, _text: str) -> None:
        """Titles are written in their own line."""

    def rect(self) -> QRect:
        """Where it stands on the screen."""
        canvas, id = self.above.canvas, self._id()
        rects = canvas.rects_of([id]) if id else [canvas.cursor_rect()]
        if not rects:
            return QRect()
        return QRect(canvas.viewport().mapToGlobal(rects[0].topLeft()), rects[0].size())

    def role(self) -> QAccessible.Role:
        """An item of a list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Selected, focused."""
        state, canvas, id = QAccessible.State(), self.above.canvas, self._id()
        state.focusable = state.selectable = True  # type: ignore[attr-defined] - bits, unknown to the stubs
        state.selected = bool(id) and id in canvas.model.selected  # type: ignore[attr-defined] - bits, unknown to the stubs
        state.focused = canvas.hasFocus() and self.index == focused_index(canvas)  # type: ignore[attr-defined] - bits, unknown to the stubs
        return state


def item_words(canvas: DayView, id: str) -> str:
    """What is said of a session, or of the free time where the keyboard stands ("")."""
    model = canvas.model
    if not id:
        cursor = model.cursor
        day = model.days[cursor.column] if cursor.column < len(model.days) else 1
        return free_time_description(canvas.first, day, cursor.minute, cursor.length)
    several = len(model.selected) > 1 and id in model.selected
    return description(model.sessions[id], canvas.first, len(model.notices_of(id)), selected=several)


def focused_index(canvas: DayView) -> int:
    """The item where the keyboard stands."""
    id = canvas.model.cursor.session
    if not id or id not in canvas.model.sessions:
        return 0
    return 1 + [each.id for each in in_order(canvas.model.sessions.values())].index(id)


def announce_focus(canvas: DayView) -> None:
    """Tell a screen reader, if there is one, that the keyboard went to another item."""
    if QAccessible.isActive() and canvas.hasFocus():
        event = QAccessibleEvent(canvas, QAccessible.Event.Focus)
        event.setChild(focused_index(canvas))
        QAccessible.updateAccessibility(event)


def _factory(_name: str, object: QObject) -> QAccessibleInterface | None:
    if not isinstance(object, DayView):
        return None
    object.description = AccessibleCanvas(object)  # Qt does not keep what Python made
    return object.description


def announce_change(canvas: DayView) -> None:
    """Tell a screen reader that what it stands on has changed: a session was moved, and says another time now."""
    if QAccessible.isActive() and canvas.hasFocus():
        event = QAccessibleEvent(canvas, QAccessible.Event.NameChanged)
        event.setChild(focused_index(canvas))
        QAccessible.updateAccessibility(event)


def listen_for_readers() -> None:
    """Let Qt ask for the list above when a screen reader asks Qt; once a program."""
    install = getattr(QAccessible, "installFactory", None)  # not in the oldest PySide that serves
    if install is not None and not _Installed.done:
        _Installed.done = True
        install(_factory)


class _Installed:
    done = False
