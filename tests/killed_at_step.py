"""Have this program end before one of its steps: what it asks of SQLite and of the system, one by one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import FrameType

KILLED = 137
"""The exit code of a program that was killed, as a shell gives it."""


def killed_at_step(last: int, work: Callable[[], object]) -> int:
    """Do it, and end as a killed program does before step number `last`; 0: never. Returns how many steps there were."""
    steps = 0

    def step(_frame: FrameType, event: str, function: object) -> None:
        nonlocal steps
        owner = getattr(function, "__self__", None)
        if event == "c_call" and (getattr(owner, "__name__", "") == "posix" or type(owner).__module__ == "sqlite3"):
            steps += 1
            if steps == last:
                os._exit(KILLED)

    sys.setprofile(step)
    work()
    sys.setprofile(None)
    return steps
