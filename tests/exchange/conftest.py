"""Desks for tests of the exchange; a folder with desks of its own has its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.open_desks import open_desks
from tests.exchange.trust.attackers import Desk, MakeDesk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MakeDesk]:
    """Make desks by name; they are closed at the end."""
    with open_desks(Desk, tmp_path) as make:
        yield make
