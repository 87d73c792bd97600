"""The columns a list of records can have: from the description of the fields, how each is said, and how wide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from desktop.ui.listing.list_spec import ListSpec
from desktop.ui.widgets.displayed_codes import term, terms
from desktop.workspace import Field, FieldKind
from desktop.workspace.records.kinds import for_every_kind
from desktop.workspace.records.kinds.field import heading


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
    unit: str = ""  # English source
    words: Callable[[Any], str] = str
    number: bool = False  # right-aligned
    look: Look = Look.TEXT
    width: int = 16
    shown: bool = False  # before a person chose
    sortable: bool = False
    vocabulary: str = ""
    widest: Callable[[], Sequence[str]] | None = None
    """What may stand in it, where all of that is known and must not be cut."""

    @property
    def heading(self) -> str:
        """What stands above it, in the language spoken now."""
        return heading(self.label, self.unit)

    @property
    def newest_first(self) -> bool:
        """Is the first click on its heading to bring the greatest up?"""
        return self.number or self.name in ("start", "end")


def columns(listed: ListSpec) -> dict[str, Column]:
    """Every column a record can be listed with, by its field's name, in the order of the form."""
    found = {field.name: _column(listed, field) for field in listed.kind.fields if field.column}
    for each in listed.further_columns:
        found[each.name] = Column(
            each.name, each.label, words=each.words, look=Look.QUIET, width=each.width, shown=each.shown
        )
    return found


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
    cell = CELLS[field.kind]
    return Column(
        field.name,
        field.label,
        field.unit,
        words=lambda value: cell.words(field, value),
        number=field.rules.is_number,
        look=_look(listed, field),
        width=field.column,
        shown=field.shown,
        sortable=field.name in listed.sortable,
        vocabulary=field.vocabulary,
        widest=_widest(listed, field),
    )


def _widest(listed: ListSpec, field: Field) -> Callable[[], Sequence[str]] | None:
    if field.kind is FieldKind.DATE:
        return lambda: ("2026-09-30",)
    if field.name == listed.pill:
        return lambda: [each.label for each in terms(field.vocabulary)]
    return None


def _look(listed: ListSpec, field: Field) -> Look:
    if field.name == listed.title:
        return Look.TITLE
    if field.name == listed.pill:
        return Look.PILL
    if field.weights:
        return Look.SQUARES
    return CELLS[field.kind].look


@dataclass(frozen=True)
class Cell:
    """How a list shows the values of a kind; a set is a tuple of what `Row` says."""

    words: Callable[[Field, Any], str]
    look: Look = Look.TEXT


def _as_it_is(_field: Field, value: Any) -> str:
    return str(value)


def _joined(_field: Field, values: Any) -> str:
    return "; ".join(str(each) for each in values)  # as the places of hits are counted


def _number(field: Field, value: Any) -> str:
    return field.rules.format(field, value, {})  # its unit stands in the heading


def _typed(field: Field, value: Any) -> str:
    return field.rules.edit_text(field, value)


CELLS = for_every_kind(
    {
        FieldKind.TEXT: Cell(_as_it_is),
        FieldKind.LONG_TEXT: Cell(_as_it_is),
        FieldKind.CHOICE: Cell(lambda field, code: term(field.vocabulary, str(code)).label, Look.QUIET),
        FieldKind.DATE: Cell(_as_it_is),  # texts that sort as they are, one below the other
        FieldKind.INTEGER: Cell(_number, Look.NUMBER),
        FieldKind.OFFSET: Cell(_number, Look.NUMBER),
        FieldKind.DECIMAL: Cell(_number, Look.NUMBER),
        FieldKind.MOMENT: Cell(_typed),
        FieldKind.DATETIME: Cell(_typed),
        FieldKind.COORDINATES: Cell(_typed),
        FieldKind.REFERENCE: Cell(_as_it_is, Look.QUIET),
        FieldKind.CODES: Cell(
            lambda field, codes: ", ".join(_code(field.vocabulary, code) for code in codes), Look.QUIET
        ),
        FieldKind.LINKED: Cell(_joined, Look.QUIET),
        FieldKind.LINKS: Cell(_joined),
        FieldKind.FILES: Cell(_joined),
        FieldKind.BALLOT: Cell(_number),
        FieldKind.SOURCE: Cell(_as_it_is),
    },
    "cells of lists",
)


def _code(vocabulary: str, code: str) -> str:
    found = term(vocabulary, code)
    return found.shown_code or found.label


def short_code(code: str) -> str:
    """What stands on a small square: "11.5" of SDG:11.5, "E" of SFDRR:E."""
    return code.partition(":")[2] or code
