"""The figures of the overview in words: of a period, and of the one before it. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.i18n import _, pgettext

if TYPE_CHECKING:
    from desktop.figures import FigureValue, Period
    from desktop.workspace import Workspace

_COUNTS = {"run": "runs", "visit": "visits", "organisation": "members"}
"""Where there are none of these, in both periods, what is said of them is left out."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure. `type` and `query` find the records behind it."""

    name: str
    label: str
    value: str
    more: str
    known: str
    definition: str
    type: str
    query: str

    @property
    def accessible_text(self) -> str:
        """For a screen reader."""
        said = pgettext("field: value", "{field}: {value}").format(field=self.label, value=self.value)
        return ". ".join(part for part in (said, self.known, self.more, self.definition) if part)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a period and, in words, the period before."""

    period: Period
    before: str
    lines: tuple[FigureLine, ...]


def read_figure_lines(workspace: Workspace, period: Period) -> Figures:
    """All figures of a period. For a background task."""
    from desktop.figures import Selection, read_figures

    found = read_figures(workspace, Selection(period=period))
    earlier = period.before()
    before = read_figures(workspace, Selection(period=earlier)) if earlier is not None else {}
    lines = tuple(
        _line(value, before.get(name))
        for name, value in found.items()
        if _is_worth_it(_COUNTS.get(value.figure.type), found, before)
    )
    return Figures(period, earlier.label if earlier is not None else "", lines)


def _is_worth_it(name: str | None, *both: dict[str, FigureValue]) -> bool:
    return name is None or any(each[name].value for each in both if each)


def _line(value: FigureValue, before: FigureValue | None) -> FigureLine:
    from desktop.figures.format_value import format_given, format_value

    more = ""
    if before is not None and value.figure.dated:
        more = _("before: {number}").format(number=format_value(before))
    elif not value.figure.dated:
        more = _("now")
    return FigureLine(
        value.figure.name, _(value.figure.label), format_value(value), more, format_given(value),
        _(value.figure.definition), value.figure.list_type, value.selection.text,
    )  # fmt: skip
