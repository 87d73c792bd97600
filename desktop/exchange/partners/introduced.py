"""Introductions as this desk keeps them: made with its own key, brought by packages, linked by the person who works here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import UserFacingError
from desktop.exchange.identity import own_key_pair, own_public_key, own_sealing_key
from desktop.exchange.identity.introductions import MOST, Introduction, read_introduction
from desktop.exchange.packages.format import now_text
from desktop.exchange.partners.partner_list import Partner, now_ms, read_partners
from desktop.exchange.partners.standing import read_standing, require_confirmation
from desktop.i18n import _
from desktop.system.errors import reading_error, writing_error
from desktop.system.files import write_whole
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LARGEST = 10_000  # bytes of a file with an introduction
_COLUMNS = "old, new, sealing_key, made, old_signature, new_signature"


@dataclass(frozen=True, slots=True)
class Introduced:
    """An introduction that is known here."""

    introduction: Introduction
    linked: int
    """When the two were linked as one person's, ms since 1970 UTC on this computer; 0: they were not."""
    linked_by: str


def read_introductions(conn: Connection) -> list[Introduced]:
    """All that are known here; both sides signed them."""
    rows = conn.exec_driver_sql(f"SELECT {_COLUMNS}, linked, linked_by FROM introduction ORDER BY made, old, new")
    return [_introduced(row) for row in rows.fetchall()]


def _introduced(row: Iterable[object]) -> Introduced:
    old, new, sealing_key, made, old_signature, new_signature, linked, linked_by = map(str, row)
    said = Introduction(
        old=bytes.fromhex(old), new=bytes.fromhex(new), sealing_key=bytes.fromhex(sealing_key), made=made,
        old_signature=bytes.fromhex(old_signature), new_signature=bytes.fromhex(new_signature),
    )  # fmt: skip
    return Introduced(said, int(linked), linked_by)


def keep_introductions(conn: Connection, statements: Iterable[Introduction]) -> None:
    """Keep what a signed package brought; the first of two keys stays."""
    for each in statements:
        said = each.to_json()
        conn.exec_driver_sql(
            f"INSERT OR IGNORE INTO introduction ({_COLUMNS}, linked, linked_by) VALUES (?, ?, ?, ?, ?, ?, 0, '')",
            tuple(said[name] for name in _COLUMNS.split(", ")),
        )


def introductions_to_send(conn: Connection, own: bytes) -> tuple[Introduction, ...]:
    """Those that go along with a package: of this desk, and those that were linked here."""
    found = [each.introduction for each in read_introductions(conn) if each.linked or own in _keys(each.introduction)]
    return tuple(found[-MOST:])


def _keys(introduction: Introduction) -> tuple[bytes, bytes]:
    return introduction.old, introduction.new


# Between the two computers ------------------------------------------------------------------------------------------------


def previous_key(workspace: Workspace) -> bytes:
    """The key of the desk that wrote this file before, as where it was copied to a new computer; b"" where there is none."""
    own = own_public_key(workspace)
    with workspace.reading() as conn:
        rows = conn.exec_driver_sql(
            "SELECT k.public_key FROM replica r JOIN replica_key k ON k.replica_no = r.no JOIN stored_change c"
            " ON c.replica_no = r.no JOIN change_group g ON g.no = c.group_no WHERE g.mine = 1 AND k.public_key <> ?"
            " ORDER BY c.no DESC LIMIT 1",
            (own,),
        ).fetchone()
    return bytes(rows[0]) if rows is not None else b""


def ask_for_introduction(workspace: Workspace, path: Path, former: Partner | None = None) -> Introduction:
    """On the new computer: write a file that the desk on the old one signs. `former`: that desk, where the file that is open
    was not copied from there.

    Raises UserFacingError where nobody knows that desk, or the file cannot be written.
    """
    key = own_key_pair(workspace)
    if workspace.temporary_key is not None:
        raise workspace.temporary_key
    old = former.key if former is not None else previous_key(workspace)
    if not old or old == key.public:
        raise UserFacingError(
            _("This file was written by no other desk of yours."),
            kept=_("No file was written."),
            todo=_("Name the desk on your old computer, as it is called among the partners."),
        )
    asked = Introduction(old=old, new=key.public, sealing_key=own_sealing_key(workspace), made=now_text())
    asked = asked.signed_by(key)
    _write_file(path, asked)
    return asked


def read_introduction_file(workspace: Workspace, path: Path) -> Introduction:
    """What a file says between the two computers of one person, of whom this desk is one.

    Raises UserFacingError where the file is none, or is about other desks.
    """
    try:
        with path.open("rb") as file:
            said = read_introduction(json.loads(file.read(_LARGEST).decode()))
    except OSError as error:
        raise reading_error(error, path) from error
    except (ValueError, RecursionError) as error:
        raise UserFacingError(
            _("{file} is no introduction of a desk.").format(file=path.name), kept=_("Nothing was changed.")
        ) from error
    if not said.fits_new() or own_key_pair(workspace).public not in _keys(said):
        raise UserFacingError(
            _("{file} introduces another desk than yours.").format(file=path.name),
            kept=_("Nothing was changed."),
            todo=_("Make the file on your new computer, and open it on the one whose desk it names."),
        )
    return said


def introduce(workspace: Workspace, path: Path) -> Introduction:
    """On the old computer: sign what the new one asks for, and write it into the file once more, for the new one. On the new
    computer: take what the old one has signed. From then on packages carry it.

    Raises UserFacingError where the file is none, or is about other desks.
    """
    said, key = read_introduction_file(workspace, path), own_key_pair(workspace)
    if key.public == said.old:
        if workspace.temporary_key is not None:
            raise workspace.temporary_key
        said = said.signed_by(key)
        _write_file(path, said)
    if not said.fits():
        raise UserFacingError(
            _("The desk on the old computer has not signed {file} yet.").format(file=path.name),
            kept=_("Nothing was changed."),
            todo=_("Open it there first."),
        )
    workspace.journal.beside(lambda conn: keep_introductions(conn, [said]))
    return said


def withdraw_introduction(workspace: Workspace, path: Path) -> Introduction:
    """Say no more what a file says: packages of this desk do not carry it any longer, and on the old computer its signature
    goes from the file. Who has a package with it, or a copy of the file, has it still.

    Raises UserFacingError where the file is none, or is about other desks.
    """
    said = read_introduction_file(workspace, path)
    if own_key_pair(workspace).public == said.old:
        _write_file(path, replace(said, old_signature=b""))
    workspace.journal.beside(
        lambda conn: conn.exec_driver_sql(
            "DELETE FROM introduction WHERE old = ? AND new = ?", (said.old.hex(), said.new.hex())
        )
    )
    return said


def _write_file(path: Path, said: Introduction) -> None:
    try:
        write_whole(path, json.dumps(said.to_json(), indent=1).encode())
    except OSError as error:
        raise writing_error(error, path) from error


# The person who works here ------------------------------------------------------------------------------------------------


def introduced_by(conn: Connection, key: bytes) -> list[Introduced]:
    """Who introduces this key; not those whose key is frozen or blocked here: it may be stolen."""
    found = [each for each in read_introductions(conn) if each.introduction.new == key]
    return [each for each in found if not read_standing(conn, each.introduction.old).state]


def link_partner(workspace: Workspace, partner: Partner) -> None:
    """Remember that a partner is who another one was, as both say: what they erase takes what they wrote on the old computer.
    Their rights do not follow, they are given again.

    Raises UserFacingError where nobody who is known here introduces them, or where nobody compared their code.
    """
    with workspace.reading() as conn:
        known = {each.key for each in read_partners(conn, brief=True)}
        found = [each for each in introduced_by(conn, partner.key) if each.introduction.old in known]
    if not found:
        raise UserFacingError(
            _("No partner introduces {name}.").format(name=partner.name),
            kept=_("Nothing was changed."),
            todo=_("The desk on the old computer signs for the new one, and sends a package."),
        )
    require_confirmation(workspace, partner)
    _write_link(workspace, partner, now_ms(), workspace.journal.author)
    workspace.journal.apply_erasures()
    workspace.finish_erasing()


def unlink_partner(workspace: Workspace, partner: Partner) -> None:
    """Take that back."""
    _write_link(workspace, partner, 0, "")


def _write_link(workspace: Workspace, partner: Partner, when: int, who: str) -> None:
    workspace.journal.beside(
        lambda conn: conn.exec_driver_sql(
            "UPDATE introduction SET linked = ?, linked_by = ? WHERE new = ?", (when, who, partner.key.hex())
        )
    )
