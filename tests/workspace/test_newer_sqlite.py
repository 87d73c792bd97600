"""The safety net with a newer SQLite than this Python's: people have Pythons of all ages, and it finds fault with more."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_NEWER = os.environ.get("FOCAL_DESK_TEST_SQLITE") == "newer"


@pytest.mark.skipif(_NEWER, reason="all tests run with it")
@pytest.mark.skipif(find_spec("sqlcipher3") is None, reason="there is no wheel with it for this computer")
def test_the_safety_net_holds_with_a_newer_sqlite() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider",
         "tests/workspace/test_newer_sqlite.py", "tests/workspace/test_safety.py"],
        cwd=ROOT, env={**os.environ, "FOCAL_DESK_TEST_SQLITE": "newer"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


@pytest.mark.skipif(not _NEWER, reason="only with FOCAL_DESK_TEST_SQLITE=newer")
def test_it_is_the_newer_one_that_the_program_uses(tmp_path: Path) -> None:
    from desktop.workspace import Workspace

    workspace = Workspace.create(tmp_path / "city.focal")
    with workspace.reading_directly() as conn, workspace.reading() as wrapped:
        version = "SELECT sqlite_version()"
        told = {str(conn.execute(version).fetchone()[0]), str(wrapped.exec_driver_sql(version).scalar_one())}
    workspace.close()
    assert len(told) == 1 and tuple(map(int, told.pop().split("."))) >= (3, 53)
