"""Votes of two records that are one person: they are merged with them, so that desks that know neither count one voter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.workspace.records.record_ids import vote_record_id

if TYPE_CHECKING:
    from sqlalchemy import Connection


def votes_with(conn: Connection, person: str, survivor: str | None) -> list[tuple[str, str | None]]:
    """(vote, the vote that it is merged into) for all votes that follow when a person is merged into another, or apart again.
    The other vote need not exist: who voted twice under two names has one either way.
    """
    rows = conn.exec_driver_sql("SELECT id, parent FROM vote WHERE person = ? ORDER BY id", (person,)).fetchall()
    found: list[tuple[str, str | None]] = [
        (str(id), vote_record_id(str(round_id), survivor) if survivor else None) for id, round_id in rows
    ]
    if survivor:  # votes that had been merged into one that this person never gave
        for (round_id,) in conn.exec_driver_sql("SELECT id FROM round ORDER BY id").fetchall():
            before, after = (vote_record_id(str(round_id), each) for each in (person, survivor))
            merged = conn.exec_driver_sql("SELECT id FROM vote WHERE merged_into = ? AND id <> ?", (before, after))
            found += [(str(id), after) for (id,) in merged.fetchall()]
    return found
