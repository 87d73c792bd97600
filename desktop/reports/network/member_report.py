"""What an organisation did with the network, as a PDF or a table: courses and trainings that its people enrolled in, supported
and taught, visits, commitments, relations. Nobody is named.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.catalogue.exporting.exported_rows import safe
from desktop.errors import Cancelled, UserFacingError
from desktop.i18n import _, current_language, speaking
from desktop.learning.count_rows import cell_text, hidden_numbers_note
from desktop.learning.members import ListedCourse, read_listed_courses
from desktop.reports.formatting import titled
from desktop.reports.layout import PAGE_SIZES, Cell, Column, Document, Metadata
from desktop.reports.record_values import number_of, text_of
from desktop.reports.report_writer import ReportWriter
from desktop.reports.text import clean
from desktop.system.errors import writing_error
from desktop.system.files import replacing
from desktop.values.dates import format_date
from desktop.values.numbers import format_number
from desktop.visits.network_record import Entry, NetworkRecord, read_network_record
from desktop.visits.relation_words import relation_words
from desktop.vocabularies import load
from desktop.workspace import Record, Workspace
from desktop.workspace.privacy.gate import unagreed_names_of
from desktop.workspace.privacy.mentions import UnagreedNames

_HEADINGS = (
    "organisation", "part", "title", "kind", "start", "status", "enrolled", "active", "completed", "certified",
)  # fmt: skip
_DOT = " · "


@dataclass(frozen=True, kw_only=True)
class MemberReportOptions:
    """What a person wants to have."""

    language: str = "en"
    page_size: str = "A4"
    author: str = ""


@dataclass(frozen=True)
class MemberReportResult:
    """What was made. `lines`: how many activities, visits and commitments are in it."""

    name: str
    lines: int
    pages: int = 0
    missing: str = ""


@dataclass(frozen=True)
class _Line:
    """One line of the record. `part`: a word for programs that read the table; `cells`: of learners, "" where not known."""

    part: str
    title: str
    kind: str
    day: str
    state: str
    cells: tuple[str, str, str, str] = ("", "", "", "")


def write_member_report(
    workspace: Workspace,
    id: str,
    target: Path,
    wanted: MemberReportOptions,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> MemberReportResult:
    """Write the record of an organisation to `target`: a table where its name ends in .csv, else a PDF. It appears whole or not
    at all; raises UserFacingError where there is no such organisation or it cannot be written, Cancelled where `cancelled()`.
    """

    def check() -> None:
        if cancelled is not None and cancelled():
            raise Cancelled

    with speaking(wanted.language):
        organisation = workspace.record(id, "organisation")
        if organisation is None or not organisation.values:
            raise UserFacingError(_("There is no organisation {id}.").format(id=id), kept=_("No file was written."))
        with workspace.reading() as conn:
            hidden = unagreed_names_of(conn)
        check()
        record = read_network_record(workspace, "organisation", organisation.id)
        listed = read_listed_courses(workspace, organisation.id)
        lines = [_without(hidden, line) for line in _lines(record, listed)]
        name = hidden.without(text_of(organisation, f"name/{current_language()}") or organisation.title) or _(
            "Untitled"
        )
        check()
        if target.suffix.lower() == ".csv":
            _write_table(name, lines, target)
            return MemberReportResult(name, len(lines))
        about = Metadata(
            clean(titled(_("Record with the network"), name)), clean(wanted.author or workspace.author), clean(name),
            current_language(),
        )  # fmt: skip
        document = Document(PAGE_SIZES[wanted.page_size], about)
        writer = ReportWriter(document, name)
        _draw_head(writer, organisation, name, hidden)
        _draw_lines(writer, lines)
        _draw_relations(writer, record, hidden)
        pages = writer.save(target, name, check)
        return MemberReportResult(name, len(lines), pages, document.missing_letters)


# What is in it -------------------------------------------------------------------------------------------------------


def _lines(record: NetworkRecord, listed: Sequence[ListedCourse]) -> Iterator[_Line]:
    for each in listed:
        one, two, three, four = map(cell_text, each.cells)
        title = f"{each.title} – {each.run}" if each.run else each.title
        yield _Line("listed", title, _label("kinds", each.kind), each.start, "", (one, two, three, four))
    for part, entries in (("enrolled", record.enrolled), ("supported", record.supported), ("taught", record.taught)):
        for each in entries:
            yield _activity(part, each)
    for part, entries in (("hosted", record.given), ("visited", record.received)):
        for each in entries:
            yield _Line(part, each.title, "", each.day, _label("visit_stages", each.state))
    for each in record.commitments:
        yield _Line(
            "commitment", each.entry.title, each.visit.title, each.due, _label("commitment_states", each.entry.state)
        )


def _activity(part: str, entry: Entry) -> _Line:
    return _Line(part, entry.title, _label("kinds", entry.kind), entry.day, _label("statuses", entry.state))


def _label(vocabulary: str, code: str) -> str:
    return load(vocabulary).label(code) if code else ""


def _without(hidden: UnagreedNames, line: _Line) -> _Line:
    return _Line(
        line.part, hidden.without(line.title) or _("Untitled"), hidden.without(line.kind), line.day, line.state, line.cells
    )  # fmt: skip


def _write_table(name: str, lines: Iterable[_Line], target: Path) -> None:
    try:
        with replacing(target) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_HEADINGS)
            for line in lines:
                row = (name, line.part, line.title, line.kind, line.day, line.state, *line.cells)
                writer.writerow(map(safe, row))
    except OSError as error:
        raise writing_error(error, target) from error


# The PDF -------------------------------------------------------------------------------------------------------------


def _draw_head(writer: ReportWriter, organisation: Record, name: str, hidden: UnagreedNames) -> None:
    writer.title(name, _("Record with the network, {day}").format(day=format_date(date.today().isoformat())))
    population, since = number_of(organisation, "population"), text_of(organisation, "member_since")
    writer.labelled_rows([
        (_("Kind"), _label("organisation_kinds", text_of(organisation, "kind"))),
        (_("Country"), _label("countries", text_of(organisation, "country"))),
        (_("Municipality or place"), hidden.without(text_of(organisation, "municipality"))),
        (_("Population"), "" if population is None else format_number(population)),
        (_("Membership"), _label("memberships", text_of(organisation, "membership"))),
        (_("Member since"), format_date(since) if since else ""),
    ])  # fmt: skip


def _draw_lines(writer: ReportWriter, lines: Sequence[_Line]) -> None:
    parts = (
        ("listed", _("Courses its people enrolled in, by lists of learners")),
        ("enrolled", _("Courses enrolled in")), ("supported", _("Courses supported")), ("taught", _("Courses taught")),
        ("hosted", _("Visits hosted")), ("visited", _("Visits made")), ("commitment", _("Commitments")),
    )  # fmt: skip
    if not lines:
        writer.placeholder(_("Nothing yet: no course, visit or commitment names this organisation."))
    for part, words in parts:
        those = [line for line in lines if line.part == part]
        if not those:
            continue
        if part == "listed":
            columns = [Column(_("Course"), 5, names_row=True), Column(_("When"), 2)]
            columns += [
                Column(label, 1.6, right=True) for label in (_("Enrolled"), _("Active"), _("Completed"), _("Certified"))
            ]
            rows = [[Cell(each.title, more=each.kind), _day(each.day), *each.cells] for each in those]
        else:
            heading = _("What it promised") if part == "commitment" else _("Title")
            when = _("Due") if part == "commitment" else _("When")
            columns = [Column(heading, 6, names_row=True), Column(when, 2), Column(_("Status"), 2)]
            rows = [[Cell(each.title, more=each.kind), _day(each.day), each.state] for each in those]
        writer.table_chapter(words, columns, rows)
        if part == "listed":
            writer.text(hidden_numbers_note(), grey=True)


def _day(day: str) -> str:
    return format_date(day) if day else ""


def _draw_relations(writer: ReportWriter, record: NetworkRecord, hidden: UnagreedNames) -> None:
    if not record.relations:
        return
    words = relation_words()
    columns = [Column(_("Relation"), 2, names_row=True), Column(_("Organisations"), 7)]
    rows: list[list[str]] = []
    for kind in dict.fromkeys(each.kind for each in record.relations):
        those = [each for each in record.relations if each.kind == kind]
        named = [(hidden.without(each.name) or _("Untitled"), format_number(len(each.entries))) for each in those]
        names = [f"{name} ({times})" for name, times in named]
        rows.append([words[kind], _DOT.join(names)])
    writer.table_chapter(_("Relations"), columns, rows)
