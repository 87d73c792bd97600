"""Labels at the left and what they stand for beside them, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from desktop.reports import styles
from desktop.reports.layout import Flow, height_of
from desktop.reports.layout.room_to_write import room_words
from desktop.reports.text import Line, wrap_again

LABEL_WIDTH = 92.0
"""Width that labels take, in points."""
_ROW_GAP = 2.0
_TAIL = 46.0
"""Rows that take no more than this stay together at the end of a block."""


@dataclass(frozen=True)
class LabelledRow:
    """A label at the left, its lines beside it."""

    label: str
    lines: Sequence[Line]
    address: str = ""
    """Where a click on the lines leads."""
    small: bool = False
    """A line of small worth is not carried to the next page by itself."""
    blank: bool = False
    """Are its lines to write on? One without a label goes on with the room of the one before."""

    @property
    def height(self) -> float:
        """With the gap above it."""
        return height_of(self.lines) + _ROW_GAP

    @property
    def hang(self) -> float:
        """How far it may reach into the foot."""
        return styles.META.leading if self.small else 0


def draw_labelled_rows(flow: Flow, rows: Sequence[LabelledRow], label_room: float = LABEL_WIDTH) -> None:
    """The rows one below the other, their labels `label_room` wide; the last ones go to the next page together."""
    rows = [row for row in rows if row.lines]
    with flow.structure.element("L"):
        _draw_rows(flow, rows, label_room)


def _draw_rows(flow: Flow, rows: Sequence[LabelledRow], label_room: float) -> None:
    for at, row in enumerate(rows):
        flow.add_space(_ROW_GAP)
        rest = sum(each.height for each in rows[at:]) - _ROW_GAP
        if rest <= _TAIL:
            flow.ensure_height(rest - rows[-1].hang)
        with flow.structure.element("LI") if row.label or not row.blank else flow.structure.artifact():
            _draw_row(flow, row, label_room)


def _draw_row(flow: Flow, row: LabelledRow, label_room: float) -> None:
    sheet, fonts = flow.sheet, flow.document.fonts
    flow.ensure_lines_fit(row.lines, row.hang)
    begun = len(flow.pages)
    names = wrap_again(fonts, row.label, styles.LABEL, label_room - 8)[:2]
    structure = flow.structure
    with structure.element("Lbl"):
        for at, name in enumerate(names):
            base = flow.y - styles.LABEL.leading * (at + 0.5) - styles.LABEL.size * 0.36
            flow.page.text(name, sheet.left, base)
    body = structure.element("LBody", actual_text=room_words() if row.blank else "")
    with body, structure.element("Link") if row.address else nullcontext():
        flow.draw_lines(row.lines, sheet.left + label_room, sheet.text_width - label_room, row.hang)
        if row.address:
            # One that is broken leads there from the page that it ends on.
            height = height_of(row.lines) if len(flow.pages) == begun else sheet.text_top - flow.y
            left, right = sheet.left + label_room, sheet.left + sheet.text_width
            description = " ".join(line.text for line in row.lines)
            flow.page.link((left, flow.y, right, flow.y + height), row.address, description)
    if len(names) > len(row.lines):
        flow.add_space(styles.LABEL.leading * (len(names) - len(row.lines)))
