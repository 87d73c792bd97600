"""The secretariat's window, and offices that send it packages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.exchange.consolidation.offices import Office
from tests.ui.exchange.conftest import person  # noqa: F401 - a fixture
from tests.ui.window.conftest import faults, outside, show  # noqa: F401 - fixtures

MakeOffices = Callable[..., list[Office]]


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[MakeOffices]:
    """Make offices that sent nothing yet; they are closed at the end."""
    made: list[Office] = []
    folder = tmp_path / "offices"
    folder.mkdir()

    def make(*names: str) -> list[Office]:
        made.extend(Office(folder, name) for name in names)
        return made[-len(names) :]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where packages are dropped."""
    made = tmp_path / "Reports of November"
    made.mkdir()
    return made
