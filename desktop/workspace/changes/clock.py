"""The hybrid logical clock that stamps changes, and the time that people see.

A stamp is (wall clock in ms, counter) and never goes back on one desk (Kulkarni et al., Logical Physical Clocks, 2014).
It only decides which of several conflicting values is shown first; causality never depends on it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

DAY = 86_400_000
"""Milliseconds; a stamp from elsewhere that lies further ahead than this does not drag this desk's clock along."""

Stamp = tuple[int, int]
Now = Callable[[], int]


def wall_clock() -> int:
    """Milliseconds since 1970 UTC, as this computer believes."""
    return time.time_ns() // 1_000_000


def next_stamp(now: int, last: Stamp) -> Stamp:
    """The stamp of a change written now, after the last one this desk wrote or saw."""
    return (now, 0) if now > last[0] and now > 0 else max((0, 0), (last[0], last[1] + 1))


def seen_stamp(now: int, last: Stamp, theirs: Stamp) -> Stamp:
    """The last stamp after meeting `theirs`: a clock gone wild elsewhere is not followed."""
    return max(last, theirs) if theirs[0] <= now + DAY else last
