"""One transaction under way, and one stay of a person in one field: what they type meanwhile is one change.

A stay begins with a key, on the window's thread: nothing here loads the journal before something is written.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.workspace.changes.record_state import derive
from desktop.workspace.records.record_description import Value
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.storage.connections import Direct
from desktop.workspace.storage.replica_choice import OPEN_EDIT_SESSION

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.workspace.changes.change_log import ChangeLog, Group, Written
    from desktop.workspace.changes.clock import Now
    from desktop.workspace.projection.rebuilding import Projection


@dataclass
class Writing:
    """One transaction under way, and the thread that it belongs to."""

    conn: Connection
    log: ChangeLog
    projection: Projection
    group: Group
    many: set[str] = field(default_factory=set[str])
    thread: int = field(default_factory=threading.get_ident)


@dataclass(eq=False)
class EditSession:
    """One stay in one field: its change is rewritten as it grows, until the person leaves or it has left this desk.

    Only the last change of this desk is rewritten, and `meta.open_stay` names it meanwhile: whoever opens a copy of the
    file that was made in the middle can tell that what they hold is not the last word (`close_open_edit_session`).
    """

    record_id: str = ""
    type: str = ""
    written: list[Written] = field(default_factory=lambda: [])
    ended: bool = False

    def begin(self, writing: Writing, id: str, written: list[Written], type: str = "") -> None:
        """What was just written may still grow."""
        self.record_id, self.type, self.written, self.ended = id, type, written, False
        if len(written) == 1:
            from desktop.workspace.changes.change_log import write_meta

            write_meta(writing.conn, OPEN_EDIT_SESSION, str(written[0].id[1]))
        else:
            writing.log.prove_open()

    def end(self, writing: Writing) -> None:
        """The person left the field: the change stays as it is from now on, and gets its proof."""
        self.ended = True
        for each in self.written:
            writing.conn.exec_driver_sql(
                "DELETE FROM meta WHERE key = ? AND value = ?", (OPEN_EDIT_SESSION, str(each.id[1]))
            )
            if each.id == (writing.log.replica_no, writing.log.seq):
                writing.log.prove_open()

    def grow(self, writing: Writing, id: str, values: Mapping[str, Value], type: str = "") -> bool:
        """Rewrite the stay's change where that may still be; False where a new change has to be written."""
        from desktop.workspace.projection.rows import fits

        log = writing.log
        if self.ended or (self.record_id, self.type) != (id, type) or len(self.written) != 1:
            return False
        before = self.written[0]
        if set(values) != set(before.edit.values) or before.id != (log.replica_no, log.seq):
            return False
        if before.id[1] <= log.sealed_seq() or log.is_proven(before.no):
            return False
        type, edits, made = log.of_record(id, type)
        state = derive(edits)
        heads = [[head.change for head in state.heads.get(name, ())] for name in values]
        if heads != [[before.id]] * len(heads):
            return False
        clean: dict[str, Value] = {name: None if value == "" else value for name, value in values.items()}
        kind = RECORD_TYPES[type]
        if not all(fits(kind, name, value) for name, value in clean.items()):
            return False
        if any(name in edit.replaces and before.id in edit.replaces[name] for edit in edits for name in values):
            return False
        before.edit.time = log.amend(before.id, clean)
        before.edit.values = clean
        grown = [before.edit if edit.id == before.id else edit for edit in edits]
        writing.projection.update(kind, id, grown, made)
        return True


def open_edit_session(conn: Direct) -> tuple[int, str, str] | None:
    """(change.no, record type and id) of what somebody was typing when the file was left or copied; None where all is final."""
    row = conn.exec_driver_sql(
        "SELECT c.no, c.type, c.record_id, p.change_no FROM meta m JOIN replica r ON r.id = m.value JOIN replica_key k"
        " ON k.replica_no = r.no JOIN stored_change c ON c.replica_no = r.no LEFT JOIN proof p ON p.change_no = c.no"
        " WHERE m.key = 'replica' ORDER BY c.seq DESC LIMIT 1"
    ).fetchone()
    if row is not None:  # each change has its proof as soon as nobody can type in it any more
        return (row[0], row[1], row[2]) if row[3] is None else None
    return conn.exec_driver_sql(
        "SELECT c.no, c.type, c.record_id FROM meta m JOIN meta o ON o.key = 'replica' JOIN replica r ON r.id = o.value"
        " JOIN change c ON c.replica_no = r.no AND c.seq = CAST(m.value AS INTEGER)"
        " WHERE m.key = ? AND NOT EXISTS (SELECT 1 FROM change n WHERE n.replica_no = r.no AND n.seq > c.seq)"
        " AND c.seq > coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'sealed_seq'), 0)",
        (OPEN_EDIT_SESSION,),
    ).fetchone()


def close_open_edit_session(conn: Connection, left: tuple[int, str, str], replica: str, now: Now) -> None:
    """A new replica goes on from a file that was left in the middle of a stay: what was typed so far becomes its own.

    The file may be a copy, and where it was copied from the person may have typed on, under the same number: then that
    number would say two things. As two changes they meet like any other two.
    """
    from desktop.workspace.changes.change_log import ChangeLog
    from desktop.workspace.changes.have_sets import discard_have_set
    from desktop.workspace.projection.rebuilding import Projection

    no, type, record_id = left
    log = ChangeLog(conn, replica, "", now)
    conn.exec_driver_sql(
        "UPDATE stored_change SET replica_no = ?, seq = ? WHERE no = ?", (log.replica_no, log.seq + 1, no)
    )
    discard_have_set(conn)
    _type, edits, made = log.of_record(record_id, type)
    Projection(conn, log).update(RECORD_TYPES[type], record_id, edits, made)
