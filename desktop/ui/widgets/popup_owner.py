"""A popup closes with what it belongs to: hidden, thrown away, or gone from under it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

_MOVED = (QEvent.Type.Move, QEvent.Type.Resize)


class PopupOwner(QObject):
    """Watches the owner of a popup, and the owner's window while the popup is open.

    A class of its own because an item view is given the events of its scroll bars and editors in `eventFilter` too.
    """

    def __init__(self, popup: QWidget, owner: QWidget) -> None:
        super().__init__(popup)
        self._popup, self._owner = popup, owner
        self._window: QWidget | None = None
        owner.installEventFilter(self)
        popup.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open: watch the window. Owner or window hidden, moved, or another window in front: close."""
        kind = event.type()
        if not isValid(self._popup):  # it is being thrown away
            return False
        if watched is self._popup:
            if kind == QEvent.Type.Show:
                self._watch(self._owner.window())
            elif kind == QEvent.Type.Hide:
                self._watch(None)
        elif self._popup.isVisible() and self._ends(watched, kind):
            self._popup.close()
        return super().eventFilter(watched, event)

    def _ends(self, watched: QObject, kind: QEvent.Type) -> bool:
        if kind == QEvent.Type.Hide:
            return True
        if watched is not self._window:
            return False
        # To a popup of Qt's own kind the keyboard goes, and on some systems the window stops being the active one.
        takes_keyboard = self._popup.windowType() == Qt.WindowType.Popup
        return kind in _MOVED or (kind == QEvent.Type.WindowDeactivate and not takes_keyboard)

    def _watch(self, window: QWidget | None) -> None:
        if self._window is not None and self._window is not self._owner:
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
