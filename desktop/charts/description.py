"""What a chart shows: its kind, title and series, and for each value what it is called, what it says and what it opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from desktop.i18n import _, pgettext
from desktop.values.numbers import format_number

_MAX_ZEROS_READ = 2
"""More values of nothing than that are read as one."""


class ChartKind(Enum):
    """How values are drawn."""

    BARS = "bars"
    """Bars that lie, one below the other."""
    COLUMNS = "columns"
    """Columns side by side: years, months."""
    LINES = "lines"
    """Curves over time."""
    FUNNEL = "funnel"
    """Bars in the middle, each a part of the first."""


@dataclass(frozen=True, slots=True)
class ChartValue:
    """One mark. `number` is None where it is not known or must not be said.

    `words`: what is said of it in place of the number ("418 (29 %)"). `query`: what it opens in a list. `at`: where it
    stands on the axis of time (a year, a week), None for its place among the others. `colour`: an official one, "" for that
    of the chart. `badge`: what stands in a square of its colour before the label (the number of a goal).
    """

    label: str
    number: int | None
    words: str = ""
    query: str = ""
    at: float | None = None
    colour: str = ""
    badge: str = ""

    @property
    def said(self) -> str:
        """The number in words."""
        if self.words:
            return self.words
        return _("not known") if self.number is None else format_number(self.number)

    @property
    def name(self) -> str:
        """The badge and the label."""
        return f"{self.badge} {self.label}".strip()


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one thing. `name` may be "" where a chart has a single series."""

    name: str
    values: tuple[ChartValue, ...]

    @property
    def known(self) -> list[ChartValue]:
        """Values with a number."""
        return [each for each in self.values if each.number is not None]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. `axis` says what the labels are ("Week of the run"), `unit` what is counted, `note` what is left out,
    `empty` what is said where there is nothing to show.
    """

    kind: ChartKind
    title: str
    series: tuple[Series, ...]
    axis: str = ""
    unit: str = ""
    note: str = ""
    empty: str = ""

    @property
    def most(self) -> int:
        """The largest number, 0 for none."""
        return max((each.number or 0 for one in self.series for each in one.values), default=0)

    @property
    def has_data(self) -> bool:
        """Is there any value with a number? A curve of which nothing is known is none."""
        return any(each.known for each in self.series)

    def value_words(self, series: int, place: int) -> str:
        """One value in words: "Enrolled, 3: 418"."""
        one = self.series[series]
        value = one.values[place]
        return field_words(", ".join(filter(None, (one.name, value.name))), value.said)

    def alternative(self) -> str:
        """What the chart shows, for those who do not see it: made of its data."""
        if not self.has_data:
            return self.empty
        if self.kind is ChartKind.LINES:
            return _between().join(_line_words(each) for each in self.series if each.known)
        return _between().join(
            field_words(", ".join(filter(None, (one.name, value.name))), value.said)
            for one in self.series
            for value in _read_values(one.values)
        )

    def table(self) -> tuple[list[str], list[list[str]]]:
        """The table that says the same: its head, and its rows."""
        labels: dict[str, tuple[float, int]] = {}
        for one in self.series:
            for place, value in enumerate(one.values):
                at = float(place) if value.at is None else value.at
                labels.setdefault(value.name, (at, len(labels)))
        found = [{value.name: value.said for value in one.values} for one in self.series]
        rows = [[label, *(cells.get(label, "") for cells in found)] for label in sorted(labels, key=labels.__getitem__)]
        return [self.axis, *(one.name or self.unit or self.title for one in self.series)], rows


def field_words(field: str, value: str) -> str:
    """A field and its value, with the space before the colon that a language wants."""
    return pgettext("field: value", "{field}: {value}").format(field=field, value=value) if field else value


def _between() -> str:
    """What stands between two values that are read one after the other."""
    return pgettext("two values", "{one}; {other}").format(one="", other="")


def _line_words(one: Series) -> str:
    first, last = one.known[0], one.known[-1]
    if first is last:
        return field_words(", ".join(filter(None, (one.name, first.name))), first.said)
    start, end = (f"{each.said} ({each.name})" if each.name else each.said for each in (first, last))
    return field_words(one.name, pgettext("a curve", "from {start} to {end}").format(start=start, end=end))


def _read_values(values: Sequence[ChartValue]) -> Sequence[ChartValue]:
    """Of many without anything, only that they are there."""
    nothing = sum(each.number == 0 and not each.words for each in values)
    if nothing <= _MAX_ZEROS_READ or nothing == len(values):
        return values
    return [*(each for each in values if each.number or each.words), ChartValue(_("the rest"), 0)]
