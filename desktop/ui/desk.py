"""What every part of the window works with: the workspace that is open, and how to read, write and speak to the person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.errors import Cancelled, UserFacingError
from desktop.ui.background import Background, Writer
from desktop.ui.settings import Settings
from desktop.workspace.storage.home import discard_opened_here

if TYPE_CHECKING:
    from desktop.workspace import Workspace


class Desk(QObject):
    """One open workspace and its threads. Made and closed on Qt's thread, by the window alone.

    Reads go to `background`, writes to `writer`; what fails there without an `on_error` is told by itself.
    """

    changed = Signal(object)
    """A `Changed`, on Qt's thread, after each transaction of whichever thread."""
    record_wanted = Signal(str)
    """Somebody wants to see the record with this id: the page that can shows it."""
    conflicts_wanted = Signal(str)
    """Somebody wants to see what is in conflict in the record with this id."""
    programme_wanted = Signal(str)
    """Somebody wants to see the programme of the visit with this id."""
    evidence_wanted = Signal(str, str)
    """Somebody wants to see the evidence on a subject: its kind and code (`desktop/evidence/subject.py`)."""
    list_wanted = Signal(str, str)
    """A record type and a query: the list that finds what counts."""
    message = Signal(str, str, object)
    """words, the words of a button or "", what the button does or None."""
    file_made = Signal(object, str)
    """A file's path and a sentence: as `show_file` has it."""
    failed = Signal(object)
    """A `UserFacingError`, to be said."""
    broken = Signal(object)
    """A bug, as an exception."""
    exchange_changed = Signal()
    """Partners, requests or what waits may be others than before, though no record is."""
    copied = Signal()
    """A copy on another disk was made."""
    _changed_elsewhere = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        background: Background,
        writer: Writer,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.background = background
        self.writer = writer
        self.settings = settings
        background.failed.connect(self.show_error)
        writer.failed.connect(self.show_error)
        background.broken.connect(self.broken)
        writer.broken.connect(self.broken)
        self._changed_elsewhere.connect(self.changed)
        self._expects_writing = False
        self.closed_notices = set[str]()
        """Lines below the page, by their keys, that were read and closed."""
        self._stop_listening: Callable[[], object] | None = workspace.listen(self._changed_elsewhere.emit)

    @property
    def writable(self) -> bool:
        """May this desk be written to? False while another program holds the file."""
        return not self.workspace.read_only

    def expect_writing(self) -> None:
        """Somebody is about to write: have the journal loaded, once, on the thread that will need it.

        Who only looks does without it: it takes half a second, more on a busy machine, and 20 MB. If the battery died while
        the first letters wait for it, they would be gone.
        """
        if self._expects_writing or not self.writable:
            return
        self._expects_writing = True
        self.writer.prepare(lambda: self.workspace.journal)

    def show_message(self, words: str, action: str = "", then: Callable[[], object] | None = None) -> None:
        """One sentence below the page, perhaps with a button that does `then`."""
        self.message.emit(words, action, then)

    def show_file(self, path: Path, words: str) -> None:
        """A file was made: one sentence below the page, and what can be done with the file."""
        self.file_made.emit(path, words)

    def show_error(self, error: BaseException) -> None:
        """Say what the world did; a bug goes to `broken`, and what the person cancelled is not worth a word."""
        if isinstance(error, UserFacingError):
            self.failed.emit(error)
        elif not isinstance(error, Cancelled):
            self.broken.emit(error)

    def close(self) -> None:
        """Write what waits, end the threads, close the file. Raises UserFacingError where the file cannot be closed."""
        self.background.close()
        self.writer.close()
        if self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None
        self.workspace.close()
        discard_opened_here()
