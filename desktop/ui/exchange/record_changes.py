"""What an arrival did to each record, in words. No widgets here: it is told on a thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from desktop.exchange.packages import IncomingField, IncomingRecord
from desktop.exchange.packages.incoming_records import DELETED, NEW
from desktop.exchange.waiting_items import waiting_sentence
from desktop.i18n import _, pgettext
from desktop.ui.widgets.differences import Run, differences, shortened
from desktop.vocabularies import fold
from desktop.workspace import RECORD_TYPES, RecordType, split_member
from desktop.workspace.editing.history import member_words, value_words

_LONG = 60
"""Signs; longer texts are told whole, with what differs marked."""
_WHOLE = 12_000
"""Signs; of longer ones only the beginning is told."""
_QUICK = 200_000
"""Pairs of words that may be compared while somebody waits."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What becomes of a field, in one line; of a long text also all of it, before and after."""

    text: str
    label: str = ""
    old: str = ""
    new: str = ""

    @property
    def long(self) -> bool:
        """Is there more to tell than a line?"""
        return bool(self.old or self.new)

    @property
    def runs(self) -> tuple[list[Run], list[Run]]:
        """The long text before and after, shortened, with what differs marked."""
        return _marked(self.old, self.new)


@lru_cache(maxsize=200)
def _marked(old: str, new: str) -> tuple[list[Run], list[Run]]:
    if not old or not new:
        return shortened([Run(old, False)] if old else []), shortened([Run(new, False)] if new else [])
    return shortened(differences(old, new, most=_QUICK)), shortened(differences(new, old, most=_QUICK))


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record of a list: its title, its kind, what becomes of it, and that field by field."""

    id: str
    title: str
    kind: str
    fate: str
    disputed: bool
    what: str
    fields: tuple[FieldChange, ...]
    parent: str = ""
    """What it is a part of: they come in together."""
    waits: tuple[str, ...] = ()
    """A sentence for each thing that it waits for."""
    back: bool = False
    """Had it been set aside before?"""
    searched: str = ""
    """All of these words, folded."""


def in_words(records: Iterable[IncomingRecord], desks: Mapping[str, str] | None = None) -> list[RecordChange]:
    """Records as they are told to people; `desks` says who writes where, by replica."""
    return [_describe(record, desks or {}) for record in records]


def _describe(record: IncomingRecord, desks: Mapping[str, str]) -> RecordChange:
    kind = RECORD_TYPES[record.type]
    fields = tuple(dict.fromkeys(found for each in record.fields if (found := _field(kind, each, record.names)).text))
    what = {NEW: pgettext("a record", "New"), DELETED: pgettext("a record", "Deleted")}.get(record.fate) or _changed(
        kind, record
    )
    if record.disputed:
        what = _("{what}, in conflict").format(what=what)
    if record.waits:
        what = _("{what}, waiting").format(what=what)
    if record.back:
        what = _("{what}, set aside before").format(what=what)
    waits = tuple(waiting_sentence(each, desks) for each in record.waits)
    title, label = record.title or _("Untitled"), _(kind.label)
    searched = fold(" ".join((title, label, what, *waits, *(each.text for each in fields))))
    return RecordChange(
        record.id, title, label, record.fate, record.disputed, what, fields, record.parent, waits, record.back, searched
    )


def _changed(kind: RecordType, record: IncomingRecord) -> str:
    labels = [_(field.label) for each in record.fields if (field := kind.field_of(each.name)) is not None]
    labels = list(dict.fromkeys(labels))
    if not labels:
        return _("Restored from the bin") if record.revived else pgettext("a record", "Changed")
    if record.revived:
        return _("Restored from the bin, changed: {fields}").format(fields=", ".join(labels))
    return _("Changed: {fields}").format(fields=", ".join(labels))


def _field(kind: RecordType, each: IncomingField, names: Mapping[str, str]) -> FieldChange:
    if each.name in ("deleted", "merged_into"):
        return FieldChange(_mark(each, names))
    field = kind.field_of(each.name)
    if field is None:
        return FieldChange("")
    label, (head, key) = _(field.label), split_member(each.name)
    if key and field.is_set:
        return FieldChange(_member(kind, each, label, member_words(kind, head, key, names)))
    if key:
        label = f"{label} ({key})"
    old, new = (value_words(kind, each.name, value, names) for value in (each.old, each.new))
    if each.against:
        others = _(" or ").join(value_words(kind, each.name, value, names) for value in each.against)
        words = _("{field}: in conflict, {shown} or {others}").format(field=label, shown=new, others=others)
    elif each.old is None:
        words = _("{field}: {new}").format(field=label, new=new)
    else:
        words = _("{field}: {old} → {new}").format(field=label, old=old, new=new)
    if field.rules.joint and not each.against:
        return FieldChange(words, label, *_texts(each))
    return FieldChange(words)


def _texts(each: IncomingField) -> tuple[str, str]:
    """A long text before and after; nothing of a short one."""
    old, new = (str(value or "")[:_WHOLE] for value in (each.old, each.new))
    return (old, new) if max(len(old), len(new)) > _LONG else ("", "")


def _member(kind: RecordType, each: IncomingField, label: str, member: str) -> str:
    if each.against:
        return _("{field}: in conflict, with or without {member}").format(field=label, member=member)
    if each.new is None:
        return _("{field}: without {member}").format(field=label, member=member)
    if each.old is None:
        return _("{field}: {member} added").format(field=label, member=member)
    old, new = (value_words(kind, each.name, value, {}) for value in (each.old, each.new))
    return _("{field}: {old} → {new}").format(field=label, old=f"{member}, {old}", new=new)


def _mark(each: IncomingField, names: Mapping[str, str]) -> str:
    if each.name == "merged_into":
        other = names.get(str(each.new), "")
        return _("Merged into “{other}”").format(other=other) if each.new and other else ""
    return pgettext("a record", "Deleted") if each.new else _("Restored from the bin")
