"""Which keys a person of this computer froze or blocked, kept outside of workspace files: an older copy that comes back is
told of it, so that what a blocked desk wrote does not come back with it.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from desktop.system.files import exists, write_whole
from desktop.workspace.erasure.known_erasures import workspace_of
from desktop.workspace.storage.connections import Direct
from desktop.workspace.storage.home import STANDINGS

if TYPE_CHECKING:
    from sqlalchemy import Connection

FROZEN, BLOCKED = "frozen", "blocked"
State = tuple[str, str]
"""Frozen or blocked, and the key together with which it was blocked ("": by itself)."""
_STRENGTH = {"": 0, FROZEN: 1, BLOCKED: 2}


def states_in(conn: Connection | Direct) -> dict[str, State]:
    """Key in hexadecimal -> its state, of those that have one in a workspace."""
    rows = conn.exec_driver_sql("SELECT key, state, through FROM partner_standing WHERE state <> ''").fetchall()
    return {str(row[0]): (str(row[1]), str(row[2])) for row in rows}


def write_state(conn: Connection, key: str, state: str, through: str) -> None:
    """Freeze or block a key, or let it go on ("")."""
    conn.exec_driver_sql(
        "INSERT INTO partner_standing (key, state, confirmed_by, confirmed, through) VALUES (?, ?, '', 0, ?)"
        " ON CONFLICT (key) DO UPDATE SET state = excluded.state, through = excluded.through",
        (key, state, through),
    )


def remember_states(conn: Connection | Direct, home: Path, but: Collection[str] = ()) -> None:
    """Keep what holds in a workspace now, without the keys of `but`, which are about to go on. Raises OSError."""
    found = {key: state for key, state in sorted(states_in(conn).items()) if key not in but}
    path = _path(home, workspace_of(conn if isinstance(conn, Direct) else Direct(conn)))
    if path is None or _read(path) == found or (not found and not exists(path)):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(found).encode(), private=True)


@dataclass(frozen=True, slots=True)
class KnownState:
    """A key that is frozen or blocked on this computer."""

    state: str
    through: str
    name: str  # of the partner, as far as the workspace knows them


def states_lacking(conn: Direct, home: Path) -> dict[str, KnownState]:
    """What is known on this computer and a workspace does not know, as it is an older copy: by key in hexadecimal."""
    path = _path(home, workspace_of(conn))
    known = _read(path) if path is not None else {}
    here = states_in(conn) if known else {}
    lacking = {
        key: state for key, state in known.items() if _STRENGTH.get(state[0], 0) > _STRENGTH[here.get(key, ("", ""))[0]]
    }
    if not lacking:
        return {}
    rows = conn.exec_driver_sql("SELECT key, name FROM partner").fetchall()
    names = {str(row[0]): str(row[1]) for row in rows}
    return {key: KnownState(*state, names.get(key, "")) for key, state in lacking.items()}


def _path(home: Path, workspace: str) -> Path | None:
    name = "".join(letter for letter in workspace if letter.isalnum() or letter == "-")
    return home / STANDINGS / f"{name}.json" if name else None


def _read(path: Path) -> dict[str, State]:
    if not exists(path):
        return {}
    try:
        found = cast("dict[str, list[Any]]", json.loads(path.read_bytes()))
        return {str(key): (str(said[0]), str(said[1])) for key, said in found.items()}
    except (OSError, ValueError, AttributeError, LookupError, TypeError):
        return {}  # nothing is known then
