"""The programme of a visit, among its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from desktop.ui.editor.context import RecordPart
from desktop.ui.editor.record_data import RecordData
from desktop.ui.programme import ProgrammeEditor

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class ProgrammePart(RecordPart):
    """Shows the editor of programmes, which reads and writes for itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._visit = ""
        self.editor = ProgrammeEditor(desk, self, within=True)
        self.editor.left.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.editor)

    def show_reading(self, record_id: str, reading: RecordData, *, read_only: bool) -> None:
        """Another visit; what changes in this one the editor hears of itself."""
        if reading.record is not None and record_id != self._visit:
            self._visit = record_id
            self.editor.show_visit(record_id)

    def go_to(self, session: str) -> None:
        """To a session."""
        self.editor.go_to(session)

    def enter(self) -> None:
        """Into the programme."""
        self.editor.enter()

    def write(self) -> None:
        """What is being typed in the programme."""
        self.editor.finish()

    def finish(self) -> None:
        """Another visit comes."""
        self.editor.finish()
        self._visit = ""
