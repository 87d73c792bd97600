"""The report of a consolidation as a table that any spreadsheet opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop.exchange.consolidation.report import ConsolidationReport
from desktop.exchange.consolidation.report_text import fields_text, outcome_text, partner_text, state_text
from desktop.exchange.packages.csv_tables import BOM, escape_formula
from desktop.exchange.partners.partner_list import ROLES, clean_name
from desktop.i18n import _, pgettext
from desktop.system.errors import writing_error
from desktop.system.files import write_whole
from desktop.workspace import Workspace


def file_rows(report: ConsolidationReport) -> list[list[str]]:
    """Headings, then a row a file."""
    rows = [
        [_("File"), _("Result"), pgettext("a package", "From"), _("Created"), _("New"), _("Changed"),
         _("Deleted"), _("In conflict"), _("Fields in conflict"), _("Why")]
    ]  # fmt: skip
    for each in report.files:
        figures = [str(each.new), str(each.changed), str(each.deleted), str(each.disputed)]
        rows.append(
            [each.path, outcome_text(each.outcome), clean_name(each.author), each.made, *figures,
             fields_text(each.fields), each.reason]
        )  # fmt: skip
    return rows


def partner_rows(workspace: Workspace, report: ConsolidationReport) -> list[list[str]]:
    """Headings, then a row for everybody who delivered or should have."""
    rows = [
        [_("Name"), pgettext("of a partner", "Role"), _("Where they stand"), _("Files"), _("Newest package"), _("New"),
         _("Changed"), _("Deleted"), _("In conflict"), _("Remarks")]
    ]  # fmt: skip
    for line in report.status.lines:
        role = _(ROLES[line.role]) if line.role in ROLES else ""
        figures = [str(line.new), str(line.changed), str(line.deleted), str(line.disputed)]
        rows.append(
            [clean_name(line.name), role, state_text(line), str(line.files), line.made, *figures,
             partner_text(workspace, line)]
        )  # fmt: skip
    return rows


def csv_text(rows: Iterable[Sequence[str]], between: str = ",") -> str:
    """As CSV, no cell of which is a formula."""
    text = io.StringIO()
    csv.writer(text, delimiter=between, lineterminator="\r\n").writerows(
        [escape_formula(cell) for cell in row] for row in rows
    )
    return text.getvalue()


def save_table(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write it to `path`, in the place of what is there. Raises UserFacingError; then nothing is left behind."""
    try:
        write_whole(path, BOM + csv_text(rows).encode("utf-8", "replace"))
    except OSError as error:
        raise writing_error(error, path) from error
