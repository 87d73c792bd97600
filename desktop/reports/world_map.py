"""The map of the world on paper, as lines and areas: the same marks as in the window, read as the countries behind them."""

from __future__ import annotations

from desktop.figures.map_marks import map_notes, map_words, marks_of, outlines
from desktop.figures.places import Places
from desktop.figures.world_map import HEIGHT, WIDTH, load_world, project
from desktop.reports import styles
from desktop.reports.layout import Flow
from desktop.reports.text import Style, clean, fit, wrap
from desktop.values.numbers import format_number

_SKIPPED = 0.45
"""Points of paper: points of an outline closer to the one before are not drawn."""
_RADIUS, _CELL = 5.2, 20.0
_SEA, _LAND, _BORDER, _MARK = "#EEF4F8", "#D5DCE1", "#8C99A3", "#08519C"
_COUNT = Style(6.2, 8, bold=True, colour=styles.WHITE)


def draw_world_map(flow: Flow, places: Places) -> None:
    """Draw it over the whole width, with its notes."""
    sheet, fonts = flow.sheet, flow.document.fonts
    scale = sheet.text_width / (2 * WIDTH)
    height = 2 * HEIGHT * scale
    flow.add_space(4)
    flow.ensure_height(height + 30)
    page, top = flow.page, flow.y
    middle_x, middle_y = sheet.left + sheet.text_width / 2, top - height / 2

    def at(x: float, y: float) -> tuple[float, float]:
        return middle_x + x * scale, middle_y - y * scale

    box = (sheet.left, top - height, sheet.left + sheet.text_width, top)
    with flow.structure.figure(clean(map_words(places)), box):
        page.fill_rect(sheet.left, top - height, sheet.text_width, height, _SEA)
        for _country, rings in outlines(-WIDTH, -HEIGHT, WIDTH, HEIGHT, _SKIPPED / scale):
            page.shape([[at(*point) for point in ring] for ring in rings], _LAND, _BORDER)
        world = load_world()
        for code in sorted(world.points):
            x, y = at(*project(*world.centres[code]))
            page.fill_rect(x - 0.5, y - 0.5, 1, 1, _BORDER)
        for mark in marks_of(places, _CELL / scale):
            x, y = at(mark.x, mark.y)
            radius = _RADIUS * mark.size
            if mark.square:
                page.fill_rect(x - radius, y - radius, 2 * radius, 2 * radius, styles.WHITE)
                page.draw_rect(x - radius, y - radius, 2 * radius, 2 * radius, _MARK, 0.9)
            else:
                page.circle(x, y, radius, _MARK, styles.WHITE)
            style = Style(_COUNT.size, _COUNT.leading, bold=True, colour=_MARK if mark.square else styles.WHITE)
            line = fit(fonts, format_number(mark.count), style, 40)
            page.text(line, x - line.width / 2, y - style.size * 0.36)
    flow.y -= height + 3
    notes = wrap(fonts, " ".join(map_notes(places)), styles.NOTE, sheet.text_width)
    flow.draw_lines(notes, sheet.left, sheet.text_width)
