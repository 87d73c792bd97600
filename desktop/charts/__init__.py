"""Charts, described once: the window and the PDF draw the same description, and read it out in the same words."""

from desktop.charts.description import Chart, ChartKind, ChartValue, Series
from desktop.charts.layout import lay_out
from desktop.charts.shapes import Drawing, Path, Rect, Rule, TextMeasure, Words

__all__ = [
    "Chart", "ChartKind", "ChartValue", "Drawing", "Path", "Rect", "Rule", "Series", "TextMeasure", "Words", "lay_out",
]  # fmt: skip
