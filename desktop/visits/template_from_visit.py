"""What of a visit is kept as a template: how it is done, not who does it, when, or for how much."""

from __future__ import annotations

from typing import Any

from desktop.values.moments import read_moment
from desktop.visits.due_dates import days_from_visit
from desktop.visits.field_values import Values, number_of, text_of
from desktop.visits.template_format import FORMAT, MAX_ITEMS, VISIT_FIELDS
from desktop.visits.visit import Visit, linked_ids
from desktop.visits.visit_times import day_count
from desktop.workspace import Record


def template_from_visit(visit: Visit, name: str, summary: str, language: str) -> dict[str, Any]:
    """The template of a visit as JSON data, its texts in one language."""

    def said(text: str) -> dict[str, str]:
        return {language: text} if text else {}

    values = visit.values
    places = {question.id: place for place, question in enumerate(visit.questions)}
    moments = [moment for each in visit.sessions if (moment := read_moment(text_of(each.values, "at"))) is not None]
    months = {number_of(each.values, "after_months") for each in visit.follow_ups}
    return {
        "format": FORMAT,
        "names": said(name),
        "summary": said(summary),
        "approach": text_of(values, "approach"),
        "days": min(max(day_count(values) or max((day for day, _minute in moments), default=1), 1), 366),
        "fields": {field: said(text_of(values, field)) for field in VISIT_FIELDS if text_of(values, field)},
        "questions": [said(each.title) for each in visit.questions][:MAX_ITEMS],
        "sessions": [made for each in visit.sessions if (made := _session(each, places, language))][:MAX_ITEMS],
        "tasks": [made for each in visit.tasks if (made := _task(each, values, language))][:MAX_ITEMS],
        "budget": [
            _without_empty(
                {"what": said(each.title), "kind": text_of(each.values, "kind"), "payer": text_of(each.values, "payer")}
            )
            for each in visit.budget_lines
        ][:MAX_ITEMS],
        "follow_ups": sorted(each for each in months if each is not None and 1 <= each <= 120),
    }


def _session(record: Record, places: dict[str, int], language: str) -> dict[str, Any] | None:
    """A session with a day; None for one without."""
    values = record.values
    moment = read_moment(text_of(values, "at"))
    if moment is None:
        return None
    day, minute = moment
    made: dict[str, Any] = {"day": max(-99, min(day, 999)), "title": {language: record.title}}
    if minute is not None:
        made["time"] = f"{minute // 60:02}:{minute % 60:02}"
    for name in ("minutes", "travel_minutes", "buffer_minutes"):
        if (number := number_of(values, name)) is not None and 0 <= number <= 20_160:
            made[name] = number
    for name in ("kind", "track", "method", "outdoors"):
        made[name] = text_of(values, name)
    for name in ("summary", "steps", "needs"):
        made[name] = {language: text} if (text := text_of(values, name)) else {}
    made["questions"] = sorted(places[id] for id in linked_ids(values, "questions") if id in places)
    return _without_empty(made)


def _task(record: Record, visit: Values, language: str) -> dict[str, Any] | None:
    """A task with the days it was counted by; those of a fixed day are counted anew; None where neither is known."""
    values = record.values
    days, counted = days_from_visit(visit, values), text_of(values, "due_from") or "start"
    if days is None or not -3660 <= days <= 3660:
        return None
    notes = text_of(values, "notes")
    return _without_empty(
        {"title": {language: record.title}, "days": days, "from": counted, "phase": text_of(values, "phase"),
         "side": text_of(values, "side"), "notes": {language: notes} if notes else {}}
    )  # fmt: skip


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in data.items() if each not in ("", {}, [])}
