"""What a record type is: its fields, from which form, table, import, CSV, PDF and the database follow.

What a field is, and what its kind says of its values, stands in `kinds`. Adding a field means one line in
`record_types.py` and one migration.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from desktop.workspace.records.kinds.field import Field, FieldKind, Storage, Value, Words

MARKS = ("deleted", "merged_into")
PARENT = "parent"

__all__ = [
    "MARKS",
    "PARENT",
    "Field",
    "FieldKind",
    "RecordType",
    "Section",
    "Value",
    "Words",
    "member",
    "split_member",
]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the form."""

    key: str
    label: str


@dataclass(frozen=True, kw_only=True)
class RecordType:
    """One kind of record: its fields in the order of the form."""

    name: str  # journal and table name: "activity"
    label: str  # "Activity"
    plural: str  # "Activities"
    title: str  # the field that names a record
    fields: tuple[Field, ...]
    sections: tuple[Section, ...] = ()
    part_of: str = ""  # record type of its parent, where it is a part with a life of its own
    searched: bool = False  # has a full-text index and a list with facets

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Fields by their name."""
        return {field.name: field for field in self.fields}

    @cached_property
    def columns(self) -> tuple[Field, ...]:
        """Fields that hold one value and so have a column in the record's table, but for those of `journal_only`."""
        return tuple(field for field in self.fields if field.rules.storage in (Storage.TEXT, Storage.WHOLE))

    @cached_property
    def journal_only(self) -> tuple[Field, ...]:
        """Fields whose value stands in the change that set it alone: long, and neither listed nor searched."""
        return tuple(field for field in self.fields if field.rules.storage is Storage.JOURNAL)

    @cached_property
    def keyed(self) -> tuple[Field, ...]:
        """Fields with a folded copy beside them (`title_key`) that lists are sorted by and names are found with."""
        return tuple(field for field in self.columns if field.sortable and field.rules.has_key)

    @cached_property
    def required(self) -> tuple[Field, ...]:
        """Fields without which a record counts as unfinished."""
        return tuple(field for field in self.fields if field.required)

    def field_of(self, name: str) -> Field | None:
        """The description behind a journal field: `targets/SDG:11.5` belongs to `targets`; None if unknown."""
        return self.by_name.get(name.partition("/")[0])

    def is_private(self, name: str) -> bool:
        """Does a journal field stay on this desk?"""
        return name.partition("/")[0] in self._private

    @cached_property
    def _private(self) -> frozenset[str]:
        return frozenset(field.name for field in self.fields if field.private)

    @cached_property
    def asked(self) -> tuple[Field, ...]:
        """Fields that leave only where somebody agreed."""
        return tuple(field for field in self.fields if field.agreed_by)

    def apart(self, names: Iterable[str]) -> list[frozenset[str]]:
        """The fields of one edit as changes that may leave, or stay, each by itself: what all may know, what leaves only
        where somebody agreed, and last what is private. Some may be empty.
        """
        wanted = frozenset(names)
        private = frozenset(name for name in wanted if self.is_private(name))
        asked = [wanted & {field.name} for field in self.asked]
        return [wanted.difference(private, *asked), *asked, private]

    def missing(self, present: Iterable[str]) -> tuple[Field, ...]:
        """Required fields that none of the `present` journal field names fills."""
        have = {name.partition("/")[0] for name in present}
        return tuple(field for field in self.required if field.name not in have)


def member(field: str, key: str) -> str:
    """The journal's name of one member of a set: ("targets", "SDG:11.5") -> "targets/SDG:11.5"."""
    return f"{field}/{key}"


def split_member(name: str) -> tuple[str, str]:
    """("targets", "SDG:11.5") of "targets/SDG:11.5"; ("title", "") of "title"."""
    head, _, key = name.partition("/")
    return head, key
