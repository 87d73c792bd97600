"""Papers of the Learning Forum."""

from desktop.reports.forum.forum_report import DOCUMENTS, ForumReportOptions, write_forum_report

__all__ = ["DOCUMENTS", "ForumReportOptions", "write_forum_report"]
