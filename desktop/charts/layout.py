"""Where each part of a chart stands, for any canvas: it says how wide its letters are, and gets shapes."""

from __future__ import annotations

from desktop.charts.axis import steps_of_axis
from desktop.charts.description import Chart, ChartKind, ChartValue, field_words
from desktop.charts.shapes import FAINT, QUIET, Drawing, Path, Rect, Rule, TextMeasure, Words
from desktop.errors import ProgrammingError
from desktop.values.numbers import format_number

_MAX_LABEL_SHARE = 0.64
"""The part of the width that the labels of bars may take."""
_LEAST = 0.8
"""Something is never drawn as nothing."""
_WIDEST_COLUMN = 3.0
"""In lines of text."""


def lay_out(chart: Chart, width: float, height: float, measure: TextMeasure, *, row: float = 0) -> Drawing:
    """The shapes of a chart in this room, without its title and note. Bars take what they need: `row` for each line."""
    match chart.kind:
        case ChartKind.BARS:
            return _bars(chart, width, measure, row or max(measure.leading * 1.45, 12))
        case ChartKind.COLUMNS:
            return _columns(chart, width, height, measure)
        case ChartKind.LINES:
            return _lines(chart, width, height, measure)
        case ChartKind.FUNNEL:
            return _funnel(chart, width, height, measure)
    raise ProgrammingError(chart.kind)


def label_room(chart: Chart, width: float, measure: TextMeasure) -> tuple[float, float]:
    """The width of the badges and of the labels of bars."""
    values = [each for one in chart.series for each in one.values]
    badge = measure.size * 2.6 if any(each.badge for each in values) else 0.0
    lines = [line for each in values if each.label for line in measure.wrap(each.label, 10_000)[:1]]
    return badge, min(max((each.width for each in lines), default=0) + 1, width * _MAX_LABEL_SHARE - badge)


def row_height(lines: int, measure: TextMeasure, row: float) -> float:
    """The height of a bar whose label has so many lines."""
    return lines * (measure.leading - 1) + 2.6 if lines > 1 else row


def _bars(chart: Chart, width: float, measure: TextMeasure, row: float) -> Drawing:
    badge, labels = label_room(chart, width, measure)
    gap, count_room = measure.size * 0.7, measure.size * 4
    start, most = badge + labels + gap, chart.most or 1
    room = max(width - start - count_room, 1)
    drawing, y = Drawing(), 0.0
    for at, one in enumerate(chart.series):
        for place, value in enumerate(one.values):
            lines = measure.wrap(value.label, labels)
            height = row_height(len(lines), measure, row)
            thick = min(row - 2.6, measure.size * 1.28)
            middle = y + height / 2
            base = middle + measure.size * 0.36
            if value.badge:
                drawing.add(Rect(0, middle - thick / 2, badge - 4, thick, value.colour))
                mark = measure.fit(value.badge, badge - 4, bold=True)
                drawing.add(Words(mark, (badge - 4 - mark.width) / 2, base - 0.2, on=value.colour))
            for line_no, line in enumerate(lines):
                shift = ((len(lines) - 1) / 2 - line_no) * (measure.leading - 1)
                drawing.add(Words(line, badge, base - shift))
            length = max(room * (value.number or 0) / most, _LEAST) if value.number else 0.0
            if length:
                drawing.add(
                    Rect(start, middle - thick / 2, length, thick, value.colour or "", (at, place), hollow=at % 2 == 1)
                )
                drawing.add(
                    Words(measure.fit(value.said, count_room, bold=True), start + length + measure.size * 0.48, base)
                )
            else:
                drawing.add(Words(measure.fit(value.said, count_room), start, base, QUIET))
            y += height
    drawing.height = y
    return drawing


def _columns(chart: Chart, width: float, height: float, measure: TextMeasure) -> Drawing:
    drawing = Drawing(height)
    foot = height - measure.leading - 2
    room, most = foot - measure.leading, chart.most or 1
    count = max((len(one.values) for one in chart.series), default=0)
    step = width / max(count, 1)
    thick = min(step * 0.68, measure.leading * _WIDEST_COLUMN * 0.78) / max(len(chart.series), 1)
    labels = [each.label for one in chart.series[:1] for each in one.values]
    fitted = [measure.fit(each, width) for each in labels]
    every = max(1, int(-(-(max((each.width for each in fitted), default=1) + 4) // step)))
    drawing.add(Rule(0, foot, width, FAINT))
    for at, one in enumerate(chart.series):
        for place, value in enumerate(one.values):
            middle = step * (place + 0.5) + (at - (len(chart.series) - 1) / 2) * thick
            if not value.number:
                continue
            tall = max(room * value.number / most, _LEAST)
            drawing.add(
                Rect(middle - thick / 2, foot - tall, thick, tall, value.colour or "", (at, place), hollow=at % 2 == 1)
            )
            number = measure.fit(value.said, width, bold=True)
            if number.width <= step * 1.15 / len(chart.series):
                drawing.add(Words(number, middle - number.width / 2, foot - tall - 2.5))
    for place, line in enumerate(fitted):
        if (len(fitted) - 1 - place) % every == 0:
            drawing.add(Words(line, step * (place + 0.5) - line.width / 2, foot + measure.size + 1.5))
    return drawing


def _place(value: ChartValue, at: int) -> float:
    return float(at) if value.at is None else value.at


def _lines(chart: Chart, width: float, height: float, measure: TextMeasure) -> Drawing:
    drawing = Drawing(height)
    drawn = [(at, one) for at, one in enumerate(chart.series) if one.known]
    if not drawn:
        return drawing
    marks = steps_of_axis(chart.most)
    ticks: dict[float, str] = {}
    for _at, one in drawn:
        for place, value in enumerate(one.values):
            ticks.setdefault(_place(value, place), value.label)
    first, last = min(ticks), max(ticks)
    numbers = [measure.fit(format_number(mark), width) for mark in marks]
    left = max(each.width for each in numbers) + measure.size * 0.7
    names = [(at, measure.fit(one.name, width * 0.34, bold=True)) for at, one in drawn]
    right = width - max(line.width for _at, line in names) - measure.size
    foot = height - measure.leading * (2.3 if chart.axis else 1.3)
    head = measure.leading / 2

    def point(at: float, number: float) -> tuple[float, float]:
        share = (at - first) / (last - first) if last > first else 0.5
        return left + max(right - left, 1) * share, foot - (foot - head) * number / marks[-1]

    for mark, line in zip(marks, numbers, strict=True):
        y = point(first, mark)[1]
        drawing.add(Rule(left, y, right - left, FAINT))
        drawing.add(Words(line, left - measure.size * 0.6 - line.width, y + measure.size * 0.35, QUIET))
    free = float("-inf")
    for at in sorted(ticks):
        line = measure.fit(ticks[at], width)
        x = point(at, 0)[0] - line.width / 2
        if x >= free:
            drawing.add(Words(line, x, foot + measure.leading, QUIET))
            free = x + line.width + measure.size
    if chart.axis:
        axis = measure.fit(chart.axis, max(right - left, 1))
        drawing.add(Words(axis, (left + right - axis.width) / 2, foot + measure.leading * 2, QUIET))
    paths: dict[int, Path] = {}
    for at, one in drawn:
        known = [(place, each) for place, each in enumerate(one.values) if each.number is not None]
        points = tuple(point(_place(each, place), each.number or 0) for place, each in known)
        paths[at] = Path(points, at, tuple((at, place) for place, _each in known))
    drawing.add(*paths.values())
    free = height
    for at, line in sorted(names, key=lambda each: -paths[each[0]].points[-1][1]):  # the lowest first: the others go up
        y = min(paths[at].points[-1][1] + measure.size * 0.35, free)
        drawing.add(Words(line, right + measure.size * 0.7, y, at))
        free = y - measure.leading
    return drawing


def _funnel(chart: Chart, width: float, height: float, measure: TextMeasure) -> Drawing:
    drawing = Drawing(height)
    values = [(at, place, each) for at, one in enumerate(chart.series) for place, each in enumerate(one.values)]
    step, most = height / max(len(values), 1), chart.most or 1
    for no, (at, place, value) in enumerate(values):
        top = no * step
        line = measure.fit(field_words(value.name, value.said), width)
        drawing.add(Words(line, (width - line.width) / 2, top + measure.leading * 0.8))
        if value.number:
            long = max(width * value.number / most, 2)
            thick = max(6.0, min(step - measure.leading - 8, measure.leading * 1.6))
            drawing.add(
                Rect(
                    (width - long) / 2, top + measure.leading + 2, long, thick, value.colour, (at, place),
                    strength=0.9 - 0.15 * no,
                )
            )  # fmt: skip
    return drawing
