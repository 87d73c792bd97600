"""One transaction under way, and one stay of a person in one field: what they type meanwhile is one change.

A stay begins with a key, on the window's thread: nothing here loads the journal.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.workspace.fields import RecordType, Value
from desktop.workspace.records import RECORD_TYPES
from desktop.workspace.state import Edit, derive

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.workspace.changes import ChangeLog, Group, Written
    from desktop.workspace.settling import Settler


@dataclass
class Writing:
    """One transaction under way, and the thread that it belongs to."""

    conn: Connection
    log: ChangeLog
    settler: Settler
    group: Group
    many: set[str] = field(default_factory=set[str])
    thread: int = field(default_factory=threading.get_ident)


@dataclass(eq=False)
class Stay:
    """One stay in one field: its change is rewritten as it grows, until the person leaves or it has left this desk."""

    record_id: str = ""
    written: list[Written] = field(default_factory=lambda: [])
    base: dict[str, Value] = field(default_factory=dict[str, Value])  # what the fields showed before
    ended: bool = False

    def end(self) -> None:
        """The person left the field: the change stays as it is from now on."""
        self.ended = True

    def grow(
        self, log: ChangeLog, id: str, values: Mapping[str, Value], *, own: str
    ) -> tuple[RecordType, list[Edit], int] | None:
        """Rewrite the stay's change where that may still be; None where a new change has to be written.

        Returns the record's type, all its changes and the number of the first, to settle it by. `own`: this replica.
        """
        if self.ended or self.record_id != id or len(self.written) != 1:
            return None
        from desktop.workspace.rows import fits

        before = self.written[0]
        if set(values) != set(before.edit.values) or before.id[1] <= log.sealed_seq():
            return None
        type, edits, made = log.of_record(id)
        state = derive(edits)
        heads = [[head.change for head in state.heads.get(name, ())] for name in values]
        if heads != [[before.id]] * len(heads) or log.replicas[before.id[0]] != own:
            return None
        clean: dict[str, Value] = {name: None if value == "" else value for name, value in values.items()}
        kind = RECORD_TYPES[type]
        if not all(fits(kind, name, value) for name, value in clean.items()):
            return None
        if any(name in edit.replaces and before.id in edit.replaces[name] for edit in edits for name in values):
            return None
        before.edit.time = log.amend(before.id, clean)
        before.edit.values = clean
        return kind, [before.edit if edit.id == before.id else edit for edit in edits], made
