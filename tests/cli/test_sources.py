"""A list that comes again, by command: imported, edited, updated a month later, undone; sources listed, renamed, forgotten."""

from __future__ import annotations

from tests.cli.conftest import Desk, MakeFile

APRIL = (
    "Code,Title,Country,Start,Status\nA1,Flood drill,Kenya,2025-01-02,planned\nA2,Roof repair,Peru,2025-02-03,planned\n"
    "A3,Drain works,Chile,2025-03-04,planned\n"
)
MAY = "Code,Title,Country,Start,Status\nA1,Flood drill,Kenya,2025-01-02,completed\nA2,Roof repair,Peru,2025-02-03,planned\n"


def test_the_next_edition_of_a_list_with_own_edits_between(desk: Desk, file: MakeFile) -> None:
    first = desk.done("import", file("april.csv", APRIL), "--as-source", "Aid", "--update")
    assert "This is the first list of “Aid”." in first
    [drill] = [each["id"] for each in desk.data("list", "activities", "drill")]
    desk.done("edit", drill, "status=cancelled")
    may = file("may.csv", MAY)
    said = desk.done("import", may, "--as-source", "Aid", "--update", "--dry-run")
    assert f"“Cancelled” stays, the list says “Completed”. ({drill}:status)" in said
    assert "1 activity is no longer in the list: it is kept and marked." in said
    done = desk.data("import", may, "--as-source", "Aid", "--update", "--use-new", f"{drill}:status")
    assert (done["new"], done["changed"], done["unchanged"], done["marked"]) == (0, 1, 1, 1)
    assert [(each["own"], each["new"], each["used"]) for each in done["own_edits"]] == [
        ("cancelled", "completed", "new")
    ]
    [gone] = desk.data("list", "activities", "has:left_source")
    assert gone["title"] == done["gone"][0]["title"] == "Drain works"
    [source] = desk.data("sources")
    assert (source["source"], source["activities"], source["no_longer_in_it"]) == ("Aid", 3, 1)
    desk.done("undo")
    assert desk.data("list", "activities", "has:left_source") == []
    assert desk.data("sources")[0]["no_longer_in_it"] == 0


def test_sources_are_renamed_and_forgotten(desk: Desk, file: MakeFile) -> None:
    assert "No source yet" in desk.done("sources")
    desk.done("import", file("april.csv", APRIL))
    desk.done("sources", "--rename", "april", "Aid")
    assert desk.done("sources").startswith("Aid: 3 activities, 1 edition, the last was april.csv")
    assert desk("sources", "--forget", "Water").code == 1
    assert "Its activities stay." in desk.done("sources", "--forget", "Aid")
    assert desk.data("sources") == [] and len(desk.data("list", "activities", "")) == 3


def test_what_goes_with_an_update_only_is_refused_without_it(desk: Desk, file: MakeFile) -> None:
    april = file("april.csv", APRIL)
    for options in (("--gone", "mark"), ("--older",), ("--use-new", "all")):
        found = desk("import", april, *options)
        assert found.code == 1 and "“--update”" in found.err
    desk.done("import", april)
    found = desk("import", april, "--update", "--use-new", "nobody:status")
    assert found.code == 1 and "“nobody:status” is no field" in found.err
