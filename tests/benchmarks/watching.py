"""How long a job says nothing, and how long it goes on after it was given up."""

from __future__ import annotations

import time
from collections.abc import Callable

from desktop.errors import Cancelled
from tests.benchmarks.table import Line

LONGEST = 1.0
"""Seconds without a word of progress, or until it is given up."""
_TIMES = 5


class Watched:
    """Hears of progress, and gives up after so many words."""

    def __init__(self, give_up_after: int = 0) -> None:
        self.longest = 0.0  # seconds without a word
        self.words = 0
        self.gave_up = 0.0
        self._give_up_after = give_up_after
        self._last = time.perf_counter()

    def begins(self) -> None:
        """Something begins now."""
        self._last = time.perf_counter()

    def progress(self, *_figures: object) -> None:
        """A word; its own end is one too."""
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now
        self.words += 1
        if self.words == self._give_up_after:
            self.gave_up = now

    def cancelled(self) -> bool:
        """Is it given up?"""
        return bool(self.gave_up)


def silences(watched: Watched, job: Callable[[Watched], object]) -> list[Line]:
    """The longest silence of a job that was `watched` to its end, and the longest that it goes on after it was given up, at
    some moments spread over it.
    """
    longest = 0.0
    for number in range(_TIMES):
        trying = Watched(max(1, watched.words * number // _TIMES))
        try:
            job(trying)
        except Cancelled:
            longest = max(longest, time.perf_counter() - trying.gave_up)
    return [
        Line("  longest without a word of progress", watched.longest, unit="s", most=LONGEST),
        Line("  longest until it is given up", longest, unit="s", most=LONGEST),
    ]
