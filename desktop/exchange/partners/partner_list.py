"""The list of partners, kept with the workspace and never shared."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from sqlalchemy import Connection

from desktop.errors import UserFacingError
from desktop.exchange.identity import fingerprint
from desktop.i18n import N_, _
from desktop.vocabularies import fold
from desktop.workspace import Workspace
from desktop.workspace.changes.have_sets import HaveSet, Interval
from desktop.workspace.changes.known_names import KnownNames, marked_name
from desktop.workspace.merge.outgoing import count, minus, read_shareable

ROLES = MappingProxyType({"secretariat": N_("Secretariat"), "section": N_("Section"), "peer": N_("Peer")})
"""What a partner is to this desk: code -> words."""

_MAX_LENGTH = 200
_JOINERS = "\u200c\u200d"  # shape letters in Persian and Indic names
_COLUMNS = (
    "no, name, claimed, role, key, workspace, replica, former, met, seen, seen_time, lacks, sent, sent_time, offers, erases,"
    " brings_old"
)


FOR_ALL = "package for all"
"""Remembered with the file: when a package of everything was made for whoever gets it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """One partner. Times are ms since 1970 UTC on this computer."""

    no: int
    name: str
    claimed: str
    """What they call themselves."""
    role: str
    key: bytes
    workspace: str
    replica: str
    """Under which they wrote last."""
    former: tuple[str, ...]
    """Replicas under which they wrote before."""
    met: int
    seen: HaveSet
    """All that they hold for sure: their own packages told it."""
    seen_time: int
    lacks: tuple[str, ...]
    """sha256 of attachments that they asked for."""
    sent: HaveSet | None
    """What they hold once the last package made for them has arrived: for people to see, never to build on."""
    sent_time: int | None
    offers: HaveSet
    """All that they said to give, in packages that held it or build on those that did."""
    erases: str
    """What becomes of their requests to erase what others wrote: a state of `erasure_decisions`."""
    brings_old: bool
    """May they bring changes of others from a time without proofs?"""
    imitates: str = ""
    """Whose name theirs looks like, though it is another desk's, as `KnownNames.imitated` says; "" in a brief list."""

    @property
    def shown_name(self) -> str:
        """The name as it is shown: marked where it only looks like that of somebody known."""
        return marked_name(self.name, self.imitates)

    @property
    def fingerprint(self) -> str:
        """Digits to compare by telephone."""
        return fingerprint(self.key)


def read_partners(conn: Connection, *, brief: bool = False) -> list[Partner]:
    """All partners by name. `brief`: without what they hold and were sent, which is long where there are many."""
    columns = (
        _COLUMNS.replace(" seen,", " '{}',").replace(" sent,", " NULL,").replace(" offers,", " '{}',")
        if brief
        else _COLUMNS
    )
    partners = [_partner(row) for row in conn.exec_driver_sql(f"SELECT {columns} FROM partner")]
    if not brief:
        who = KnownNames(conn)
        partners = [replace(each, imitates=who.imitated(each.claimed, each.key.hex())) for each in partners]
    return sorted(partners, key=lambda partner: (fold(partner.name), partner.no))


def read_partner(conn: Connection, key: bytes) -> Partner:
    """The partner with this key, who is on the list."""
    return _partner(conn.exec_driver_sql(f"SELECT {_COLUMNS} FROM partner WHERE key = ?", (key.hex(),)).one())


def partner_by_key(conn: Connection, key: bytes) -> Partner | None:
    """The partner with this key; None where nobody on the list has it."""
    row = conn.exec_driver_sql(f"SELECT {_COLUMNS} FROM partner WHERE key = ?", (key.hex(),)).fetchone()
    return None if row is None else _partner(row)


def partner_names(conn: Connection) -> list[str]:
    """What partners are called here."""
    return [str(row[0]) for row in conn.exec_driver_sql("SELECT name FROM partner")]


def _partner(row: Sequence[object]) -> Partner:
    (
        no,
        name,
        claimed,
        role,
        key,
        workspace,
        replica,
        former,
        met,
        seen,
        seen_time,
        lacks,
        sent,
        sent_time,
        offers,
        erases,
        old,
    ) = row
    return Partner(
        no=int(str(no)), name=str(name), claimed=str(claimed), role=str(role), key=bytes.fromhex(str(key)),
        workspace=str(workspace), replica=str(replica), former=_listed(str(former)), met=int(str(met)),
        seen=parse_have_set(str(seen)), seen_time=int(str(seen_time)), lacks=_listed(str(lacks)),
        sent=None if sent is None else parse_have_set(str(sent)),
        sent_time=None if sent_time is None else int(str(sent_time)),
        offers=parse_have_set(str(offers)), erases=str(erases), brings_old=bool(old),
    )  # fmt: skip


def _listed(text: str) -> tuple[str, ...]:
    return () if text == "[]" else tuple(json.loads(text))


def clean_name(text: str) -> str:
    """A name from outside, fit to be shown: one line, nothing that turns the direction or hides, of bearable length."""
    kept = "".join(sign for sign in " ".join(text.split()) if sign.isprintable() or sign in _JOINERS)
    return kept.strip()[:_MAX_LENGTH]


def names_look_alike(name: str, other: str) -> bool:
    """Would two names be taken for one, whatever their case, accents and invisible signs?"""
    return _name_key(name) == _name_key(other)


@lru_cache(maxsize=4_096)
def _name_key(name: str) -> str:
    return fold("".join(filter(str.isprintable, clean_name(name))))


def parse_have_set(text: str) -> dict[str, list[Interval]]:
    """A have-set as it is kept."""
    if text == "{}":
        return {}
    found: dict[str, list[list[int]]] = json.loads(text)
    return {replica: [(first, last) for first, last in spans] for replica, spans in found.items()}


def format_have_set(have: HaveSet) -> str:
    """A have-set to be kept."""
    return json.dumps({replica: [list(span) for span in have[replica]] for replica in sorted(have)})


def now_ms() -> int:
    """ms since 1970 UTC."""
    return time.time_ns() // 1_000_000


def find_partner(workspace: Workspace, name: str) -> Partner:
    """The partner that a person means: by name, whatever its case and accents, else by the beginning of it.

    Raises UserFacingError for none or several.
    """
    with workspace.reading() as conn:
        partners = read_partners(conn)
    wanted = fold(name.strip())
    found = [each for each in partners if each.name == name.strip()]
    found = found or [each for each in partners if fold(each.name) == wanted]
    found = found or [each for each in partners if wanted and fold(each.name).startswith(wanted)]
    if len(found) > 1:
        raise UserFacingError(
            _("Several partners are called “{name}”: {names}.").format(
                name=name, names=", ".join(each.name for each in found)
            ),
            todo=_("Write the whole name, or rename one of them."),
        )
    if not found:
        known = _("Available: {names}.").format(names=", ".join(each.name for each in partners))
        raise UserFacingError(
            _("There is no partner “{name}”.").format(name=name),
            todo=known if partners else _("A desk becomes a partner when you import a package that it signed."),
        )
    return found[0]


def rename_partner(workspace: Workspace, partner: Partner, name: str) -> None:
    """Call a partner otherwise here. Raises UserFacingError where another one has this name."""
    name = clean_name(name)
    if not name:
        raise UserFacingError(_("A partner needs a name."))
    with workspace.reading() as conn:
        others = [each for each in read_partners(conn) if each.no != partner.no]
    if any(names_look_alike(each.name, name) for each in others):
        raise UserFacingError(
            _("Another partner is called “{name}”.").format(name=name), todo=_("Choose another name.")
        )  # fmt: skip
    _write(workspace, "UPDATE partner SET name = ? WHERE no = ?", (name, partner.no))


def set_partner_role(workspace: Workspace, partner: Partner, role: str) -> None:
    """Say what a partner is to this desk. Raises UserFacingError for what is no role."""
    if role not in ROLES:
        raise UserFacingError(
            _("“{role}” is not a role of a partner.").format(role=role),
            todo=_("Available: {names}.").format(names=", ".join(ROLES)),
        )
    _write(workspace, "UPDATE partner SET role = ? WHERE no = ?", (role, partner.no))


def delete_partner(workspace: Workspace, partner: Partner) -> None:
    """Take a partner off the list, with their key: their next package is one of a desk not known yet.

    What they sent stays.
    """
    _write(workspace, "DELETE FROM partner WHERE no = ?", (partner.no,))


def restore_partner(workspace: Workspace, partner: Partner) -> None:
    """Put a partner back on the list as this says that they were. Nothing happens where their key is on it again."""
    values = (
        partner.no, partner.name, partner.claimed, partner.role, partner.key.hex(), partner.workspace, partner.replica,
        json.dumps(partner.former), partner.met, format_have_set(partner.seen), partner.seen_time,
        json.dumps(partner.lacks), None if partner.sent is None else format_have_set(partner.sent), partner.sent_time,
        format_have_set(partner.offers), partner.erases, int(partner.brings_old),
    )  # fmt: skip
    marks = ", ".join("?" * len(values))
    _write(workspace, f"INSERT OR IGNORE INTO partner ({_COLUMNS}) VALUES ({marks})", values)


def record_sent_package(workspace: Workspace, partner: Partner, holds: HaveSet) -> None:
    """Remember that a package was made for a partner with which they would hold all of `holds`."""
    _write(
        workspace,
        "UPDATE partner SET sent = ?, sent_time = ? WHERE no = ?",
        (format_have_set(holds), now_ms(), partner.no),
    )


def record_package_for_all(workspace: Workspace) -> None:
    """Remember that a package of everything was made, for whoever gets it."""
    workspace.set_meta(FOR_ALL, str(now_ms()))


def read_package_for_all(workspace: Workspace) -> int:
    """When the last package of everything was made, ms since 1970 UTC; 0: never."""
    return int(workspace.meta(FOR_ALL) or 0)


def _write(workspace: Workspace, statement: str, values: tuple[object, ...]) -> None:
    workspace.journal.beside(lambda conn: conn.exec_driver_sql(statement, values))


def count_unsent_edits(workspace: Workspace, partners: Sequence[Partner]) -> list[int]:
    """How many edits each partner lacks, of those that may leave this desk."""
    if not partners:
        return []
    with workspace.reading() as conn:
        holds = read_shareable(conn, "").holds  # with what is still typed: it will be sealed when a package is made
    return [count(minus(holds, partner.seen)) for partner in partners]
