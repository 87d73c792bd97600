"""A chart of the activities by goal, country, year and so on: each value opens its list."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.charts import Chart, ChartKind, ChartValue, Series
from desktop.figures.coverage import official_colours
from desktop.figures.definitions import ACTIVITY
from desktop.figures.grouping import GROUPINGS, YEAR
from desktop.figures.reading import read_grouped
from desktop.figures.selection import EVERYTHING, Selection
from desktop.i18n import _
from desktop.workspace import Workspace

CHARTS_BY = ("goal", YEAR, "country", "region", "kind", "status", "module", "hazard_cluster", "section", "organisation")
MOST_BARS = 24
"""Years: the last ones; others: the largest."""


def read_grouped_chart(workspace: Workspace, by: str, selection: Selection = EVERYTHING) -> Chart:
    """How many activities of the selection are in each group. Raises QueryError."""
    rows = read_grouped(workspace, by, selection)
    if by == YEAR:
        shown = rows[-MOST_BARS:]
    else:
        largest = sorted(rows, key=lambda row: -(row.values["activities"].value or 0))[:MOST_BARS]
        shown = [row for row in rows if row in largest]
    colours = official_colours(ACTIVITY, by)
    label = _(GROUPINGS[by].label)
    values = tuple(
        ChartValue(
            row.label.removeprefix(f"{_badge(row.code, colours)} ").strip(), row.values["activities"].value,
            query=row.query, colour=colours.get(row.code, ""),
            at=float(row.code) if by == YEAR else None,
            badge=_badge(row.code, colours),
        )
        for row in shown
    )  # fmt: skip
    return Chart(
        ChartKind.COLUMNS if by == YEAR else ChartKind.BARS, _("Activities by group: {group}").format(group=label),
        (Series("", values),), axis=label, unit=_("Activities"), empty=_("No activity says anything of this yet."),
    )  # fmt: skip


def _badge(code: str, colours: Mapping[str, str]) -> str:
    """The number of a goal, which stands in its colour."""
    return code.partition(":")[2] if code in colours else ""
