"""PDF reports: what they hold, and how they are drawn in every script."""

from desktop.reports.grouping import GROUPINGS
from desktop.reports.summary import Summary, SummaryResult, summary

__all__ = ["GROUPINGS", "Summary", "SummaryResult", "summary"]
