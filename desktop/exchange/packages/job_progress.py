"""One course of progress over several steps of a job, and the way to give it up at any of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from desktop.errors import Cancelled

Progress = Callable[[int, int], object]
"""Hears (done, in all)."""
Cancel = Callable[[], bool]
StepProgress = Callable[[int, int], None]
"""Says (done, in all) of one step."""

TOTAL = 1_000
_MIN_SECONDS = 0.05
"""Seconds between two words: more often nobody sees, and each costs a signal."""


class JobProgress:
    """Tells the steps of a job as one figure from 0 to `WHOLE` that never goes back."""

    def __init__(self, progress: Progress | None, cancelled: Cancel | None) -> None:
        self._progress = progress
        self.cancelled = cancelled
        self._begun = self._reported = 0
        self._last = 0.0

    def check_cancelled(self) -> None:
        """Raises Cancelled where the job was given up."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled

    def step(self, share: int) -> StepProgress:
        """The next step, which is so much of `WHOLE`; what it returns is told of its own figures, as often as it likes."""
        begun, self._begun = self._begun, self._begun + share

        def report(done: int, total: int) -> None:
            self._report(begun + share * min(done, total) // max(total, 1))

        return report

    def poll(self) -> bool:
        """For a loop that asks whether to stop: says the same figure again. Never true, it raises Cancelled itself."""
        self._report(self._reported)
        return False

    def _report(self, figure: int) -> None:
        self.check_cancelled()
        now = time.monotonic()
        if self._progress is not None and now - self._last >= _MIN_SECONDS:
            self._last = now
            self._reported = max(self._reported, figure)
            self._progress(self._reported, TOTAL)

    def watch(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The same pieces, until the job is given up; the figure stands still meanwhile."""
        for piece in pieces:
            self.poll()
            yield piece
