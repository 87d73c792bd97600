"""The system ends the program: its console window is closed, the person logs out, the computer shuts down.

Windows says so on a thread of its own and ends the program some five seconds later, or once the answer is there. So the
answer waits until what was typed is saved.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable

ENDING_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)
"""Ctrl+C, the system's word to end, a terminal that is closed (SIGHUP), Ctrl+Break (SIGBREAK)."""

LONGEST_S = 4.5
"""How long Windows is kept waiting: after five seconds it ends the program."""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _ENDINGS = (2, 5, 6)  # CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT, CTRL_SHUTDOWN_EVENT

    def heed_console_end(before_end: Callable[[], object]) -> Callable[[], object]:
        """Have `before_end` called, on another thread, before a console that is closed takes the program with it; returns what
        ends this.
        """

        @ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.DWORD)
        def handler(event: int) -> bool:
            if event not in _ENDINGS:
                return False
            before_end()
            return True

        return _handling(handler)

    def _handling(handler: object) -> Callable[[], object]:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.SetConsoleCtrlHandler(handler, True)
        return lambda: kernel.SetConsoleCtrlHandler(handler, False)

else:

    def heed_console_end(before_end: Callable[[], object]) -> Callable[[], object]:
        """Elsewhere a signal says it (`ENDING_SIGNALS`)."""
        return lambda: None
