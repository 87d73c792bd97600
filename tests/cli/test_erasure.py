"""Erasing from the command line: said first, done with --yes, and never taken back."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Desk

SECRET = "Zqxaveria"


def test_a_value_is_shown_then_erased_for_good(desk: Desk, tmp_path: Path) -> None:
    id = desk.done("add", "title=Drills", f"summary=ring {SECRET} at night", "lessons=many")
    desk.done("edit", id, "summary=ring nobody")
    told = desk("erase", id[:8], "--field", "summary", "--containing", SECRET.lower())
    assert told.code == 1 and f"summary: ring {SECRET} at night" in told.out and "--yes" in told.err
    plan = desk("erase", id, "--containing", SECRET, "--json")
    assert (
        plan.code == 1 and plan.data["done"] is False and plan.data["values"][0]["value"] == f"ring {SECRET} at night"
    )
    desk.done("backup")
    assert "1 value was permanently erased" in desk.done("erase", id, "--containing", SECRET, "--yes")
    assert all(SECRET.encode() not in file.read_bytes() for file in tmp_path.rglob("*.focal"))
    entry = desk.data("history", id)[0]["fields"]["summary"]
    assert (entry["new"], entry["erased"]["author"]) == (None, "Amina")
    assert "permanently erased by Amina on" in desk.done("history", id)
    assert desk.data("show", id)["fields"] == {"title": "Drills", "summary": "ring nobody", "lessons": "many"}
    assert "cannot be restored" in desk.refused("undo")
    desk.done("undo")
    assert desk.data("show", id)["fields"] == {"title": "Drills", "lessons": "many"}
    desk.done("check")


def test_a_person_is_forgotten(desk: Desk) -> None:
    person = desk.done("add", "--type", "person", f"name={SECRET}", "email=s@x.org", "consent=network")
    id = desk.done("add", f"title=Led by {SECRET}", f"people+=contact:{person}")
    told = desk("erase", person, "--all")
    assert told.code == 1 and f"Also in {id[:8]}, title: Led by {SECRET}" in told.out
    done = desk.data("erase", person, "--all", "--yes")
    assert done["done"] and {each["field"] for each in done["values"]} == {"name", "email", "consent"}
    assert [each["field"] for each in done["mentions"]] == ["title"]
    assert SECRET not in desk.done("dump").replace(f"Led by {SECRET}", "")
    assert "a participant" in desk.done("show", id).lower()
    desk.done("check")


def test_what_cannot_be_erased_is_said(desk: Desk) -> None:
    id = desk.done("add", "title=Drills")
    assert "--field" in desk.refused("erase", id)
    assert "nothing" in desk.refused("erase", id, "--field", "lessons", "--yes")


def test_export_says_what_leaves_before_it_leaves(desk: Desk, tmp_path: Path) -> None:
    for name, consent in (("Amina", "network"), ("Bo", "public"), ("Chi", "none")):
        desk.done("add", "--type", "person", f"name={name}", f"consent={consent}", "private_note=x")
    people = {each["title"]: each["id"] for each in desk.data("list", "people")}
    desk.done(
        "add", "title=Drills", "kind=training", f"people+=contact:{people['Amina']}", f"people+=contact:{people['Chi']}"
    )
    desk.done("add", "title=Other", "private_note=between us")
    told = desk.data("export", tmp_path / "out.fdz", "--dry-run")
    assert (told["changes"], told["people"]) == (4, {"network": 1, "public": 1})
    assert told["stays"] == {
        "people": 1, "requested": 0, "names": 0, "mentions": [], "private": 4, "unchosen": 0,
    }  # fmt: skip
    some = desk.data("export", tmp_path / "out.fdz", "--dry-run", "--query", "kind:training")
    assert (some["changes"], some["people"], some["stays"]["unchosen"]) == (2, {"network": 1}, 2)
    assert "People who did not agree: 1" in desk.done("export", tmp_path / "out.fdz", "--dry-run")
    assert not (tmp_path / "out.fdz").exists()
    desk.done("export", tmp_path / "some.fdz", "--query", "kind:training")
    assert desk.data("inspect", tmp_path / "some.fdz")["records"] == {"activity": 1, "person": 1}
