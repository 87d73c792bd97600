"""Two desks through the command line: export, import, inspect, dump, conflicts, resolve."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Desk

MakeFile = Callable[[str, str], Path]
MAIN = Path(__file__).resolve().parent.parent.parent / "main.py"


@pytest.fixture
def other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A second desk."""
    made = Desk(tmp_path / "other.focal", capsys)
    made.done("init", "--author", "Bo")
    return made


def test_two_desks_settle_what_they_wrote_apart(desk: Desk, other: Desk, tmp_path: Path) -> None:
    id = desk.done("add", "title=Flood drills", "targets+=SDG:11.5")
    gone = desk.done("add", "title=To be deleted")
    first, second, third = (tmp_path / f"{number}.fdz" for number in (1, 2, 3))
    desk.done("export", first)
    assert "New changes: 2" in other.done("import", first)
    desk.done("edit", id, "title=of Amina", "targets-=SDG:11.5")
    desk.done("delete", gone)
    other.done("edit", id, "title=of Bo", "targets/SDG:11.5=significant")
    other.done("edit", gone, "summary=improved")
    desk.done("export", second)
    other.done("import", second)
    assert other.data("export", third, "--since", second)["changes"] == 2
    told = desk.data("import", third)
    assert told["in_conflict"] == {"activity": 2} and sorted(told["conflicts"]) == sorted([id, gone])
    assert desk.done("dump") == other.done("dump")
    listed = other.data("conflicts")
    assert {(each["id"], each["field"]) for each in listed} == {
        (id, "title"),
        (id, "targets/SDG:11.5"),
        (gone, "deleted"),
    }
    assert "theirs: of Amina" in other.done("conflicts") and "mine: of Amina" in desk.done("conflicts")
    desk.done("resolve", id, "title", "--take", "theirs")
    desk.done("resolve", id, "targets/SDG:11.5", "--take", "both")
    assert desk.data("resolve", gone, "deleted", "--take", "mine")["left"] == 0
    assert desk.data("conflicts") == []
    fourth = tmp_path / "4.fdz"
    desk.done("export", fourth, "--since", third)
    other.done("import", fourth)
    assert other.data("conflicts") == [] and desk.done("dump") == other.done("dump")
    assert "title = of Bo" in other.done("show", id)
    assert "package 4.fdz with 2 records" in other.done("undo")


def test_resolve_takes_both_or_a_third(desk: Desk, other: Desk, tmp_path: Path) -> None:
    id = desk.done("add", "title=one", "summary=one")
    package = tmp_path / "p.fdz"
    desk.done("export", package)
    other.done("import", package)
    desk.done("edit", id, "title=A", "summary=A")
    other.done("edit", id, "title=B", "summary=B")
    desk.done("export", package)
    other.done("import", package)
    assert "is not in conflict" in other.refused("resolve", id, "lessons", "--take", "mine")
    assert other.data("resolve", id, "summary", "--take", "both")["left"] == 1
    other.done("resolve", id, "title", "--take", "-third -way")
    fields = other.data("show", id)["fields"]
    assert fields["title"].strip() == "-third -way" and sorted(fields["summary"].split()) == ["A", "B"]


def test_inspect_says_what_is_inside_and_changes_nothing(desk: Desk, other: Desk, tmp_path: Path) -> None:
    desk.done("add", "title=Flood drills")
    package = tmp_path / "p.fdz"
    desk.done("export", package)
    before = other.done("dump")
    assert "From Amina" in other.done("inspect", package)
    told = other.data("inspect", package)
    assert (told["author"], told["changes"], told["records"]) == ("Amina", 1, {"activity": 1})
    assert other.data("import", package, "--dry-run")["new"] == {"activity": 1}
    assert other.done("dump") == before


def test_a_selection_and_a_table_under_the_same_command(desk: Desk, other: Desk, tmp_path: Path) -> None:
    desk.done("add", "title=Flood drills", "kind=training")
    desk.done("add", "title=Webinar", "kind=webinar")
    package = tmp_path / "p.fdz"
    assert desk.data("export", package, "--query", "kind:training")["changes"] == 1
    assert other.data("import", package)["missing"] == {}
    assert "No activity matches" in desk.refused("export", tmp_path / "none.fdz", "--query", "kind:mooc")
    assert not (tmp_path / "none.fdz").exists()
    assert "1 activity" in desk.done("export", tmp_path / "t.csv", "kind:training")
    assert "Give the file a name that ends in .fdz" in desk.refused("export", tmp_path / "t.csv", "--full")


def test_packages_and_tables_are_distinguished_by_content(
    desk: Desk, other: Desk, tmp_path: Path, file: MakeFile
) -> None:
    desk.done("add", "title=Flood drills")
    package = tmp_path / "p.fdz"
    desk.done("export", package)
    named = package.rename(tmp_path / "list.csv")
    assert other.data("import", named)["new_changes"] == 1
    assert "New: 1" in other.done("import", file("t.csv", "title,kind\nDrills,training\n"))


def test_refused_packages_change_nothing_and_do_not_keep_others_out(desk: Desk, other: Desk, tmp_path: Path) -> None:
    desk.done("add", "title=Flood drills")
    good, bad = tmp_path / "good.fdz", tmp_path / "bad.fdz"
    desk.done("export", good)
    data = bytearray(good.read_bytes())
    data[len(data) // 2] ^= 1
    bad.write_bytes(data)
    before = other.done("dump")
    assert "was changed or damaged" in other.refused("import", bad)
    assert "was changed or damaged" in other.refused("inspect", bad)
    assert other.done("dump") == before
    told = other("import", bad, good, "--json")
    assert told.code == 1 and "bad.fdz" in told.err
    assert "refused" in told.data[0] and told.data[1]["new_changes"] == 1
    assert desk.done("dump") == other.done("dump")


def test_missing_packages_are_asked_for(desk: Desk, other: Desk, tmp_path: Path) -> None:
    id = desk.done("add", "title=one")
    one, two, three = (tmp_path / f"{number}.fdz" for number in (1, 2, 3))
    desk.done("export", one)
    for number, package, since in ((2, two, one), (3, three, two)):
        desk.done("edit", id, f"title=edit {number}")
        desk.done("export", package, "--since", since)
    other.done("import", one)
    assert "Change no. 2 of Amina is missing" in other.done("import", three)
    assert other.data("import", two)["missing"] == {}
    assert desk.done("dump") == other.done("dump")


def test_a_run_of_packages_is_backed_up_once_before_the_first_that_brings_something(
    desk: Desk, other: Desk, tmp_path: Path
) -> None:
    packages: list[Path] = []
    for number in range(3):
        desk.done("add", f"title=Drill {number}")
        packages.append(tmp_path / f"{number}.fdz")
        desk.done("export", packages[-1])
    backups = tmp_path / "other backups"
    other.done("import", *packages, "--dry-run")
    assert not backups.exists()
    other.done("import", *packages)
    assert len(list(backups.glob("* import*.focal"))) == 1
    other.done("import", *packages)  # nothing new: no backup
    assert len(list(backups.glob("* import*.focal"))) == 1
    assert other.done("dump") == desk.done("dump")


def test_a_pdf_one_way_and_a_package_the_other(desk: Desk, other: Desk, tmp_path: Path) -> None:
    """Same field edited apart, deleted against edited, target added against removed; settled on one, gone on the other."""
    title, gone, target = (
        desk.done("add", f"title={name}", "targets+=SDG:11.5") for name in ("Flood drills", "Heat plans", "Roofs")
    )
    first, pdf, back, last = (tmp_path / name for name in ("1.fdz", "summary.pdf", "back.fdz", "last.fdz"))
    desk.done("export", first)
    other.done("import", first)
    desk.done("edit", title, "title=of Amina")
    other.done("edit", title, "title=of Bo")
    desk.done("edit", gone, "summary=improved")
    other.done("delete", gone)
    desk.done("edit", target, "targets/SDG:11.5=significant")
    other.done("edit", target, "targets-=SDG:11.5")
    desk.done("report", "summary", pdf)
    assert other.data("import", pdf)["in_conflict"] == {"activity": 3}
    other.done("export", back, "--for", "Amina")
    assert desk.data("import", back)["in_conflict"] == {"activity": 3}
    assert desk.done("dump") == other.done("dump")
    expected = {
        (title, "title", "values"),
        (gone, "deleted", "unseen_by_deleted"),
        (target, "targets/SDG:11.5", "values"),
    }
    for each in (desk, other):
        assert {(one["id"], one["field"], one["kind"]) for one in each.data("conflicts")} == expected
    desk.done("resolve", title, "title", "--take", "both")
    desk.done("resolve", gone, "deleted", "--take", "mine")
    desk.done("resolve", target, "targets/SDG:11.5", "--take", "theirs")
    assert desk.data("conflicts") == [] and len(other.data("conflicts")) == 3
    desk.done("export", last, "--for", "Bo")
    other.done("import", last)
    assert other.data("conflicts") == [] and desk.done("dump") == other.done("dump")
    assert sorted(other.data("show", title)["fields"]["title"].split(" / ")) == ["of Amina", "of Bo"]
    assert other.data("show", gone)["fields"]["summary"] == "improved"
    assert "targets/SDG:11.5" not in other.data("show", target)["fields"]
    command = [sys.executable, str(MAIN), "--workspace", str(other.path), "dump"]  # as a person starts it
    alone = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert alone.stdout.rstrip("\n") == desk.done("dump")
