"""Waiting for one's turn to write: several commands at once are done one after the other, instead of all but one refused.

Who holds a workspace for a while (a window, a long import) is not waited for: one hears at once who it is.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

from desktop.system.files import real_path
from desktop.workspace.storage.lock import HeldElsewhere, WorkspaceLock, read_owner

TURN_S = 10.0
"""Seconds that one turn may take: whoever holds the workspace longer than that is not waited for."""

PATIENCE_S = 60.0
"""Seconds that a command waits for its turn, however many go before it."""


def acquire_in_turn(path: Path, who: str, patience: float = PATIENCE_S, *, home: Path | None = None) -> WorkspaceLock:
    """The lock of a workspace, waited for up to `patience` seconds; 0 does not wait.

    Raises as `WorkspaceLock.acquire`.
    """
    until = time.monotonic() + patience
    holder, seen = "", time.monotonic()
    while True:
        try:
            return WorkspaceLock().acquire(path, who, home=home)
        except HeldElsewhere:
            now, owner = time.monotonic(), read_owner(real_path(path))
            mark = owner.mark if owner else ""
            if mark != holder:
                holder, seen = mark, now
            occupied = now - seen > TURN_S or (owner is not None and time.time() - owner.since > TURN_S)
            if now >= until or occupied:
                raise
        time.sleep(random.uniform(0.02, 0.1))
