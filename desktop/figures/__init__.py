"""Figures: what the records of the desk add up to, each defined once and the same wherever it is shown."""

from desktop.figures.definitions import FIGURES, NOTE, Figure
from desktop.figures.grouping import GROUPINGS, Grouping, groupings_of
from desktop.figures.periods import ALL_TIMES, Period, read_period, year_of
from desktop.figures.reading import FigureValue, GroupRow, figure_names, read_figures, read_grouped
from desktop.figures.selection import Selection
from desktop.figures.totals import Totals, read_totals

__all__ = [
    "ALL_TIMES", "FIGURES", "GROUPINGS", "NOTE", "Figure", "FigureValue", "GroupRow", "Grouping", "Period", "Selection",
    "Totals", "figure_names", "groupings_of", "read_figures", "read_grouped", "read_period", "read_totals", "year_of",
]  # fmt: skip
