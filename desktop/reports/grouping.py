"""Activities in groups, as the reader chose: which group each belongs to, and in which order they stand."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.i18n import _, pgettext
from desktop.reports.record_values import goal_of, text_of, year_of
from desktop.vocabularies import fold, load
from desktop.workspace import Record

GROUPINGS = ("kind", "year", "country", "goal", "module", "status", "none")


@dataclass(frozen=True)
class Group:
    """Activities under one heading."""

    code: str
    title: str
    ids: tuple[str, ...]
    colour: str = ""


@dataclass(frozen=True, slots=True)
class ActivityPosition:
    """What decides where an activity stands."""

    id: str
    group: str
    start: str
    title: str


def position_of(record: Record, group_by: str, title: str) -> ActivityPosition:
    """Where an activity stands in a report grouped this way."""
    match group_by:
        case "kind" | "country" | "status":
            group = text_of(record, group_by)
        case "year":
            group = year_of(record)
        case "goal":
            group = _first_goal(record)
        case "module":
            group = _first_module(record)
        case _:
            group = ""
    return ActivityPosition(record.id, group, text_of(record, "start"), fold(title[:120]))


def group_activities(places: list[ActivityPosition], group_by: str) -> list[Group]:
    """The groups in their order, the newest activities first in each, those without a date last."""
    found: dict[str, list[ActivityPosition]] = {}
    for place in places:
        found.setdefault(place.group, []).append(place)
    groups: list[Group] = []
    for code in sorted(found, key=lambda code: _group_sort_key(code, group_by)):
        members = sorted(found[code], key=lambda place: (place.title, place.id))
        members.sort(key=lambda place: place.start, reverse=True)
        title, colour = _title_and_colour(code, group_by)
        groups.append(Group(code, title, tuple(place.id for place in members), colour))
    return groups


def _first_goal(record: Record) -> str:
    """The first goal among the principal targets, else among all."""
    targets = record.members("targets")
    for wanted in (("principal",), tuple(set(targets.values()))):
        goals = {goal_of(code) for code, weight in targets.items() if weight in wanted}
        goals = {goal for goal in goals if goal.startswith("SDG:")}
        if goals:
            return min(goals, key=lambda goal: int(goal[4:]))
    return ""


def _first_module(record: Record) -> str:
    """The first module that it names, in the order of the vocabulary."""
    named = record.members("modules")
    return next((term.code for term in load("modules") if term.code in named), min(named, default=""))


def _group_sort_key(code: str, group_by: str) -> tuple[bool, float, str]:
    """Years from the last, countries by name, the rest as their vocabulary has them; what is not given comes last."""
    if not code:
        return True, 0, ""
    match group_by:
        case "year":
            return False, -int(code), ""
        case "country":
            return False, 0, fold(load("countries").label(code))
        case _:
            codes = list(load(_VOCABULARIES[group_by]))
            return False, next((at for at, term in enumerate(codes) if term.code == code), len(codes)), code


_VOCABULARIES = {"kind": "kinds", "status": "statuses", "goal": "sdg", "country": "countries", "module": "modules"}


def _title_and_colour(code: str, group_by: str) -> tuple[str, str]:
    """(title, colour) of a group."""
    if code and group_by == "goal":
        goal = load("sdg")[code]
        said = pgettext("goal: its name", "Goal {number}: {name}").format(number=code[4:], name=goal.label())
        return said, goal.colour
    if code and group_by == "year":
        return code, ""
    if code:
        return load(_VOCABULARIES[group_by]).label(code), ""
    match group_by:
        case "kind":
            return _("Kind not given"), ""
        case "year":
            return _("Year not given"), ""
        case "country":
            return _("Country not given"), ""
        case "goal":
            return _("No Sustainable Development Goal named"), ""
        case "status":
            return _("Status not given"), ""
        case "module":
            return _("No module named"), ""
        case _:
            return _("Activities"), ""
