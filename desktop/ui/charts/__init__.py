"""Charts in the window: drawn from the same descriptions as on paper, with the table behind each."""

from desktop.ui.charts.chart_panel import ChartPanel
from desktop.ui.charts.chart_view import ChartView

__all__ = ["ChartPanel", "ChartView"]
