"""The papers of a forum: its report, who is here, lists of groups, signs for tables, a form to fill in, as PDF; and a sheet for
contributions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.catalogue import forum as queries
from desktop.errors import UserFacingError
from desktop.i18n import N_, _, current_language, ngettext, pgettext, speaking
from desktop.learning.forum.groups import Drawing, draw_groups
from desktop.learning.forum.participants import Participant, read_participants
from desktop.learning.forum.ranking import result_of
from desktop.reports.formatting import join_names, titled
from desktop.reports.forum.contribution_sheet import write_contribution_sheet
from desktop.reports.forum.table_signs import draw_table_signs
from desktop.reports.layout import PAGE_SIZES, Column, Document, Metadata
from desktop.reports.layout.document import save_pdf
from desktop.reports.layout.room_to_write import box_words
from desktop.reports.record_values import text_of
from desktop.reports.report_writer import ReportWriter
from desktop.reports.text import clean
from desktop.values.dates import format_period
from desktop.vocabularies import load
from desktop.workspace import Record, Workspace
from desktop.workspace.privacy.gate import unagreed_names_of

REPORT, PEOPLE, GROUPS, SIGNS, FORM, SHEET = "report", "people", "groups", "signs", "form", "sheet"
DOCUMENTS = {
    REPORT: N_("Report of the forum"), PEOPLE: N_("Who is here"), GROUPS: N_("Groups"), SIGNS: N_("Table signs"),
    FORM: N_("Form for a contribution"), SHEET: N_("Sheet for contributions"),
}  # fmt: skip
"""What can be written, by name; English source."""
_DOT = " · "


@dataclass(frozen=True, kw_only=True)
class ForumReportOptions:
    """Which paper; `groups` and `seed` for groups and signs."""

    document: str = REPORT
    language: str = "en"
    page_size: str = "A4"
    author: str = ""
    groups: int = 4
    seed: int = 1


@dataclass(frozen=True)
class ForumReportResult:
    """What was made. `not_named`: people without their name, as they did not agree; `missing`: letters that no font has."""

    title: str
    pages: int
    not_named: int
    missing: str


def write_forum_report(
    workspace: Workspace,
    forum: str,
    target: Path,
    wanted: ForumReportOptions,
    check: Callable[[], object] = lambda: None,
) -> ForumReportResult:
    """Write a paper of a forum; the sheet is a workbook, or CSV where the name of `target` ends so. Nobody is named in a paper
    who did not agree. The file appears whole or not at all.

    Raises UserFacingError where there is nothing to write, or the file cannot be written; `check` may raise too.
    """
    with speaking(wanted.language):
        found = workspace.record(forum, "forum")
        if found is None:
            raise UserFacingError(_("This forum is not here."), kept=_("No file was written."))
        if wanted.document == SHEET:
            check()
            write_contribution_sheet(target)
            return ForumReportResult(_(DOCUMENTS[SHEET]), 0, 0, "")
        with workspace.reading() as conn:
            hidden = unagreed_names_of(conn)
        people = read_participants(workspace, found)
        record = hidden.without_names(found)
        words, name = _(DOCUMENTS[wanted.document]), _in_language(record, "title")
        about = Metadata(titled(words, name), clean(wanted.author or workspace.author), words, current_language())
        document = Document(PAGE_SIZES[wanted.page_size], about)
        not_named = sum(not each.named for each in people)
        if wanted.document == SIGNS:
            drawing = _drawing(people, wanted)
            pages = draw_table_signs(
                document, [_sign(number, group) for number, group in enumerate(drawing.groups, 1)], name
            )
            check()
            save_pdf(document.build_pdf(pages, [], _no_foot), target)
            return ForumReportResult(words, len(pages), 0, document.missing_letters)
        writer = ReportWriter(document, words)
        writer.title(words, _DOT.join(each for each in (name, _when(record)) if each))
        match wanted.document:
            case "people":
                _draw_people(writer, people)
            case "groups":
                _draw_groups(writer, _drawing(people, wanted))
            case "form":
                _draw_form(writer, record)
                not_named = 0
            case _:
                _draw_report(writer, workspace, record, people, lambda each: hidden.without_names(each))
        pages_made = writer.save(target, words, check)
        return ForumReportResult(words, pages_made, not_named, document.missing_letters)


def _in_language(record: Record, name: str) -> str:
    return text_of(record, f"{name}/{current_language()}") or text_of(record, name)


def _when(record: Record) -> str:
    return format_period(text_of(record, "start"), text_of(record, "end")) if text_of(record, "start") else ""


def _no_foot(*_parts: object) -> None:
    pass


# Who is here --------------------------------------------------------------------------------------------------------------


def _draw_people(writer: ReportWriter, people: list[Participant]) -> None:
    named = [each for each in people if each.named]
    if not named:
        writer.placeholder(_("Nobody who takes part has agreed to be named yet."))
    else:
        columns = [Column(_("Name"), 3, names_row=True), Column(_("Organisation"), 4), Column(_("Languages"), 2)]
        rows = [
            ["\n".join(filter(None, (each.name, each.role))), _place(each), _languages(each)] for each in named
        ]  # fmt: skip
        writer.table_chapter(_("A round of introductions"), columns, rows)
    _say_not_named(writer, people)


def _say_not_named(writer: ReportWriter, people: list[Participant]) -> None:
    if count := sum(not each.named for each in people):
        words = ngettext("One person has not agreed to be named.", "{count} people have not agreed to be named.", count)
        writer.text(words.format(count=count), grey=True)


def _place(person: Participant) -> str:
    country = load("countries").label(person.country) if person.country else ""
    return _DOT.join(each for each in (person.organisation, country) if each)


def _languages(person: Participant) -> str:
    known = load("languages")
    return join_names(known.label(code) for code in person.languages)


# Groups -------------------------------------------------------------------------------------------------------------------


def _drawing(people: list[Participant], wanted: ForumReportOptions) -> Drawing:
    if not people:
        raise UserFacingError(
            _("Nobody takes part in this forum yet."), kept=_("No file was written."),
            todo=_("Add the people who take part in the details of the forum."),
        )  # fmt: skip
    return draw_groups(people, wanted.groups, wanted.seed)


def _draw_groups(writer: ReportWriter, drawing: Drawing) -> None:
    writer.text(
        _("Drawn with the number {seed}: the same people and number give the same groups. Mixed by language, region and sex.")
        .format(seed=drawing.seed)
    )  # fmt: skip
    for number, group in enumerate(drawing.groups, 1):
        rows = [[each.name if each.named else _("A participant"), _place(each) if each.named else "", _languages(each)]
                for each in group]  # fmt: skip
        columns = [Column(_("Name"), 3, names_row=True), Column(_("Organisation"), 4), Column(_("Languages"), 2)]
        writer.table_chapter(_("Group {number}").format(number=number), columns, rows)


def _sign(number: int, group: tuple[Participant, ...]) -> tuple[str, str]:
    counted: dict[str, int] = {}
    for each in group:
        for code in each.languages:
            counted[code] = counted.get(code, 0) + 1
    order = sorted(counted, key=lambda code: (-counted[code], code))[:3]
    known = load("languages")
    return _("Group {number}").format(number=number), join_names(known.label(code) for code in order)


# Report and form ----------------------------------------------------------------------------------------------------------


def _draw_report(
    writer: ReportWriter,
    workspace: Workspace,
    forum: Record,
    people: list[Participant],
    shown: Callable[[Record], Record],
) -> None:
    writer.summary(_in_language(forum, "summary"))
    rows = queries.read_topics(workspace, forum.id)
    counted = ngettext("{count} topic", "{count} topics", len(rows)).format(count=len(rows))
    writer.labelled_rows([(_("Topics"), counted), (_("People who take part"), str(len(people) or ""))])
    for each in queries.read_rounds(workspace, forum.id):
        result = result_of(workspace, each.id)
        if result is None or not result.standings:
            continue
        columns = [
            Column(pgettext("in a ranking", "Place"), 1),
            Column(_("Topic"), 6, names_row=True),
            Column(_("Why"), 4),
        ]
        lines = [
            [str(one.place), result.titles.get(one.topic, ""), result.explain(one)] for one in result.standings
        ]  # fmt: skip
        voters = ngettext("{count} voter", "{count} voters", result.tally.voters).format(count=result.tally.voters)
        writer.table_chapter(_("{round}: {voters}").format(round=each.name, voters=voters), columns, lines)
        for note in result.notes():
            writer.text(note, grey=True)
    if rows:
        writer.chapter(_("Topics"), 110)
        states = load("topic_states")
        for topic in workspace.records("topic", [each.id for each in rows]):
            record = shown(topic)
            writer.heading(_in_language(record, "title") or _("Untitled"))
            by = next((each.organisation for each in rows if each.id == topic.id), "")
            writer.text(
                _DOT.join(each for each in (by, states.label(text_of(record, "state") or "proposed")) if each),
                grey=True,
            )
            for name in ("summary", "brings"):
                writer.text(_in_language(record, name))
    else:
        writer.placeholder(_("No topic yet. Propose the first one."))
    _say_not_named(writer, people)


def _draw_form(writer: ReportWriter, forum: Record) -> None:
    writer.summary(_in_language(forum, "summary"))
    writer.text(_("Write one topic on this sheet, and give it to the desk that you got it from."))
    writer.chapter(_("Your topic"))
    writer.rows_to_fill_in(_("Title"), "", _("Summary"), "", "", "", _("Who would bring what"), "", "")
    writer.chapter(_("How it would be"))
    writer.rows_to_fill_in(_("Method"), _("Duration in minutes"), _("Languages"))
    writer.chapter(_("Who proposes it"))
    writer.rows_to_fill_in(_("Name"), _("Organisation"), _("E-mail"))
    words = _("I agree that my name is shown to the network:  ☐ yes   ☐ no")
    with writer.structure.element("P", actual_text=" ".join(words.replace("☐", box_words(beside_words=True)).split())):
        writer.text(words)
