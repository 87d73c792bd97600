"""What each figure adds up, as SQL: sums over rows, and different things that records name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from desktop.errors import ProgrammingError
from desktop.figures.definitions import ACTIVITY, FIGURES, ORGANISATION, RUN, VISIT

_SPLIT = "r.participants_women IS NOT NULL AND r.participants_men IS NOT NULL"
_PEOPLE = "coalesce(r.participants_women, 0) + coalesce(r.participants_men, 0) + coalesce(r.participants_other, 0)"

_CHANGED = "trim(coalesce(p.changed, '')) <> ''"


def _parts(type: str, condition: str = "1") -> str:
    """How many parts of a type a row `r` has."""
    return f"(SELECT count(*) FROM {type} p WHERE p.parent = r.id AND p.listed = 1 AND {condition})"


COLUMNS: Mapping[str, Mapping[str, str]] = MappingProxyType({
    ACTIVITY: MappingProxyType({
        "total": "coalesce(r.participants_total, CASE WHEN coalesce(r.participants_women, r.participants_men,"
        f" r.participants_other) IS NOT NULL THEN {_PEOPLE} END)",
        "women": f"CASE WHEN {_SPLIT} THEN r.participants_women END",
        "men": f"CASE WHEN {_SPLIT} THEN r.participants_men END",
        "other": f"CASE WHEN {_SPLIT} THEN coalesce(r.participants_other, 0) END",
        "reached": "r.local_governments",
        "country": "r.country",
        "place": "coalesce(r.country, '') || ' ' || r.municipality_key",
    }),
    RUN: MappingProxyType({name: f"r.{name}" for name in ("enrolled", "completed", "certified")}),
    VISIT: MappingProxyType({
        "participants": _parts("participant"), "notes": _parts("note"), "commitments": _parts("commitment"),
        "kept": _parts("commitment", "p.state = 'kept'"),
        "answered": _parts("follow_up", "(p.done IS NOT NULL OR coalesce(p.happened, 'not_yet') <> 'not_yet')"),
        "changes": f"{_parts('commitment', _CHANGED)} + {_parts('follow_up', _CHANGED)}",
    }),
    ORGANISATION: MappingProxyType({}),
})  # fmt: skip
"""Record type -> what is read of each row `r`, by the name under which `MEASURES` adds it up."""


@dataclass(frozen=True, slots=True)
class Measure:
    """`value` and `given` are added up over the rows `v`: the figure, and how many rows it is known of. `whole`: what it is a
    share of.
    """

    value: str
    given: str = "count(*)"
    whole: str = ""


def _sum(column: str) -> Measure:
    return Measure(f"sum(v.{column})", f"count(v.{column})")


def _different(column: str) -> Measure:
    return Measure(f"count(DISTINCT v.{column})", f"count(v.{column})")


COUNT = Measure("count(*)")
MEASURES: Mapping[str, Measure] = MappingProxyType({
    **dict.fromkeys(
        ("activities", "activities_completed", "activities_planned", "courses", "runs", "visits", "visits_held", "members",
         "members_reached"), COUNT,
    ),
    "participants": _sum("total"),
    "women": _sum("women"),
    "women_share": Measure("sum(v.women)", "count(v.women)", "sum(v.women + v.men + v.other)"),
    "local_governments": _sum("reached"),
    "countries": _different("country"),
    "places": _different("place"),
    "enrolled": _sum("enrolled"),
    "completed": _sum("completed"),
    "certified": _sum("certified"),
    "visit_participants": _sum("participants"),
    "notes": _sum("notes"),
    "commitments": _sum("commitments"),
    "commitments_kept": _sum("kept"),
    "follow_ups_answered": _sum("answered"),
    "changes_reported": _sum("changes"),
})  # fmt: skip
"""Figures that are added up over rows."""

DIFFERENT: Mapping[str, str] = MappingProxyType({"organisations": "organisation", "goals": "goal", "targets": "target"})
"""Figures that count the different groups of a grouping that records are in."""
JOINT: Mapping[str, str] = MappingProxyType({"joint_activities": "organisation"})
"""Figures that count records that are in two or more groups of a grouping."""

if (_known := {*MEASURES, *DIFFERENT, *JOINT}) != set(FIGURES):
    raise ProgrammingError(f"figures without a measure, or measures without a figure: {_known ^ set(FIGURES)}")
