"""Reports on the network: who is who, and what is held about one person."""

from desktop.reports.network.directory import DirectoryOptions, DirectoryResult, write_directory
from desktop.reports.network.person_report import PersonReportOptions, write_person_report

__all__ = ["DirectoryOptions", "DirectoryResult", "PersonReportOptions", "write_directory", "write_person_report"]
