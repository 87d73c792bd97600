"""What a person of this desk says of the key of another: compared by telephone, with which rights, frozen, blocked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from desktop.errors import UserFacingError
from desktop.exchange.identity import own_public_key
from desktop.exchange.partners.partner_details import read_relayed_writers
from desktop.exchange.partners.partner_list import Partner, now_ms
from desktop.i18n import _
from desktop.workspace import Workspace
from desktop.workspace.changes.erasure_decisions import ASKED, DECIDED, DECLINED
from desktop.workspace.changes.quarantine import BLOCKED, FROZEN, waiting_replicas_of
from desktop.workspace.merge.known_blocks import remember_states, write_state

if TYPE_CHECKING:
    from desktop.workspace.merge.incoming import Received

Progress = Callable[[int, int], None]

NONE, FREEZE, BLOCK = "", "frozen", "blocked"
"""States of a key. FREEZE: what is here stays, what comes later waits; BLOCK: their packages are refused, and what is here of
the key waits too, as if it had never come.
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What was said of a key."""

    state: str = NONE
    confirmed_by: str = ""
    """Who compared the verification code; "" where nobody did."""
    confirmed: int = 0
    """When, ms since 1970 UTC on this computer."""


NOTHING_SAID = Standing()


def read_standings(conn: Connection) -> dict[bytes, Standing]:
    """What was said of keys; of those that are not in it, nothing."""
    rows = conn.exec_driver_sql("SELECT key, state, confirmed_by, confirmed FROM partner_standing").fetchall()
    return {bytes.fromhex(str(row[0])): Standing(*row[1:]) for row in rows}


def read_standing(conn: Connection, key: bytes) -> Standing:
    """What was said of a key."""
    row = conn.exec_driver_sql(
        "SELECT state, confirmed_by, confirmed FROM partner_standing WHERE key = ?", (key.hex(),)
    ).fetchone()
    return Standing() if row is None else Standing(*row)


def confirm(workspace: Workspace, partner: Partner, confirmed: bool = True) -> None:
    """Remember that the person who works here compared the verification code of a partner, or take that back: then they
    have no rights either.
    """
    who = workspace.journal.author if confirmed else ""
    write_confirmation(workspace, partner, who, now_ms() if confirmed else 0)


def write_confirmation(workspace: Workspace, partner: Partner, who: str, when: int) -> None:
    """The same with who compared the code, and when (ms since 1970 UTC; 0: nobody did)."""
    _write(workspace, partner, "confirmed_by = ?, confirmed = ?", (who, when))


ERASES = MappingProxyType({"ask": ASKED, "people": DECIDED, "never": DECLINED})
"""What becomes of a partner's requests to erase what others wrote, as people say it; `people`: at once for people's records."""


def let_erase(workspace: Workspace, partner: Partner, what: str) -> None:
    """Say what becomes of a partner's requests to erase. Raises UserFacingError for what is no key of `ERASES`, and where
    people's records would go at once for a partner whose code nobody compared.
    """
    if what not in ERASES:
        raise UserFacingError(
            _("“{word}” is not known here.").format(word=what),
            todo=_("Available: {names}.").format(names=", ".join(ERASES)),
        )
    if ERASES[what] == DECIDED:
        require_confirmation(workspace, partner)
    _write_partner(workspace, partner, "erases = ?", ERASES[what])


def let_bring_old(workspace: Workspace, partner: Partner, may: bool) -> None:
    """Say whether a partner may bring changes of others that nobody can prove. Raises UserFacingError where nobody compared
    their code.
    """
    if may:
        require_confirmation(workspace, partner)
    _write_partner(workspace, partner, "brings_old = ?", int(may))


def restore_rights(workspace: Workspace, partner: Partner) -> None:
    """Have the rights of a partner be as this says that they were."""
    _write_partner(workspace, partner, "erases = ?", partner.erases)
    _write_partner(workspace, partner, "brings_old = ?", int(partner.brings_old))


def require_confirmation(workspace: Workspace, partner: Partner) -> None:
    """Raises UserFacingError where nobody compared the verification code of a partner."""
    with workspace.reading() as conn:
        if read_standing(conn, partner.key).confirmed:
            return
    raise UserFacingError(
        _("{name} is not confirmed: only partners whose verification code was compared can be given rights.").format(
            name=partner.name
        ),
        kept=_("Nothing was changed."),
        todo=_("Compare the code with them by telephone, and confirm it first."),
    )


def _write_partner(workspace: Workspace, partner: Partner, what: str, value: object) -> None:
    workspace.journal.beside(
        lambda conn: conn.exec_driver_sql(f"UPDATE partner SET {what} WHERE no = ?", (value, partner.no))
    )


def set_state(
    workspace: Workspace,
    partner: Partner,
    state: str,
    *,
    with_relayed: bool = False,
    progress: Progress | None = None,
) -> Received | None:
    """Freeze or block a key, or let it go on: then what waited of it is taken in, which is returned.

    To block takes out of the journal what is here of the key, as if it had never come; `with_relayed`: and what is here of
    desks that are known through this partner alone, whose keys are blocked too, until the partner's is let go on.
    A backup is made before. `progress` hears (done, in all) while that is done; raising Cancelled there, it leaves all as it
    was.
    """
    if state == BLOCK:
        workspace.back_up("block", progress=progress)
    key, journal = partner.key.hex(), workspace.journal
    with workspace.reading() as conn:
        before = read_standing(conn, partner.key).state
        keys = {key: partner.name, **dict.fromkeys(_blocked_with(conn, key), partner.name)}
        if state == BLOCK and with_relayed:
            relayed = read_relayed_writers(conn, own_public_key(workspace))
            keys.update((each.key, each.name) for each in relayed if each.through == partner.no and each.key)
        replicas = waiting_replicas_of(conn, keys) | {partner.replica, *partner.former}
        if state != BLOCK:
            remember_states(conn, workspace.home, keys)  # first: or the next opening would freeze or block them again
    received: Received | None = None
    with journal.group("partner"):
        for each in keys:
            through = "" if each == key or state != BLOCK else key
            allowed = BLOCK if state == BLOCK else NONE
            journal.beside(lambda conn, each=each, to=(allowed, through): write_state(conn, each, *to))
        if state == BLOCK:
            journal.remove_changes_of(keys, progress)
        elif before == BLOCK:
            received = journal.take_from_quarantine(BLOCKED, replicas, (partner.replica, *partner.former))
        if state == NONE:
            later = journal.take_from_quarantine(FROZEN, replicas, (partner.replica, *partner.former))
            received = later if received is None else _together(received, later)
        elif state == FREEZE:
            journal.beside(lambda conn: write_state(conn, key, state, ""))
    with workspace.reading() as conn:
        remember_states(conn, workspace.home)
    if state != BLOCK:
        workspace.finish_erasing()
    return received


def _together(first: Received, second: Received) -> Received:
    """What two steps of one action brought."""
    for type, ids in second.records.items():
        first.records.setdefault(type, set()).update(ids)
    first.new, first.known = first.new + second.new, first.known + second.known
    first.refused += second.refused
    return first


def _blocked_with(conn: Connection, key: str) -> list[str]:
    """The keys that were blocked together with one."""
    rows = conn.exec_driver_sql("SELECT key FROM partner_standing WHERE through = ?", (key,))
    return [str(row[0]) for row in rows]


def _write(workspace: Workspace, partner: Partner, what: str, values: tuple[object, ...]) -> None:
    def write(conn: Connection) -> None:
        conn.exec_driver_sql(
            "INSERT OR IGNORE INTO partner_standing (key, state, confirmed_by, confirmed) VALUES (?, '', '', 0)",
            (partner.key.hex(),),
        )
        conn.exec_driver_sql(f"UPDATE partner_standing SET {what} WHERE key = ?", (*values, partner.key.hex()))

    workspace.journal.beside(write)
