"""Desks for tests of packages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.exchange.packages.desks import Desk

MakeDesk = Callable[[str], Desk]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MakeDesk]:
    """Make desks by name; they are closed at the end."""
    made: list[Desk] = []

    def make(name: str) -> Desk:
        made.append(Desk(tmp_path, name))
        return made[-1]

    yield make
    for each in made:
        each.close()
