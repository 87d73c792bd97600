"""Who takes part, as far as they have agreed to be named; what the host has to know of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from desktop.reports.figures import text_of
from desktop.reports.paper import Cell, Column, Page
from desktop.reports.visits.dossier import Dossier, code_label, person_name
from desktop.reports.visits.writing import Writing
from desktop.reports.wording import listed, say_clock
from desktop.values.dates import format_date
from desktop.values.moments import read_datetime
from desktop.values.numbers import format_number
from desktop.vocabularies import load
from desktop.words import _, ngettext, pgettext
from desktop.workspace import Record
from desktop.workspace.privacy.gate import may_be_named

_DOT = " · "
SIDES = ("visitor", "host", "both", "")


def agrees(dossier: Dossier, participant: Record) -> bool:
    """May this participant be named? Where they were not asked themselves, what the person said counts."""
    return may_be_named(participant, dossier.people)


def name_of(dossier: Dossier, participant: Record) -> str:
    """Their name, or that somebody takes part."""
    return participant.title if agrees(dossier, participant) else _("a participant")


def by_side(dossier: Dossier) -> list[tuple[str, list[Record]]]:
    """(side in words, its participants), visitors first; sides without any are left out."""
    sides = load("sides")
    found: list[tuple[str, list[Record]]] = []
    for side in SIDES:
        those = [each for each in dossier.of("participant") if text_of(each, "side") == side]
        if those:
            found.append((sides.label(side) if side else _("Side not given"), those))
    return found


def say_moment(value: str) -> str:
    """A day and time at the host ("2026-05-03T18:30") in words."""
    when = read_datetime(value)
    if when is None:
        return value
    day = format_date(when.date().isoformat())
    if "T" not in value:
        return day
    return pgettext("day, time", "{day}, {time}").format(day=day, time=say_clock(when.hour * 60 + when.minute))


def draw_participants(writing: Writing) -> list[Page]:
    """The list of participants, by side; who has not agreed is counted and not named."""
    dossier = writing.dossier
    writing.opening()
    people = dossier.of("participant")
    if not people:
        writing.chapter(_("Participants"))
        writing.nothing(_("Nobody is on the list yet."))
    reached = any(_contact(dossier, each) for each in people if agrees(dossier, each))
    for side, those in by_side(dossier):
        named = [each for each in those if agrees(dossier, each)]
        heading = pgettext("field: value", "{field}: {value}").format(field=side, value=format_number(len(those)))
        if not named:
            writing.chapter(heading)
        else:
            columns = [Column(_("Name"), 3), Column(_("Function and organisation"), 3.6), Column(_("Languages"), 1.9)]
            columns += [Column(_("Contact"), 4.1)] if reached else []
            rows = [
                [
                    Cell(each.title, bold=True, more=code_label(each, "role")), *_about(dossier, each),
                    *([_contact(dossier, each)] if reached else []),
                ] for each in named
            ]  # fmt: skip
            writing.listing(heading, columns, rows)
        _draw_unnamed(writing, len(those) - len(named))
    return writing.close()


def _about(dossier: Dossier, participant: Record) -> Sequence[str | Cell]:
    languages = load("languages")
    return (
        Cell(text_of(participant, "function"), more=dossier.organisation_of(participant)),
        listed(languages.label(code) for code in participant.members("languages")),
    )


def _contact(dossier: Dossier, participant: Record) -> str:
    """How to reach them: what was written for the visit, or else what the network knows of a person who agreed."""
    person = dossier.people.get(text_of(participant, "person"))
    sources = [participant, *([person] if person is not None and may_be_named(person) else [])]
    ways = (
        next((text_of(each, name) for each in sources if text_of(each, name)), "") for name in ("email", "telephone")
    )
    return "\n".join(way for way in ways if way)


def _draw_unnamed(writing: Writing, count: int) -> None:
    if count:
        writing.text(
            ngettext(
                "One participant has not agreed to be named.",
                "{count} participants have not agreed to be named.",
                count,
            ).format(count=format_number(count)),
            grey=True,
        )  # fmt: skip


def draw_briefing(writing: Writing) -> list[Page]:
    """What the host has to know: who comes, when they arrive, what they need, what they want to learn."""
    dossier, visit = writing.dossier, writing.dossier.visit
    writing.opening(
        (_("Languages"), listed(load("languages").label(code) for code in visit.members("languages"))),
        (_("Interpretation"), text_of(visit, "interpretation")),
        (_("Accessibility"), text_of(visit, "accessibility")),
        (_("Contacts"), contacts(dossier)),
        (_("Emergency numbers"), text_of(visit, "emergency_numbers")),
    )  # fmt: skip
    for heading, words in (
        (_("Purpose"), dossier.said("purpose")),
        (_("What the host should know"), text_of(visit, "host_brief")),
        (_("What guests were told"), text_of(visit, "arrangements")),
    ):
        writing.section(heading, words)
    writing.questions()
    if practices := dossier.practices(visit):
        writing.chapter(_("Practices to be seen"), 32)
        writing.numbered([(at, title, "") for at, title in enumerate(practices, 1)])
    visitors = [each for each in dossier.of("participant") if text_of(each, "side") != "host"]
    _draw_needs(writing, visitors)
    _draw_arrivals(writing, visitors)
    _draw_tasks(writing)
    return writing.close()


def contacts(dossier: Dossier) -> str:
    """Whom to turn to, one a line, as far as they may be named."""
    roles = load("visit_person_roles")
    said: list[str] = []
    for role, person in dossier.linked_people(dossier.visit):
        ways = [text_of(person, "telephone"), text_of(person, "email")] if may_be_named(person) and person else []
        parts = [person_name(person), *ways]
        said.append(
            pgettext("field: value", "{field}: {value}").format(
                field=roles.label(role), value=_DOT.join(part for part in parts if part)
            )
        )
    return "\n".join(said)


def _draw_needs(writing: Writing, visitors: Sequence[Record]) -> None:
    """How many need what: a kitchen and a driver need numbers, not names."""
    rows: list[tuple[str, str]] = []
    for name in ("dietary", "access_needs"):
        counted = Counter(text_of(each, name) for each in visitors if text_of(each, name))
        said = [
            pgettext("so many of something", "{count} × {words}").format(count=format_number(count), words=words)
            for words, count in sorted(counted.items(), key=lambda each: (-each[1], each[0].casefold()))
        ]
        if said and visitors:
            rows.append((_(visitors[0].kind.by_name[name].label), "\n".join(said)))
    if rows:
        writing.chapter(_("Needs of the visitors"), 24)
        writing.rows(rows)


def _draw_arrivals(writing: Writing, visitors: Sequence[Record]) -> None:
    if not visitors:
        return
    dossier = writing.dossier
    columns = [
        Column(_("Name"), 3.2), Column(_("Arrival"), 2.9), Column(_("Departure"), 2.9), Column(_("Accommodation"), 2.1)
    ]  # fmt: skip
    rows = [
        (
            Cell(_capital(name_of(dossier, each)), bold=True, more=_function(dossier, each)),
            Cell(say_moment(text_of(each, "arrival")), more=text_of(each, "arrival_by")),
            Cell(say_moment(text_of(each, "departure")), more=text_of(each, "departure_by")),
            text_of(each, "accommodation"),
        )
        for each in sorted(visitors, key=lambda each: (text_of(each, "arrival") or "~", each.title.casefold()))
    ]
    writing.listing(_("Who comes, and when"), columns, rows)


def _capital(words: str) -> str:
    """As it stands by itself in a table."""
    return words[:1].upper() + words[1:]


def _function(dossier: Dossier, participant: Record) -> str:
    if not agrees(dossier, participant):
        return code_label(participant, "role")
    return "\n".join(each for each in (text_of(participant, "function"), dossier.organisation_of(participant)) if each)


def _draw_tasks(writing: Writing) -> None:
    """What the host still has to do, to be ticked."""
    left = [
        task
        for task in writing.dossier.of("task")
        if text_of(task, "side") != "visitor" and text_of(task, "state") not in ("done", "not_needed")
    ]
    if not left:
        return
    columns = [Column(_("Task"), 6), Column(_("Owner"), 2.4), Column(_("Due"), 2.4)]
    rows = [
        (Cell(task.title, box=True, more=text_of(task, "notes")), text_of(task, "owner"), writing.dossier.due(task))
        for task in left
    ]
    writing.listing(_("To be done by the host"), columns, rows)
