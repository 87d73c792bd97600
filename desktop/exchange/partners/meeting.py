"""What a package that is taken in tells of its sender."""

from __future__ import annotations

import json

from sqlalchemy import Connection

from desktop.exchange.packages.format import Manifest
from desktop.exchange.partners.book import Partner, have_text, names_taken, now, plain_name, read_partner, same_name
from desktop.exchange.partners.trust import Trust, Verdict
from desktop.words import _
from desktop.workspace.changes.have_sets import plausible
from desktop.workspace.merge.outgoing import both, minus


def meet(conn: Connection, verdict: Verdict, told: Manifest) -> None:
    """Remember the sender, in the transaction that takes the package in. Nothing is learned from unsigned packages."""
    if verdict.trust not in (Trust.KNOWN, Trust.FIRST, Trust.CHANGED):
        return
    partner = verdict.partner
    if partner is None:
        _add(conn, verdict.key, told)
    elif verdict.trust is Trust.CHANGED:
        conn.exec_driver_sql("UPDATE partner SET key = ? WHERE no = ?", (verdict.key.hex(), partner.no))
    _learn(conn, read_partner(conn, verdict.key), told)


def _add(conn: Connection, key: bytes, told: Manifest) -> None:
    taken = names_taken(conn)
    plain = plain_name(told.author) or _("Desk {id}").format(id=told.workspace[:8])
    name, number = plain, 1
    while any(same_name(name, each) for each in taken):
        number += 1
        name = f"{plain} ({number})"
    conn.exec_driver_sql(
        "INSERT INTO partner (name, claimed, role, key, workspace, replica, former, met, seen, seen_time, lacks)"
        " VALUES (?, ?, 'peer', ?, ?, ?, '[]', ?, '{}', 0, '[]')",
        (name, told.author, key.hex(), told.workspace, told.replica, now()),
    )


def _learn(conn: Connection, partner: Partner, told: Manifest) -> None:
    """What they hold for sure, however late or twice their packages come.

    A replica never loses a change: what its packages tell adds up. A desk whose file was brought back from a backup holds
    less than before, and writes as a new replica: then only what that one tells counts, and what comes late from the
    former one counts no more.
    """
    if told.replica in partner.former:
        return
    seen, former = plausible(told.holds), list(partner.former)
    offers = minus(seen, told.withheld)
    if told.replica == partner.replica:
        seen, offers = both(partner.seen, seen), both(partner.offers, offers)
    else:
        former.append(partner.replica)
    conn.exec_driver_sql(
        "UPDATE partner SET claimed = ?, workspace = ?, replica = ?, former = ?, seen = ?, seen_time = ?, lacks = ?,"
        " offers = ? WHERE no = ?",
        (told.author, told.workspace, told.replica, json.dumps(former), have_text(seen), now(), json.dumps(told.lacks),
         have_text(offers), partner.no),
    )  # fmt: skip
