"""What a package that is taken in tells of its sender."""

from __future__ import annotations

import json

from sqlalchemy import Connection

from desktop.exchange.packages.format import Manifest
from desktop.exchange.partners.partner_list import (
    Partner,
    clean_name,
    format_have_set,
    names_look_alike,
    now_ms,
    partner_names,
    read_partner,
)
from desktop.exchange.partners.trust import Trust, Verdict
from desktop.i18n import _
from desktop.workspace.changes.have_sets import plausible
from desktop.workspace.merge.outgoing import both


def remember_sender(conn: Connection, verdict: Verdict, manifest: Manifest) -> None:
    """Remember the sender, in the transaction that takes the package in. Nothing is learned from unsigned packages."""
    if verdict.trust not in (Trust.KNOWN, Trust.FIRST, Trust.CHANGED):
        return
    partner = verdict.partner
    if partner is None:
        add_partner(conn, verdict.key, manifest.author, manifest.workspace, manifest.replica)
    elif verdict.trust is Trust.CHANGED:
        conn.exec_driver_sql("UPDATE partner SET key = ? WHERE no = ?", (verdict.key.hex(), partner.no))
    _update_partner(conn, read_partner(conn, verdict.key), manifest)


def add_partner(conn: Connection, key: bytes, author: str, workspace: str, replica: str) -> None:
    """Put a desk on the list of partners, under a name that no other has."""
    taken = partner_names(conn)
    plain = clean_name(author) or _("Desk {id}").format(id=workspace[:8])
    name, number = plain, 1
    while any(names_look_alike(name, each) for each in taken):
        number += 1
        name = f"{plain} ({number})"
    conn.exec_driver_sql(
        "INSERT INTO partner (name, claimed, role, key, workspace, replica, former, met, seen, seen_time, lacks)"
        " VALUES (?, ?, 'peer', ?, ?, ?, '[]', ?, '{}', 0, '[]')",
        (name, author, key.hex(), workspace, replica, now_ms()),
    )
    conn.exec_driver_sql("DELETE FROM new_desk WHERE key = ?", (key.hex(),))


def _update_partner(conn: Connection, partner: Partner, manifest: Manifest) -> None:
    """What they hold for sure, however late or twice their packages come.

    A replica never loses a change: what its packages tell adds up. A desk whose file was brought back from a backup holds
    less than before, and writes as a new replica: then only what that one tells counts, and what comes late from the
    former one counts no more.
    """
    if manifest.replica in partner.former:
        return
    seen, former = plausible(manifest.holds), list(partner.former)
    offers = plausible(manifest.gives)
    if manifest.replica == partner.replica:
        seen, offers = both(partner.seen, seen), both(partner.offers, offers)
    else:
        former.append(partner.replica)
    conn.exec_driver_sql(
        "UPDATE partner SET claimed = ?, workspace = ?, replica = ?, former = ?, seen = ?, seen_time = ?, lacks = ?,"
        " offers = ?, sealing_key = ? WHERE no = ?",
        (
            manifest.author, manifest.workspace, manifest.replica, json.dumps(former), format_have_set(seen), now_ms(),
            json.dumps(manifest.lacks), format_have_set(offers), manifest.sealing_key.hex(), partner.no,
        ),
    )  # fmt: skip
