"""The one description of what a field is: form, table, import, CSV, PDF and the database follow from it.

Adding a field means one line in `records.py` and one migration.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

Value = None | bool | int | str
"""What a field of a change can hold. Decimals, coordinates and dates travel as text."""

MARKS = ("deleted", "merged_into")
PARENT = "parent"


class FieldKind(StrEnum):
    """How a field's values look; decides its column, its widget and how text is read into it."""

    TEXT = "text"  # one line
    LONG_TEXT = "long_text"  # paragraphs
    CHOICE = "choice"  # one code of a vocabulary
    DATE = "date"  # "2014", "2014-05" or "2014-05-03"
    INTEGER = "integer"  # a count, 0 or more
    OFFSET = "offset"  # whole days from another date, negative before it
    DECIMAL = "decimal"  # "1234.50": an amount, as text, so that no digit is lost
    MOMENT = "moment"  # "2 14:30" or "2": the day of a visit, counted from 1, and the time of day there
    DATETIME = "datetime"  # "2026-05-03T18:30" or "2026-05-03": a day and a time there, without a zone
    COORDINATES = "coordinates"  # "8.4657,-13.2317": latitude, longitude in degrees
    REFERENCE = "reference"  # the id of one record of `target`
    CODES = "codes"  # a set of vocabulary codes: one field a member, `targets/SDG:11.5`
    LINKED = "linked"  # a set of records with a role: `organisations/lead:<id>`
    LINKS = "links"  # a set of addresses: `links/https://...` = label
    FILES = "files"  # a set of attachments: `attachments/<sha256>` = file name
    SOURCE = "source"  # JSON object kept from an import: {heading: cell}; shown, not edited

    @property
    def is_whole(self) -> bool:
        """Stands as a whole number in its column; every other kind as text."""
        return self in (FieldKind.INTEGER, FieldKind.OFFSET)

    @property
    def is_set(self) -> bool:
        """Set-valued: each member is a field of its own, `name/member`."""
        return self in (FieldKind.CODES, FieldKind.LINKED, FieldKind.LINKS, FieldKind.FILES)


class Words(StrEnum):
    """In which column of the full-text index a field's words stand."""

    NONE = ""
    TITLE = "title"
    TEXT = "text"
    PLACE = "place"
    ORGANISATION = "organisation"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a record type. `name` is the journal's, the CSV's and the command line's; `label` is for people."""

    name: str
    kind: FieldKind
    label: str  # English source; shown through `_`
    section: str = ""  # key of a section of the form
    vocabulary: str = ""  # CHOICE, CODES: its codes; LINKED: its roles
    weights: str = ""  # CODES: vocabulary of the member's value (principal, significant); "" = the member alone
    target: str = ""  # REFERENCE, LINKED: record type pointed to
    required: bool = False  # an activity without it is unfinished
    private: bool = False  # never leaves this desk; a change of its own
    agreed_by: str = ""  # leaves only where that field of the record says yes; a change of its own
    positive: bool = False  # DECIMAL: must be more than 0
    until: str = ""  # DATE: the field where the period that begins or ends here ends; of an end its own name
    translated: bool = False  # may stand in further languages: `title/fr`
    words: Words = Words.NONE
    sortable: bool = False  # has an index for a list of a million
    column: int = 0  # width in characters as a column of the list; 0 = not a column
    shown: bool = False  # column shown before a person chose
    headings: tuple[str, ...] = ()  # other headings people give it, in three languages, folded when compared
    hashtags: tuple[str, ...] = ()  # HXL
    help: str = ""  # English source of the hint under the widget

    @cached_property
    def is_set(self) -> bool:
        """Each member is a field of its own."""
        return self.kind.is_set


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
        return tuple(field for field in self.fields if not field.is_set and field.kind is not FieldKind.SOURCE)

    @cached_property
    def journal_only(self) -> tuple[Field, ...]:
        """Fields whose value stands in the change that set it alone: long, and neither listed nor searched."""
        return tuple(field for field in self.fields if field.kind is FieldKind.SOURCE)

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
