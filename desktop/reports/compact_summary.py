"""The compact summary: activities as rows of tables, twenty and more on a page, for whoever wants an overview on paper."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.i18n import _, ngettext
from desktop.reports import styles
from desktop.reports.activity_block import ActivityContext, title_of
from desktop.reports.formatting import join_names
from desktop.reports.grouping import Group
from desktop.reports.labelled_rows import LABEL_WIDTH, LabelledRow, draw_labelled_rows
from desktop.reports.layout import Cell, Column, Flow, Table
from desktop.reports.record_values import number_of, text_of
from desktop.reports.text import Style, fit, wrap
from desktop.values.dates import format_period
from desktop.values.numbers import format_number
from desktop.vocabularies import load, shown_code
from desktop.workspace import Record

_TEXT = Style(7.6, 9.6, colour=styles.INK)
_STRIP = 6.0
_MAX_ORGANISATIONS = 2
_MAX_TARGETS = 6
_SMALLEST_GROUP = 84.0
"""A heading, the head of the table and a row: with less room a group begins on the next page."""
_LONGEST = 240
"""Letters of a cell; the rest of a longer text is in the full summary, and in the data."""


def draw_title_block(flow: Flow, title: str, rows: Sequence[tuple[str, str]]) -> None:
    """What a cover would say, at the head of the first page."""
    sheet, fonts = flow.sheet, flow.document.fonts
    flow.document.mark_place("cover", flow.page, sheet.height)
    goals = load("sdg").children()
    step = sheet.text_width / max(len(goals), 1)
    for at, goal in enumerate(goals):
        flow.page.fill_rect(sheet.left + at * step, flow.y, step + 0.3, _STRIP, goal.colour)
    flow.y -= 8
    flow.draw_lines(wrap(fonts, title, styles.CHAPTER, sheet.text_width), sheet.left, sheet.text_width, role="H1")
    flow.y -= 2
    width = sheet.text_width - LABEL_WIDTH
    small = Style(8, 10.5, colour=styles.INK)
    draw_labelled_rows(flow, [LabelledRow(label, wrap(fonts, words, small, width)[:12]) for label, words in rows])


def group_heading(flow: Flow, group: Group, key: str) -> None:
    """The heading over the table of a group."""
    sheet, fonts = flow.sheet, flow.document.fonts
    flow.add_space(9)
    flow.ensure_height(_SMALLEST_GROUP)
    if flow.is_empty:
        flow.page.heading = group.title
    count = ngettext("{count} activity", "{count} activities", len(group.ids)).format(
        count=format_number(len(group.ids))
    )
    counted = fit(fonts, count, _TEXT, sheet.text_width / 3)
    flow.document.mark_place(key, flow.page, flow.y + 8)
    top = flow.y
    flow.draw_lines(
        wrap(fonts, group.title, styles.TITLE, sheet.text_width - counted.width - 20), sheet.left + 9,
        sheet.text_width - counted.width - 20, role="H2",
    )  # fmt: skip
    with flow.structure.element("P"):
        base = top - styles.TITLE.leading * 0.5 - styles.TITLE.size * 0.36
        flow.page.text_right(counted, sheet.left + sheet.text_width - 4, base)
    flow.page.fill_rect(sheet.left, flow.y, 3, top - flow.y, group.colour or styles.ACCENT)
    flow.y -= 3


def activity_table(flow: Flow) -> Table:
    """A table that `activity_row` gives rows to."""
    columns = (
        Column(_("Activity"), 33.5, names_row=True),
        Column(_("When"), 13.5),
        Column(_("Where"), 13.5),
        Column(_("Organisations"), 19),
        Column(_("Targets"), 10.5),
        Column(_("People"), 10, right=True),
    )
    return Table(flow, columns, style=_TEXT)


def activity_row(table: Table, record: Record, around: ActivityContext, group_by: str) -> None:
    """One activity. What the heading above the table says is not said again."""
    country, place = text_of(record, "country"), text_of(record, "municipality")
    where = [place, load("countries").label(country) if country and group_by != "country" else ""]
    people = number_of(record, "participants_total")
    said = [
        load(vocabulary).label(text_of(record, name))
        for name, vocabulary in (("kind", "kinds"), ("status", "statuses"))
        if name != group_by and text_of(record, name)
    ]
    table.row(
        Cell(_short(title_of(record)), bold=True, more=" · ".join(said)),
        format_period(text_of(record, "start"), text_of(record, "end")),
        _short(join_names(each for each in where if each)),
        _short(_organisations(record, around)),
        _targets(record),
        format_number(people) if people is not None else "",
    )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _organisations(record: Record, around: ActivityContext) -> str:
    """The first organisations, by their roles in the order of the vocabulary: who leads comes first."""
    places = {term.code: place for place, term in enumerate(load("organisation_roles"))}
    roles = [key.partition(":")[::2] for key in record.members("organisations")]
    roles.sort(key=lambda role: places.get(role[0], len(places)))
    names = list(dict.fromkeys(around.organisations.get(id) or _("Untitled") for _role, id in roles))
    shown, more = _first(names, _MAX_ORGANISATIONS)
    return _with_more(join_names(shown), more)


def _targets(record: Record) -> str:
    """The codes of the targets, the principal ones first; what they have in common is said once: "SDG 11.5, 13.1"."""
    given = record.members("targets")
    codes, more = _first(sorted(given, key=lambda code: (given[code] != "principal", code)), _MAX_TARGETS)
    by_system: dict[str, list[str]] = {}
    for code in codes:
        system, space, number = shown_code(code).rpartition(" ")
        by_system.setdefault(system + space, []).append(number)
    shown = "\n".join(system.replace(" ", "\u00a0") + join_names(those) for system, those in by_system.items())
    return _with_more(shown, more)


def _first(those: Sequence[str], most: int) -> tuple[Sequence[str], int]:
    """The first ones, and how many more there are; all of them where it is one more."""
    return (those, 0) if len(those) <= most + 1 else (those[:most], len(those) - most)


def _with_more(shown: str, more: int) -> str:
    return _("{names} and {count} more").format(names=shown, count=format_number(more)) if more else shown
