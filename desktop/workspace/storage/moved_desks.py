"""What this computer remembers of desks that moved: those that left it, which are only read here, and those that arrived.

It stands in this computer's own folder and not in the workspace file, so that a copy or a backup that is opened here later
is only read, too, and one that is opened elsewhere is not.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from desktop.i18n import _
from desktop.system.files import delete_file, write_whole

MOVES = "moves"
LEFT, ARRIVED = "left", "arrived"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDesk:
    """One move, as one of its two computers knows it."""

    state: str  # LEFT or ARRIVED
    move: str  # its id, the same on both computers
    made: str  # when the file was prepared, UTC: 2026-11-24T20:34:15Z
    path: str  # of the workspace on this computer
    successor: str = ""  # who works there from now on; "" where the person stays the same

    @property
    def sentence(self) -> str:
        """Why a desk that left is only read here."""
        words = (
            _("{who} works with this desk now; it was handed over on {day}.")
            if self.successor
            else _("this desk moved to another computer on {day}.")
        )
        return words.format(who=self.successor, day=self.made[:10])


def read_moved(home: Path, workspace_id: str) -> MovedDesk | None:
    """What is known of the desk of a workspace, given its id; None where it never moved."""
    try:
        found: dict[str, Any] = json.loads(_path(home, workspace_id).read_text("utf-8"))
        return MovedDesk(**found)
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def note_moved(home: Path, workspace_id: str, moved: MovedDesk) -> None:
    """Remember a move; the one of before is forgotten. Raises OSError."""
    path = _path(home, workspace_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(asdict(moved), ensure_ascii=False, indent=1).encode())


def forget_moved(home: Path, workspace_id: str) -> None:
    """The desk is here again. Raises OSError."""
    delete_file(_path(home, workspace_id))


def _path(home: Path, workspace_id: str) -> Path:
    return home / MOVES / f"{uuid.UUID(workspace_id)}.json"
