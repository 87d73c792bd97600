"""Ctrl+C in the terminal, and the system's word to end, close the window as its cross does: nothing typed is lost."""

from __future__ import annotations

import signal
import socket
from contextlib import suppress

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QWidget


class Interrupts(QObject):
    """Qt's loop sleeps in C, where Python's handlers do not run: a socket wakes it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._here, self._there = socket.socketpair()
        for end in (self._here, self._there):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)
        self._before: dict[int, object] = {}
        for number in (signal.SIGINT, signal.SIGTERM):
            with suppress(ValueError, OSError):  # not on the main thread, or not on this system
                self._before[number] = signal.signal(number, lambda _number, _frame: None)
        self._wakeup = signal.set_wakeup_fd(self._there.fileno(), warn_on_full_buffer=False)

    def end(self) -> None:
        """Leave the signals to whoever had them before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            with suppress(ValueError, OSError, TypeError):
                signal.signal(number, handler)  # pyright: ignore[reportArgumentType] - None is a TypeError, as caught
        self._here.close()
        self._there.close()

    def _heard(self) -> None:
        with suppress(OSError):
            self._here.recv(64)
        self._window.close()
