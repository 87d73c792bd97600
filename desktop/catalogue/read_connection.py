"""Reading the tables of a workspace from any thread, with the functions that queries use, and a way to stop.

A long read stops when the task it runs for is given up:

    background.run_task(lambda task: stoppable(task.interrupt_with, lambda: listing.order(query, sort)), ...)
"""

from __future__ import annotations

import json
import threading
from array import array
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, Literal, TypeVar

from desktop.catalogue.index_terms import create_term_tables
from desktop.catalogue.word_matching import has_words
from desktop.workspace import Workspace
from desktop.workspace.search_index.index_words import fold_word
from desktop.workspace.storage.connections import BareConnection
from desktop.workspace.storage.sqlite import SqliteConnection

InterruptWith = Callable[[Callable[[], object] | None], object]
T = TypeVar("T")

_hook: ContextVar[InterruptWith | None] = ContextVar("interrupt_with", default=None)


def stoppable(interrupt_with: InterruptWith, job: Callable[[], T]) -> T:
    """Run a job whose reads can be interrupted: `interrupt_with` is told what stops the read under way, and None after.

    `Task.interrupt_with` of the window's tasks fits. A read that was stopped raises Cancelled.
    """
    before = _hook.set(interrupt_with)
    try:
        return job()
    finally:
        _hook.reset(before)


@contextmanager
def unstoppable() -> Generator[None]:
    """For a read inside a stoppable job that others wait for as well."""
    before = _hook.set(None)
    try:
        yield
    finally:
        _hook.reset(before)


@contextmanager
def reading(workspace: Workspace) -> Generator[SqliteConnection]:
    """The driver's own connection of a reader, for one task on one thread; it cannot write."""
    with workspace.reading_directly() as bare:
        if not bare.taught:
            _teach(bare)
        hook = _hook.get()
        if hook is None:
            yield bare
            return
        stop = _Stop(bare)
        hook(stop)
        try:
            yield bare
        finally:
            stop.over()
            hook(None)


class _Stop:
    """Interrupts a connection as long as this task holds it: a late call must not hit the task that has it next."""

    def __init__(self, conn: SqliteConnection) -> None:
        self._conn: SqliteConnection | None = conn
        self._lock = threading.Lock()

    def __call__(self) -> None:
        with self._lock:
            if self._conn is not None:
                self._conn.interrupt()

    def over(self) -> None:
        with self._lock:
            self._conn = None


def all_numbers(conn: SqliteConnection, sql: str, parameters: Sequence[object]) -> array[int]:
    """The whole numbers of a query with one column, in its order.

    SQLite joins them to one text without Python's lock: row by row, a hundred thousand would stop the window's thread
    for as long as they take. (An ordered subquery keeps its order under group_concat.)
    """
    return split_numbers(conn.execute(f"SELECT group_concat(no) FROM ({sql})", parameters).fetchone()[0] or "", "q")


_PART = 50_000
"""Characters that are turned into numbers at once."""


def split_numbers(joined: str, kind: Literal["q", "I"]) -> array[int]:
    """Whole numbers joined by commas, a part at a time: a list of all their words would take ten times the memory."""
    found: array[int] = array(kind)
    start = 0
    while start < len(joined):
        end = joined.find(",", start + _PART)
        end = len(joined) if end < 0 else end
        found.fromlist(json.loads(f"[{joined[start:end]}]"))  # in half the time of splitting it
        start = end + 1
    return found


@lru_cache(maxsize=64)
def _asked(text: str) -> tuple[bool, bool, list[str]]:
    phrase, open, words = json.loads(text)
    return phrase, open, words


def _focal_words(text: Any, asked: str) -> int:
    phrase, open, words = _asked(asked)
    return int(isinstance(text, str) and has_words(text, words, phrase=phrase, open=open))


def _focal_holds(text: Any, part: str) -> int:
    return int(isinstance(text, str) and part in fold_word(text))


def _teach(conn: BareConnection) -> None:
    """The functions that queries use: words of a text, part of a text, both folded."""
    conn.create_function("focal_words", 2, _focal_words, deterministic=True)
    conn.create_function("focal_holds", 2, _focal_holds, deterministic=True)
    create_term_tables(conn)
    conn.taught = True
