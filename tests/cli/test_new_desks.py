"""A desk that is not known here, at the command line: its package is refused or left waiting, named with its code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Desk

pytestmark = pytest.mark.new_desks_wait


@pytest.fixture
def package(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of Bruno, at a computer of his own."""
    monkeypatch.setenv("FOCAL_DESK_HOME", str(tmp_path / "home of Bruno"))
    bruno = Desk(tmp_path / "Bruno.focal", capsys)
    bruno.done("init", "--author", "Bruno")
    bruno.done("add", "title=Flood drills")
    folder = tmp_path / "sent"
    folder.mkdir()
    bruno.done("export", folder / "Bruno.fdz")
    monkeypatch.setenv("FOCAL_DESK_HOME", str(tmp_path / "home of Amina"))
    return folder / "Bruno.fdz"


def test_import_refuses_a_new_desk_with_its_code_until_it_is_accepted(package: Path, desk: Desk) -> None:
    code = desk.data("inspect", package)["signature"]["fingerprint"]
    said = desk.refused("import", package)
    assert "calls itself “Bruno”. Nothing was imported. Phone them and compare this verification code" in said
    assert code in said and said.endswith("accept this desk with “--accept-new”.")
    told = desk("import", package, "--json")
    assert told.code == 1 and told.err.rstrip("\n") == said
    assert told.data["refused"] == said
    assert told.data["signature"]["fingerprint"] == code and told.data["signature"]["trust"] == "first"
    assert desk.data("list", "activities") == []
    assert desk.data("import", package, "--dry-run")["signature"]["fingerprint"] == code
    both = desk("import", package, package, "--json")
    assert both.code == 1 and [each["signature"]["fingerprint"] for each in both.data] == [code, code]
    assert desk.data("import", package, "--accept-new")["new_changes"] == 1
    assert desk.data("import", package)["known_changes"] == 1, "accepted once"


def test_consolidate_lists_new_desks_and_takes_their_packages_at_the_next_run(package: Path, desk: Desk) -> None:
    code = desk.data("inspect", package)["signature"]["fingerprint"]
    told = desk("consolidate", package.parent)
    assert told.code == 1 and told.err == ""
    assert "Waiting: 1" in told.out and "Refused: 0" in told.out
    assert f"  Bruno, verification code {code}, in Bruno.fdz" in told.out.splitlines()
    assert "1 new desk waits to be accepted: Bruno." in told.out
    data = desk("consolidate", "--json").data
    assert [(each["name"], each["fingerprint"]) for each in data["new_desks"]] == [("Bruno", code)]
    assert data["counts"]["waiting"] == 1
    listed = desk.done("partners")
    assert f"Bruno, verification code {code}" in listed and "No partner yet" not in listed
    (new,) = desk.data("partners")
    assert (new["name"], new["state"], new["fingerprint"]) == ("Bruno", "new", code)
    assert "No new desk “Nobody” waits. Nothing was changed. Available: Bruno." in desk.refused(
        "partners", "--accept", "Nobody"
    )
    accepted = desk.done("partners", "--accept", "bruno")
    assert "Bruno (Peer)" in accepted and "nothing of theirs has come yet" in accepted
    assert desk.data("consolidate", package.parent)["counts"]["taken"] == 1
    assert [each["title"] for each in desk.data("list", "activities")] == ["Flood drills"]


def test_consolidate_accepts_new_desks_where_a_script_says_so(package: Path, desk: Desk) -> None:
    data = json.loads(desk.done("consolidate", package.parent, "--accept-new", "--json"))
    assert data["counts"]["taken"] == 1 and data["new_desks"] == []


def test_more_than_usual_of_a_desk_that_is_not_confirmed_is_asked_about(
    package: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.exchange.partners import unconfirmed_desk_limits

    monkeypatch.setattr(unconfirmed_desk_limits, "MOST_CHANGES", 0)
    said = desk.refused("import", package, "--accept-new")
    assert "Bruno is not confirmed, and it brings more than usual: 1 change. Nothing was imported." in said
    assert said.endswith("import it with “--large”, or confirm this desk first.")
    assert "1 change." in desk.data("import", package, "--dry-run")["sentences"][-1]
    told = desk("consolidate", package.parent, "--accept-new")
    assert told.code == 1 and "Waiting: 1" in told.out and "brings more than usual" in told.out
    assert desk.data("consolidate", package.parent, "--accept-new", "--large")["counts"]["taken"] == 1
