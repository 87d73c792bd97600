"""The secretariat at the command line: a folder taken in, told, taken back, and the merge shared."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Desk


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Packages of two offices, an unsigned one, and notes. Each office is a computer of its own."""
    from desktop.exchange.packages import export_package
    from desktop.workspace import Workspace

    made = tmp_path / "sent"
    made.mkdir()
    for name, title in (("Awa", "Flood drills"), ("=José", "Heat plans")):
        monkeypatch.setenv("FOCAL_DESK_HOME", str(tmp_path / f"home of {name}"))
        office = Desk(tmp_path / f"{name}.focal", capsys)
        office.done("init", "--author", name)
        office.done("add", f"title={title}")
        office.done("export", made / f"{name}.fdz", "--full")
    nobody = Workspace.open(tmp_path / "Awa.focal")
    nobody.journal.create("activity", {"title": "of nobody"})
    export_package(nobody, made / "unsigned.fdz")
    nobody.close()
    (made / "notes.txt").write_text("x", encoding="utf-8")
    monkeypatch.setenv("FOCAL_DESK_HOME", str(tmp_path / "home of the secretariat"))
    return made


def test_a_folder_is_taken_in_told_again_and_taken_back(desk: Desk, folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "report.csv"
    told = desk("consolidate", folder, "--csv", table)
    assert told.code == 1 and told.err == "", "one was refused"
    assert "Imported: 2" in told.out and "Refused: 1" in told.out and "No package: 1" in told.out
    assert "Awa.fdz: imported. 1 new" in told.out and "=José (sent, new here): 1 new." in told.out
    assert "import them with “--unsigned”" in told.out
    assert desk.done("consolidate") == told.out.rstrip("\n"), "it is kept"
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1][:3] == ["'=José.fdz", "imported", "'=José"], "no formula leaves"

    data = desk("consolidate", folder, "--unsigned", "--json").data
    assert (
        data["counts"] == {"taken": 1, "same": 0, "known": 2, "waiting": 0, "refused": 0, "passed": 1}
        and data["complete"]
    )
    assert {each["path"]: each["outcome"] for each in data["files"]}["unsigned.fdz"] == "taken"
    assert len(desk.data("list", "activities")) == 3
    assert desk.data("consolidate", "--undo") == {"packages": 1, "records": 1, "fields": 1}
    assert len(desk.data("list", "activities")) == 2
    assert "Nothing to undo" in desk.done("consolidate", "--undo")


def test_a_dry_run_and_what_cannot_be_done(desk: Desk, folder: Path, tmp_path: Path) -> None:
    before = desk.done("dump")
    assert desk("consolidate", folder, "--dry-run", "--json").data["counts"]["taken"] == 2
    assert desk.done("dump") == before
    assert "Nothing has been consolidated here yet" in desk.refused("consolidate")
    assert "was not found" in desk.refused("consolidate", tmp_path / "nowhere")
    assert "do not give a folder" in desk.refused("consolidate", folder, "--undo")
    assert "There is no partner to share with" in desk.refused("share", folder)


def test_the_merge_is_shared_with_everyone(desk: Desk, folder: Path, tmp_path: Path) -> None:
    desk("consolidate", folder)
    out = tmp_path / "out"
    assert "was not found" in desk.refused("share", out)
    out.mkdir()
    told = desk.data("share", out)
    assert [(each["partner"], each["what"], each["changes"]) for each in told] == [
        ("=José", "delta", 1), ("Awa", "delta", 1),
    ]  # fmt: skip
    assert sorted(path.suffix for path in out.iterdir()) == [".fdz", ".fdz"]
    assert "for Awa" in desk.done("share", out, "--for", "awa", "--full")
    assert desk.data("inspect", next(out.glob("*Awa*")))["for"] == "Awa"
    assert "There is no partner “Zoé”" in desk.refused("share", out, "--for", "Zoé")
