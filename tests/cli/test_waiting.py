"""What a person does not take in now, and what has not come, on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Desk
from tests.cli.test_packages import other  # noqa: F401 - fixture


def test_without_one_record_which_waits_until_it_is_taken_in(desk: Desk, other: Desk, tmp_path: Path) -> None:  # noqa: F811
    one, two = desk.done("add", "title=Flood drills"), desk.done("add", "title=Heat plans")
    package = tmp_path / "p.fdz"
    desk.done("export", package)
    looked = other.data("import", package, "--dry-run")
    assert {(each["id"], each["what"], each["title"]) for each in looked["records"]} == {
        (one, "new", "Flood drills"), (two, "new", "Heat plans"),
    }  # fmt: skip
    assert f"{two}  New: Heat plans" in other.done("import", package, "--dry-run")
    assert other.done("waiting") == "Nothing is waiting."
    said = other.done("import", package, "--without", two[:13])
    assert "New: 1" in said and "1 record was set aside." in said
    assert "Activity “Heat plans”, set aside from p.fdz of Amina" in other.done("waiting")
    (waiting,) = other.data("waiting")["aside"]
    assert (waiting["id"], waiting["title"], waiting["known"]) == (two, "Heat plans", False)
    assert other.data("import", package)["set_aside"] == {"activity": 1}
    assert "No record with the id “0000” was set aside." in other.refused("waiting", "0000")
    assert "New: 1" in other.done("waiting", two[:8])
    assert other.done("dump") == desk.done("dump") and other.data("waiting")["aside"] == []


def test_only_one_record_and_the_rest_at_once(desk: Desk, other: Desk, tmp_path: Path) -> None:  # noqa: F811
    ids = [desk.done("add", f"title=Drill {number}") for number in range(3)]
    package = tmp_path / "p.fdz"
    desk.done("export", package)
    assert other.data("import", package, "--only", ids[0])["set_aside"] == {"activity": 2}
    assert "cannot be used together" in other.refused("import", package, "--only", ids[0], "--without", ids[1])
    assert "brings no record with the id" in other.refused("import", package, "--only", "ffffffff-none")
    assert other.data("waiting", "all")["new"] == {"activity": 2}
    assert other.done("dump") == desk.done("dump")


def test_what_has_not_come_is_named_with_whom_to_ask(desk: Desk, other: Desk, tmp_path: Path) -> None:  # noqa: F811
    one = desk.done("add", "title=Flood drills")
    first, second = tmp_path / "1.fdz", tmp_path / "2.fdz"
    desk.done("export", first)
    organisation = desk.done("add", "name=Kisumu", "--type", "organisation")
    third = tmp_path / "3.fdz"
    desk.done("export", second, "--since", first)
    desk.done("edit", one, f"organisations/lead:{organisation}=1")
    desk.done("export", third, "--since", second)
    other.done("import", first)
    other.done("import", third)
    told = other.data("waiting")
    ((waiting,), (missing,)) = told["waiting"], told["missing"]
    assert (waiting["id"], waiting["target"], waiting["why"]) == (one, organisation, "missing")
    assert waiting["sentence"] == "Organisations: not received yet; it is in change no. 2 of Amina. Request it."
    assert missing.startswith("Change no. 2 of Amina is missing")
    assert waiting["sentence"] in other.done("waiting") and missing in other.done("waiting")
    other.done("import", second)
    assert other.done("waiting") == "Nothing is waiting."
