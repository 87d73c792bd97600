"""What the system says to the whole program, not to a window: a file to open (macOS), and that the session ends."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Tells of both by signals. An event filter would hear of every event of every widget for these two."""

    file_wanted = Signal(object)
    """The path of a file that was double clicked, or dropped on the icon, while the program runs."""
    quit_wanted = Signal()
    """All windows are about to be closed: where one of them stays for a moment, macOS cancels the log-out."""

    def event(self, event: QEvent) -> bool:
        """Hear of both."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_wanted.emit(Path(event.file()))
            return True
        if event.type() is QEvent.Type.Quit:
            self.quit_wanted.emit()
        return super().event(event)
