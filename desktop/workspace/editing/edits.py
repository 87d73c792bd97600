"""One edit of one record inside a transaction: the changes it needs, and the record's rows brought in line."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from desktop.errors import ProgrammingError, UserFacingError
from desktop.i18n import _
from desktop.workspace.changes.change_log import Written, type_of
from desktop.workspace.changes.erasures import still_writable
from desktop.workspace.changes.record_state import Edit, RecordState, derive, effective, replaced
from desktop.workspace.editing.edit_session import Writing
from desktop.workspace.privacy.consent import CONSENT, on_agreeing, withdraws
from desktop.workspace.projection.record_reader import find_record
from desktop.workspace.projection.rows import fits
from desktop.workspace.records.record_description import MARKS, RecordType, Value
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.records.web_link_names import says_nothing, to_journal
from desktop.workspace.storage.connections import Direct


def write_edit(
    writing: Writing,
    id: str,
    values: Mapping[str, Value],
    kind: RecordType | None,
    known: tuple[str, list[Edit], int, RecordState] | None = None,
) -> list[Written]:
    """Set fields of a record of type `kind`, made where there is none; without `kind`, of the one that is there. What is
    private, or leaves only where somebody agreed, gets a change of its own.

    `known`: type, changes, number of the first and state of the record, where the caller has just read them.
    Returns the changes written, none where nothing changed. Raises ProgrammingError for a value that does not fit its field.
    """
    type, edits, made = known[:3] if known else writing.log.of_record(id, kind.name if kind is not None else "")
    if kind is None and type:
        kind = RECORD_TYPES[type]
    if kind is None:
        raise ProgrammingError(f"no record {id}, and no type given to make one")
    clean = {name: None if value == "" else value for name, value in values.items()}
    for name, value in clean.items():
        if not fits(kind, name, value):
            raise ProgrammingError(f"{value!r} does not fit {kind.name}.{name}")
    state = known[3] if known else derive(edits)
    if not all(map(says_nothing, clean)):
        clean = to_journal(clean, state.values())
    clean = effective(state, clean)
    if len(still_writable(Direct(writing.conn), kind.name, id, clean)) != len(clean):
        raise UserFacingError(
            _("Everything written here was permanently erased."),
            kept=_("Nothing was changed."),
            todo=_("Create a new record if the person agrees."),
        )
    written: list[Written] = []
    apart = kind.apart(clean)
    if withdraws(kind, state, clean):
        apart = [frozenset({CONSENT}), *(names - {CONSENT} for names in apart)]
    for names in apart:
        part = {name: value for name, value in clean.items() if name in names}
        if part:
            part, gone = on_agreeing(kind, edits, state, part) or (part, replaced(state, part))
            private = names is apart[-1]
            written.append(writing.log.append(writing.group, kind.name, id, part, gone, private=private))
    if written:
        writing.projection.update(kind, id, [*edits, *(each.edit for each in written)], made or written[0].no)
    return written


def copy_of(conn: Connection, id: str, type: str = "") -> tuple[str, dict[str, Value]] | None:
    """Type and values of a copy of a record: all that it shows but its identifier in the source; None where it is none."""
    record = find_record(conn, id, type)
    if record is None:
        return None
    left = ("source_id", "source_data", "left_source", *MARKS)
    return record.type, {name: value for name, value in record.values.items() if name not in left}


def parts_of(conn: Connection, id: str, type: str = "") -> list[tuple[str, str]]:
    """(type, id) of the parts of a record that have a life of their own."""
    whose = type or type_of(conn, id)
    return [
        (part.name, str(row[0]))
        for part in RECORD_TYPES.values()
        if part.part_of and part.part_of == whose
        for row in conn.exec_driver_sql(f"SELECT id FROM {part.name} WHERE parent = ? ORDER BY id", (id,))
    ]
