"""What a package may do on this desk, by who signed it: nobody speaks for another."""

from __future__ import annotations

from sqlalchemy import Connection

from desktop.errors import UserFacingError
from desktop.exchange.packages.format import MAJOR, MINOR, Manifest
from desktop.exchange.packages.limits import refusal
from desktop.exchange.partners.partner_list import Partner, clean_name, read_partners
from desktop.exchange.partners.standing import BLOCK, read_standing
from desktop.exchange.partners.trust import Trust, Verdict
from desktop.i18n import _
from desktop.workspace.changes.erasure_decisions import ASKED, DECIDED, VOUCHED, SenderRights
from desktop.workspace.changes.erasures import own_replicas


def rights_of(conn: Connection, verdict: Verdict, manifest: Manifest) -> SenderRights:
    """What a package may do. One that this desk signed itself may do all; of any other, what it brings in the name of a desk
    that is known here, and is not its sender, waits for a person. The rights that a partner was given are those of the key
    that a person compared.
    """
    if verdict.trust is Trust.OWN:
        return VOUCHED
    partner = verdict.partner
    confirmed = bool(verdict.key) and bool(read_standing(conn, verdict.key).confirmed)
    others: dict[str, str] = {}
    for each in read_partners(conn, brief=True):
        if partner is None or each.no != partner.no:
            others.update(dict.fromkeys((each.replica, *each.former), each.name))
    others.update(dict.fromkeys(own_replicas(conn), _("this desk")))
    if verdict.trust is Trust.UNSIGNED:
        return SenderRights(clean_name(verdict.claimed), others=others)
    own = {manifest.replica} if partner is None else {partner.replica, *partner.former, manifest.replica}
    return SenderRights(
        clean_name(verdict.claimed) if partner is None else partner.name,
        frozenset(own - others.keys()),
        _without_old(others, partner if confirmed else None),
        ASKED if partner is None or (partner.erases == DECIDED and not confirmed) else partner.erases,
    )


def _without_old(others: dict[str, str], partner: Partner | None) -> dict[str, str]:
    """A partner with the right to bring old changes brings those of everybody, but never of this desk."""
    if partner is None or not partner.brings_old:
        return others
    return {replica: name for replica, name in others.items() if name == _("this desk")}


def claims_another(name: str, whose: str) -> UserFacingError:
    """A package names the replica of another desk as the one that made it."""
    return refusal(
        _("{name} says to be made by {whose}, but is signed with another key.").format(name=name, whose=whose),
        _("Ask its sender where the file comes from."),
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
            _("“partners --allow” takes that back."),
        )
