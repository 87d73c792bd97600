"""A whole matching as PDF: who meets whom and why, who finds nobody and why, and the points and limits it follows from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.i18n import _, current_language, pgettext, speaking
from desktop.matching.matchings import Solved, solve_matching
from desktop.matching.parties import Party
from desktop.matching.points import Settings, settings_values
from desktop.matching.reason_text import candidate_lines, points_text, solution_text, unmatched_text
from desktop.reports.layout import PAGE_SIZES, Cell, Column, Document, Metadata
from desktop.reports.report_writer import ReportWriter
from desktop.reports.text import clean
from desktop.values.dates import format_date
from desktop.vocabularies import load
from desktop.workspace import RECORD_TYPES, FieldKind, Value, Workspace
from desktop.workspace.privacy.gate import unagreed_names_of
from desktop.workspace.records.matching_record_types import WEIGHTS

Without = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class MatchingReportOptions:
    """What a person wants to have. `values`: of the record of a matching; the usual ones where it is empty."""

    values: Mapping[str, Value] = field(default_factory=dict[str, Value])
    language: str = "en"
    page_size: str = "A4"
    author: str = ""


@dataclass(frozen=True)
class MatchingReportResult:
    """What was made. `missing`: letters that no font has."""

    title: str
    pages: int
    pairs: int
    unmatched: int
    missing: str


def write_matching_report(
    workspace: Workspace, target: Path, wanted: MatchingReportOptions, cancelled: Callable[[], bool] = lambda: False
) -> MatchingReportResult:
    """Solve the matching and write it. Organisations are named; a person's name is left out of the texts unless the person
    agreed. The file appears whole or not at all.

    Raises UserFacingError where nothing can be matched or the file cannot be written; QueryError; Cancelled.
    """
    with speaking(wanted.language):
        solved = solve_matching(workspace, wanted.values, cancelled)
        solution = solved.solution
        if not (solution.pairs or solution.unmatched or solution.pending):
            raise UserFacingError(
                _("There is no open need to find a host for."), kept=_("No file was written."),
                todo=_("Write needs and offers first: what local governments want to learn, and what they can show."),
            )  # fmt: skip
        with workspace.reading() as conn:
            without = unagreed_names_of(conn).without
        title, name = _("Matching"), without(str(wanted.values.get("name") or ""))
        about = Metadata(
            clean(f"{title}: {name}" if name else title), clean(wanted.author or workspace.author), title, current_language()
        )  # fmt: skip
        document = Document(PAGE_SIZES[wanted.page_size], about)
        writer = ReportWriter(document, title)
        writer.title(title, name)
        writer.summary(solution_text(solution))
        if notes := str(wanted.values.get("notes") or ""):
            writer.text(without(notes))
        _draw_pairs(writer, solved, without)
        _draw_pending(writer, solved, without)
        _draw_unmatched(writer, solved, without)
        _draw_settings(writer, solved.settings, wanted.values)
        pages = writer.save(target, title, lambda: None)
        return MatchingReportResult(
            title, pages, len(solution.pairs), len(solution.unmatched), document.missing_letters
        )  # fmt: skip


def _draw_pairs(writer: ReportWriter, solved: Solved, without: Without) -> None:
    parties = solved.parties
    pairs = sorted(solved.solution.pairs, key=lambda each: (-each.points, parties.needs[each.need].title, each.need))
    rows = [
        [
            _party_words(parties.needs[each.need], without), _party_words(parties.offers[each.offer], without),
            without("\n".join([points_text(each.points), *candidate_lines(each)])),
        ]
        for each in pairs
    ]  # fmt: skip
    if rows:
        columns = [
            Column(_("Who wants to learn what"), 3, names_row=True),
            Column(_("From whom"), 3),
            Column(_("Why"), 5),
        ]
        writer.table_chapter(_("Who meets whom"), columns, rows)


def _draw_pending(writer: ReportWriter, solved: Solved, without: Without) -> None:
    parties = solved.parties
    rows = [
        [_party_words(parties.needs[each.need], without), _party_words(parties.offers[each.offer], without)]
        for each in solved.solution.pending
        if each.need in parties.needs and each.offer in parties.offers
    ]
    if rows:
        columns = [Column(_("Who wants to learn what"), 1, names_row=True), Column(_("From whom"), 1)]
        writer.table_chapter(_("Hosts that were asked"), columns, rows)


def _draw_unmatched(writer: ReportWriter, solved: Solved, without: Without) -> None:
    parties = solved.parties
    rows = [
        [_party_words(parties.needs[each.need], without), without(unmatched_text(each, parties))]
        for each in solved.solution.unmatched
    ]
    if rows:
        columns = [Column(_("Who wants to learn what"), 1, names_row=True), Column(pgettext("no host", "Why not"), 1)]
        writer.table_chapter(_("Needs without a host"), columns, rows)


def _draw_settings(writer: ReportWriter, settings: Settings, values: Mapping[str, Value]) -> None:
    fields = RECORD_TYPES["matching"].by_name
    found = {**settings_values(settings), **{name: values.get(name) for name in ("needs_query", "offers_query")}}
    rows: list[list[str | Cell]] = []
    for name in (*WEIGHTS, *(each for each in fields if each in found and each not in WEIGHTS)):
        value, described = found[name], fields[name]
        if described.kind is FieldKind.CHOICE:
            words = load(described.vocabulary).label(str(value))
        elif described.kind is FieldKind.DATE:
            words = format_date(str(value)) if value else ""
        elif name.endswith("_query"):
            words = str(value or "") or _("all open ones")
        else:
            words = _("no limit") if value is None else str(value)
        rows.append([_(described.label), words])
    columns = [Column(_("Points and limits"), 3, names_row=True), Column(pgettext("a setting", "Value"), 1)]
    writer.table_chapter(_("How it was matched"), columns, rows)
    writer.text(
        _(
            "The sum of the points is the greatest that the limits allow. Every desk with the same records gets this result."
        ),
        grey=True,
    )


def _party_words(party: Party, without: Without) -> str:
    return without("\n".join(part for part in (party.name, party.title or _("Untitled")) if part))
