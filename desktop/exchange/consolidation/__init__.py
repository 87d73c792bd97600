"""Consolidation: a folder of packages taken in, its report, and the merge shared with everyone.

ran = consolidate(workspace, [folder])
ran.report.counts, ran.report.standing.lines
"""

from desktop.exchange.consolidation.book import (
    HERE,
    KNOWN,
    OUTCOMES,
    PASSED,
    REFUSED,
    SAME,
    TAKEN,
    Delivery,
    Gathering,
    read_gatherings,
)
from desktop.exchange.consolidation.finding import Found, look_through
from desktop.exchange.consolidation.report import Report, last_report, read_report, take_all_back
from desktop.exchange.consolidation.run import Ran, consolidate
from desktop.exchange.consolidation.sharing import DELTA, FULL, NOTHING, Share, Shared, plan_shares, share
from desktop.exchange.consolidation.standing import (
    ABSENT,
    BEHIND,
    DELIVERED,
    TURNED_AWAY,
    Line,
    Standing,
)
from desktop.exchange.consolidation.steps import Phase, Step
from desktop.exchange.consolidation.table import file_rows, partner_rows, save_table, table_text
from desktop.exchange.consolidation.wording import (
    KeptGathering,
    fields_words,
    figure_words,
    file_words,
    folder_name,
    general_words,
    kept_gatherings,
    line_words,
    outcome_words,
    state_words,
    step_words,
)

__all__ = [
    "ABSENT",
    "BEHIND",
    "DELIVERED",
    "DELTA",
    "FULL",
    "HERE",
    "KNOWN",
    "NOTHING",
    "OUTCOMES",
    "PASSED",
    "REFUSED",
    "SAME",
    "TAKEN",
    "TURNED_AWAY",
    "Delivery",
    "Found",
    "Gathering",
    "KeptGathering",
    "Line",
    "Phase",
    "Ran",
    "Report",
    "Share",
    "Shared",
    "Standing",
    "Step",
    "consolidate",
    "fields_words",
    "figure_words",
    "file_rows",
    "file_words",
    "folder_name",
    "general_words",
    "kept_gatherings",
    "last_report",
    "line_words",
    "look_through",
    "outcome_words",
    "partner_rows",
    "plan_shares",
    "read_gatherings",
    "read_report",
    "save_table",
    "share",
    "state_words",
    "step_words",
    "table_text",
    "take_all_back",
]
