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


def test_names_are_kept_when_asked_and_reports_are_written(desk: Desk, tmp_path: Path) -> None:
    course = desk.data("add", "title=MOOC", "kind=mooc")["id"]
    run = desk.data("add", "--type", "run", f"parent={course}", "name=2026")["id"]
    list_file = write_shape(next(each for each in SHAPES if each.name == "plain-fr"), tmp_path, people())
    assert "Names and addresses are kept" in desk.done("import-learners", list_file, "--run", run, "--keep-names")
    kept = desk.path.with_name("desk.focal.learners")
    assert list(kept.glob("*/*.names"))
    assert "are deleted" in desk.done("import-learners", "--run", run, "--delete-names")
    assert not list(kept.glob("*/*.names")) and list(kept.glob("*/key"))
    assert "--delete-names" in desk.refused("import-learners", list_file, "--run", run, "--delete-names")

    made = desk.data("report", "course", course, tmp_path / "course.pdf", "--language", "es")
    assert (made["runs"], made["data"]) == (1, True) and (tmp_path / "course.pdf").stat().st_size > 1000
    assert not desk.data("report", "course", run, tmp_path / "run.pdf", "--without-data")["data"]
    lyon = desk.data("add", "--type", "organisation", "name=Lyon", "country=FR")["id"]
    kisumu = desk.data("add", "--type", "organisation", "name=Kisumu")["id"]
    desk.done("add", "title=Project", "kind=project", f"organisations+=lead:{lyon}", f"organisations+=partner:{kisumu}")
    assert desk.data("report", "member", lyon, tmp_path / "lyon.csv")["lines"] == 1
    assert "MOOC – 2026" in (tmp_path / "lyon.csv").read_text("utf-8-sig")
    assert desk.done("report", "member", kisumu, tmp_path / "town.pdf").startswith("Kisumu: 1 line in")
    assert desk.done("list", "relations", "lyon") == "Kisumu – Partner of – Lyon (1)"
    assert desk.data("list", "relations")[0]["relation"] == "partner_of" and desk.data("list", "relations", "x") == []
    desk.done("list", "relations", "--csv", tmp_path / "relations.csv")
    assert "Lyon,FR" in (tmp_path / "relations.csv").read_text("utf-8-sig")
    assert "Nothing matches" in desk.refused("list", "relations", "nowhere", "--csv", tmp_path / "none.csv")
