"""What the items of a query mean, before any SQL: each a field and the values it may have."""

from __future__ import annotations

from dataclasses import dataclass

NONE = "none"
"""The value that stands for an empty field; where its vocabulary has this code, for that as well."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words to be found: all of them, each at the beginning of a word; a phrase word for word, in order."""

    text: str
    phrase: bool = False
    open: bool = True  # the last word may go on


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the field's vocabulary, which stands for those below it as well; `weight` narrows to that one."""

    code: str
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both meant: dates ("2021", "2021-05") or whole numbers as text; "" is open."""

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A word of `is:`, or the field of `has:`."""

    name: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """The field is empty."""


Value = Text | Code | Range | Record | Flag | Nothing


@dataclass(frozen=True, slots=True)
class Term:
    """One item of a query: the field has one of the values (or has none of them, if negated).

    `field` is the name of a `SearchField`; "" is text anywhere.
    """

    field: str
    values: tuple[Value, ...]
    negated: bool = False
