"""Activities in full, group by group, each under its heading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from desktop.i18n import ngettext
from desktop.reports import styles
from desktop.reports.activity_block import draw_activity
from desktop.reports.activity_reader import ActivityReader
from desktop.reports.grouping import Group
from desktop.reports.layout import Flow
from desktop.reports.tagged_pdf import Element
from desktop.reports.text import fit, wrap
from desktop.values.numbers import format_number
from desktop.workspace import Record


def draw_activity_groups(
    flow: Flow, groups: Sequence[Group], reader: ActivityReader
) -> Iterator[tuple[Group, str, Record | None, str]]:
    """Draw them. Yields each group with the key of its place and None, then each of its activities when it is drawn, with the
    key of its own place.
    """
    for number, group in enumerate(groups):
        key = f"g{number}"
        yield group, key, None, key
        flow.structure.open(Element("Sect"))
        for at, (record, around) in enumerate(reader.with_names(group.ids)):
            place = f"{key}.{at}"
            draw = partial(draw_activity, flow, record, around, place)
            if at:
                flow.keep_together(draw)
            else:
                flow.keep_together(partial(_begin_group, flow, group, key, draw), partial(_is_parted, flow, key, place))
            yield group, key, record, place
        flow.structure.close()


def _begin_group(flow: Flow, group: Group, key: str, draw_first: Callable[[], None]) -> None:
    _group_heading(flow, group, key)
    flow.heading = group.title
    draw_first()


def _is_parted(flow: Flow, *keys: str) -> bool:
    """Do two places stand on different pages?"""
    return len({id(flow.document.places[key][0]) for key in keys}) > 1


def _group_heading(flow: Flow, group: Group, key: str) -> None:
    sheet, fonts = flow.sheet, flow.document.fonts
    if flow.height_left < sheet.text_height * 0.2:
        flow.heading = group.title
        if not flow.is_empty:
            flow.new_page()
    if flow.is_empty:
        flow.page.heading = group.title
    flow.add_space(24)
    lines = wrap(fonts, group.title, styles.GROUP, sheet.text_width - 60)
    flow.document.mark_place(key, flow.page, flow.y + 10)
    top = flow.y
    colour = group.colour or styles.ACCENT
    flow.draw_lines(lines, sheet.left + 13, sheet.text_width - 73, role="H2")
    count = ngettext("{count} activity", "{count} activities", len(group.ids)).format(
        count=format_number(len(group.ids))
    )
    with flow.structure.element("P"):
        flow.page.text(fit(fonts, count, styles.META, sheet.text_width), sheet.left + 13, flow.y - 9)
    flow.y -= styles.META.leading
    flow.page.fill_rect(sheet.left, flow.y - 1, 4, top - flow.y - 1, colour)
    flow.y -= 4
