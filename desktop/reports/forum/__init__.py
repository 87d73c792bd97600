"""Papers of the Learning Forum."""

from desktop.reports.forum.contribution_sheet import SHEET_SUFFIXES
from desktop.reports.forum.forum_report import DOCUMENTS, SHEET, ForumReportOptions, write_forum_report

__all__ = ["DOCUMENTS", "SHEET", "SHEET_SUFFIXES", "ForumReportOptions", "write_forum_report"]
