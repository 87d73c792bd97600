"""Offices for tests of consolidation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.exchange.consolidation.offices import Office
from tests.exchange.open_desks import open_desks

MakeOffice = Callable[[str], Office]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[MakeOffice]:
    """Make offices by name; they are closed at the end."""
    with open_desks(Office, tmp_path) as make:
        yield make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where packages are dropped."""
    made = tmp_path / "sent"
    made.mkdir()
    return made
