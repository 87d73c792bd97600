"""The report of a consolidation: its files, and where everybody stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop.errors import UserFacingError
from desktop.exchange.consolidation.book import (
    OUTCOMES,
    Delivery,
    Gathering,
    read_deliveries,
    read_gatherings,
)
from desktop.exchange.consolidation.finding import Found
from desktop.exchange.consolidation.standing import Standing, standing_of
from desktop.words import _
from desktop.workspace import UndoReport, Workspace
from desktop.workspace.editing.undo import Progress


@dataclass(frozen=True, slots=True)
class Report:
    """A consolidation as it is shown."""

    gathering: Gathering
    deliveries: list[Delivery]
    standing: Standing

    @property
    def counts(self) -> dict[str, int]:
        """Files by outcome."""
        return {outcome: sum(each.outcome == outcome for each in self.deliveries) for outcome in OUTCOMES}

    @property
    def groups(self) -> list[str]:
        """By which what came in is taken back, as far as it was not."""
        return [each.group for each in self.deliveries if each.group and not each.undone]

    @property
    def left(self) -> int:
        """Files that were not looked at yet."""
        return max(0, self.gathering.files - len(self.deliveries)) if self.gathering.ended is None else 0


def read_report(conn: Connection, no: int, heard: Callable[[], object] | None = None) -> Report:
    """A consolidation that is kept: where everybody stood at its end, or stands now where it was stopped.

    Raises UserFacingError where there is none.
    """
    gathering = next((each for each in read_gatherings(conn) if each.no == no), None)
    if gathering is None:
        raise UserFacingError(_("There is no such consolidation."))
    deliveries = read_deliveries(conn, no)
    if gathering.standing is not None:
        return Report(gathering, deliveries, Standing.from_json(gathering.standing))
    return Report(gathering, deliveries, standing_of(conn, deliveries, gathering.begun, heard))


def last_report(workspace: Workspace) -> Report:
    """Of the newest consolidation. Raises UserFacingError where there is none."""
    with workspace.reading() as conn:
        kept = read_gatherings(conn)
        if not kept:
            raise UserFacingError(
                _("Nothing has been consolidated here yet."), todo=_("Name the folder with the packages.")
            )
        return read_report(conn, kept[0].no)


def report_of(conn: Connection, found: Found, deliveries: list[Delivery], begun: int) -> Report:
    """Of a rehearsal, which is not kept."""
    gathering = Gathering(0, found.place, begun, found.files, begun, None)
    return Report(gathering, deliveries, standing_of(conn, deliveries, begun))


def take_all_back(workspace: Workspace, report: Report, progress: Progress | None = None) -> UndoReport:
    """Undo all that a consolidation brought, as one action."""
    return workspace.journal.undo_group(*report.groups, progress=progress)
