"""The values of an indicator in one place, one after the other, beside the form of one of them; and the activities that claim
its target.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.catalogue import list_of, parse
from desktop.figures.goal_words import series_chart
from desktop.figures.indicators import IndicatorSeries, read_series
from desktop.i18n import _, ngettext
from desktop.ui.charts import ChartPanel
from desktop.ui.dialogs.step_dialog import plain_button, plain_label
from desktop.ui.editor.context import RecordContext, RecordPart
from desktop.ui.editor.record_data import RecordData
from desktop.values.numbers import format_number

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

Found = tuple[str, IndicatorSeries | None, int]


class IndicatorSeriesPage(RecordPart):
    """A chart with its table, and a way to the activities."""

    def __init__(self, desk: Desk, context: RecordContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._context = context
        self._record_id = ""
        self._query = ""
        self.chart = ChartPanel(self)
        self.activities = plain_label("", "", self)
        self.show_list = plain_button(
            self, _("Show the activities"), lambda: self._desk.list_wanted.emit("activity", self._query)
        )
        buttons = QHBoxLayout()
        buttons.addWidget(self.show_list)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addWidget(self.chart, 1)
        column.addWidget(self.activities)
        column.addLayout(buttons)

    def show_reading(self, record_id: str, reading: RecordData, *, read_only: bool) -> None:
        """Read the series again."""
        self._record_id = record_id
        workspace = self._context.workspace

        def job() -> Found:
            series = next(
                (each for each in read_series(workspace) if any(one.id == record_id for one in each.values)), None
            )
            query = _activities_query(series) if series is not None else ""
            count = list_of(workspace, "activity").count(parse(query, "activity")) if query else 0
            return record_id, series, count

        self._context.desk.read(job, self._show, topic="editor: series of an indicator")

    def enter(self) -> None:
        """The chart."""
        self.chart.view.setFocus()

    def _show(self, found: Found) -> None:
        id, series, count = found
        if id != self._record_id or series is None:
            return
        self.chart.show_chart(series_chart(series))
        self._query = _activities_query(series)
        self.show_list.setVisible(bool(self._query and count))
        if not self._query:
            self.activities.setText(
                _("Choose a target in the form: then the activities that name it are counted here.")
            )
            return
        self.activities.setText(
            ngettext(
                "{number} activity names the target of this indicator.",
                "{number} activities name the target of this indicator.",
                count,
            ).format(number=format_number(count))
        )


def _activities_query(series: IndicatorSeries) -> str:
    """The search for activities with one of its targets, in its country where it has one. Activities name targets, seldom an
    indicator of one.
    """
    if not series.targets:
        return ""
    targets = dict.fromkeys(_target_of(code) for code in series.targets)
    country = f" country:{series.country}" if series.country else ""
    return f"target:{','.join(targets)}{country}"


def _target_of(code: str) -> str:
    list_, _colon, inner = code.partition(":")
    parts = inner.split(".")
    return f"{list_}:{'.'.join(parts[:2])}" if list_ == "SDG" else code
