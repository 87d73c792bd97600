"""All figures: sums, and charts by goal, Sendai target, kind, year, country, status and organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.charts import Chart
from desktop.figures import Totals
from desktop.figures.total_charts import (
    countries_chart,
    goals_chart,
    kinds_chart,
    organisations_chart,
    sendai_chart,
    statuses_chart,
    years_chart,
)
from desktop.i18n import _, ngettext
from desktop.reports import styles
from desktop.reports.charts import MAX_ROW_HEIGHT, PaperChart
from desktop.reports.layout import Document, Page
from desktop.reports.missing_letters import missing_letters_note
from desktop.reports.text import fit, wrap
from desktop.values.numbers import format_number, format_share

ORGANISATIONS_SHOWN = 10
_PLURAL = 2  # words for a figure that is not known
_GUTTER = 26.0
_CHART_GAP = 15.0
_MIN_ROW_HEIGHT = 9.6


def draw_totals(
    document: Document, figures: Totals, heading: str, organisations: Mapping[str, str], *, short: bool = False
) -> list[Page]:
    """The pages, drawn and closed: one, and another for charts that the first has no room for.

    `organisations` gives the names of those that `most_named_organisations` finds. `short`: no second page for these alone.
    """
    page = document.new_page(heading)
    sheet, fonts = document.sheet, document.fonts
    y = sheet.text_top
    document.mark_place("figures", page, y + 14)
    structure = document.structure
    with structure.element("H2"):
        page.text(fit(fonts, heading, styles.CHAPTER, sheet.text_width), sheet.left, y - 18)
    with structure.element("L"):
        y = _tiles(document, page, figures, y - 40)
    for sentence in (*incomplete_data_notes(figures), *filter(None, [missing_letters_note(fonts.missing)])):
        with structure.element("P"):
            for line in wrap(fonts, sentence, styles.NOTE, sheet.text_width):
                page.text(line, sheet.left, y - 8)
                y -= styles.NOTE.leading
    ends = _charts(document, page, figures, y - 12)
    further = [
        statuses_chart(figures),
        organisations_chart(figures, organisations, most_named_organisations(figures)),
    ]
    left = _further_charts(document, page, ends, further)
    pages = [page]
    if left and not (short and left == further[1:]):
        pages.append(document.new_page(heading))
        top = sheet.text_top + _CHART_GAP
        _further_charts(document, pages[1], (top, top), left)
    for each in pages:
        each.close()
    return pages


def most_named_organisations(figures: Totals) -> list[str]:
    """The ids of the organisations that most activities name; one that is named once is not among them."""
    order = sorted(figures.organisations, key=lambda id: (-figures.organisations[id], id))
    return [id for id in order[:ORGANISATIONS_SHOWN] if figures.organisations[id] > 1]


def incomplete_data_notes(figures: Totals) -> list[str]:
    """What the sums leave out, in words."""
    count = figures.activities
    found = [
        ngettext(
            "Participants are given for {given} of {count} activity, women and men for {split}.",
            "Participants are given for {given} of {count} activities, women and men for {split}.",
            count,
        ).format(
            given=format_number(figures.participants_given),
            count=format_number(count),
            split=format_number(figures.split_given),
        )
    ]
    if figures.local_governments_given < count:
        found.append(
            ngettext(
                "Local governments reached are given for {given} of {count} activity.",
                "Local governments reached are given for {given} of {count} activities.",
                count,
            ).format(given=format_number(figures.local_governments_given), count=format_number(count))
        )
    if figures.with_goal or figures.with_sendai:
        found.append(_("An activity counts once at each goal, target and priority that it names."))
    return [" ".join(found)]


def _tiles(document: Document, page: Page, figures: Totals, top: float) -> float:
    sheet, fonts = document.sheet, document.fonts
    countries = len(figures.countries) - ("" in figures.countries)
    unknown = "–"
    tiles = [
        (format_number(figures.activities), ngettext("activity", "activities", figures.activities)),
        (
            format_number(figures.participants) if figures.participants_given else unknown,
            ngettext("participant", "participants", figures.participants or _PLURAL),
        ),
        (unknown if figures.women_share is None else format_share(figures.women_share), _("of them women")),
        (format_number(countries), ngettext("country", "countries", countries)),
        (
            format_number(figures.local_governments) if figures.local_governments_given else unknown,
            ngettext("local government", "local governments", figures.local_governments or _PLURAL),
        ),
        (
            format_number(figures.different_organisations),
            ngettext("organisation", "organisations", figures.different_organisations),
        ),
    ]
    height, gap = 54.0, 7.0
    width = (sheet.text_width - gap * (len(tiles) - 1)) / len(tiles)
    for at, (number, label) in enumerate(tiles):
        x = sheet.left + at * (width + gap)
        page.fill_rect(x, top - height, width, height, styles.PALE)
        size = styles.TILE.size
        line = fit(fonts, number, styles.TILE, sheet.text_width)
        while line.width > width - 12 and size > 4:
            size -= 1
            line = fit(fonts, number, styles.Style(size, size + 4, bold=True, colour=styles.ACCENT), sheet.text_width)
        with document.structure.element("LI"), document.structure.element("LBody"):
            page.text(line.followed(fonts), x + 7, top - 23)
            for row, words in enumerate(wrap(fonts, label, styles.TILE_LABEL, width - 12)[:2]):
                page.text(words, x + 7, top - 36 - row * 9.2)
    return top - height - 6


def _charts(document: Document, page: Page, figures: Totals, top: float) -> tuple[float, float]:
    """Draw the charts that are always there; returns the lower edges of both columns."""
    sheet = document.sheet
    x, right, width = _columns(document)
    goals, sendai, kinds, countries, years = (
        PaperChart(document, each(figures), width)
        for each in (goals_chart, sendai_chart, kinds_chart, countries_chart, years_chart)
    )
    # One height of row for the whole page, so that both columns end above the foot.
    room = top - sheet.bottom
    left_room = room - goals.fixed - kinds.fixed - years.fixed - 2 * _CHART_GAP
    right_room = room - sendai.fixed - countries.fixed - _CHART_GAP
    row = min(
        MAX_ROW_HEIGHT, left_room / max(goals.rows + kinds.rows, 1), right_room / max(sendai.rows + countries.rows, 1)
    )
    for bars in (goals, sendai, kinds, countries):
        bars.row = row
    y = goals.draw(page, x, top) - _CHART_GAP
    y = kinds.draw(page, x, y) - _CHART_GAP
    end = years.draw(page, x, y)
    return end, countries.draw(page, right, sendai.draw(page, right, top) - _CHART_GAP)


def _further_charts(document: Document, page: Page, ends: tuple[float, float], charts: Sequence[Chart]) -> list[Chart]:
    """Charts that are drawn where one of the columns has room for them, that with more first; returns those left over."""
    x, right, width = _columns(document)
    room = {right: ends[1], x: ends[0]}
    left: list[Chart] = []
    for chart in charts:
        bars = PaperChart(document, chart, width)
        for column in sorted(room, key=lambda column: (-room[column], column)) if chart.has_data else ():
            bars.row = MAX_ROW_HEIGHT
            if room[column] - _CHART_GAP - bars.height < document.sheet.bottom:
                bars.row = _MIN_ROW_HEIGHT
            if room[column] - _CHART_GAP - bars.height >= document.sheet.bottom:
                room[column] = bars.draw(page, column, room[column] - _CHART_GAP)
                break
        else:
            left += [chart] if chart.has_data else []
    return left


def _columns(document: Document) -> tuple[float, float, float]:
    """Where the left and the right column begin, and their width."""
    width = (document.sheet.text_width - _GUTTER) / 2
    return document.sheet.left, document.sheet.left + width + _GUTTER, width
