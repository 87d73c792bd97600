"""Charts: one description says the same as a picture, as words and as a table; its colours can be told apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise

import pytest

from desktop.charts import Chart, ChartKind, ChartValue, Path, Rect, Series, Words, lay_out
from desktop.charts.colours import DASHES, ON_DARK, ON_LIGHT


@dataclass(frozen=True)
class Letters:
    text: str
    width: float


@dataclass(frozen=True)
class Measure:
    """Letters of 5 in lines of 10."""

    leading: float = 10
    size: float = 8

    def wrap(self, text: str, width: float, *, bold: bool = False) -> list[Letters]:
        return [Letters(text[at : at + int(width // 5)], 5) for at in range(0, len(text), max(int(width // 5), 1))]

    def fit(self, text: str, width: float, *, bold: bool = False) -> Letters:
        return Letters(text, 5 * len(text))


def _chart(kind: ChartKind, *series: tuple[str, list[int | None]]) -> Chart:
    return Chart(
        kind, "Visits",
        tuple(
            Series(name, tuple(ChartValue(str(2020 + at), number, at=2020 + at) for at, number in enumerate(numbers)))
            for name, numbers in series
        ),
        axis="Year", unit="Visits", empty="Nothing yet.",
    )  # fmt: skip


@pytest.mark.parametrize("kind", ChartKind)
def test_every_kind_draws_a_mark_for_each_number_inside_its_room(kind: ChartKind) -> None:
    chart = _chart(kind, ("Held", [3, None, 12]), ("Planned", [4, 1, 2]))
    drawing = lay_out(chart, 300, 160, Measure())
    assert sorted(mark for mark, *_box in drawing.marks) == [(0, 0), (0, 2), (1, 0), (1, 1), (1, 2)]
    for _mark, left, top, right, bottom in drawing.marks:
        assert -6 <= left < right <= 306 and -6 <= top < bottom <= drawing.height + 6
    sizes = {each.mark: (each.width, each.height) for each in drawing.shapes if isinstance(each, Rect) and each.mark}
    long = 1 if kind is ChartKind.COLUMNS else 0
    assert kind is ChartKind.LINES or sizes[(0, 2)][long] == pytest.approx(4 * sizes[(0, 0)][long])
    assert lay_out(_chart(kind), 300, 160, Measure()).marks == []


def test_a_chart_is_read_and_tabled_as_it_is_drawn() -> None:
    chart = _chart(ChartKind.LINES, ("Held", [3, None, 12]), ("Planned", [4, 1]))
    assert chart.alternative() == "Held: from 3 (2020) to 12 (2022); Planned: from 4 (2020) to 1 (2021)"
    assert chart.table() == (
        ["Year", "Held", "Planned"], [["2020", "3", "4"], ["2021", "not known", "1"], ["2022", "12", ""]]
    )  # fmt: skip
    assert chart.value_words(0, 2) == "Held, 2022: 12"
    bars = _chart(ChartKind.BARS, ("", [0, 0, 5, 0]))
    assert bars.alternative() == "2022: 5; the rest: 0"
    assert not _chart(ChartKind.LINES, ("Held", [None])).has_data
    assert _chart(ChartKind.LINES, ("Held", [])).alternative() == "Nothing yet."


def test_the_name_stands_at_the_end_of_each_line_and_never_over_another() -> None:
    drawing = lay_out(_chart(ChartKind.LINES, ("A", [1, 9]), ("B", [2, 9]), ("C", [3, 9])), 300, 160, Measure())
    names = sorted(each.y for each in drawing.shapes if isinstance(each, Words) and isinstance(each.colour, int))
    assert len(names) == 3 and all(second - first >= 10 for first, second in pairwise(names))
    assert len({DASHES[each.series] for each in drawing.shapes if isinstance(each, Path)}) == 3


def _linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]


def _light(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_SEEN = {  # Machado, Oliveira, Fernandes (2009), severity 1.0
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
}


def _lab(linear: list[float]) -> tuple[float, float, float]:
    red, green, blue = (min(max(each, 0), 1) for each in linear)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    first, second, third = (each ** (1 / 3) if each > 0.008856 else 7.787 * each + 16 / 116 for each in (x, y, z))
    return 116 * second - 16, 500 * (first - second), 200 * (second - third)


@pytest.mark.parametrize(("colours", "ground"), [(ON_LIGHT, "#FFFFFF"), (ON_DARK, "#1E2328")])
def test_the_first_four_colours_are_read_and_told_apart_by_the_colour_blind(
    colours: tuple[str, ...], ground: str
) -> None:
    for each in colours:
        lights = sorted((_light(each), _light(ground)))
        assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5, each
    for kind, rows in _SEEN.items():
        seen = [
            _lab([sum(part * each for part, each in zip(row, _linear(colour), strict=True)) for row in rows])
            for colour in colours[:4]
        ]
        for first, second in combinations(range(4), 2):
            apart = sum((a - b) ** 2 for a, b in zip(seen[first], seen[second], strict=True)) ** 0.5
            assert apart >= 15, (kind, colours[first], colours[second], apart)
