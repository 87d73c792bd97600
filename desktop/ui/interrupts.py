"""Ctrl+C in the terminal, its closing, and the system's word to end close the window as its cross does: nothing typed is
lost. Where the system waits for no window (a console of Windows that is closed) what was typed is saved first.
"""

from __future__ import annotations

import signal
import socket
import threading
from contextlib import suppress
from typing import Protocol

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from desktop.system.session_end import ENDING_SIGNALS, LONGEST_S, heed_console_end


class Window(Protocol):
    """What is closed."""

    def write_now(self) -> None:
        """Save what was typed before this returns."""
        ...

    def close(self) -> bool:
        """Close when all is written."""
        ...


class Interrupts(QObject):
    """Qt's loop sleeps in C, where Python's handlers do not run: a socket wakes it."""

    _ending = Signal(object)

    def __init__(self, window: Window, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._ending.connect(self._save)
        self._end_console = heed_console_end(self.save_before_end)
        self._here, self._there = socket.socketpair()
        for end in (self._here, self._there):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)
        self._before: dict[int, object] = {}
        for number in ENDING_SIGNALS:
            with suppress(ValueError, OSError):  # not on the main thread, or not on this system
                self._before[number] = signal.signal(number, lambda _number, _frame: None)
        self._wakeup = signal.set_wakeup_fd(self._there.fileno(), warn_on_full_buffer=False)

    def end(self) -> None:
        """Leave the signals to whoever had them before."""
        self._end_console()
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            with suppress(ValueError, OSError, TypeError):
                signal.signal(number, handler)  # pyright: ignore[reportArgumentType] - None is a TypeError, as caught
        self._here.close()
        self._there.close()

    def save_before_end(self) -> None:
        """The program ends when this returns: wait, on another thread than the window's, until what was typed is saved."""
        saved = threading.Event()
        self._ending.emit(saved)
        saved.wait(LONGEST_S)

    def _save(self, saved: threading.Event) -> None:
        try:
            self._window.write_now()
        finally:
            saved.set()

    def _heard(self) -> None:
        with suppress(OSError):
            self._here.recv(64)
        self._window.close()
