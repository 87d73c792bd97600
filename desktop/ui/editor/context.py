"""What the parts of a record's view work with, and what they have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop.ui.editor.desk_access import Beside, EditorDeskAccess
    from desktop.ui.editor.record_data import RecordData
    from desktop.ui.editor.typing_saver import TypingSaver
    from desktop.workspace import Workspace


@dataclass(frozen=True)
class RecordContext:
    """The workspace, and the two ways to write: as it is typed, and as one action."""

    workspace: Workspace
    saver: TypingSaver
    desk: EditorDeskAccess
    desk_of: Callable[[Callable[[], tuple[str, str]], Callable[[], None], Beside | None], EditorDeskAccess]
    """Another desk, for the fields of a part: (what is shown there: id and type, what to do before it writes, what the
    part stands beside).
    """


class RecordPart(QWidget):
    """A page beside the form of a record, for what belongs to it and is no field of its own."""

    left = Signal()  # the person wants to go back to where the record was opened

    def show_reading(self, record_id: str, reading: RecordData, *, read_only: bool) -> None:
        """Show what was read of the record; called again after each change of it or its parts."""
        raise NotImplementedError

    def enter(self) -> None:
        """Give the page the keyboard."""
        self.setFocus()

    def write(self) -> None:
        """Write what is being typed otherwise than through the saver."""

    def finish(self) -> None:
        """The record goes: nothing of it stays here."""


@dataclass(frozen=True)
class PartPage:
    """A page that the view of one record type has beside the form: its name (English source), and how it is made.

    One without `make` says what the form itself is called.
    """

    label: str
    make: Callable[[RecordContext], RecordPart] | None = None
