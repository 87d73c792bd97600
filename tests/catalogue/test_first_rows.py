"""What stands between the start and the first rows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from desktop.workspace import Workspace

_ROOT = Path(__file__).resolve().parent.parent.parent
_ROWS = """
import sys
from pathlib import Path
from desktop import catalogue
from desktop.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]), home=Path(sys.argv[2]))
listing = catalogue.ActivityList(workspace)
query = catalogue.parse("")
print([row.values["title"] for row in listing.rows(listing.first(query), ("title",), query)], workspace.author)
print(sorted(name for name in ("sqlalchemy", "asyncio", "desktop.workspace.journal") if name in sys.modules))
workspace.close()
"""


def test_the_first_rows_need_neither_sqlalchemy_nor_the_journal(tmp_path: Path) -> None:
    path, home = tmp_path / "desk.focal", tmp_path / "home"
    workspace = Workspace.create(path, home=home)
    workspace.journal.set_author("Amina")
    workspace.journal.create("activity", {"title": "Water"})
    workspace.close()
    done = subprocess.run(
        [sys.executable, "-c", _ROWS, str(path), str(home)], cwd=_ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["['Water'] Amina", "[]"]


def test_a_workspace_that_was_only_read_keeps_its_replica(tmp_path: Path) -> None:
    path, home = tmp_path / "desk.focal", tmp_path / "home"
    Workspace.create(path, home=home).close()
    first = Workspace.open(path, home=home)
    replica = first.meta("replica")
    first.close()
    second = Workspace.open(path, home=home)
    try:
        assert second.meta("replica") == replica == second.journal.replica
    finally:
        second.close()
