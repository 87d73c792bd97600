"""The history of a record in words: who changed which field from what to what, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection

from desktop.i18n import _, ngettext
from desktop.system.local_time import local_time
from desktop.workspace.changes.change_log import edit_from_row, type_of
from desktop.workspace.changes.erasures import KEPT, read_fields
from desktop.workspace.changes.known_names import KnownNames
from desktop.workspace.changes.record_state import ChangeId, Edit
from desktop.workspace.editing.edits import parts_of
from desktop.workspace.projection.record_reader import untitled
from desktop.workspace.records.record_description import Field, RecordType, Value, split_member
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.records.web_link_names import of_old, shown_name, shown_value
from desktop.workspace.storage.replica_ids import is_proven

_MAKING = ("create", "import", "sample", "duplicate")
_FEW = 3
"""Parts made at once that are told one by one."""
LONGEST = 60
"""Characters of a value shown inside a sentence."""


@dataclass(frozen=True, slots=True)
class ErasedBy:
    """Who had a value go for good, and when."""

    author: str
    time: datetime  # local time of this computer


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one change: its journal name, what its author saw there, what they wrote."""

    name: str
    old: Value
    new: Value
    change: ChangeId = (0, 0)
    erased: ErasedBy | None = None  # what they wrote is gone


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of a record."""

    type: str
    time: datetime  # local time of this computer
    author: str  # "" where nobody gave a name; marked where it only looks like that of somebody known
    kind: str  # of the group: edit, import, undo ...
    label: str  # of the group: the file of an import
    group: str
    fields: tuple[FieldChange, ...]
    names: Mapping[str, str]  # of the records pointed to
    id: str = ""  # of the record
    stamp: tuple[int, int] = (0, 0)  # orders the changes of several records
    part: str = ""  # in words, which part of the record that was asked for this is; "" for that record itself
    proven: bool = True
    """False: it is from a time without proofs, and nobody can tell whether its author wrote it."""
    made: Mapping[str, int] = field(default_factory=dict[str, int])
    """For an entry that stands for many: how many parts of which type were made at once."""

    def erasable(self) -> list[FieldChange]:
        """The values that can go for good: those that are there, and say something."""
        return [each for each in self.fields if each.new is not None and each.name not in KEPT]

    @property
    def is_first(self) -> bool:
        """Did it make the record?"""
        return self.kind in _MAKING and all(each.old is None for each in self.fields)

    @property
    def is_mark(self) -> bool:
        """Did the record go into the bin, or come back from there?"""
        return {each.name for each in self.fields} == {"deleted"}

    def sentences(self) -> list[str]:
        """One sentence a field, without the date."""
        who = self.author or _("Someone")
        if self.made:
            parts = (f"{_(RECORD_TYPES[type].plural)} ({count})" for type, count in self.made.items())
            return [_("{who} created its parts: {parts}").format(who=who, parts=", ".join(parts))]
        kind = RECORD_TYPES[self.type]
        gone = [each for each in self.fields if each.erased is not None]
        if gone:
            rest = replace(self, fields=tuple(each for each in self.fields if each.erased is None))
            return [*(rest.sentences() if rest.fields else ()), *(_gone_sentence(kind, who, each) for each in gone)]
        if self.is_first:
            imported = ngettext(
                "{who} imported this record from {label} with {number} field",
                "{who} imported this record from {label} with {number} fields",
                len(self.fields),
            )
            words = {
                "import": imported,
                "sample": _("This record came with the sample catalogue"),
            }.get(self.kind, _("{who} created this record"))
            return [words.format(who=who, label=self.label, number=len(self.fields))]
        return [_sentence(kind, who, each, self.names) for each in self.fields]


def _gone_sentence(kind: RecordType, who: str, change: FieldChange) -> str:
    field = kind.field_of(change.name)
    label = _(field.label) if field else split_member(change.name)[0]
    by = change.erased or ErasedBy("", local_time(0))
    return _("{who} wrote *{field}*: permanently erased by {eraser} on {day}").format(
        who=who, field=label, eraser=by.author or _("Someone"), day=f"{by.time:%Y-%m-%d}"
    )


def _sentence(kind: RecordType, who: str, change: FieldChange, names: Mapping[str, str]) -> str:
    if change.name == "deleted":
        return (_("{who} deleted this record") if change.new else _("{who} restored this record")).format(who=who)
    if change.name == "merged_into":
        other = names.get(str(change.new), str(change.new))
        return _("{who} merged this record into “{other}”").format(who=who, other=other)
    field = kind.field_of(change.name)
    label = _(field.label) if field else change.name
    head, key = split_member(change.name)
    if key and field is not None and field.is_set:
        member = member_words(kind, head, key, names)
        if change.new is None:
            return _("{who} removed {member} from *{field}*").format(who=who, member=member, field=label)
        if change.old is None:
            return _("{who} added {member} to *{field}*").format(who=who, member=member, field=label)
    if key and field is not None and field.translated:
        label = f"{label} ({key})"
    old, new = (value_words(kind, change.name, value, names) for value in (change.old, change.new))
    if change.old is None:
        return _("{who} set *{field}* to {new}").format(who=who, field=label, new=new)
    if change.new is None:
        return _("{who} cleared *{field}* (it was {old})").format(who=who, field=label, old=old)
    return _("{who} changed *{field}* from {old} to {new}").format(who=who, field=label, old=old, new=new)


def member_words(kind: RecordType, name: str, key: str, names: Mapping[str, str]) -> str:
    """A member of a set for people: a code with its label, a linked record by its name and role."""
    field = kind.by_name[name]
    return field.format_member(key, _with_nameless(field, field.points_to(key, None), names))


def _with_nameless(field: Field, id: str, names: Mapping[str, str]) -> Mapping[str, str]:
    """The names with something to call a record that has none, or is not here."""
    return names if not id or names.get(id) else {id: _nameless(field, id)}


def _nameless(field: Field, id: str) -> str:
    """Of people who are not known here, or were forgotten, not even a number is shown."""
    kind = RECORD_TYPES[field.target]
    return untitled(kind) if "consent" in kind.by_name else id


def value_words(kind: RecordType, name: str, value: Value, names: Mapping[str, str]) -> str:
    """A value for people, short."""
    if value is None:
        return "—"
    field = kind.field_of(name)
    if field is not None:
        words = field.format(value, _with_nameless(field, field.points_to("", value), names)) or str(value)
        if field.rules.labelled:
            return words
    else:
        words = str(value)
    text = " ".join(words.split())
    return _("“{words}”").format(words=f"{text[: LONGEST - 1]}…" if len(text) > LONGEST else text)


def read_history(
    conn: Connection, record_id: str, replicas: Mapping[int, str], type: str = "", who: KnownNames | None = None
) -> list[HistoryEntry]:
    """All changes of a record, oldest first; the parts of one action are one entry. `who`: whose names are known, where they
    were read.
    """
    who = who or KnownNames(conn)
    rows = conn.exec_driver_sql(
        "SELECT c.no, c.replica_no, c.seq, c.ms, c.counter, c.data, c.replaces, c.time, c.private, c.type, a.name,"
        " g.kind, g.label, g.id FROM change c JOIN author a ON a.no = c.author_no JOIN change_group g ON g.no = c.group_no"
        " WHERE c.record_id = ? AND c.type = ? ORDER BY c.ms, c.counter, c.no",
        (record_id, type or type_of(conn, record_id)),
    ).fetchall()
    edits = [edit_from_row(row, replicas) for row in rows]
    erased = read_erased(conn, record_id, who)
    known = {edit.id: edit for edit in edits}
    pointed: set[str] = set()
    entries: list[HistoryEntry] = []
    names: dict[str, str] = {}
    for row, edit in zip(rows, edits, strict=True):
        fields = tuple(_field_change(edit, name, known, erased) for name in edit.values)
        for each in fields:
            pointed.update(
                str(part).rpartition(":")[2] for part in (each.old, each.new, split_member(each.name)[1]) if part
            )
        type, author, kind, label, group = row[9:14]
        author = who.marked(author, row[1])
        last = entries[-1] if entries else None
        if last is not None and last.group == group and not {each.name for each in last.fields} & edit.values.keys():
            entries[-1] = replace(last, fields=(*last.fields, *fields))  # its private part stands beside it
        else:
            stamp = (row[3], row[4])
            entries.append(
                HistoryEntry(
                    type,
                    local_time(edit.time),
                    author,
                    kind,
                    label,
                    group,
                    fields,
                    names,
                    record_id,
                    stamp,
                    proven=is_proven(edit.rank[2][:36]),
                )
            )
    names.update(record_names(conn, pointed))
    return entries


def read_whole_history(
    conn: Connection, record_id: str, replicas: Mapping[int, str], type: str = ""
) -> list[HistoryEntry]:
    """The same with the changes of its parts: a visit's with its sessions, tasks and notes."""
    who = KnownNames(conn)
    own = read_history(conn, record_id, replicas, type, who)
    went = {each.group for each in own if each.is_mark}
    found = parts_of(conn, record_id, type)
    names = record_names(conn, [id for _type, id in found])
    parts: list[HistoryEntry] = []
    for part_type, id in found:
        parts += [
            replace(each, part=_part_words(each, names))
            for each in read_history(conn, id, replicas, part_type, who)
            if not (each.is_mark and each.group in went)  # its parts went with it, and came back with it
        ]
    return sorted([*own, *_grouped(parts)], key=lambda each: (each.stamp, bool(each.part or each.made)))


def _part_words(entry: HistoryEntry, names: Mapping[str, str]) -> str:
    kind = RECORD_TYPES[entry.type]
    title = names.get(entry.id, "")
    return _("{kind}: {title}").format(kind=_(kind.label), title=title) if title else _(kind.label)


def _grouped(parts: Iterable[HistoryEntry]) -> Iterator[HistoryEntry]:
    """Parts of a template or an import were made at once, and are told as one."""
    at_once: dict[str, list[HistoryEntry]] = {}
    for each in parts:
        if each.is_first:
            at_once.setdefault(each.group, []).append(each)
        else:
            yield each
    for entries in at_once.values():
        if len(entries) <= _FEW:
            yield from entries
        else:
            made = Counter(each.type for each in entries)
            yield replace(min(entries, key=lambda each: each.stamp), fields=(), part="", made=made)


@dataclass(frozen=True, slots=True)
class _Erased:
    """Who erased what of one record."""

    whole: ErasedBy | None
    values: Mapping[tuple[ChangeId, str], ErasedBy]

    def of(self, change: ChangeId, name: str, value: Value) -> ErasedBy | None:
        if value is not None:
            return None
        return self.values.get((change, name)) or (self.whole if name not in KEPT else None)


def read_erased(conn: Connection, record_id: str, who: KnownNames | None = None) -> _Erased:
    """What was erased of a record, by whom and when. `who`: as of `read_history`."""
    rows = conn.exec_driver_sql(
        "SELECT e.record_id, e.replica_no, e.seq, e.fields, a.name, c.time, c.replica_no FROM erased e"
        " JOIN change c ON c.no = e.change_no"
        " JOIN author a ON a.no = c.author_no WHERE e.record_id = ? OR EXISTS (SELECT 1 FROM change o"
        " WHERE o.record_id = ? AND o.replica_no = e.replica_no AND o.seq = e.seq) ORDER BY e.no DESC",
        (record_id, record_id),
    ).fetchall()
    whole: ErasedBy | None = None
    values: dict[tuple[ChangeId, str], ErasedBy] = {}
    who = who or KnownNames(conn)
    for whose, replica_no, seq, fields, author, time, eraser_no in rows:
        by = ErasedBy(who.marked(author, eraser_no), local_time(time))
        if whose:
            whole = by
        for name in of_old(dict.fromkeys(read_fields(fields)[0])):
            values[(replica_no, seq), name] = by
    return _Erased(whole, values)


def _field_change(edit: Edit, name: str, known: Mapping[ChangeId, Edit], erased: _Erased) -> FieldChange:
    old, new = _seen(edit, name, known), edit.values[name]
    shown = shown_name(name, new, old)
    return FieldChange(
        shown, shown_value(name, old), shown_value(name, new), edit.id, erased.of(edit.id, name, new)
    )  # fmt: skip


def _seen(edit: Edit, name: str, known: Mapping[tuple[int, int], Edit]) -> Value:
    old = [known[id] for id in edit.replaces.get(name, ()) if id in known]
    return max(old, key=lambda each: each.rank).values[name] if old else None


def record_names(conn: Connection, ids: Collection[str]) -> dict[str, str]:
    """Titles of records by id, of whatever type; ids that are none are passed over."""
    names: dict[str, str] = {}
    wanted = sorted(id for id in ids if len(id) == 36)
    for start in range(0, len(wanted), 500):
        part = tuple(wanted[start : start + 500])
        marks = ", ".join("?" * len(part))
        for kind in RECORD_TYPES.values():
            rows = conn.exec_driver_sql(f"SELECT id, {kind.title} FROM {kind.name} WHERE id IN ({marks})", part)
            names.update((id, title) for id, title in rows if title)
    return names
