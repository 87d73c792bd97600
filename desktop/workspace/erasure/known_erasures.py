"""What this computer knows to be erased, kept outside of workspace files: an older copy that comes back is told of it.

An erasure names changes and records by their ids, and holds nothing of what was erased.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from desktop.system.files import exists, write_whole
from desktop.workspace.changes.erasure_decisions import ASKED, DECIDED, Decision, decisions_in_force
from desktop.workspace.changes.erasures import ERASURE
from desktop.workspace.changes.quarantine import BLOCKED
from desktop.workspace.storage.connections import Direct, connect
from desktop.workspace.storage.file_errors import may_write
from desktop.workspace.storage.home import ERASURES

if TYPE_CHECKING:
    from desktop.workspace.changes.shared_change import SharedChange

Id = tuple[str, int]
"""Of a change: its replica and seq."""
PENDING = "erasing"
"""The key in `meta` that stands there until the bytes are gone too: JSON, sha256 of attachments to be deleted."""


@dataclass(frozen=True, slots=True)
class ErasuresInForce:
    """Erasures, and what was decided about each of them, by (replica, seq)."""

    changes: Sequence[SharedChange] = ()
    decided: Mapping[Id, Decision] = field(default_factory=dict[Id, Decision])

    def __bool__(self) -> bool:
        return bool(self.decided)


def remember(home: Path, workspace: str, erasures: ErasuresInForce) -> None:
    """Keep what was erased in the copies of a workspace. Raises OSError."""
    known = {_id(each): each for each in _read(home, workspace)}
    before = dict(known)
    for each in erasures.changes:
        id = (each.replica, each.seq)
        decision = erasures.decided.get(id)
        if decision is not None and (id not in known or _stronger(decision, _decision(known[id]))):
            known[id] = {"change": _kept(each), "decision": asdict(decision)}
    if not workspace or known == before:
        return
    path = _path(home, workspace)
    path.parent.mkdir(parents=True, exist_ok=True)
    data = [known[id] for id in sorted(known)]
    write_whole(path, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), private=True)


def _kept(change: SharedChange) -> dict[str, Any]:
    from desktop.workspace.changes.shared_change import to_body

    return {
        "replica": change.replica, "seq": change.seq, "type": change.type, "record_id": change.record_id,
        "body": to_body(change),
    }  # fmt: skip


def _read(home: Path, workspace: str) -> list[dict[str, Any]]:
    path = _path(home, workspace)
    if not workspace or not exists(path):
        return []
    try:
        return cast("list[dict[str, Any]]", json.loads(path.read_bytes()))
    except (OSError, ValueError):
        return []  # nothing is known then


def _id(known: dict[str, Any]) -> Id:
    return str(known["change"]["replica"]), int(known["change"]["seq"])


def _decision(known: dict[str, Any]) -> Decision:
    return Decision(**known["decision"])


def _stronger(one: Decision, other: Decision) -> bool:
    """Does the one take more than the other?"""
    return one.state == DECIDED and other.state != DECIDED


def _path(home: Path, workspace: str) -> Path:
    name = "".join(letter for letter in workspace if letter.isalnum() or letter == "-")
    return home / ERASURES / f"{name}.json"


def lacking(conn: Direct, home: Path) -> ErasuresInForce:
    """What is known here to be erased, and this copy of the workspace has not heard of."""
    known = _read(home, workspace_of(conn))
    heard = heard_of(conn) if known else dict[Id, Decision]()
    missing = [each for each in known if _id(each) not in heard or _stronger(_decision(each), heard[_id(each)])]
    if not missing:
        return ErasuresInForce()
    from desktop.workspace.changes.shared_change import from_body

    changes = [from_body(**each["change"]) for each in missing]
    return ErasuresInForce(changes, {_id(each): _decision(each) for each in missing})


def lacking_in_file(file: Path, home: Path) -> ErasuresInForce:
    """The same of a file that is not open here. Raises DatabaseError."""
    with closing(connect(file, read_only=not may_write(file))) as connection:
        return lacking(Direct(connection), home)


def is_unfinished(file: Path, home: Path) -> bool:
    """Is something of an erasure still to be done in a workspace, its backups, or beside it? Raises DatabaseError."""
    with closing(connect(file, read_only=not may_write(file))) as connection:
        direct = Direct(connection)
        return pending_files(direct) is not None or bool(lacking(direct, home))


def pending_files(conn: Direct) -> list[str] | None:
    """sha256 of the attachments that are to be deleted; None where no erasure is under way."""
    found = conn.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (PENDING,)).scalar()
    return [str(each) for each in json.loads(found)] if found else None


def workspace_of(conn: Direct) -> str:
    """The id that the copies of a workspace share; "" for a file from before there was one."""
    return str(conn.exec_driver_sql("SELECT value FROM meta WHERE key = 'workspace'").scalar() or "")


def heard_of(conn: Direct) -> dict[Id, Decision]:
    """The erasures that are in force in a file."""
    if conn.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'erasure_decision'").scalar() is None:
        return {}  # of a version that knew no decisions
    return {**_waiting_with_blocked(conn), **decisions_in_force(conn)}


def _waiting_with_blocked(conn: Direct) -> dict[Id, Decision]:
    """Erasures of a blocked key: they are known, and wait with all that they name."""
    rows = conn.exec_driver_sql(
        "SELECT replica, seq FROM quarantine WHERE why = ? AND type = ?", (BLOCKED, ERASURE)
    ).fetchall()
    return {(str(row[0]), int(row[1])): Decision(ASKED) for row in rows}


def knows_all(conn: Direct, decided: Mapping[Id, Decision]) -> bool:
    """Is all of this in force in a file?"""
    heard = heard_of(conn)
    return all(id in heard and heard[id].state == each.state for id, each in decided.items())
