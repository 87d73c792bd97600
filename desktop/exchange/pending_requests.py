"""What waits for a decision of this desk: requests to erase, and changes of which nobody can tell who wrote them.

found = read_requests(workspace)
answer_erasures(workspace, [each.no for each in found.erasures], grant=True)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop.errors import UserFacingError
from desktop.exchange.forks import Fork, read_forks
from desktop.exchange.identity import own_public_key
from desktop.exchange.packages.package_writer import desk_names
from desktop.exchange.partners import Partner, let_erase, read_partners
from desktop.exchange.partners.new_desks import NewDesk, read_new_desks
from desktop.exchange.partners.standing import restore_rights
from desktop.i18n import _, ngettext
from desktop.workspace import Workspace
from desktop.workspace.changes.erasure_decisions import ASKED, DECLINED, read_decisions
from desktop.workspace.changes.quarantine import AUTHOR, BLOCKED, read_kept_out
from desktop.workspace.erasing import Erased, Progress
from desktop.workspace.erasure.requests import ErasureRequest, open_requests
from desktop.workspace.merge.incoming import ONLY_PROVEN, Received, takes_proven_only


@dataclass(frozen=True, slots=True)
class KeptOutAuthor:
    """Changes that wait, of one author."""

    why: str  # a reason of `quarantine`
    replica: str
    name: str  # of the desk, as far as it is known
    sender: str
    changes: int

    @property
    def sentence(self) -> str:
        """What waits, in whose name, why, and who brought it."""
        words = {
            "author": ngettext(
                "{count} change in the name of {name} ({replica}), brought by {sender}: nobody can tell whether they wrote it.",
                "{count} changes in the name of {name} ({replica}), brought by {sender}: nobody can tell whether they wrote"
                " them.",
                self.changes,
            ),
            "type": ngettext(
                "{count} change of {name} ({replica}), brought by {sender}: its record is of another type here.",
                "{count} changes of {name} ({replica}), brought by {sender}: their records are of another type here.",
                self.changes,
            ),
            "frozen": ngettext(
                "{count} change of {name} ({replica}), brought by {sender}: you froze or blocked them.",
                "{count} changes of {name} ({replica}), brought by {sender}: you froze or blocked them.",
                self.changes,
            ),
            "erased": ngettext(
                "{count} change of {name} ({replica}), brought by {sender} without what was asked to be erased.",
                "{count} changes of {name} ({replica}), brought by {sender} without what was asked to be erased.",
                self.changes,
            ),
        }[self.why]
        return words.format(
            count=self.changes, name=self.name, replica=self.replica[:8],
            sender=self.sender or _("an unknown person"),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PendingRequests:
    """All that waits for a decision; declined requests to erase too, which can be granted later."""

    erasures: tuple[ErasureRequest, ...]
    kept_out: tuple[KeptOutAuthor, ...]
    forks: tuple[Fork, ...] = ()
    """Nothing to decide: whom to ask about copies of workspaces that were worked with."""

    new_desks: tuple[NewDesk, ...] = ()
    """Desks whose packages wait until they are accepted."""

    @property
    def count(self) -> int:
        """How many answers a person owes: what waits because they froze a partner, or with a request, is not counted."""
        authors = sum(each.why == AUTHOR for each in self.kept_out)
        return sum(each.state == ASKED for each in self.erasures) + authors + len(self.new_desks)


@dataclass(frozen=True, slots=True)
class Declined:
    """What was declined at once, to be undone."""

    numbers: tuple[int, ...]
    partner: Partner | None
    """Whose requests are all declined from now on, as they were before; None: nobody's on the list."""


def read_requests(workspace: Workspace) -> PendingRequests:
    """What waits for a decision. For a background task."""
    own = own_public_key(workspace)
    with workspace.reading() as conn:
        waiting = [
            each for each in read_kept_out(conn) if each.why != BLOCKED
        ]  # who is blocked stands with the partners
        names = desk_names(conn, {each.replica for each in waiting})
        for partner in read_partners(conn, brief=True):
            names.update(dict.fromkeys((partner.replica, *partner.former), partner.name))
        return PendingRequests(
            tuple(open_requests(conn, states=(ASKED, DECLINED))),
            tuple(
                KeptOutAuthor(each.why, each.replica, names.get(each.replica, each.replica[:8]), each.sender, each.changes)
                for each in waiting
            ),
            tuple(read_forks(conn, own)),
            tuple(read_new_desks(conn)),
        )  # fmt: skip


def count_requests(workspace: Workspace) -> int:
    """How many answers a person owes, as `PendingRequests.count`; quick where nothing waits."""
    with workspace.reading() as conn:
        asked = any(each.state == ASKED for each in read_decisions(conn).values())
        authors = sum(each.why == AUTHOR for each in read_kept_out(conn))
        return authors + len(read_new_desks(conn)) + (len(open_requests(conn)) if asked else 0)


def grant_erasures(workspace: Workspace, numbers: Collection[int], progress: Progress | None = None) -> Erased:
    """Grant requests to erase: what they name goes for good, here and in the backups. Raises UserFacingError."""
    blanked = workspace.journal.grant_erasures(numbers)
    done = workspace.finish_erasing(progress=progress)
    return Erased(blanked.changes, done.files, done.backups, done.left)


def partner_who_asks(conn: Connection, request: ErasureRequest) -> Partner | None:
    """The partner whose desk wrote a request; None where it is nobody's on the list."""
    row = conn.exec_driver_sql(
        "SELECT k.public_key FROM replica r JOIN replica_key k ON k.replica_no = r.no WHERE r.id = ?",
        (request.replica,),
    ).fetchone()
    for each in read_partners(conn, brief=True):
        if request.replica in (each.replica, *each.former) or (row is not None and each.key == bytes(row[0])):
            return each
    return None


def partners_who_ask(workspace: Workspace, requests: Iterable[ErasureRequest]) -> dict[int, Partner]:
    """By the number of a request: the partner whose desk wrote it, where it is one."""
    with workspace.reading() as conn:
        found = {each.no: partner_who_asks(conn, each) for each in requests}
    return {no: partner for no, partner in found.items() if partner is not None}


def decline_desk(workspace: Workspace, request: ErasureRequest) -> Declined:
    """Decline this request and all others of the same desk and, where it is a partner, whatever they ask later."""
    with workspace.reading() as conn:
        partner = partner_who_asks(conn, request)
        waiting = open_requests(conn)
        if partner is None:
            numbers = [each.no for each in waiting if each.replica == request.replica]
        else:
            asking = {each.no: partner_who_asks(conn, each) for each in waiting}
            numbers = [no for no, each in asking.items() if each is not None and each.no == partner.no]
    workspace.journal.decline_erasures(numbers)
    if partner is not None:
        let_erase(workspace, partner, "never")
    return Declined(tuple(numbers), partner)


def undo_decline(workspace: Workspace, declined: Declined) -> None:
    """Have them wait for an answer again, and their desk ask as before."""
    workspace.journal.reopen_erasures(declined.numbers)
    if declined.partner is not None:
        restore_rights(workspace, declined.partner)


def answer_erasures(workspace: Workspace, numbers: Collection[int], *, grant: bool) -> None:
    """Grant requests to erase, after which nothing brings the values back, or decline them."""
    if grant:
        grant_erasures(workspace, numbers)
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
    return _accept(workspace, those)


def accept_all_old(workspace: Workspace, found: PendingRequests) -> Received:
    """Take in all changes from a time without proofs that wait, in whosever name. Raises UserFacingError where none wait."""
    those = {each.replica for each in found.kept_out if each.why == AUTHOR}
    if not those:
        raise UserFacingError(_("No change without a proof waits."), kept=_("Nothing was changed."))
    return _accept(workspace, those)


def _accept(workspace: Workspace, replicas: set[str]) -> Received:
    with workspace.reading() as conn:
        if takes_proven_only(conn):
            raise UserFacingError(
                _("Nothing is imported here any more without a proof."),
                kept=_("Nothing was changed."),
                todo=_("“partners --only-proven no” undoes that."),
            )
    workspace.back_up("import")
    return workspace.journal.take_from_quarantine(AUTHOR, replicas)


def let_in_only_proven(workspace: Workspace, only: bool) -> None:
    """Say whether changes from a time without proofs may still come in. What is here stays in either case."""
    workspace.set_meta(ONLY_PROVEN, "1" if only else "")
