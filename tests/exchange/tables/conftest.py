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
