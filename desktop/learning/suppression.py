"""Small numbers hidden before counts leave this desk: who is one of three could be recognised.

A number under 5 is written "< 5". Where the total, or what else is shown, would still give it away, the next smallest group
is withheld too, and written "…". A group that is named by free text, as an organisation is, stands by its name from 5 on;
smaller ones stand together.

Cf. the threshold and secondary suppression rules in A. Hundepool et al., Statistical Disclosure Control (2012), ch. 4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.learning.counting import Counts, Row

THRESHOLD = 5
SMALL = "<5"
WITHHELD = "…"
OTHERS = "*"
"""Stands for all groups that are too small to be named."""
NAMED_BY_TEXT = frozenset(("organisation",))

Cell = int | str
"""A number, SMALL or WITHHELD."""
Cells = tuple[Cell, Cell, Cell, Cell]


@dataclass(frozen=True)
class ShownCounts:
    """Counts as they may leave."""

    total: Cells = (0, 0, 0, 0)
    weeks: dict[str, Cells] = field(default_factory=dict[str, Cells])
    groups: dict[str, dict[str, Cells]] = field(default_factory=dict[str, dict[str, Cells]])


def suppress(counts: Counts, names: Mapping[str, str]) -> ShownCounts:
    """Counts without what could give a learner away; `names`: of the organisations, whose codes are hashes."""
    groups: dict[str, dict[str, Cells]] = {}
    for dimension, rows in counts.groups.items():
        if dimension in NAMED_BY_TEXT:
            rows = _join_small(rows, names)
        if any(rows):  # more than “not said”
            groups[dimension] = hide_small(rows)
    return ShownCounts(_cells(counts.total), {week: _cells(row) for week, row in counts.weeks.items()}, groups)


def _cells(row: Row) -> Cells:
    return _cell(row[0]), _cell(row[1]), _cell(row[2]), _cell(row[3])


def _cell(number: int) -> Cell:
    return SMALL if 0 < number < THRESHOLD else number


def _join_small(rows: Mapping[str, Row], names: Mapping[str, str]) -> dict[str, Row]:
    joined: dict[str, Row] = {}
    for code, row in rows.items():
        name = "" if not code else names.get(code, OTHERS) if row[0] >= THRESHOLD else OTHERS
        before = joined.get(name, (0, 0, 0, 0))
        joined[name] = (before[0] + row[0], before[1] + row[1], before[2] + row[2], before[3] + row[3])
    return joined


def hide_small(rows: Mapping[str, Row]) -> dict[str, Cells]:
    """The rows of one dimension. A row of which one number is withheld is withheld as a whole: its other numbers bound it.

    For each number under 5, whoever knows the totals cannot rule out all values but one; a stage that nobody reached is 0.
    """
    reached = [sum(row[stage] for row in rows.values()) for stage in range(4)]
    by_size = sorted(rows, key=lambda code: (rows[code], code))
    withheld: set[str] = set()
    for stage in range(4):
        while reached[stage] and _gives_away(rows, stage, withheld):
            large = [code for code in by_size if code not in withheld and rows[code][stage] >= THRESHOLD]
            if not large:
                break
            withheld.add(large[0])

    def shown(code: str, stage: int) -> Cell:
        number = rows[code][stage]
        if not reached[stage]:
            return 0
        if number < THRESHOLD:
            return SMALL
        return WITHHELD if code in withheld else number

    return {code: (shown(code, 0), shown(code, 1), shown(code, 2), shown(code, 3)) for code in rows}


def _gives_away(rows: Mapping[str, Row], stage: int, withheld: set[str]) -> bool:
    """Does a number under 5 follow from the total and what is shown beside it?"""
    small = [row[stage] for row in rows.values() if row[stage] < THRESHOLD]
    large = [rows[code][stage] for code in withheld if rows[code][stage] >= THRESHOLD]
    least = 1 if stage == 0 else 0  # a group in which nobody enrolled has no row
    others = len(small) - 1
    hidden = sum(small) + sum(large)
    highest = min(THRESHOLD - 1, hidden - THRESHOLD * len(large) - least * others)
    lowest = least if large else max(least, hidden - (THRESHOLD - 1) * others)
    return bool(small) and highest <= lowest
