"""Lists of learners by command: shown first, counted, listed, and the run closed."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Desk
from tests.learning.populations import SHAPES, people, write_shape


def test_a_list_is_shown_counted_and_the_run_closed(desk: Desk, tmp_path: Path) -> None:
    course = desk.data("add", "title=MOOC", "kind=mooc")["id"]
    grades = write_shape(next(each for each in SHAPES if each.name == "openedx-grades"), tmp_path, people())
    assert "has no course run" in desk.refused("import-learners", grades, "--run", course)
    run = desk.data("add", "--type", "run", f"parent={course}", "name=2026")["id"]

    said = desk.done("import-learners", grades, "--run", course, "--dry-run")
    assert "Open edX: grade report: 61 rows, counted into “2026”" in said and "Enrolled: 60" in said
    assert said.endswith("Nothing was written.") and "1 row of a person who left the course is not counted." in said
    assert desk.data("list", "courses")[0]["enrolled"] is None

    found = desk.data("import-learners", grades, "--run", run, "--date", "2026-10-05")
    assert (found["written"], found["total"]["certified"], list(found["weeks"])) == (True, 15, ["2026-10-05"])
    assert desk.done("list", "courses", "mooc 2026") == f"{run[:8]}  MOOC – 2026: 60 → 45 → 30 → 15"
    assert "--close" in desk.refused("import-learners", "--run", run)
    assert "is closed" in desk.done("import-learners", "--run", run, "--close")
    assert "is closed" in desk.refused("import-learners", grades, "--run", run)
    assert "not a date" in desk.refused("import-learners", grades, "--run", run, "--date", "soon")
