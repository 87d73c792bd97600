"""The blocks of which reports are made. A further one is a line in `BLOCKS` and a function that draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from desktop.catalogue import list_of, parse
from desktop.figures import FIGURES, NOTE, figure_names, read_figures, read_grouped
from desktop.figures.coverage import COUNTED, read_coverage
from desktop.figures.definitions import ACTIVITY, VISIT
from desktop.figures.format_value import format_given, format_value
from desktop.figures.gaps import read_gaps
from desktop.figures.grouping import GROUPINGS
from desktop.figures.places import read_places
from desktop.figures.total_charts import (
    countries_chart,
    goals_chart,
    kinds_chart,
    organisations_chart,
    sendai_chart,
    statuses_chart,
    years_chart,
)
from desktop.i18n import N_, _, ngettext
from desktop.reports.activity_block import title_of
from desktop.reports.activity_groups import draw_activity_groups
from desktop.reports.charts import PaperChart, draw_chart
from desktop.reports.compact_summary import activity_row, activity_table, group_heading
from desktop.reports.evidence.drawn_sections import draw_section
from desktop.reports.heat_map import draw_heat_map
from desktop.reports.layout import Bookmark, Cell, Column
from desktop.reports.record_values import text_of
from desktop.reports.templates.report_context import ReportContext
from desktop.reports.text import clean
from desktop.reports.totals_page import incomplete_data_notes, most_named_organisations
from desktop.reports.world_map import draw_world_map
from desktop.values.dates import format_period
from desktop.values.numbers import format_number
from desktop.vocabularies import load

MAX_GAPS = 25
MAX_ROWS = 400
"""Rows of a table of groups; the largest are shown."""
Draw = Callable[[ReportContext], None]


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """A part of a report: its name in templates, what it is called, what it shows, and what draws it.

    `draw` is None for cover and contents, which stand first, wherever a template has them.
    """

    name: str
    label: str
    about: str
    draw: Draw | None


def _figures(context: ReportContext) -> None:
    names = [name for name in figure_names(context.selection) if FIGURES[name].list_type in (ACTIVITY, VISIT)]
    now = read_figures(context.workspace, context.selection, names)
    earlier = context.before
    before = read_figures(context.workspace, context.selection.within(earlier), names) if earlier else {}
    shown = [name for name in names if now[name].of or (name in before and before[name].of)]
    columns = [Column(_("Figure"), 5, names_row=True), Column(context.period.label, 2.2, right=True)]
    columns += [Column(earlier.label, 2.2, right=True)] if earlier else []
    columns.append(Column(_("How far it is known"), 3))
    rows = [
        [_(FIGURES[name].label), format_value(now[name]), *([format_value(before[name])] if earlier else []),
         format_given(now[name])]
        for name in shown
    ]  # fmt: skip
    if not rows:
        _say_nothing(context, _("Figures"))
        return
    context.writer.table_chapter(_("Figures"), columns, rows)


def _charts(context: ReportContext) -> None:
    totals = context.totals
    if not totals.activities:
        return
    context.writer.chapter(_("Charts"), 150)
    often = most_named_organisations(totals)
    for chart in (
        years_chart(totals), kinds_chart(totals), statuses_chart(totals), countries_chart(totals),
        organisations_chart(totals, context.often_named, often),
    ):  # fmt: skip
        context.check()
        if chart.has_data:
            draw_chart(context.writer.flow, chart)
    for note in incomplete_data_notes(totals):
        context.writer.text(note, grey=True)


def _goals(context: ReportContext) -> None:
    totals = context.totals
    if not (totals.with_goal or totals.with_sendai):
        _say_nothing(context, _("Goals and targets"), _("No activity names an SDG target yet."))
        return
    flow = context.writer.flow
    charts = [chart for chart in (goals_chart(totals), sendai_chart(totals)) if chart.has_data]
    first = PaperChart(flow.document, charts[0], flow.sheet.text_width).height + 12 if charts else 46
    context.writer.chapter(_("Goals and targets"), first)
    for chart in charts:
        draw_chart(flow, chart)


def _heat_map(context: ReportContext) -> None:
    coverage = read_coverage(context.workspace, "target", "year", context.counted(COUNTED[ACTIVITY]))
    if not coverage.covered:
        _say_nothing(context, _("Coverage"), _("No activity names an SDG target yet."))
        return
    context.writer.chapter(_("Coverage"), 90)
    context.writer.text(f"{' · '.join(coverage.notes())}.", grey=True)
    draw_heat_map(context.writer.flow, coverage)


def _map(context: ReportContext) -> None:
    places = read_places(context.workspace, context.counted(COUNTED[ACTIVITY]))
    if places.nowhere >= places.total:
        _say_nothing(context, _("Map"), _("No activity names a country yet."))
        return
    context.writer.chapter(_("Map"), 270)
    draw_world_map(context.writer.flow, places)


def _gaps(context: ReportContext) -> None:
    """Gaps are of all times: what was never done is not found in a period."""
    wanted = context.counted(COUNTED[ACTIVITY]).at_all_times()
    found = read_gaps(context.workspace, context.this_year, "target", wanted)
    if not found:
        _say_nothing(context, _("Gaps"), _("No gaps: whatever was done in a region is still done there."))
        return
    rows = [
        [
            gap.sentence,
            ngettext("{count} before that", "{count} before that", gap.count).format(count=format_number(gap.count))
            if gap.count
            else _("done in other regions"),
        ]
        for gap in found[:MAX_GAPS]
    ]
    columns = [Column(_("Gap"), 6, names_row=True), Column(_("Before"), 2.4)]
    context.writer.table_chapter(_("Gaps"), columns, rows)
    if rest := len(found) - len(rows):
        words = ngettext("{count} further gap is not listed.", "{count} further gaps are not listed.", rest)
        context.writer.text(words.format(count=format_number(rest)), grey=True)


def _split(context: ReportContext) -> None:
    by = context.template.split
    names = ("activities", "participants", "women_share", "local_governments")
    rows = read_grouped(context.workspace, by, context.selection, names)
    label = _(GROUPINGS[by].label)
    title = _("Figures by group: {group}").format(group=label)
    if not rows:
        _say_nothing(context, title)
        return
    if by == "organisation":
        rows = sorted(rows, key=lambda row: -(row.values["activities"].value or 0))[:MAX_ROWS]
    columns = [Column(label, 5, names_row=True)]
    columns += [Column(_(FIGURES[name].label), 2, right=True) for name in names]
    hidden = context.reader.hidden
    context.writer.table_chapter(
        title, columns,
        [[hidden.without(row.label), *(format_value(row.values[name]) for name in names)] for row in rows],
    )  # fmt: skip


def _activity_table(context: ReportContext) -> None:
    writer, groups = context.writer, context.groups
    if not groups:
        _say_nothing(context, _("Activities"))
        return
    writer.chapter(_("Table of activities"), 90)
    for number, group in enumerate(groups):
        key = f"t{number}"
        with writer.structure.element("Sect"):
            group_heading(writer.flow, group, key)
            table = activity_table(writer.flow)
            for record, around in context.reader.with_names(group.ids):
                activity_row(table, record, around, context.template.group)
                writer.flow.close_done_pages()
        writer.entries.append(Bookmark(clean(group.title), key, 1))


def _activities(context: ReportContext) -> None:
    writer = context.writer
    if not context.groups:
        _say_nothing(context, _("Activities"))
        return
    heading = writer.flow.heading
    writer.chapter(_("Activities in full"), 260)
    for group, _key, record, place in draw_activity_groups(writer.flow, context.groups, context.reader):
        if record is None:
            writer.entries.append(Bookmark(clean(group.title), place, 1))
        else:
            writer.entries.append(Bookmark(clean(title_of(record)), place, 2))
    writer.flow.heading = heading


def _organisations(context: ReportContext) -> None:
    found = read_grouped(context.workspace, "organisation", context.selection, ("activities", "participants"))
    if not found:
        _say_nothing(context, _("Who took part"), _("No activity names an organisation."))
        return
    hidden = context.reader.hidden
    rows = sorted(found, key=lambda row: (-(row.values["activities"].value or 0), row.label))
    columns = [
        Column(_("Organisation"), 6, names_row=True), Column(_("Activities"), 1.6, right=True),
        Column(_("Participants"), 1.8, right=True),
    ]  # fmt: skip
    context.writer.table_chapter(
        _("Who took part"), columns,
        [
            [hidden.without(row.label), format_value(row.values["activities"]), format_value(row.values["participants"])]
            for row in rows[:MAX_ROWS]
        ],
    )  # fmt: skip
    if (rest := len(rows) - MAX_ROWS) > 0:
        words = ngettext(
            "{count} further organisation is not listed.", "{count} further organisations are not listed.", rest
        )
        context.writer.text(words.format(count=format_number(rest)), grey=True)


def _visits(context: ReportContext) -> None:
    listing = list_of(context.workspace, VISIT)
    ids = listing.ids_of(listing.order(parse(f"{COUNTED[VISIT]} {context.period.term}".strip(), VISIT)).ids)
    if not ids:
        _say_nothing(context, _("Peer visits"), _("No peer visit in this period."))
        return
    hidden = context.reader.hidden
    rows: list[list[str | Cell]] = []
    for record in map(hidden.without_names, context.workspace.records(VISIT, ids[:MAX_ROWS])):
        country = text_of(record, "country")
        where = [text_of(record, "place"), load("countries").label(country) if country else ""]
        stage = text_of(record, "stage")
        rows.append([
            Cell(record.title or _("Untitled"), bold=True), format_period(text_of(record, "start"), text_of(record, "end")),
            ", ".join(filter(None, where)), load("visit_stages").label(stage) if stage else "",
        ])  # fmt: skip
    columns = [
        Column(_("Visit"), 5, names_row=True), Column(_("When"), 2.4), Column(_("Where"), 2.4), Column(_("Stage"), 1.8),
    ]  # fmt: skip
    context.writer.table_chapter(_("Peer visits"), columns, rows)


def _evidence(key: str, heading: str) -> Draw:
    """Draws a section of the page of evidence; `heading` and a sentence where nothing is recorded of it."""

    def draw(context: ReportContext) -> None:
        section = context.evidence.get(key)
        if section is None:
            _say_nothing(context, _(heading), _("Nothing is recorded of this in the period."))
        else:
            draw_section(context.writer, section)

    return draw


def _definitions(context: ReportContext) -> None:
    names = [name for name in figure_names(context.selection) if FIGURES[name].list_type in (ACTIVITY, VISIT)]
    context.writer.chapter(_("Annex: what the figures count"))
    context.writer.labelled_rows([(_(FIGURES[name].label), _(FIGURES[name].definition)) for name in names], prose=True)
    context.writer.flow.add_space(4)
    context.writer.text(_(NOTE), grey=True)


def _say_nothing(context: ReportContext, heading: str, words: str = "") -> None:
    context.writer.chapter(heading)
    context.writer.placeholder(words or _("No activity in this period."))


_ALL = (
    ReportBlock("cover", N_("Cover"), N_("A first page with the title and what the report is about."), None),
    ReportBlock("contents", N_("Contents"), N_("Chapters with their page numbers, after the cover."), None),
    ReportBlock("figures", N_("Figures"), N_("All figures of the period, beside those of the period before."), _figures),
    ReportBlock("charts", N_("Charts"), N_("Activities by year, kind, status, country and organisation."), _charts),
    ReportBlock("goals", N_("Goals and targets"), N_("Activities by SDG and by Sendai target, as charts."), _goals),
    ReportBlock("heat_map", N_("Heat map"), N_("Activities on each SDG target by year."), _heat_map),
    ReportBlock("map", N_("Map"), N_("Where the activities were, on a map of the world."), _map),
    ReportBlock("gaps", N_("Gaps"), N_("Targets on which nothing was done for long in a region."), _gaps),
    ReportBlock("split", N_("Figures by group"), N_("Main figures of each country, module, section and so on."), _split),
    ReportBlock("activity_table", N_("Table of activities"), N_("A line for each activity."), _activity_table),
    ReportBlock("activities", N_("Activities in full"), N_("All that is known of each activity."), _activities),
    ReportBlock("organisations", N_("Who took part"), N_("Organisations, and how many activities each had a role in."),
                _organisations),
    ReportBlock("visits", N_("Peer visits"), N_("Visits of the period, with place and stage."), _visits),
    ReportBlock("changes", N_("What changed"), N_("Commitments, follow-ups and evaluations, and what they stand on."),
                _evidence("changed", N_("What changed"))),
    ReportBlock("taken_up", N_("What others took up"), N_("What guests kept of a visit, and activities that others took up."),
                _evidence("taken-up", N_("What others took up"))),
    ReportBlock("chains", N_("From need to change"), N_("Need, visit, lesson, commitment, change, taken up elsewhere."),
                _evidence("chains", N_("From need to change"))),
    ReportBlock("quotes", N_("In their own words"), N_("Quotes of people who agreed to be named."),
                _evidence("quotes", N_("In their own words"))),
    ReportBlock("claims", N_("What is missing, and what is only claimed"),
                N_("Results without a source, follow-ups without an answer."),
                _evidence("missing", N_("What is missing, and what is only claimed"))),
    ReportBlock("definitions", N_("Annex: definitions"), N_("What each figure counts, in words."), _definitions),
)  # fmt: skip

BLOCKS: Mapping[str, ReportBlock] = MappingProxyType({each.name: each for each in _ALL})
"""All blocks by name, in the order in which they are offered."""
