"""How far a reader is that goes through a whole file before it gives a table; whoever waits for it may cancel."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar

_progress: ContextVar[Callable[[int], object] | None] = ContextVar("reading_progress", default=None)
_EVERY = 200


@contextmanager
def reading_progress(progress: Callable[[int], object]) -> Generator[None]:
    """In this block and thread, readers tell `progress` how many rows they have read. What it raises ends the reading."""
    token = _progress.set(progress)
    try:
        yield
    finally:
        _progress.reset(token)


def report_rows(count: int) -> None:
    """So many rows have been read."""
    if count % _EVERY == 0 and (progress := _progress.get()) is not None:
        progress(count)
