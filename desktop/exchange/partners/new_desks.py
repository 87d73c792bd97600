"""Desks whose first package waits until a person accepts them, and those that are known through others only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop.errors import UserFacingError
from desktop.exchange.identity import fingerprint
from desktop.exchange.packages.format import Manifest
from desktop.exchange.partners.partner_list import Partner, clean_name, now_ms, read_partner
from desktop.exchange.partners.sender_update import add_partner
from desktop.exchange.partners.trust import Verdict
from desktop.i18n import _, ngettext
from desktop.vocabularies import fold
from desktop.workspace import Workspace
from desktop.workspace.changes.known_names import KnownNames, marked_name


@dataclass(frozen=True, slots=True)
class NewDesk:
    """A desk that is not accepted yet."""

    key: bytes
    claimed: str
    """What they call themselves."""
    workspace: str
    replica: str
    file: str
    """The name of the package that waits."""
    time: int
    """When the first one was found, ms since 1970 UTC on this computer."""
    imitates: str = ""
    """Whose name theirs looks like, as `KnownNames.imitated` says."""

    @property
    def name(self) -> str:
        """What they call themselves, fit to be shown."""
        return clean_name(self.claimed) or _("an unknown person")

    @property
    def shown_name(self) -> str:
        """The same, marked where it only looks like that of somebody known."""
        return marked_name(self.name, self.imitates)

    @property
    def fingerprint(self) -> str:
        """The verification code, to be compared by telephone."""
        return fingerprint(self.key)


def remember_new_desk(conn: Connection, verdict: Verdict, manifest: Manifest, file: str) -> None:
    """Remember a desk whose package waits, so that it can be accepted before the package is imported."""
    conn.exec_driver_sql(
        "INSERT INTO new_desk (key, name, workspace, replica, file, time) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET name = excluded.name, file = excluded.file",
        (verdict.key.hex(), manifest.author, manifest.workspace, manifest.replica, file, now_ms()),
    )


def read_new_desks(conn: Connection) -> list[NewDesk]:
    """The desks that wait to be accepted, by name."""
    rows = conn.exec_driver_sql("SELECT key, name, workspace, replica, file, time FROM new_desk").fetchall()
    who = KnownNames(conn)
    found = [
        NewDesk(bytes.fromhex(key), name, workspace, replica, file, int(time), who.imitated(name, key))
        for key, name, workspace, replica, file, time in rows
    ]
    return sorted(found, key=lambda each: (fold(each.name), each.key))


def find_new_desk(workspace: Workspace, name: str) -> NewDesk:
    """The desk that a person means: by what it calls itself, or by the first digits of its verification code.

    Raises UserFacingError for none or several.
    """
    with workspace.reading() as conn:
        desks = read_new_desks(conn)
    wanted, digits = fold(name.strip()), name.replace(" ", "")
    found = [each for each in desks if wanted and fold(each.name) == wanted]
    if not found and digits.isdecimal():
        found = [each for each in desks if each.fingerprint.replace(" ", "").startswith(digits)]
    if len(found) > 1:
        raise UserFacingError(
            _("Several new desks call themselves “{name}”.").format(name=name),
            kept=_("Nothing was changed."),
            todo=_("Write the first digits of the verification code instead: {digits}.").format(
                digits="; ".join(each.fingerprint for each in found)
            ),
        )
    if not found:
        known = _("Available: {names}.").format(names=", ".join(each.name for each in desks))
        raise UserFacingError(
            _("No new desk “{name}” waits.").format(name=name),
            kept=_("Nothing was changed."),
            todo=known if desks else _("A desk waits here once “consolidate” has found a package of theirs."),
        )
    return found[0]


def accept_new_desk(workspace: Workspace, desk: NewDesk) -> Partner:
    """Make a partner of a new desk: what it sends is imported from now on."""
    made: list[Partner] = []

    def write(conn: Connection) -> None:
        add_partner(conn, desk.key, desk.claimed, desk.workspace, desk.replica)
        made.append(read_partner(conn, desk.key))

    workspace.journal.beside(write)
    return made[0]


def undo_accept_new_desk(workspace: Workspace, partner: Partner, desk: NewDesk) -> None:
    """Have a desk that was just accepted wait again."""

    def write(conn: Connection) -> None:
        conn.exec_driver_sql("DELETE FROM partner WHERE no = ?", (partner.no,))
        conn.exec_driver_sql(
            "INSERT OR IGNORE INTO new_desk (key, name, workspace, replica, file, time) VALUES (?, ?, ?, ?, ?, ?)",
            (desk.key.hex(), desk.claimed, desk.workspace, desk.replica, desk.file, desk.time),
        )

    workspace.journal.beside(write)


# Known through others only ---------------------------------------------------------------------------------------------


def new_writers(conn: Connection, verdict: Verdict, manifest: Manifest) -> frozenset[str]:
    """Of whom a package would bring the first changes, beside its sender: their keys in hexadecimal, or the ids of
    replicas of a time without keys.
    """
    brought = {replica for replica in manifest.brings if replica != manifest.replica}
    known = {str(row[0]) for row in conn.exec_driver_sql("SELECT substr(id, 1, 36) FROM replica")}
    unknown = brought - known
    if not unknown:
        return frozenset()
    keys = {replica: key.hex() for replica, (key, _nonce) in manifest.keys.items()}
    rows = conn.exec_driver_sql("SELECT lower(hex(public_key)) FROM replica_key UNION SELECT key FROM partner")
    known_keys = {str(row[0]) for row in rows} | {verdict.key.hex()}
    return frozenset(keys.get(replica, replica) for replica in unknown) - known_keys


def new_writers_words(count: int, name: str) -> str:
    """Of whom a package brings the first changes, in a sentence."""
    words = ngettext(
        "It brings changes of {count} desk that is new here, by {name}.",
        "It brings changes of {count} desks that are new here, by {name}.",
        count,
    )
    return words.format(count=count, name=name)


def new_desks_words(desks: Iterable[NewDesk]) -> list[str]:
    """A line each: who it is, and the verification code."""
    return [
        _("{name}, verification code {digits}, in {file}").format(
            name=each.shown_name, digits=each.fingerprint, file=each.file
        )
        for each in desks
    ]
