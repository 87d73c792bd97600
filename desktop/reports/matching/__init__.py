"""A whole matching as PDF."""

from desktop.reports.matching.matching_report import (
    MatchingReportOptions,
    MatchingReportResult,
    write_matching_report,
)

__all__ = ["MatchingReportOptions", "MatchingReportResult", "write_matching_report"]
