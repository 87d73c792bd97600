"""The briefing for the host: who comes, when they arrive, what they need, what is still to be done."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from desktop.i18n import _, pgettext
from desktop.reports.formatting import capitalised, format_time_of_day, join_names
from desktop.reports.layout import Cell, Column, Page
from desktop.reports.record_values import text_of
from desktop.reports.visits.document_writer import DocumentWriter
from desktop.reports.visits.participants import may_name_participant, participant_name
from desktop.reports.visits.visit_data import VisitData, code_label, person_name
from desktop.values.dates import format_date
from desktop.values.moments import read_datetime
from desktop.values.numbers import format_number
from desktop.vocabularies import load
from desktop.workspace import Record
from desktop.workspace.privacy.gate import may_be_named


def format_moment(value: str) -> str:
    """A day and time at the host ("2026-05-03T18:30") in words."""
    when = read_datetime(value)
    if when is None:
        return value
    day = format_date(when.date().isoformat())
    if "T" not in value:
        return day
    return pgettext("day, time", "{day}, {time}").format(day=day, time=format_time_of_day(when.hour * 60 + when.minute))


_DOT = " · "


def draw_briefing(writer: DocumentWriter) -> list[Page]:
    """What the host has to know: who comes, when they arrive, what they need, what they want to learn."""
    visit_data, visit = writer.visit_data, writer.visit_data.visit
    writer.title_block(
        (_("Languages"), join_names(load("languages").label(code) for code in visit.members("languages"))),
        (_("Interpretation"), text_of(visit, "interpretation")),
        (_("Accessibility"), text_of(visit, "accessibility")),
        (_("Contacts"), contacts(visit_data)),
        (_("Emergency numbers"), text_of(visit, "emergency_numbers")),
    )  # fmt: skip
    begun = len(writer.flow.pages), writer.flow.y
    for heading, words in (
        (_("Purpose"), visit_data.said("purpose")),
        (_("What the host should know"), text_of(visit, "host_brief")),
        (_("Information given to the guests"), text_of(visit, "arrangements")),
    ):
        writer.section(heading, words)
    writer.questions()
    if practices := visit_data.practices(visit):
        writer.chapter(_("Practices to visit"), 32)
        writer.numbered_list([(at, title, "") for at, title in enumerate(practices, 1)])
    visitors = [each for each in visit_data.of("participant") if text_of(each, "side") != "host"]
    _draw_needs(writer, visitors)
    _draw_arrivals(writer, visitors)
    _draw_tasks(writer)
    if (len(writer.flow.pages), writer.flow.y) == begun:
        writer.placeholder(_("Nothing is written for the host yet."))
    return writer.close()


def contacts(visit_data: VisitData) -> str:
    """Whom to turn to, one a line, as far as they may be named."""
    roles = load("visit_person_roles")
    said: list[str] = []
    for role, person in visit_data.linked_people(visit_data.visit):
        ways = [text_of(person, "telephone"), text_of(person, "email")] if may_be_named(person) and person else []
        parts = [person_name(person), *ways]
        said.append(
            pgettext("field: value", "{field}: {value}").format(
                field=roles.label(role), value=_DOT.join(part for part in parts if part)
            )
        )
    return "\n".join(said)


def _draw_needs(writer: DocumentWriter, visitors: Sequence[Record]) -> None:
    """How many need what: a kitchen and a driver need numbers, not names."""
    rows: list[tuple[str, str]] = []
    for name in ("dietary", "access_needs"):
        needs = [need for each in visitors if (need := _need(writer.visit_data, each, name))]
        counted, shown = Counter(each.casefold() for each in needs), {each.casefold(): each for each in reversed(needs)}
        said = [
            pgettext("so many of something", "{count} × {words}").format(count=format_number(count), words=shown[words])
            for words, count in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        ]
        if said and visitors:
            rows.append((_(visitors[0].kind.by_name[name].label), "\n".join(said)))
    if rows:
        writer.chapter(_("Needs of the visitors"), 50)
        writer.labelled_rows(rows)


_LABEL = re.compile(r"[^\W\d_]+(?:[ ,'’-]+[^\W\d_]+){0,3}")
"""A need in a few words, as *gluten-free* or *wheelchair*: more, or digits, may tell who it is."""


def _need(visit_data: VisitData, participant: Record, name: str) -> str:
    """What somebody needs; of who did not agree to be named, no more than a few words."""
    said = " ".join(text_of(participant, name).split())
    if not said or may_name_participant(visit_data, participant) or (len(said) <= 40 and _LABEL.fullmatch(said)):
        return said
    return _("something else: ask the visitors’ focal point")


def _draw_arrivals(writer: DocumentWriter, visitors: Sequence[Record]) -> None:
    if not visitors:
        return
    visit_data = writer.visit_data
    columns = [
        Column(_("Name"), 3.2, names_row=True), Column(_("Arrival"), 2.9), Column(_("Departure"), 2.9),
        Column(_("Accommodation"), 2.1),
    ]  # fmt: skip
    rows = [
        (
            Cell(capitalised(participant_name(visit_data, each)), bold=True, more=_function(visit_data, each)),
            Cell(format_moment(text_of(each, "arrival")), more=text_of(each, "arrival_by")),
            Cell(format_moment(text_of(each, "departure")), more=text_of(each, "departure_by")),
            text_of(each, "accommodation"),
        )
        for each in sorted(visitors, key=lambda each: (text_of(each, "arrival") or "~", each.title.casefold()))
    ]
    writer.table_chapter(_("Who comes, and when"), columns, rows)


def _function(visit_data: VisitData, participant: Record) -> str:
    if not may_name_participant(visit_data, participant):
        return code_label(participant, "role")
    return "\n".join(
        each for each in (text_of(participant, "function"), visit_data.organisation_of(participant)) if each
    )


def _draw_tasks(writer: DocumentWriter) -> None:
    """What the host still has to do, to be ticked."""
    left = [
        task
        for task in writer.visit_data.of("task")
        if text_of(task, "side") != "visitor" and text_of(task, "state") not in ("done", "not_needed")
    ]
    if not left:
        return
    columns = [Column(_("Task"), 6, names_row=True), Column(_("Owner"), 2.4), Column(_("Due"), 2.4)]
    rows = [
        (Cell(task.title, box=True, more=text_of(task, "notes")), text_of(task, "owner"), writer.visit_data.due(task))
        for task in left
    ]
    writer.table_chapter(_("Tasks for the host"), columns, rows)
