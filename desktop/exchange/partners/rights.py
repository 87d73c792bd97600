"""What a package may do on this desk, by who signed it: nobody speaks for another."""

from __future__ import annotations

from sqlalchemy import Connection

from desktop.errors import UserFacingError
from desktop.exchange.packages.format import MAJOR, MINOR, Manifest
from desktop.exchange.packages.limits import refusal
from desktop.exchange.partners.partner_list import Partner, clean_name, read_partners
from desktop.exchange.partners.standing import BLOCK, read_standing, read_standings
from desktop.exchange.partners.trust import Trust, Verdict
from desktop.i18n import _
from desktop.workspace.changes.erasure_decisions import DECIDED, SenderRights
from desktop.workspace.changes.erasures import own_replicas


def rights_of(conn: Connection, verdict: Verdict, manifest: Manifest, own_key: bytes) -> SenderRights:
    """What a package may do. One that this desk signed itself brings all, but what others asked it to erase is asked here too:
    a copy of this desk may have made it. Of any other, what it brings without proof in the name of another desk than its
    sender waits for a person, but for a file that nobody signed and that a person let in: of that, what is of desks that are
    known here. The rights that a partner was given are those of the key that a person compared.
    `own_key`: the public key of this desk.
    """
    itself = frozenset({own_key.hex()} if own_key else ())
    if verdict.trust is Trust.OWN:
        replicas = frozenset(own_replicas(conn))
        return SenderRights(own=replicas, itself=replicas | itself, erases=_erasing(conn))
    partner = verdict.partner
    confirmed = bool(verdict.key) and bool(read_standing(conn, verdict.key).confirmed)
    others: dict[str, str] = {}
    for each in read_partners(conn, brief=True):
        if partner is None or each.no != partner.no:
            others.update(dict.fromkeys((each.replica, *each.former), each.name))
    others.update(dict.fromkeys(own_replicas(conn), _("this desk")))
    if verdict.trust is Trust.UNSIGNED:
        return SenderRights(clean_name(verdict.claimed), others=others, erases=_erasing(conn), itself=itself)
    own = {manifest.replica} if partner is None else {partner.replica, *partner.former, manifest.replica}
    return SenderRights(
        clean_name(verdict.claimed) if partner is None else partner.name,
        frozenset(own - others.keys()),
        _without_old(others, partner if confirmed else None),
        _erasing(conn),
        itself,
        brings_old=partner is not None and confirmed and partner.brings_old,
    )


def _erasing(conn: Connection) -> dict[str, str]:
    """What becomes of the requests of partners to erase, by their keys and replicas: the right is of who wrote an erasure,
    whoever brings it.
    """
    confirmed = {key for key, each in read_standings(conn).items() if each.confirmed}
    found: dict[str, str] = {}
    for each in read_partners(conn, brief=True):
        if each.erases != DECIDED or each.key in confirmed:
            found.update(dict.fromkeys((each.key.hex(), each.replica, *each.former), each.erases))
    return found


def _without_old(others: dict[str, str], partner: Partner | None) -> dict[str, str]:
    """A partner with the right to bring old changes brings those of everybody, but never of this desk."""
    if partner is None or not partner.brings_old:
        return others
    return {replica: name for replica, name in others.items() if name == _("this desk")}


def claims_another(name: str, whose: str) -> UserFacingError:
    """A package names the replica of another desk as the one that made it."""
    return refusal(
        _("{name} says to be made by {whose}, but is signed with another key.").format(name=name, whose=whose),
        _("Ask the sender where the file comes from."),
    )


def refuse_older_format(conn: Connection, verdict: Verdict, manifest: Manifest, name: str) -> None:
    """Whoever has updated proves what they write. Raises UserFacingError where their package is of a format without proofs."""
    if manifest.major >= 3 or verdict.trust not in (Trust.KNOWN, Trust.CHANGED):
        return
    if conn.exec_driver_sql("SELECT 1 FROM replica_key WHERE public_key = ? LIMIT 1", (verdict.key,)).fetchone():
        raise refusal(
            _(
                "{name} is of an older format, though {whose} has updated: nobody can prove who wrote what is in it."
            ).format(name=name, whose=verdict.name),
            _("Ask for a package of format {format}.").format(format=f"{MAJOR}.{MINOR}"),
        )


def refuse_blocked(conn: Connection, verdict: Verdict, name: str) -> None:
    """Raises UserFacingError where a person here blocked the key that a package is signed with."""
    if verdict.key and read_standing(conn, verdict.key).state == BLOCK:
        raise refusal(
            _("{name}: {whose} is blocked on this desk.").format(name=name, whose=verdict.name),
            _("“partners --allow” undoes that."),
        )
