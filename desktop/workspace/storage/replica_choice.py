"""Which replica writes in this opening of a workspace file: the same as last time, or a new one.

A replica id with a seq names one change for ever, on every desk it ever reaches. Were a restored or copied file to go on
counting where it stood, the same name would mean two changes and desks would part without noticing. New ids are cheap;
using one twice is the one thing that cannot be mended. So an id is kept only on proof, and everything else is new.

The proof: each clean close writes a fresh random token into the file and, once that is committed and the file closed,
into this computer's own folder (`replicas/<replica>.json`), with the file's identity: device, inode, time of last
change of any kind, computer (`system.file_identity`, `system.host`). FAT and exFAT know no such time on Windows: there the
note also has the identity of an empty file beside it (`replicas/<replica>.seal`), made anew by each close, since this
computer's own folder lies on a disk that does. An opening keeps the id only where all of it agrees and the note says
"closed"; before the first write it turns the note to "open" and flushes that. What this means:

- copied file: same token, but another inode (or computer) -> new. The original goes on: its note still agrees.
- restored backup: backups carry no token -> new. A copy put back over the file by hand: the token differs, or the inode or
  the time of change does -> new. The home folder brought back together with the file: the inode or time of the file
  differs, on FAT that of the seal -> new.
- killed, power cut: the note says "open" -> new. This holds at every moment: between note and first write the note is
  already "open"; between the file's last token and the note it still is; a close that did not end is no close.
- renamed or moved on the same disk: some systems then change the file's times, some do not; both answers are right.
- home folder not writable, no note -> new.
- a second program under another name of the same file: finds "open" -> new; the first then finds that the file no longer names
  its own id and leaves its note "open".

The id follows from the key of the desk and a nonce (`replica_ids.replica_id`), which the file keeps beside it: so anybody
can tell that a change signed with that key is of this replica. Another key, or one that is lost, is another desk.

Not covered: a whole machine set back with all its disks (virtual machine snapshot), where nothing outside remembers.
"""

from __future__ import annotations

import json
import os
import uuid
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.system.computer import host_id
from desktop.system.file_identity import file_identity
from desktop.system.files import discard_file, real_path, write_whole
from desktop.workspace.storage.connections import Direct, connect
from desktop.workspace.storage.desk_key import key_print
from desktop.workspace.storage.replica_ids import is_proven, replica_id
from desktop.workspace.storage.sqlite import DatabaseError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.workspace.storage.desk_key import Signer

OPEN, CLOSED = "open", "closed"
OPEN_EDIT_SESSION = "open_stay"
"""The key in `meta` of the seq of the change in which somebody may still be typing, see `edit_session.py`."""

WORKSPACE_ID = "workspace"
"""The key in `meta` of the id of a workspace."""

_PUT = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


@dataclass(frozen=True)
class _Note:
    """What this computer remembers of a replica."""

    state: str
    token: str
    path: str  # for people who look; no proof
    device: int
    inode: int
    changed: int  # the unit is the system's own
    computer: str  # `host_id`
    seal: tuple[int, ...] = ()  # inode and time of change of the seal, where the file's own time is not certain
    key: str = ""  # tells the file of the desk's key from another


def choose_replica(connection: Connection | Direct, path: Path, home: Path, signer: Signer | None = None) -> str:
    """The id to write under in this opening; call inside the opening's write transaction, before any change.

    A new id is stored in the file's `meta` (`replica`), with its key and nonce; the caller commits. Without a signer it is an
    id as of old versions, whose changes nobody can prove. Raises what the database raises.
    """
    replica = _meta(connection, "replica")
    token = _meta(connection, "token")
    key = key_print(home, _meta(connection, WORKSPACE_ID) or "")
    fits = replica and token and _is_uuid(replica) and is_proven(replica) == (signer is not None)
    if fits and replica and token and (key or signer is None) and _proven(path, home, replica, token, key):
        return replica
    if signer is not None:
        return new_replica(connection, signer.key.public)
    replica = str(uuid.uuid4())
    _write_as(connection, replica)
    return replica


def _write_as(connection: Connection | Direct, replica: str) -> None:
    connection.exec_driver_sql(_PUT, ("replica", replica))
    connection.exec_driver_sql("DELETE FROM meta WHERE key IN ('token', 'sealed_seq', ?)", (OPEN_EDIT_SESSION,))


def new_replica(connection: Connection | Direct, public_key: bytes) -> str:
    """A new replica of this key, under which the file is written from now on; the caller commits."""
    nonce = os.urandom(16)
    replica = replica_id(public_key, nonce)
    no = 1 + int(connection.exec_driver_sql("SELECT coalesce(max(no), 0) FROM replica").scalar() or 0)
    connection.exec_driver_sql("INSERT INTO replica (no, id) VALUES (?, ?)", (no, replica))
    connection.exec_driver_sql(
        "INSERT INTO replica_key (replica_no, public_key, nonce) VALUES (?, ?, ?)", (no, public_key, nonce)
    )
    _write_as(connection, replica)
    return replica


def unproven_last(connection: Connection | Direct) -> bool:
    """Has the last change of the replica that wrote here last no proof yet, as it is where somebody was still typing?"""
    row = connection.exec_driver_sql(
        "SELECT p.change_no FROM meta m JOIN replica r ON r.id = m.value JOIN replica_key k ON k.replica_no = r.no"
        " JOIN stored_change c ON c.replica_no = r.no LEFT JOIN proof p ON p.change_no = c.no WHERE m.key = 'replica'"
        " ORDER BY c.seq DESC LIMIT 1"
    ).fetchone()
    return row is not None and row[0] is None


def ensure_workspace_id(connection: Connection | Direct) -> None:
    """Give a workspace its id, for good, at its first opening: copies and backups share it, unlike a replica's."""
    if not _is_uuid(_meta(connection, WORKSPACE_ID) or ""):
        connection.exec_driver_sql(_PUT, (WORKSPACE_ID, str(uuid.uuid4())))


def close_replica(path: Path, home: Path, replica: str) -> None:
    """Prove to the next opening that this one ended well; call when all other connections are closed.

    Where it cannot (disk gone, full, read only), nothing is said and the next opening takes a new id: that is safe.
    """
    token = uuid.uuid4().hex
    try:
        connection = connect(path, read_only=False)
        try:
            connection.execute("BEGIN IMMEDIATE")
            found = connection.execute("SELECT value FROM meta WHERE key = 'replica'").fetchone()
            if found is None or found[0] != replica:
                connection.execute("ROLLBACK")
                return
            connection.execute(_PUT, ("token", token))
            connection.execute("DELETE FROM meta WHERE key = ?", (OPEN_EDIT_SESSION,))
            workspace = connection.execute("SELECT value FROM meta WHERE key = ?", (WORKSPACE_ID,)).fetchone()
            connection.execute("COMMIT")
        finally:
            connection.close()
        note = _note_path(home, replica)
        note.parent.mkdir(parents=True, exist_ok=True)
        discard_file(seal := _seal_path(home, replica))
        if not file_identity(path).certain:
            seal.touch(exist_ok=False)
        key = key_print(home, str(workspace[0])) if workspace else ""
        _write(note, _note_of(path, home, replica, CLOSED, token, key))
    except (OSError, DatabaseError):
        return


def _proven(path: Path, home: Path, replica: str, token: str, key: str) -> bool:
    note = _read(note_path := _note_path(home, replica))
    if note is None or note.state != CLOSED:
        return False
    try:
        now = _note_of(path, home, replica, CLOSED, token, key if is_proven(replica) else note.key)
        same = replace(note, path="") == replace(now, path="")
        if same:
            _write(note_path, replace(now, state=OPEN, token=""))
    except OSError:
        return False
    return same


def _note_of(path: Path, home: Path, replica: str, state: str, token: str, key: str) -> _Note:
    found, seal = file_identity(path), ()
    if not found.certain:
        of_seal = file_identity(_seal_path(home, replica))
        seal = (of_seal.inode, of_seal.changed)
    return _Note(state, token, str(real_path(path)), found.device, found.inode, found.changed, host_id(home), seal, key)


def _note_path(home: Path, replica: str) -> Path:
    return home / "replicas" / f"{replica}.json"


def _seal_path(home: Path, replica: str) -> Path:
    return home / "replicas" / f"{replica}.seal"


def _read(path: Path) -> _Note | None:
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        found["seal"] = tuple(found.get("seal", ()))
        return _Note(**found)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None  # no note, or one that says nothing: no proof


def _write(path: Path, note: _Note) -> None:
    write_whole(path, json.dumps(asdict(note), indent=1).encode())


def _meta(connection: Connection | Direct, key: str) -> str | None:
    found = connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (key,)).scalar()
    return None if found is None else str(found)


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
