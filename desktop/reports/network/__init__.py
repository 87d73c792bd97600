"""Reports on the network: who is who, what is held about one person, what one organisation did, and relations."""

from desktop.reports.network.directory import DirectoryOptions, DirectoryResult, write_directory
from desktop.reports.network.member_report import MemberReportOptions, MemberReportResult, write_member_report
from desktop.reports.network.person_report import PersonReportOptions, write_person_report
from desktop.reports.network.relations_table import write_relations

__all__ = [
    "DirectoryOptions",
    "DirectoryResult",
    "MemberReportOptions",
    "MemberReportResult",
    "PersonReportOptions",
    "write_directory",
    "write_member_report",
    "write_person_report",
    "write_relations",
]
