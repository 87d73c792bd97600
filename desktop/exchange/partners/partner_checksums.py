"""Do a partner and this desk hold the same changes under the same numbers? Checksums that came with packages tell."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from desktop.exchange.partners.partner_list import Partner, format_have_set, parse_have_set
from desktop.workspace.changes.have_sets import HaveSet, checksums, read_have_set
from desktop.workspace.merge.outgoing import minus


def keep_sums(conn: Connection, key: bytes, holds: HaveSet, sums: Mapping[str, bytes]) -> None:
    """Remember what the last package of a partner said of what they hold."""
    conn.exec_driver_sql("DELETE FROM partner_sum WHERE key = ?", (key.hex(),))
    rows = [
        (key.hex(), replica, format_have_set({replica: holds[replica]}), each.hex())
        for replica, each in sums.items()
        if any(each)
    ]
    if rows:
        conn.exec_driver_sql("INSERT INTO partner_sum (key, replica, spans, sum) VALUES (?, ?, ?, ?)", rows)


def surely_held(conn: Connection, partner: Partner) -> HaveSet:
    """What a partner holds, as this desk would give it. A replica of which they hold other changes under the same numbers is
    sent as if they held nothing of it: so a difference heals, and who lies only gets more.
    """
    rows = conn.exec_driver_sql(
        "SELECT replica, spans, sum FROM partner_sum WHERE key = ?", (partner.key.hex(),)
    ).fetchall()
    have = read_have_set(conn)
    claims = {str(row[0]): parse_have_set(str(row[1])) for row in rows}
    same = {replica: spans[replica] for replica, spans in claims.items() if not minus(spans, have)}
    ours = checksums(conn, same)
    differ = {row[0] for row in rows if row[0] in same and ours.get(row[0], b"").hex() != row[2]}
    return {replica: spans for replica, spans in partner.seen.items() if replica not in differ}
