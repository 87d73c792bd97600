"""The block of a chart: activities by goal, country, year and so on, and the table behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.charts import Chart
from desktop.figures import GROUPINGS
from desktop.figures.definitions import ACTIVITY
from desktop.figures.grouped_chart import CHARTS_BY, MOST_BARS, read_grouped_chart
from desktop.i18n import _, ngettext
from desktop.ui.charts import ChartPanel
from desktop.ui.overview.block import Block
from desktop.values.numbers import format_number

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class ChartsBlock(Block):
    """`kept` and `keep`: by what it counts, from the last time and for the next."""

    def __init__(self, desk: Desk, kept: str, keep: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(desk, "overview: chart", _("Charts"), parent)
        self._keep = keep
        self.by = QComboBox(self)
        for name in CHARTS_BY:
            self.by.addItem(_(GROUPINGS[name].label), name)
        self.by.setCurrentIndex(max(self.by.findData(kept), 0))
        self.by.activated.connect(lambda _row: self.read())
        self.add_tool(_("Activities by:"), self.by)
        self.panel = ChartPanel(self)
        self.panel.setMinimumHeight(280)
        self.panel.opened.connect(lambda query: self.list_wanted.emit(ACTIVITY, query))
        self.panel.setContentsMargins(10, 0, 10, 0)
        self.column.addWidget(self.panel)

    def job(self) -> Callable[[], Chart]:
        """Count."""
        by, workspace = self.by.currentData(), self._desk.workspace
        self._keep(by)
        return lambda: read_grouped_chart(workspace, by)

    def show_found(self, found: Chart) -> None:
        """Show the chart."""
        self.panel.show_chart(found)
        many = len(found.series[0].values) >= MOST_BARS
        words = ngettext("The {count} group with most is shown.", "The {count} groups with most are shown.", MOST_BARS)
        self.say(words.format(count=format_number(MOST_BARS)) if many else "")
