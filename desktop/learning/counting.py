"""Learners of several lists counted: once each, by stage, by week and by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from desktop.learning.learner import DIMENSIONS, STAGES, Learner, LearnerList

Row = tuple[int, int, int, int]
"""How many reached each stage."""
NOBODY: Row = (0, 0, 0, 0)


@dataclass(frozen=True)
class Counts:
    """`weeks`: how many had reached each stage by the end of the week that begins on a Monday (ISO). `groups`: for each
    dimension, by code; "" for learners of whom it is not said. Sums of a dimension's rows are the total.
    """

    total: Row = NOBODY
    weeks: dict[str, Row] = field(default_factory=dict[str, Row])
    groups: dict[str, dict[str, Row]] = field(default_factory=dict[str, dict[str, Row]])


def merge_lists(lists: Sequence[LearnerList]) -> list[Learner]:
    """Each learner once, over lists in the order in which they came: the first day of each stage, and the last word on
    country, sex, language and organisation. Two rows are one learner where they share any key.
    """
    found: list[Learner | None] = []
    place_of: dict[str, int] = {}
    for each in lists:
        for learner in each.learners:
            places = sorted({place_of[key] for key in learner.keys if key in place_of})
            if not places:
                place = len(found)
                found.append(learner)
            else:
                place, merged = places[0], learner
                for other in reversed(places):  # the earliest last: what came later wins
                    known = found[other]
                    if known is not None:
                        merged = _merge(known, merged)
                    found[other] = None
                found[place] = merged
            last = found[place]
            for key in last.keys if last is not None else ():
                place_of[key] = place
    return [learner for learner in found if learner is not None]


def _merge(earlier: Learner, later: Learner) -> Learner:
    if earlier == later:
        return earlier
    keys = earlier.keys if earlier.keys == later.keys else tuple(dict.fromkeys((*earlier.keys, *later.keys)))
    one, two = earlier.days, later.days
    days = (_first(one[0], two[0]), _first(one[1], two[1]), _first(one[2], two[2]), _first(one[3], two[3]))
    old, new = earlier.groups, later.groups
    groups = (new[0] or old[0], new[1] or old[1], new[2] or old[2], new[3] or old[3])
    return Learner(keys, days, groups)


def _first(one: int, other: int) -> int:
    return min(one, other) if one and other else one or other


def count_lists(lists: Sequence[LearnerList]) -> Counts:
    """All that these lists say together, in numbers. No list, no numbers."""
    learners = merge_lists(lists)
    total = [0, 0, 0, 0]
    groups: dict[str, dict[str, list[int]]] = {name: {} for name in DIMENSIONS}
    arrivals: dict[int, list[int]] = {}
    by_dimension = [groups[name] for name in DIMENSIONS]
    for learner in learners:
        rows = [total]
        for dimension, code in zip(by_dimension, learner.groups, strict=True):
            row = dimension.get(code)
            if row is None:
                row = dimension[code] = [0, 0, 0, 0]
            rows.append(row)
        for stage, day in enumerate(learner.days):
            if day:
                for row in rows:
                    row[stage] += 1
                week = day - (day - 1) % 7  # ordinal 1 was a Monday
                if (new := arrivals.get(week)) is None:
                    new = arrivals[week] = [0, 0, 0, 0]
                new[stage] += 1
    weeks = _add_up(arrivals)
    certificates = [(each.day, each.certificates) for each in lists if each.certificates is not None]
    for day, number in certificates:
        week = date.fromordinal(day - (day - 1) % 7).isoformat()
        before = max((each for each in weeks if each <= week), default="")
        weeks.setdefault(week, list(weeks[before]) if before else [0, 0, 0, 0])
        for each in weeks:
            if each >= week:
                weeks[each][STAGES.index("certified")] = max(weeks[each][STAGES.index("certified")], number)
        total[STAGES.index("certified")] = max(total[STAGES.index("certified")], number)
    return Counts(
        _row(total),
        {week: _row(weeks[week]) for week in sorted(weeks)},
        {name: {code: _row(row) for code, row in sorted(rows.items())} for name, rows in groups.items() if rows},
    )


def _add_up(arrivals: dict[int, list[int]]) -> dict[str, list[int]]:
    """New ones a week -> all so far, with the weeks between in which nothing came about."""
    weeks: dict[str, list[int]] = {}
    if not arrivals:
        return weeks
    so_far = [0, 0, 0, 0]
    ordinals = sorted(arrivals)
    week = date.fromordinal(ordinals[0])
    last = date.fromordinal(ordinals[-1])
    fill = len(range(ordinals[0], ordinals[-1] + 1, 7)) <= MOST_WEEKS
    while week <= last:
        new = arrivals.get(week.toordinal())
        if new is not None:
            so_far = [one + other for one, other in zip(so_far, new, strict=True)]
        if new is not None or fill:
            weeks[week.isoformat()] = list(so_far)
        week += timedelta(days=7)
    return weeks


MOST_WEEKS = 104
"""Of a run that is longer, the weeks in which something came about stand alone."""


def _row(numbers: Sequence[int]) -> Row:
    return numbers[0], numbers[1], numbers[2], numbers[3]
