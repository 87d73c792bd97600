"""Desks for tests of packages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.exchange.open_desks import open_desks
from tests.exchange.packages.desks import Desk

MakeDesk = Callable[[str], Desk]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MakeDesk]:
    """Make desks by name; they are closed at the end."""
    with open_desks(Desk, tmp_path) as make:
        yield make
