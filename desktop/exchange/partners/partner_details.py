"""What is known of a partner beside the list: which packages came of them, and who is known through them alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop.exchange.partners.partner_list import Partner, read_partners
from desktop.workspace.changes.erasures import own_replicas
from desktop.workspace.changes.known_names import KnownNames

_SLACK_MS = 60_000
"""A partner is remembered at the end of taking a package in, its arrival a little before."""


@dataclass(frozen=True, slots=True)
class SeenPackage:
    """A package of a partner that brought something new. `time` in ms since 1970 UTC on this computer."""

    name: str
    time: int


@dataclass(frozen=True, slots=True)
class PartnerPackages:
    """The first and the last package of a partner; None where none brought anything new."""

    first: SeenPackage | None
    last: SeenPackage | None


NO_PACKAGE = PartnerPackages(None, None)


@dataclass(frozen=True, slots=True)
class RelayedWriter:
    """A desk of which changes are here though no package of its own was ever taken in."""

    name: str  # as it writes it, marked where it only looks like that of somebody known; "" where it has none
    sender: str  # who brought the first of its changes, as they call themselves
    through: int  # the number of that partner; 0: nobody on the list
    key: str = ""  # public key, hexadecimal; "" where they are known from a time without proofs only


def read_partner_packages(conn: Connection, partners: Iterable[Partner]) -> dict[int, PartnerPackages]:
    """Where and when partners were seen, by their number."""
    whose = {replica: each for each in partners for replica in (each.replica, *each.former)}
    found: dict[int, PartnerPackages] = {each.no: NO_PACKAGE for each in whose.values()}
    rows = conn.exec_driver_sql("SELECT sender_replica, label, time FROM arrival ORDER BY no").fetchall()
    for replica, label, time in rows:
        partner = whose.get(replica)
        if partner is not None and time >= partner.met - _SLACK_MS:
            package = SeenPackage(str(label), int(time))
            found[partner.no] = PartnerPackages(found[partner.no].first or package, package)
    return found


def read_relayed_writers(conn: Connection, own_key: bytes) -> list[RelayedWriter]:
    """All desks that are known through others only, by name; `own_key`: the public key of this desk."""
    partners = read_partners(conn, brief=True)
    whose = {replica: each.no for each in partners for replica in (each.replica, *each.former)}
    known = {own_key.hex(), *(each.key.hex() for each in partners)}
    known_replicas = whose.keys() | own_replicas(conn)
    arrivals = conn.exec_driver_sql("SELECT first_no, last_no, sender, sender_replica FROM arrival ORDER BY first_no")
    spans = [tuple(row) for row in arrivals]
    starts = [int(row[0]) for row in spans]
    found: dict[str, RelayedWriter] = {}
    who = KnownNames(conn)
    for id, key, no in conn.exec_driver_sql(
        "SELECT substr(r.id, 1, 36), lower(hex(k.public_key)), (SELECT c.no FROM stored_change c WHERE c.replica_no = r.no"
        " ORDER BY c.seq LIMIT 1) FROM replica r LEFT JOIN replica_key k ON k.replica_no = r.no"
        " WHERE instr(r.id, '#') = 0 ORDER BY r.no"
    ).fetchall():
        writer = str(key or id)
        if no is None or writer in known or id in known_replicas or writer in found:
            continue
        at = bisect_right(starts, int(no)) - 1
        span = spans[at] if at >= 0 and int(no) <= int(spans[at][1]) else (0, 0, "", "")
        name = conn.exec_driver_sql(
            "SELECT a.name FROM stored_change c JOIN author a ON a.no = c.author_no WHERE c.no = ?", (no,)
        ).scalar()
        shown = who.marked_by_key(str(name or ""), writer)
        found[writer] = RelayedWriter(shown, str(span[2]), whose.get(str(span[3]), 0), str(key or ""))
    return sorted(found.values(), key=lambda each: (each.name, each.sender))
