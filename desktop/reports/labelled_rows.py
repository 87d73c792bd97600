"""Labels at the left and what they stand for beside them, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.reports import look
from desktop.reports.paper import Flow, height_of
from desktop.reports.text import Line, wrap

LABEL_ROOM = 92.0
"""Width that labels take, in points."""
_ROW_GAP = 2.0
_TAIL = 46.0
"""Rows that take no more than this stay together at the end of a block."""


@dataclass(frozen=True)
class Row:
    """A label at the left, its lines beside it."""

    label: str
    lines: Sequence[Line]
    address: str = ""
    """Where a click on the lines leads."""
    small: bool = False
    """A line of small worth is not carried to the next page by itself."""

    @property
    def height(self) -> float:
        """With the gap above it."""
        return height_of(self.lines) + _ROW_GAP

    @property
    def hang(self) -> float:
        """How far it may reach into the foot."""
        return look.META.leading if self.small else 0


def draw_rows(flow: Flow, rows: Sequence[Row], label_room: float = LABEL_ROOM) -> None:
    """The rows one below the other, their labels `label_room` wide; the last ones go to the next page together."""
    rows = [row for row in rows if row.lines]
    for at, row in enumerate(rows):
        flow.space(_ROW_GAP)
        rest = sum(each.height for each in rows[at:]) - _ROW_GAP
        if rest <= _TAIL:
            flow.need(rest - rows[-1].hang)
        _draw_row(flow, row, label_room)


def _draw_row(flow: Flow, row: Row, label_room: float) -> None:
    sheet, fonts = flow.sheet, flow.document.fonts
    flow.need_for(row.lines, row.hang)
    begun = len(flow.pages)
    names = wrap(fonts, row.label, look.LABEL, label_room - 8)[:2]
    for at, name in enumerate(names):
        base = flow.y - look.LABEL.leading * (at + 0.5) - look.LABEL.size * 0.36
        flow.page.text(name, sheet.left, base)
    flow.lines(row.lines, sheet.left + label_room, sheet.room - label_room, row.hang)
    if row.address and len(flow.pages) == begun:
        left, right = sheet.left + label_room, sheet.left + sheet.room
        flow.page.link(left, flow.y, right, flow.y + height_of(row.lines), row.address)
    if len(names) > len(row.lines):
        flow.space(look.LABEL.leading * (len(names) - len(row.lines)))
