"""Offices for tests of consolidation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.exchange.consolidation.offices import Office

MakeOffice = Callable[[str], Office]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[MakeOffice]:
    """Make offices by name; they are closed at the end."""
    made: list[Office] = []

    def make(name: str) -> Office:
        made.append(Office(tmp_path, name))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where packages are dropped."""
    made = tmp_path / "delivered"
    made.mkdir()
    return made
