"""The columns a list of records can have: from the description of the fields, how each is said, and how wide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from desktop.ui.listing.list_spec import ListSpec
from desktop.ui.widgets.terms import term
from desktop.values.numbers import format_number
from desktop.workspace import Field, FieldKind


class Look(Enum):
    """How a cell is drawn."""

    TEXT = "text"
    TITLE = "title"
    PILL = "pill"  # one code, in a quiet colour of its own
    QUIET = "quiet"  # words that stand back
    SQUARES = "squares"  # codes in their official colours
    NUMBER = "number"


@dataclass(frozen=True)
class Column:
    """One column: the field it shows, its heading, how its value is said, and its first width in characters."""

    name: str
    label: str  # English source
    words: Callable[[Any], str] = str
    number: bool = False  # right-aligned
    look: Look = Look.TEXT
    width: int = 16
    shown: bool = False  # before a person chose
    sortable: bool = False
    vocabulary: str = ""

    @property
    def newest_first(self) -> bool:
        """Is the first click on its heading to bring the greatest up?"""
        return self.number or self.name in ("start", "end")


def columns(listed: ListSpec) -> dict[str, Column]:
    """Every column a record can be listed with, by its field's name, in the order of the form."""
    return {field.name: _column(listed, field) for field in listed.kind.fields if field.column}


def fitting(
    listed: ListSpec,
    candidates: Sequence[Column],
    room: int,
    wide: Callable[[Column], int],
    least_title: int,
    sorted_by: str = "",
) -> list[Column]:
    """The columns for which `room` pixels suffice, the important ones first served, in their own order.

    The one that the list is sorted by comes right after the title.
    """
    known = {column.name: column for column in candidates}
    order = dict.fromkeys((listed.title, sorted_by, *listed.fit_order, *known))
    ranked = [known[name] for name in order if name in known]
    taken: set[str] = set()
    for column in ranked:
        needs = least_title if column.look is Look.TITLE else wide(column)
        if taken and needs > room:
            break
        room -= needs
        taken.add(column.name)
    return [column for column in candidates if column.name in taken]


def _column(listed: ListSpec, field: Field) -> Column:
    return Column(
        field.name,
        field.label,
        words=_formatter(field),
        number=field.kind is FieldKind.INTEGER,
        look=_look(listed, field),
        width=field.column,
        shown=field.shown,
        sortable=field.name in listed.sortable,
        vocabulary=field.vocabulary,
    )


def _look(listed: ListSpec, field: Field) -> Look:
    if field.name == listed.title:
        return Look.TITLE
    if field.name == listed.pill:
        return Look.PILL
    if field.kind is FieldKind.CODES and field.weights:
        return Look.SQUARES
    if field.kind is FieldKind.INTEGER:
        return Look.NUMBER
    return Look.QUIET if field.kind in (FieldKind.CHOICE, FieldKind.CODES, FieldKind.LINKED) else Look.TEXT


def _formatter(field: Field) -> Callable[[Any], str]:
    if field.kind is FieldKind.CHOICE:
        return lambda code: term(field.vocabulary, str(code)).label
    if field.kind is FieldKind.CODES:
        return lambda codes: ", ".join(_code(field.vocabulary, code) for code in codes)
    if field.kind is FieldKind.LINKED:
        return lambda names: "; ".join(str(name) for name in names)  # as the places of hits are counted
    if field.kind is FieldKind.INTEGER:
        return lambda number: format_number(int(number))
    return str


def _code(vocabulary: str, code: str) -> str:
    found = term(vocabulary, code)
    return found.shown_code or found.label


def short_code(code: str) -> str:
    """What stands on a small square: "11.5" of SDG:11.5, "E" of SFDRR:E."""
    return code.partition(":")[2] or code
