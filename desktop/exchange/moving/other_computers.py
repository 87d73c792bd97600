"""Does another computer write with the key of this desk, as where one file was opened on two, or the old one goes on?"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.exchange.identity import own_public_key
from desktop.i18n import ngettext
from desktop.workspace import Workspace
from desktop.workspace.storage.moved_desks import read_moved
from desktop.workspace.storage.replica_choice import WORKSPACE_ID


@dataclass(frozen=True, slots=True)
class OtherComputer:
    """What another computer wrote with this desk's key, and sent."""

    changes: int

    @property
    def sentence(self) -> str:
        """What happened, and what to do."""
        return ngettext(
            "Another computer wrote {count} change with the key of this desk after it had moved. It is kept. Go on with one of"
            " the two computers alone.",
            "Another computer wrote {count} changes with the key of this desk after it had moved. They are kept. Go on with"
            " one of the two computers alone.",
            self.changes,
        ).format(count=self.changes)


def other_computers(workspace: Workspace) -> OtherComputer | None:
    """What came in packages under this desk's own key, of a desk that moved; None where nothing did."""
    if read_moved(workspace.home, workspace.meta(WORKSPACE_ID)) is None:
        return None
    with workspace.reading() as conn:
        found = conn.exec_driver_sql(
            "SELECT count(*) FROM stored_change c JOIN change_group g ON g.no = c.group_no"
            " JOIN replica_key k ON k.replica_no = c.replica_no WHERE g.mine = 0 AND k.public_key = ?",
            (own_public_key(workspace),),
        ).scalar()
    return OtherComputer(int(found)) if found else None
