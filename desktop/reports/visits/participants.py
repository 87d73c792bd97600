"""Who takes part, as far as they have agreed to be named; what the host has to know of them."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.i18n import _, ngettext, pgettext
from desktop.reports.formatting import join_names
from desktop.reports.layout import Cell, Column, Page
from desktop.reports.record_values import text_of
from desktop.reports.visits.document_writer import DocumentWriter
from desktop.reports.visits.visit_data import VisitData, code_label
from desktop.values.numbers import format_number
from desktop.vocabularies import load
from desktop.workspace import Record
from desktop.workspace.privacy.gate import may_be_named

_DOT = " · "
SIDES = ("visitor", "host", "both", "")


def may_name_participant(visit_data: VisitData, participant: Record) -> bool:
    """May this participant be named? Where they were not asked themselves, what the person said counts."""
    return may_be_named(participant, visit_data.people)


def participant_name(visit_data: VisitData, participant: Record) -> str:
    """Their name, or that somebody takes part."""
    return participant.title if may_name_participant(visit_data, participant) else _("a participant")


def participants_by_side(visit_data: VisitData) -> list[tuple[str, list[Record]]]:
    """(side in words, its participants), visitors first; sides without any are left out."""
    sides = load("sides")
    found: list[tuple[str, list[Record]]] = []
    for side in SIDES:
        those = [each for each in visit_data.of("participant") if text_of(each, "side") == side]
        if those:
            found.append((sides.label(side) if side else _("Side not given"), those))
    return found


def draw_participants(writer: DocumentWriter) -> list[Page]:
    """The list of participants, by side; who has not agreed is counted and not named."""
    visit_data = writer.visit_data
    writer.title_block()
    people = visit_data.of("participant")
    if not people:
        writer.chapter(_("Participants"))
        writer.placeholder(_("Nobody is on the list yet."))
    reached = any(_contact(visit_data, each) for each in people if may_name_participant(visit_data, each))
    for side, those in participants_by_side(visit_data):
        named = [each for each in those if may_name_participant(visit_data, each)]
        heading = pgettext("field: value", "{field}: {value}").format(field=side, value=format_number(len(those)))
        if not named:
            writer.chapter(heading)
        else:
            columns = [
                Column(_("Name"), 3, names_row=True),
                Column(_("Function and organisation"), 3.6),
                Column(_("Languages"), 1.9),
            ]
            columns += [Column(_("Contact"), 4.1)] if reached else []
            rows = [
                [
                    Cell(each.title, bold=True, more=code_label(each, "role")), *_about(visit_data, each),
                    *([_contact(visit_data, each)] if reached else []),
                ] for each in named
            ]  # fmt: skip
            writer.table_chapter(heading, columns, rows)
        _draw_unnamed(writer, len(those) - len(named))
    return writer.close()


def _about(visit_data: VisitData, participant: Record) -> Sequence[str | Cell]:
    languages = load("languages")
    return (
        Cell(text_of(participant, "function"), more=visit_data.organisation_of(participant)),
        join_names(languages.label(code) for code in participant.members("languages")),
    )


def _contact(visit_data: VisitData, participant: Record) -> str:
    """How to reach them: what was written for the visit, or else what the network knows of a person who agreed."""
    person = visit_data.people.get(text_of(participant, "person"))
    sources = [participant, *([person] if person is not None and may_be_named(person) else [])]
    ways = (
        next((text_of(each, name) for each in sources if text_of(each, name)), "") for name in ("email", "telephone")
    )
    return "\n".join(way for way in ways if way)


def _draw_unnamed(writer: DocumentWriter, count: int) -> None:
    if count:
        writer.text(
            ngettext(
                "One participant has not agreed to be named.",
                "{count} participants have not agreed to be named.",
                count,
            ).format(count=format_number(count)),
            grey=True,
        )  # fmt: skip
