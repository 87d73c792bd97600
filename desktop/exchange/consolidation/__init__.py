"""Consolidation: a folder of packages taken in, its report, and the merge shared with everyone.

ran = consolidate(workspace, [folder])
ran.report.counts, ran.report.status.lines
"""

from desktop.exchange.consolidation.consolidation_log import (
    ALREADY_IMPORTED,
    IMPORTED,
    KNOWN_BEFORE,
    NO_PACKAGE,
    NOTHING_NEW,
    OUTCOMES,
    REFUSED,
    WAITING,
    ConsolidatedFile,
    Consolidation,
    read_consolidations,
)
from desktop.exchange.consolidation.consolidation_run import ConsolidationResult, consolidate
from desktop.exchange.consolidation.package_search import FoundFiles, find_packages
from desktop.exchange.consolidation.partner_status import (
    ABSENT,
    ALL_REFUSED,
    BEHIND,
    DELIVERED,
    ConsolidationStatus,
    PartnerStatus,
)
from desktop.exchange.consolidation.progress import ConsolidationProgress, Phase
from desktop.exchange.consolidation.report import ConsolidationReport, last_report, read_report, undo_consolidation
from desktop.exchange.consolidation.report_table import csv_text, file_rows, partner_rows, save_table
from desktop.exchange.consolidation.report_text import (
    ConsolidationSummary,
    counts_text,
    fields_text,
    file_text,
    folder_name,
    general_sentences,
    list_consolidations,
    outcome_text,
    partner_text,
    progress_text,
    state_text,
)
from desktop.exchange.consolidation.sharing import (
    DELTA,
    FULL,
    NOTHING,
    PartnerShare,
    ShareResult,
    plan_shares,
    write_shares,
)

__all__ = [
    "ABSENT",
    "ALL_REFUSED",
    "ALREADY_IMPORTED",
    "BEHIND",
    "DELIVERED",
    "DELTA",
    "FULL",
    "IMPORTED",
    "KNOWN_BEFORE",
    "NOTHING",
    "NOTHING_NEW",
    "NO_PACKAGE",
    "OUTCOMES",
    "REFUSED",
    "WAITING",
    "ConsolidatedFile",
    "Consolidation",
    "ConsolidationProgress",
    "ConsolidationReport",
    "ConsolidationResult",
    "ConsolidationStatus",
    "ConsolidationSummary",
    "FoundFiles",
    "PartnerShare",
    "PartnerStatus",
    "Phase",
    "ShareResult",
    "consolidate",
    "counts_text",
    "csv_text",
    "fields_text",
    "file_rows",
    "file_text",
    "find_packages",
    "folder_name",
    "general_sentences",
    "last_report",
    "list_consolidations",
    "outcome_text",
    "partner_rows",
    "partner_text",
    "plan_shares",
    "progress_text",
    "read_consolidations",
    "read_report",
    "save_table",
    "state_text",
    "undo_consolidation",
    "write_shares",
]
