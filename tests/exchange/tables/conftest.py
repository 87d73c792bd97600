"""A desk into which tables are imported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.workspace import Workspace


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    """Empty."""
    workspace = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def empty_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """For plans alone: nothing is written into it."""
    folder = tmp_path_factory.mktemp("desk")
    workspace = Workspace.create(folder / "desk.focal", home=folder / "home")
    yield workspace
    workspace.close()
