"""Reading whole records: the values people see, what is missing, what is in conflict."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.i18n import _
from desktop.workspace.records.record_description import FieldKind, RecordType, Value
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.records.web_link_names import shown_name, shown_value
from desktop.workspace.storage.connections import Direct
from desktop.workspace.storage.sqlite import DamagedData

if TYPE_CHECKING:
    from sqlalchemy import Connection


_TITLE = 120
"""Characters of a title that is the beginning of a text."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing about a record that a person has to settle: the field, and its values (the shown one last)."""

    kind: str  # values, unseen_by_deleted, unseen_by_merge, part_lives, circle
    field: str
    choices: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Record:
    """One record as it is shown; `values` by journal field name, members included (`targets/SDG:11.5`)."""

    type: str
    id: str
    no: int
    values: Mapping[str, Value]
    listed: bool
    binned: bool
    survivor: str | None
    conflicts: tuple[Conflict, ...]
    created: int  # ms since 1970 UTC
    modified: int

    @property
    def kind(self) -> RecordType:
        """The description of its fields."""
        return RECORD_TYPES[self.type]

    @property
    def title(self) -> str:
        """What names it, the first line where that is a text; a phrase where it has no name yet."""
        if self.kind.by_name[self.kind.title].kind is FieldKind.REFERENCE:
            return _(self.kind.label)  # an id is no name
        text = str(self.values.get(self.kind.title) or untitled(self.kind))
        if self.kind.by_name[self.kind.title].kind is not FieldKind.LONG_TEXT:
            return text
        line = text.split("\n", 1)[0]
        return line if len(line) <= _TITLE else f"{line[: _TITLE - 1]}…"

    @property
    def missing(self) -> tuple[str, ...]:
        """Required fields that are empty."""
        return tuple(field.name for field in self.kind.missing(self.values))

    def members(self, name: str) -> dict[str, Value]:
        """The members of a set-valued or translated field: key -> value."""
        prefix = f"{name}/"
        return {each[len(prefix) :]: value for each, value in self.values.items() if each.startswith(prefix)}


def untitled(kind: RecordType) -> str:
    """What a record without a name is called. A person without one did not agree to be named, or was forgotten."""
    return _("A participant") if "consent" in kind.by_name else _("Untitled")


def read_records(
    conn: Connection | Direct, type: str, ids: Sequence[str], *, journal_only: bool = True
) -> list[Record]:  # fmt: skip
    """Records of one type by id, in the order asked for; unknown ids are passed over. Without `journal_only` those
    fields are left out, which is faster.
    """
    kind = RECORD_TYPES[type]
    direct = conn if isinstance(conn, Direct) else Direct(conn)
    found: dict[str, Record] = {}
    for start in range(0, len(ids), 500):
        part = tuple(ids[start : start + 500])
        marks = ", ".join("?" * len(part))
        rows = direct.exec_driver_sql(f"SELECT * FROM {type} WHERE id IN ({marks})", part).all_mappings()
        members: dict[int, list[tuple[str, str, str]]] = {}
        for no, field, code, value in direct.exec_driver_sql(
            f"SELECT m.record_no, m.field, m.code, m.value FROM {type} t JOIN {type}_member m ON m.record_no = t.no"
            f" WHERE t.id IN ({marks}) ORDER BY m.record_no, m.field, m.code",
            part,
        ):
            members.setdefault(no, []).append((field, code, value))
        more = _journal_only(direct, kind, rows) if journal_only and kind.journal_only else {}
        for row in rows:
            record = _record(kind, row, members.get(row["no"], []), more.get(row["no"], {}))
            if row["conflicts"]:
                record = _with_conflicts(conn, record)
            found[record.id] = record
    return [found[id] for id in ids if id in found]


def _journal_only(conn: Direct, kind: RecordType, rows: Sequence[Mapping[str, Any]]) -> dict[int, dict[str, Value]]:
    """By the local number of a record: the values that stand in its changes alone."""
    found: dict[int, dict[str, Value]] = {}
    for field in kind.journal_only:
        for no, value in shown_in_journal(conn, field.name, rows).items():
            found.setdefault(no, {})[field.name] = value
    return found


def shown_in_journal(conn: Direct, name: str, rows: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """What a field of `journal_only` shows, by the local number of the record; `rows` have at least no, made and heads.

    The change that made a record set it, where the row does not name others as the heads of the field.
    """
    from desktop.workspace.changes.value_compression import decode

    wanted: dict[int, int] = {}  # change.no -> record
    found: dict[int, str] = {}

    def note(no: int, data: str | bytes) -> None:
        value = decode(data).get(name)
        if isinstance(value, str):
            found[no] = value

    for row in rows:
        heads = json.loads(row["heads"]).get(name) if row["heads"] else None
        if heads is None:
            wanted[row["made"]] = row["no"]
            continue
        those = conn.exec_driver_sql("SELECT data FROM change WHERE replica_no = ? AND seq = ?", tuple(heads[-1]))
        if (change := those.fetchone()) is not None:
            note(row["no"], change[0])
    changes = list(wanted)
    for start in range(0, len(changes), 500):
        part = tuple(changes[start : start + 500])
        asked = f"SELECT no, data FROM change WHERE no IN ({', '.join('?' * len(part))})"
        for change_no, data in conn.exec_driver_sql(asked, part):
            note(wanted[change_no], data)
    return found


def _record(
    kind: RecordType, row: Mapping[str, Any], members: Sequence[tuple[str, str, str]], more: Mapping[str, Value]
) -> Record:
    values: dict[str, Value] = {
        field.name: row[field.name] for field in kind.columns if row[field.name] is not None
    }  # fmt: skip
    values.update(more)
    for name, code, value in members:
        if (field := kind.by_name.get(name)) is None:
            raise DamagedData(f"{kind.name} has no field {name!r}")
        flag = value == "1" and not field.rules.names_members and not field.weights
        values[f"{name}/{code}"] = True if flag else value
    if row["extra"]:
        try:
            values.update(json.loads(row["extra"]))
        except ValueError as error:
            raise DamagedData("values of other versions that cannot be read") from error
    return Record(
        kind.name, row["id"], row["no"], values, bool(row["listed"]), bool(row["binned"]), row["survivor"], (),
        row["created"], row["modified"],
    )  # fmt: skip


def _with_conflicts(conn: Connection | Direct, record: Record) -> Record:
    from desktop.workspace.changes.change_log import edits_of
    from desktop.workspace.changes.record_state import derive

    replicas: dict[int, str] = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT no, id FROM replica")}
    state = derive(edits_of(conn, [record.id], replicas, record.type)[record.id])
    conflicts = [_of_values(name, state.choices(name)) for name in state.disputed()]
    if state.choices("deleted")[-1:] == [True]:
        conflicts += [Conflict("unseen_by_deleted", name) for name in state.unseen_by("deleted")]
        if state.marked_deleted and record.listed:
            conflicts.append(Conflict("part_lives", "deleted"))
    if state.value("merged_into"):
        conflicts += [Conflict("unseen_by_merge", name) for name in state.unseen_by("merged_into")]
        if record.survivor is None:
            conflicts.append(Conflict("circle", "merged_into"))
    return Record(
        record.type, record.id, record.no, record.values, record.listed, record.binned, record.survivor,
        tuple(conflicts), record.created, record.modified,
    )  # fmt: skip


def _of_values(name: str, choices: Sequence[Value]) -> Conflict:
    return Conflict("values", shown_name(name, *reversed(choices)), tuple(shown_value(name, each) for each in choices))


def find_record(conn: Connection | Direct, id: str, type: str = "") -> Record | None:
    """One record by its id; without a type, the one that was here first under it."""
    for each in (type,) if type else _types_under(conn, id):
        if each in RECORD_TYPES:
            return next(iter(read_records(conn, each, [id])), None)
    return None


def _types_under(conn: Connection | Direct, id: str) -> list[str]:
    rows = conn.exec_driver_sql("SELECT type FROM change WHERE record_id = ? ORDER BY no", (id,)).fetchall()
    return list(dict.fromkeys(str(row[0]) for row in rows))


def find_ids(conn: Connection, prefix: str, limit: int = 20) -> list[tuple[str, str]]:
    """(type, id) of the records whose id begins with `prefix`, for people who type only the first letters."""
    found: list[tuple[str, str]] = []
    if not prefix or not set(prefix.lower()) <= set("0123456789abcdef-"):
        return found
    for type in RECORD_TYPES:
        rows = conn.exec_driver_sql(
            f"SELECT id FROM {type} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
            (prefix.lower(), prefix.lower() + "g", limit),
        )
        found += [(type, row[0]) for row in rows]
    return found


def ids_in_conflict(conn: Direct, only: Mapping[str, Collection[str]] | None = None) -> set[tuple[str, str]]:
    """(type, id) of the records in conflict, of all or of those told by type."""
    found: set[tuple[str, str]] = set()
    for type in RECORD_TYPES:
        if only is None:
            rows = conn.exec_driver_sql(f"SELECT id FROM {type} WHERE conflicts > 0")
            found.update((type, row[0]) for row in rows)
            continue
        wanted = sorted(only.get(type, ()))
        for start in range(0, len(wanted), 500):
            part = tuple(wanted[start : start + 500])
            marks = ", ".join("?" * len(part))
            rows = conn.exec_driver_sql(f"SELECT id FROM {type} WHERE conflicts > 0 AND id IN ({marks})", part)
            found.update((type, row[0]) for row in rows)
    return found
