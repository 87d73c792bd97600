"""What a field is, and what the kind of a field has to say: both know each other, so both stand here.

The kinds themselves are the other modules of this folder, one each.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from functools import cached_property
from types import MappingProxyType
from typing import ClassVar

from desktop.errors import UserFacingError
from desktop.i18n import _, pgettext

Value = None | bool | int | str
"""What a field of a change can hold. Decimals, coordinates and dates travel as text."""

NO_NAMES: Mapping[str, str] = MappingProxyType({})

_NO_BREAK = "\u00a0"


class FieldKind(StrEnum):
    """The names of the kinds. Each has its rules in a module of this folder: `Field.rules`."""

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
    BALLOT = "ballot"  # JSON object {id of a topic: points}: what somebody voted for
    SOURCE = "source"  # JSON object kept from an import: {heading: cell}; shown, not edited


class Words(StrEnum):
    """In which column of the full-text index a field's words stand."""

    NONE = ""
    TITLE = "title"
    TEXT = "text"
    PLACE = "place"
    ORGANISATION = "organisation"
    NOTE = "note"


class Storage(Enum):
    """Where the values of a kind stand beside the journal."""

    TEXT = auto()  # a column of the record's table
    WHOLE = auto()  # the same, of whole numbers
    MEMBERS = auto()  # rows of the members' table: each member is a field of its own, `name/member`
    JOURNAL = auto()  # nowhere: read from the change that set it. Long, and neither listed nor searched


class Search(Enum):
    """How a query asks for the values of a kind."""

    WORDS = auto()  # words, or a part of the text
    CODE = auto()  # one code of the vocabulary, with those below it
    CODES = auto()  # the same among members
    DATE = auto()  # "2021", "2021-05..2022": texts that begin with the year
    NUMBER = auto()  # "20..100", of what `number_sql` gives
    RECORD = auto()  # the record pointed to, by id or by words of its name
    RECORDS = auto()  # the same among members with a role
    MEMBERS = auto()  # a part of an address or of a file's name
    PRESENCE = auto()  # only whether there is a value
    NOT = auto()  # it stands where no query looks


class ReferenceIn(Enum):
    """How values of a kind name other records."""

    NOT = auto()
    VALUE = auto()  # the value is the id
    MEMBER = auto()  # the member is role and id, `lead:<id>`


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a record type. `name` is the journal's, the CSV's and the command line's; `label` is for people."""

    name: str
    kind: FieldKind
    label: str  # English source; shown through `_`
    section: str = ""  # key of a section of the form
    unit: str = ""  # of a number: "km²"; English source, shown through `_`
    vocabulary: str = ""  # CHOICE, CODES: its codes; LINKED: its roles
    weights: str = ""  # CODES: vocabulary of the member's value (principal, significant); "" = the member alone
    target: str = ""  # REFERENCE, LINKED: record type pointed to
    required: bool = False  # an activity without it is unfinished
    private: bool = False  # never leaves this desk; a change of its own
    agreed_by: str = ""  # leaves only where that field of the record says yes; a change of its own
    positive: bool = False  # DECIMAL: must be more than 0
    place: tuple[
        str, ...
    ] = ()  # TEXT: a place that can be completed by name; its country, and its coordinates, go there
    until: str = ""  # DATE: the field where the period that begins or ends here ends; of an end its own name
    printed: bool = True  # stands in reports
    translated: bool = False  # may stand in further languages: `title/fr`
    words: Words = Words.NONE
    sortable: bool = False  # has an index for a list of a million
    facet: int = 0  # its place among the facets beside the list, which count its codes, years or records; 0 = no facet
    column: int = 0  # width in characters as a column of the list; 0 = not a column
    shown: bool = False  # column shown before a person chose
    headings: tuple[str, ...] = ()  # other headings people give it, in three languages, folded when compared
    hashtags: tuple[str, ...] = ()  # HXL
    help: str = ""  # English source of the hint under the widget

    @cached_property
    def rules(self) -> FieldRules:
        """What its kind says."""
        return RULES[self.kind]

    @cached_property
    def is_set(self) -> bool:
        """Each member is a field of its own."""
        return self.rules.storage is Storage.MEMBERS

    @property
    def key_column(self) -> str:
        """The column with a folded copy of the text, where its kind has one and lists are sorted by it."""
        return f"{self.name}_key"

    @property
    def heading(self) -> str:
        """What it is called, with its unit, in the language spoken now."""
        return heading(self.label, self.unit)

    def parse(self, text: str) -> Value:
        """The value that a person typed, in any of our languages; None for empty text, which empties the field.

        Raises UserFacingError where the text does not fit, with what would.
        """
        text = text.strip()
        return self.rules.parse(self, self.without_unit(text)) if text else None

    def parse_member(self, text: str) -> str:
        """The key of one member of a set, as the journal names it: `SDG:11.5`, `lead:<id>`, an address.

        Raises UserFacingError where the text names none.
        """
        return self.rules.parse_member(self, text.strip())

    def parse_weight(self, text: str) -> Value:
        """The value of a member: a weight (`principal`), True where the set has none; None for empty text."""
        text = text.strip()
        return self.rules.parse_weight(self, text) if text else None

    def default_weight(self, key: str) -> Value:
        """The value of a member that was added without one."""
        return self.rules.default_weight(self, key)

    def format(self, value: Value, names: Mapping[str, str] = NO_NAMES) -> str:
        """A value in the language spoken now, with its unit. `names`: of records pointed to, by id."""
        if value is None:
            return ""
        words = self.rules.format(self, value, names)
        return f"{words}{_NO_BREAK}{_(self.unit)}" if self.unit and words else words

    def format_member(self, key: str, names: Mapping[str, str] = NO_NAMES) -> str:
        """A member of the set in the language spoken now."""
        return self.rules.format_member(self, key, names)

    def points_to(self, key: str, value: Value) -> str:
        """The id of the record that a value, or a member by its key, names; "" where it names none."""
        match self.rules.reference_in:
            case ReferenceIn.NOT:
                return ""
            case ReferenceIn.VALUE:
                return "" if value is None else str(value)
            case ReferenceIn.MEMBER:
                return key.partition(":")[2]

    def without_unit(self, text: str) -> str:
        """What was typed, without the unit behind it."""
        for unit in (self.unit, _(self.unit)) if self.unit else ():
            if text.casefold().endswith(unit.casefold()):
                return text[: -len(unit)].rstrip()
        return text


def heading(label: str, unit: str) -> str:
    """A label with the unit, both English sources, in the language spoken now."""
    if not unit:
        return _(label)
    return pgettext("field (unit)", "{field} ({unit})").format(field=_(label), unit=_(unit))


class FieldRules(ABC):
    """What a kind of field says of its values, for all who store, read, write, search or show them.

    Each kind answers all of it: there is no default that a new kind could forget, but for sets, which hold no value of
    their own, and for single values, which have no members.
    """

    kind: ClassVar[FieldKind]
    storage: ClassVar[Storage]
    search: ClassVar[Search]
    is_number: ClassVar[bool] = False
    """Digits stand under digits: aligned to the right."""
    labelled: ClassVar[bool] = False
    """Shown by what it is called: a label, a name. Others are quoted in a sentence."""
    in_tables: ClassVar[bool] = True
    """Stands in the tables that people export and import."""
    has_key: ClassVar[bool] = False
    """A list is sorted by a folded copy of the text, in a column of its own: `title_key`."""
    joint: ClassVar[str] = ""
    """What stands between two texts that are both to be kept; "": one of them has to go."""
    reference_in: ClassVar[ReferenceIn] = ReferenceIn.NOT
    names_members: ClassVar[bool] = False
    """The value of a member is what it is called: a label, a file's name."""
    shown_by_value: ClassVar[bool] = False
    """A list shows what a member is called, as its key says nothing to people."""
    keys_are_typed: ClassVar[bool] = False
    """The key of a member holds what somebody typed, as an address does."""

    # Text that a person wrote, and back

    @abstractmethod
    def parse(self, field: Field, text: str) -> Value:
        """See `Field.parse`; `text` is not empty."""

    @abstractmethod
    def parse_member(self, field: Field, text: str) -> str:
        """See `Field.parse_member`."""

    @abstractmethod
    def parse_weight(self, field: Field, text: str) -> Value:
        """See `Field.parse_weight`; `text` is not empty."""

    @abstractmethod
    def default_weight(self, field: Field, key: str) -> Value:
        """See `Field.default_weight`."""

    @abstractmethod
    def hint(self, field: Field) -> str:
        """What to type instead of what was not understood: a sentence, "" where all texts are understood."""

    @abstractmethod
    def edit_text(self, field: Field, value: Value) -> str:
        """A value as a person would type it, and `parse` reads it again."""

    @abstractmethod
    def format(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        """See `Field.format`, which adds the unit; `value` is not None."""

    @abstractmethod
    def format_member(self, field: Field, key: str, names: Mapping[str, str]) -> str:
        """See `Field.format_member`."""

    # Tables

    @abstractmethod
    def to_csv(self, field: Field, value: Value) -> str:
        """The cell of a value; `value` is not None."""

    @abstractmethod
    def member_to_csv(self, field: Field, key: str, value: Value, names: Mapping[str, str]) -> str:
        """A member in a cell; "" leaves it out, as one whose name may not leave."""

    # The database

    @abstractmethod
    def sort_sql(self, column: str) -> str:
        """What a list is sorted by: an expression over the column that holds the values."""

    def number_sql(self, column: str) -> str:
        """The number to be compared with the bounds of a range."""
        raise NotImplementedError

    def parse_bound(self, text: str) -> float | int | None:
        """One end of a range of numbers; None where it is no such number."""
        raise NotImplementedError


class OneValue(FieldRules):
    """Of kinds that hold one value."""

    storage = Storage.TEXT

    def parse_member(self, field: Field, text: str) -> str:
        raise UserFacingError(_("{field}: parts cannot be named here.").format(field=_(field.label)))

    def parse_weight(self, field: Field, text: str) -> Value:
        raise UserFacingError(_("{field}: parts cannot be named here.").format(field=_(field.label)))

    def default_weight(self, field: Field, key: str) -> Value:
        return True

    def edit_text(self, field: Field, value: Value) -> str:
        return "" if value is None else str(value)

    def format_member(self, field: Field, key: str, names: Mapping[str, str]) -> str:
        return key

    def to_csv(self, field: Field, value: Value) -> str:
        return str(value)

    def member_to_csv(self, field: Field, key: str, value: Value, names: Mapping[str, str]) -> str:
        return ""

    def sort_sql(self, column: str) -> str:
        return column


class Members(FieldRules):
    """Of kinds that hold a set: each member is a field of its own."""

    storage = Storage.MEMBERS

    def parse(self, field: Field, text: str) -> Value:
        raise several_values(field)

    def parse_weight(self, field: Field, text: str) -> Value:
        return True

    def default_weight(self, field: Field, key: str) -> Value:
        return True

    def edit_text(self, field: Field, value: Value) -> str:
        return ""

    def format(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        return "" if value is True else str(value)

    def to_csv(self, field: Field, value: Value) -> str:
        return ""

    def sort_sql(self, column: str) -> str:
        return column


def several_values(field: Field) -> UserFacingError:
    """The field takes no value of its own."""
    return UserFacingError(
        _("{field} has several values or cannot be written here.").format(field=_(field.label)),
        todo=_("Write {name}+=VALUE to add one and {name}-=VALUE to take one away.").format(name=field.name)
        if field.is_set
        else "",
    )


RULES: dict[FieldKind, FieldRules] = {}
"""The rules of each kind; this folder's `__init__` fills it with all of them, or fails."""
