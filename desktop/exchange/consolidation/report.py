"""The report of a consolidation: its files, and where everybody stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop.errors import UserFacingError
from desktop.exchange.consolidation.consolidation_log import (
    OUTCOMES,
    WAITING,
    ConsolidatedFile,
    Consolidation,
    read_consolidations,
    read_files,
)
from desktop.exchange.consolidation.package_search import FoundFiles
from desktop.exchange.consolidation.partner_status import ConsolidationStatus, read_status
from desktop.exchange.partners import Trust
from desktop.exchange.partners.new_desks import NewDesk
from desktop.i18n import _
from desktop.workspace import UndoReport, Workspace
from desktop.workspace.editing.undo import Progress


@dataclass(frozen=True, slots=True)
class ConsolidationReport:
    """A consolidation as it is shown."""

    consolidation: Consolidation
    files: list[ConsolidatedFile]
    status: ConsolidationStatus

    @property
    def counts(self) -> dict[str, int]:
        """Files by outcome."""
        return {outcome: sum(each.outcome == outcome for each in self.files) for outcome in OUTCOMES}

    @property
    def new_desks(self) -> list[NewDesk]:
        """Those whose packages wait, one after the other as their files stand."""
        found: dict[str, NewDesk] = {}
        for each in self.files:
            if each.outcome == WAITING and each.trust == Trust.FIRST.value and each.key not in found:
                key = bytes.fromhex(each.key)
                found[each.key] = NewDesk(key, each.author, "", each.replica, each.path, self.consolidation.begun)
        return list(found.values())

    @property
    def groups(self) -> list[str]:
        """By which what came in is taken back, as far as it was not."""
        return [each.group for each in self.files if each.group and not each.undone]

    @property
    def left(self) -> int:
        """Files that were not looked at yet."""
        return max(0, self.consolidation.files - len(self.files)) if self.consolidation.ended is None else 0


def read_report(conn: Connection, no: int, poll: Callable[[], object] | None = None) -> ConsolidationReport:
    """A consolidation that is kept: where everybody stood at its end, or stands now where it was stopped.

    Raises UserFacingError where there is none.
    """
    consolidation = next((each for each in read_consolidations(conn) if each.no == no), None)
    if consolidation is None:
        raise UserFacingError(_("There is no such consolidation."))
    files = read_files(conn, no)
    if consolidation.status is not None:
        return ConsolidationReport(consolidation, files, ConsolidationStatus.from_json(consolidation.status))
    return ConsolidationReport(consolidation, files, read_status(conn, files, consolidation.begun, poll))


def last_report(workspace: Workspace) -> ConsolidationReport:
    """Of the newest consolidation. Raises UserFacingError where there is none."""
    with workspace.reading() as conn:
        kept = read_consolidations(conn)
        if not kept:
            raise UserFacingError(
                _("Nothing has been consolidated here yet."), todo=_("Specify the folder with the packages.")
            )
        return read_report(conn, kept[0].no)


def dry_run_report(
    conn: Connection, found: FoundFiles, files: list[ConsolidatedFile], begun: int
) -> ConsolidationReport:
    """Of a dry run, which is not kept."""
    consolidation = Consolidation(0, found.place, begun, found.files, begun, None)
    return ConsolidationReport(consolidation, files, read_status(conn, files, begun))


def undo_consolidation(
    workspace: Workspace, report: ConsolidationReport, progress: Progress | None = None
) -> UndoReport:
    """Undo all that a consolidation brought, as one action."""
    return workspace.journal.undo_group(*report.groups, progress=progress)
