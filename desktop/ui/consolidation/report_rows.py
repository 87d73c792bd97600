"""The rows of a report, in words and in the order in which they sort. No widgets here: they are made on a thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.exchange.consolidation import (
    ABSENT,
    ALL_REFUSED,
    ALREADY_IMPORTED,
    BEHIND,
    DELIVERED,
    OUTCOMES,
    REFUSED,
    WAITING,
    ConsolidatedFile,
    ConsolidationReport,
    file_rows,
    file_text,
    general_sentences,
    outcome_text,
    partner_rows,
    partner_text,
    read_report,
    state_text,
)
from desktop.exchange.partners import ROLES, Trust
from desktop.exchange.partners.partner_list import clean_name
from desktop.i18n import _, pgettext
from desktop.ui.widgets.displayed_codes import fold
from desktop.ui.widgets.number_text import counted
from desktop.ui.widgets.time_text import made_at

if TYPE_CHECKING:
    from desktop.workspace import Workspace

_STATES = (ALL_REFUSED, ABSENT, BEHIND, DELIVERED)
_ORDER = (WAITING, REFUSED, *(each for each in OUTCOMES if each not in (WAITING, REFUSED)))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what is shown, by what it sorts, in which group it is, and which file it is of."""

    cells: tuple[str, ...]
    keys: tuple[str | int, ...]
    kinds: frozenset[str]
    search: str
    copied: tuple[str, ...]
    """As it leaves by copying and as CSV."""
    sha256: str = ""
    tickable: bool = False
    """Refused or waiting, and a person may let it in."""
    group: str = ""
    """By which it is taken back."""
    grave: bool = False


@dataclass(frozen=True, slots=True)
class ReportRows:
    """A report in words."""

    report: ConsolidationReport
    said: tuple[str, ...]
    files: tuple[Row, ...]
    partners: tuple[Row, ...]
    file_heads: tuple[str, ...] = field(default=())
    partner_heads: tuple[str, ...] = field(default=())


def read_rows(workspace: Workspace, no: int) -> ReportRows:
    """A consolidation that is kept. For a background task."""
    with workspace.reading() as conn:
        report = read_report(conn, no)
    return rows_of(workspace, report)


def rows_of(workspace: Workspace, report: ConsolidationReport) -> ReportRows:
    """A report in words. For a background task."""
    file_heads, *files = file_rows(report)
    partner_heads, *partners = partner_rows(workspace, report)
    return ReportRows(
        report,
        tuple(general_sentences(workspace, report)),
        tuple(_file(each, tuple(copied)) for each, copied in zip(report.files, files, strict=True)),
        tuple(_partners(workspace, report, partners)),
        tuple(file_heads),
        tuple(partner_heads),
    )


def file_headings() -> list[str]:
    """Over the table of files."""
    return [_("File"), pgettext("a package", "From"), _("Created"), _("Result"), _("Changes")]


def partner_headings() -> list[str]:
    """Over the table of partners."""
    return [
        _("Name"), pgettext("of a partner", "Role"), _("Where they stand"), _("Newest package"), _("Files"),
        _("Remarks"),
    ]  # fmt: skip


def _file(each: ConsolidatedFile, copied: tuple[str, ...]) -> Row:
    made = made_at(each.made) if each.made else ""
    outcome, what = outcome_text(each.outcome), file_text(each)
    cells = (each.path, clean_name(each.author), made, outcome, what)
    kinds = {"here" if each.outcome in ALREADY_IMPORTED and each.outcome != ALREADY_IMPORTED[0] else each.outcome}
    if each.disputed:
        kinds.add("disputed")
    return Row(
        cells, (fold(each.path), fold(each.author), each.made, _ORDER.index(each.outcome), fold(what)),
        frozenset(kinds), fold(" ".join(cells)), copied, each.sha256,
        each.outcome == WAITING
        or (each.outcome == REFUSED and each.trust in (Trust.UNSIGNED.value, Trust.CHANGED.value)),
        "" if each.undone else each.group, each.outcome in (WAITING, REFUSED),
    )  # fmt: skip


def _partners(workspace: Workspace, report: ConsolidationReport, rows: list[list[str]]) -> list[Row]:
    found: list[Row] = []
    for line, copied in zip(report.status.lines, rows, strict=True):
        role = _(ROLES[line.role]) if line.role in ROLES else ""
        said = partner_text(workspace, line)
        made = made_at(line.made) if line.made else ""
        cells = (clean_name(line.name), role, state_text(line), made, counted(line.files), said)
        found.append(
            Row(
                cells,
                (fold(line.name), role, _STATES.index(line.state), line.made, line.files, fold(said)),
                frozenset({line.state}),
                fold(" ".join(cells)),
                tuple(copied),
                grave=line.state != DELIVERED,
            )
        )
    return found
