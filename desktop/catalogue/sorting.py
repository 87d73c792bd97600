"""In which order a list stands. Choices go by their label in the language spoken now; what is empty comes last."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.vocabularies import fold, load
from desktop.workspace import RECORD_TYPES
from desktop.workspace.records.kinds.field import Search

Sort = tuple[tuple[str, bool], ...]
"""(field, descending), the first one first; () is by rank where words are searched for, else by `default_sort`."""

_AS_LIVED = ("status", "stage", "state", "level")
"""Choices that go from the idea to the end."""


def sortable(kind: str) -> tuple[str, ...]:
    """Fields that a list of records can be sorted by; "modified" is when one was changed last."""
    return (*(field.name for field in RECORD_TYPES[kind].fields if field.sortable), "modified")


SORTABLE = sortable("activity")
"""Those of activities."""

NEWEST: Sort = (("start", True),)


def default_sort(kind: str) -> Sort:
    """How a list stands while nobody said how: what has a date the newest first, else by name."""
    described = RECORD_TYPES[kind]
    return NEWEST if "start" in described.by_name else ((described.title, False),)


@dataclass(frozen=True, slots=True)
class Ordering:
    """A sort as SQL: the column that comes first, its codes in order where it is a choice, and what decides ties."""

    column: str
    codes: tuple[str, ...]  # () where the column itself is the order
    descending: bool
    ties: str


def ordering(sort: Sort, kind: str = "activity") -> Ordering:
    """How to sort by `sort`, which is not (). Raises ValueError for a field that is not `sortable`."""
    wanted = list({name: descending for name, descending in reversed(sort)}.items())[::-1]
    for name, _descending in wanted:
        if name not in sortable(kind):
            raise ValueError(name)
    (first, descending), rest = wanted[0], wanted[1:]
    if _is_choice(first, kind) and not rest:
        rest = [each for each in default_sort(kind) if each[0] != first]
    ties = [_by(name, down, kind) for name, down in rest]
    down = descending if not rest else rest[-1][1]
    return Ordering(
        _column(first, kind),
        _codes(first, descending, kind) if _is_choice(first, kind) else (),
        descending,
        ", ".join([*ties, "no DESC" if down else "no"]),
    )


def _is_choice(name: str, kind: str) -> bool:
    field = RECORD_TYPES[kind].by_name.get(name)
    return field is not None and field.rules.search is Search.CODE


def _column(name: str, kind: str) -> str:
    """The column that a list is sorted by, or an expression: what its index has."""
    field = RECORD_TYPES[kind].by_name.get(name)
    if field is None:
        return name
    return field.key_column if field.rules.has_key else field.rules.sort_sql('"end"' if name == "end" else name)


def _codes(name: str, descending: bool, kind: str) -> tuple[str, ...]:
    words = load(RECORD_TYPES[kind].by_name[name].vocabulary)
    if name in _AS_LIVED:
        codes = [term.code for term in words]
    else:
        codes = [term.code for term in sorted(words, key=lambda term: fold(term.label()))]
    return tuple(reversed(codes)) if descending else tuple(codes)


def _by(name: str, descending: bool, kind: str) -> str:
    """A column after the first: empty last either way, a choice by the place of its code."""
    column = _column(name, kind)
    if _is_choice(name, kind):
        cases = " ".join(f"WHEN '{code}' THEN {place}" for place, code in enumerate(_codes(name, descending, kind)))
        return f"CASE {column} {cases} ELSE 9999 END, {column} NULLS LAST"
    return f"{column}{' DESC' if descending else ''} NULLS LAST"
