"""What an arrival did to each record, in words. No widgets here: it is told on a thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.exchange.packages import ArrivedField, ArrivedRecord
from desktop.exchange.packages.arrived import DELETED, NEW
from desktop.words import _, pgettext
from desktop.workspace import RECORD_TYPES, RecordType, split_member
from desktop.workspace.history import member_words, value_words


@dataclass(frozen=True, slots=True)
class RecordWords:
    """One record of a list: its title, its kind, what becomes of it, and that field by field."""

    id: str
    title: str
    kind: str
    fate: str
    disputed: bool
    what: str
    fields: tuple[str, ...]


def in_words(records: Iterable[ArrivedRecord]) -> list[RecordWords]:
    """Records as they are told to people."""
    return [_told(record) for record in records]


def _told(record: ArrivedRecord) -> RecordWords:
    kind = RECORD_TYPES[record.type]
    fields = tuple(dict.fromkeys(filter(None, (_field(kind, each, record.names) for each in record.fields))))
    what = {NEW: pgettext("a record", "New"), DELETED: pgettext("a record", "Deleted")}.get(record.fate) or _changed(
        kind, record
    )
    if record.disputed:
        what = _("{what}, in conflict").format(what=what)
    return RecordWords(
        record.id, record.title or _("Untitled"), _(kind.label), record.fate, record.disputed, what, fields
    )  # fmt: skip


def _changed(kind: RecordType, record: ArrivedRecord) -> str:
    labels = [_(field.label) for each in record.fields if (field := kind.field_of(each.name)) is not None]
    labels = list(dict.fromkeys(labels))
    if not labels:
        return pgettext("a record", "Changed")
    return _("Changed: {fields}").format(fields=", ".join(labels))


def _field(kind: RecordType, each: ArrivedField, names: Mapping[str, str]) -> str:
    if each.name in ("deleted", "merged_into"):
        return _mark(each, names)
    field = kind.field_of(each.name)
    if field is None:
        return ""
    label, (head, key) = _(field.label), split_member(each.name)
    if key and field.is_set:
        return _member(kind, each, label, member_words(kind, head, key, names))
    if key:
        label = f"{label} ({key})"
    old, new = (value_words(kind, each.name, value, names) for value in (each.old, each.new))
    if each.against:
        others = _(" or ").join(value_words(kind, each.name, value, names) for value in each.against)
        return _("{field}: in conflict, {shown} or {others}").format(field=label, shown=new, others=others)
    if each.old is None:
        return _("{field}: {new}").format(field=label, new=new)
    return _("{field}: {old} → {new}").format(field=label, old=old, new=new)


def _member(kind: RecordType, each: ArrivedField, label: str, member: str) -> str:
    if each.against:
        return _("{field}: in conflict, with or without {member}").format(field=label, member=member)
    if each.new is None:
        return _("{field}: without {member}").format(field=label, member=member)
    if each.old is None:
        return _("{field}: {member} added").format(field=label, member=member)
    old, new = (value_words(kind, each.name, value, {}) for value in (each.old, each.new))
    return _("{field}: {old} → {new}").format(field=label, old=f"{member}, {old}", new=new)


def _mark(each: ArrivedField, names: Mapping[str, str]) -> str:
    if each.name == "merged_into":
        other = names.get(str(each.new), "")
        return _("Merged into “{other}”").format(other=other) if each.new and other else ""
    return pgettext("a record", "Deleted") if each.new else _("Given back from the bin")
