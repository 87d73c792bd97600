"""What a person of this desk says of the key of another: compared by telephone, frozen, blocked."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from desktop.exchange.partners.partner_list import Partner, now_ms
from desktop.workspace import Workspace
from desktop.workspace.changes.quarantine import FROZEN
from desktop.workspace.merge.incoming import Received

NONE, FREEZE, BLOCK = "", "frozen", "blocked"
"""States of a key. FREEZE: what is here stays, what comes later waits; BLOCK: their packages are refused, too."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What was said of a key."""

    state: str = NONE
    confirmed_by: str = ""
    """Who compared the verification code; "" where nobody did."""
    confirmed: int = 0
    """When, ms since 1970 UTC on this computer."""


def read_standing(conn: Connection, key: bytes) -> Standing:
    """What was said of a key."""
    row = conn.exec_driver_sql(
        "SELECT state, confirmed_by, confirmed FROM partner_standing WHERE key = ?", (key.hex(),)
    ).fetchone()
    return Standing() if row is None else Standing(*row)


def confirm(workspace: Workspace, partner: Partner, confirmed: bool = True) -> None:
    """Remember that the person who works here compared the verification code of a partner, or take that back."""
    who = workspace.journal.author if confirmed else ""
    _write(workspace, partner, "confirmed_by = ?, confirmed = ?", (who, now_ms() if confirmed else 0))


def set_state(workspace: Workspace, partner: Partner, state: str) -> Received | None:
    """Freeze or block a key, or let it go on: then what waited of it is taken in, which is returned."""
    _write(workspace, partner, "state = ?", (state,))
    if state != NONE:
        return None
    with workspace.reading() as conn:
        rows = conn.exec_driver_sql(
            "SELECT substr(r.id, 1, 36) FROM replica r JOIN replica_key k ON k.replica_no = r.no WHERE k.public_key = ?",
            (partner.key,),
        ).fetchall()
    replicas = {str(row[0]) for row in rows} | {partner.replica, *partner.former}
    return workspace.journal.take_from_quarantine(FROZEN, replicas)


def _write(workspace: Workspace, partner: Partner, what: str, values: tuple[object, ...]) -> None:
    def write(conn: Connection) -> None:
        conn.exec_driver_sql(
            "INSERT OR IGNORE INTO partner_standing (key, state, confirmed_by, confirmed) VALUES (?, '', '', 0)",
            (partner.key.hex(),),
        )
        conn.exec_driver_sql(f"UPDATE partner_standing SET {what} WHERE key = ?", (*values, partner.key.hex()))

    workspace.journal.beside(write)
