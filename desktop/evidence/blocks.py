"""What a page is made of, whoever draws it: texts, numbers, tables, quotes, chains, points; they open records and lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from desktop.evidence.chains import Chain


@dataclass(frozen=True, slots=True)
class Opens:
    """What a click opens: the record of an id, the list of a type that a query finds, or the evidence on a subject, its kind
    and code.
    """

    type: str
    id: str = ""
    query: str = ""
    subject: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A text that may open something; `more` stands below it in small letters."""

    text: str
    more: str = ""
    opens: Opens | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text; `quiet`: a remark."""

    words: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A figure with what it means."""

    label: str
    value: str
    known: str
    definition: str
    opens: Opens | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """Figures below each other."""

    rows: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table. `right`: the columns of numbers; the first column names the row. `widths`: shares of the width."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    right: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody said who agreed to be named."""

    words: str
    by: str
    opens: Opens


@dataclass(frozen=True, slots=True)
class Chains:
    """Chains below each other."""

    chains: tuple[Chain, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    items: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Names in one paragraph, after words that say what they have in common."""

    words: str
    items: tuple[Cell, ...]


Block: TypeAlias = Paragraph | Numbers | Rows | Saying | Chains | Points | Names


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page with its heading."""

    key: str
    title: str
    blocks: tuple[Block, ...]
