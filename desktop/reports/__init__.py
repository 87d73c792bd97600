"""PDF reports: what they hold, and how they are drawn in every script."""

from desktop.reports.grouping import GROUPINGS
from desktop.reports.summary_report import SummaryOptions, SummaryResult, write_summary

__all__ = ["GROUPINGS", "SummaryOptions", "SummaryResult", "write_summary"]
