"""Desks that a test makes by name, and that are closed at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar


class Closes(Protocol):
    """A desk, whatever else it can do."""

    def close(self) -> None: ...


D = TypeVar("D", bound=Closes)


@contextmanager
def open_desks(kind: Callable[[Path, str], D], folder: Path) -> Iterator[Callable[[str], D]]:
    """Makes desks of this kind in `folder`."""
    made: list[D] = []

    def make(name: str) -> D:
        made.append(kind(folder, name))
        return made[-1]

    yield make
    for each in made:
        each.close()
