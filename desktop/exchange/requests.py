"""What waits for a decision of this desk: requests to erase, and changes of which nobody can tell who wrote them.

found = read_requests(workspace)
answer_erasures(workspace, [each.no for each in found.erasures], grant=True)
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from desktop.errors import UserFacingError
from desktop.exchange.packages.package_writer import desk_names
from desktop.exchange.partners import read_partners
from desktop.i18n import _
from desktop.workspace import Workspace
from desktop.workspace.changes.erasure_decisions import ASKED, DECLINED
from desktop.workspace.changes.quarantine import AUTHOR, read_kept_out
from desktop.workspace.erasure.requests import ErasureRequest, open_requests
from desktop.workspace.merge.incoming import Received


@dataclass(frozen=True, slots=True)
class KeptOutAuthor:
    """Changes that wait, of one author."""

    why: str  # a reason of `quarantine`
    replica: str
    name: str  # of the desk, as far as it is known
    sender: str
    changes: int


@dataclass(frozen=True, slots=True)
class PendingRequests:
    """All that waits for a decision; declined requests to erase too, which can be granted later."""

    erasures: tuple[ErasureRequest, ...]
    kept_out: tuple[KeptOutAuthor, ...]

    @property
    def count(self) -> int:
        """How many wait."""
        return sum(each.state == ASKED for each in self.erasures) + len(self.kept_out)


def read_requests(workspace: Workspace) -> PendingRequests:
    """What waits for a decision. For a background task."""
    with workspace.reading() as conn:
        waiting = read_kept_out(conn)
        names = desk_names(conn, {each.replica for each in waiting})
        for partner in read_partners(conn, brief=True):
            names.update(dict.fromkeys((partner.replica, *partner.former), partner.name))
        return PendingRequests(
            tuple(open_requests(conn, states=(ASKED, DECLINED))),
            tuple(
                KeptOutAuthor(each.why, each.replica, names.get(each.replica, each.replica[:8]), each.sender, each.changes)
                for each in waiting
            ),
        )  # fmt: skip


def answer_erasures(workspace: Workspace, numbers: Collection[int], *, grant: bool) -> None:
    """Grant requests to erase, after which nothing brings the values back, or decline them."""
    if grant:
        workspace.journal.grant_erasures(numbers)
        workspace.finish_erasing()
    else:
        workspace.journal.decline_erasures(numbers)


def accept_author(workspace: Workspace, found: PendingRequests, replica: str) -> Received:
    """Take in the changes that wait in the name of a desk, of which a person knows that it wrote them.

    Raises UserFacingError where none wait.
    """
    those = {
        each.replica
        for each in found.kept_out
        if each.why == AUTHOR and (each.replica.startswith(replica) or each.name == replica)
    }
    if len(those) != 1:
        raise UserFacingError(
            _("Nothing waits in the name of {name}, or of several.").format(name=replica),
            kept=_("Nothing was changed."),
            todo=_("“requests” lists what waits."),
        )
    workspace.back_up("import")
    return workspace.journal.take_from_quarantine(AUTHOR, those)
