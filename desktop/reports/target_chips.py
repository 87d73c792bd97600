"""The targets of a record as chips in their goals' colours: filled where principal, framed where significant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.reports import styles
from desktop.reports.layout import Flow
from desktop.reports.record_values import goal_of
from desktop.reports.text import FontBook, Line, fit
from desktop.vocabularies import load, shown_code
from desktop.workspace import Record

_CHIP_PADDING = 4.0
_CHIP_HEIGHT = 10.6
CHIP_ROW_HEIGHT = 14.6
"""Height of a row of chips, in points."""
_CHIP_GAP = 12.0


@dataclass(frozen=True)
class Chip:
    """A target as it is drawn: its code in its colour, its label beside it."""

    mark: Line
    label: Line
    colour: str
    filled: bool
    weight: str = ""
    """What its frame says to those who see it: that the target is not the first aim."""

    @property
    def box(self) -> float:
        """The width of the coloured part."""
        return self.mark.width + 2 * _CHIP_PADDING

    @property
    def width(self) -> float:
        """All of it."""
        return self.box + (_CHIP_PADDING + self.label.width if self.label.width else 0)


def target_chip_rows(record: Record, fonts: FontBook, room: float) -> list[list[Chip]]:
    """The targets in rows: filled where principal, framed where significant."""
    given = record.members("targets")
    targets = load("targets")
    places = _target_places()
    rows: list[list[Chip]] = []
    x = 0.0
    for code in sorted(given, key=lambda code: (given[code] != "principal", places.get(code, len(places)), code)):
        root = goal_of(code)
        colour = (targets[root].colour if root else "") or styles.SENDAI
        principal = given[code] == "principal"
        style = styles.Style(
            styles.CHIP.size,
            styles.CHIP.leading,
            bold=True,
            colour=styles.readable_on(colour) if principal else styles.INK,
        )
        mark = fit(fonts, shown_code(code), style, 90)
        label = targets.label(code) if code in targets else ""
        said = fit(fonts, label, styles.CHIP_LABEL, room - mark.width - 3 * _CHIP_PADDING)
        weight = "" if principal else load("target_weights").label(str(given[code] or "")).lower()
        chip = Chip(mark, said, colour, principal, weight)
        if not rows or x + chip.width > room:
            rows.append([])
            x = 0.0
        rows[-1].append(chip)
        x += chip.width + _CHIP_GAP
    return rows


def draw_target_chips(flow: Flow, rows: list[list[Chip]]) -> None:
    if not rows:
        return
    flow.add_space(3)
    with flow.structure.element("L"):
        _draw_rows(flow, rows)
    flow.add_space(1)


def _draw_rows(flow: Flow, rows: list[list[Chip]]) -> None:
    structure = flow.structure
    for row in rows:
        flow.ensure_height(CHIP_ROW_HEIGHT)
        x, middle = flow.sheet.left, flow.y - CHIP_ROW_HEIGHT / 2
        for chip in row:
            if chip.filled:
                flow.page.fill_rect(x, middle - _CHIP_HEIGHT / 2, chip.box, _CHIP_HEIGHT, chip.colour)
            else:
                low = middle - _CHIP_HEIGHT / 2 + 0.4
                flow.page.draw_rect(x + 0.4, low, chip.box - 0.8, _CHIP_HEIGHT - 0.8, chip.colour, 0.8)
            with structure.element("LI"):
                read_as = f"{chip.mark.text} ({chip.weight})" if chip.weight else ""
                with structure.element("Lbl", actual_text=read_as):
                    flow.page.text(chip.mark, x + _CHIP_PADDING, middle - styles.CHIP.size * 0.36)
                with structure.element("LBody"):
                    flow.page.text(chip.label, x + chip.box + _CHIP_PADDING, middle - styles.CHIP_LABEL.size * 0.36)
            x += chip.width + _CHIP_GAP
        flow.y -= CHIP_ROW_HEIGHT


def _target_places() -> Mapping[str, int]:
    found = _PLACES
    if not found:
        found.update({term.code: at for at, term in enumerate(load("targets"))})
    return found


_PLACES: dict[str, int] = {}
