"""The charts of course runs: the funnel of the learners, and curves over the weeks."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.charts import Chart, ChartKind, ChartValue, Series
from desktop.i18n import _
from desktop.learning.comparing import number_and_share
from desktop.learning.count_rows import cell_text
from desktop.learning.suppression import Cell
from desktop.values.numbers import format_number


def funnel_chart(stages: Sequence[tuple[str, Cell | None]]) -> Chart:
    """From who enrolled to who was certified: each with its share of the first. Hidden numbers have no bar."""
    first = stages[0][1] if stages else None
    values = tuple(
        ChartValue(
            label, cell if isinstance(cell, int) else None,
            (cell_text(cell) if cell is None or not place else number_and_share(cell, first)) or _("not known"),
        )
        for place, (label, cell) in enumerate(stages)
    )  # fmt: skip
    return Chart(
        ChartKind.FUNNEL, _("From enrolled to certified"), (Series("", values),), axis=_("Stage"), unit=_("Learners"),
        empty=_("No numbers are known yet."),
    )  # fmt: skip


def curves_chart(title: str, curves: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> Chart:
    """Curves of a name and (week from 1, number); those without points keep their colour for when they have some."""
    return Chart(
        ChartKind.LINES, title,
        tuple(
            Series(
                label, tuple(ChartValue(format_number(week), number, at=week) for week, number in points)
            )
            for label, points in curves
        ),
        axis=_("Week of the run"), unit=_("Learners"), empty=_("Curves appear once a list is counted."),
    )  # fmt: skip
