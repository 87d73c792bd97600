"""How far an erasure is in force on this desk: decided here, or asked for by others and answered by a person or not yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.workspace.storage.connections import Direct

EVERYBODY = 0
"""Stands for the replica of which alone an erasure takes changes, where it takes those of all."""

DECIDED, ASKED, DECLINED = "decided", "asked", "declined"
"""States of an erasure: everything that it names goes; nobody answered yet; it was declined. In the two last ones it takes
what its own desk wrote, where it is proven to come from there.
"""

REASONS = ("asked", "consent", "mistake", "confidential", "other")
"""Why somebody erases: the person asked for it, did not agree, it was written by mistake, must not be known, or else."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is known of one erasure beside its change."""

    state: str
    proven: bool = True
    sender: str = ""
    time: int = 0

    def only_of(self, replica_no: int) -> int | None:
        """Whose changes it takes: of EVERYBODY, of this replica's desk, which wrote it, or (None) nobody's."""
        if self.state == DECIDED:
            return EVERYBODY
        return replica_no if self.proven else None


def waits_for_answer(conn: Connection | Direct) -> bool:
    """May a person owe an answer? Quick: it looks into each table that `exchange.requests.count_requests` counts from."""
    asked = (
        "SELECT EXISTS (SELECT 1 FROM erasure_decision WHERE state = ?) OR EXISTS (SELECT 1 FROM quarantine)"
        " OR EXISTS (SELECT 1 FROM new_desk)"
    )
    return bool(conn.exec_driver_sql(asked, (ASKED,)).scalar())


def read_decisions(conn: Connection | Direct) -> dict[int, Decision]:
    """All of them, by the number of the erasure's change."""
    rows = conn.exec_driver_sql("SELECT change_no, state, proven, sender, time FROM erasure_decision").fetchall()
    return {int(row[0]): Decision(row[1], bool(row[2]), row[3], row[4]) for row in rows}


def decisions_in_force(conn: Connection | Direct) -> dict[tuple[str, int], Decision]:
    """The decisions about erasures (replica, seq) that take anything."""
    rows = conn.exec_driver_sql(
        "SELECT substr(r.id, 1, 36), c.seq, d.state, d.proven, d.sender, d.time FROM erasure_decision d"
        " JOIN stored_change c ON c.no = d.change_no"
        " JOIN replica r ON r.no = c.replica_no"
    ).fetchall()
    found = {(str(row[0]), int(row[1])): Decision(row[2], bool(row[3]), row[4], row[5]) for row in rows}
    return {id: each for id, each in found.items() if each.state == DECIDED or each.proven}


def write_decision(conn: Connection | Direct, change_no: int, decision: Decision) -> None:
    """Remember how far an erasure is in force; a later decision takes the place of an earlier one."""
    conn.exec_driver_sql(
        "INSERT OR REPLACE INTO erasure_decision (change_no, state, proven, sender, time) VALUES (?, ?, ?, ?, ?)",
        (change_no, decision.state, int(decision.proven), decision.sender, decision.time),
    )


@dataclass(frozen=True, slots=True)
class SenderRights:
    """What a delivery may do on this desk, by who stands behind it."""

    sender: str = ""
    own: frozenset[str] = frozenset()
    """Replicas that are known to be the sender's."""
    others: Mapping[str, str] | None = None
    """Replica -> whose it is known to be, this desk's or another partner's: nobody else brings new changes of it."""
    erases: Mapping[str, str] | None = None
    """Key of a partner in hexadecimal, or a replica of theirs -> what becomes of the erasures that they wrote, whoever brings
    them, as far as they are requests: DECIDED holds for people's records only.
    """
    itself: frozenset[str] = frozenset()
    """The key of this desk and, in a package of its own, its replicas: what it erased is decided."""
    decided: Mapping[tuple[str, int], Decision] | None = None
    """Of erasures (replica, seq): what was decided about them before, in this desk's own file."""
    brings_old: bool = True
    """May they bring changes without proof of desks that are not known here? Else those wait for a person."""
    vouched: bool = False
    """The caller answers for all of it: so are changes taken in that this desk had before, and in tests."""


VOUCHED = SenderRights(vouched=True)
