"""`suggest`: lists without changing, accepts above a confidence as one action, forgets."""

from __future__ import annotations

from tests.cli.conftest import Desk


def test_suggestions_are_listed_accepted_undone_and_forgotten(desk: Desk) -> None:
    desk.done("add", "activity", "title=Social protection and cash transfers")
    desk.done("add", "activity", "title=Simulacro de terremoto")
    said = desk.done("suggest")
    assert "Social protection for all  (Social, protection, cash, transfers)" in said
    assert said.endswith("nothing was changed.")
    found = desk.data("suggest", "--query", "terremoto")
    assert [(each["field"], each["code"]) for each in found if each["field"] == "hazards"] == [
        ("hazards", "HIP:GH0101")
    ]
    assert {each["title"] for each in found} == {"Simulacro de terremoto"}
    assert "target" not in desk.done("list", "activities", "target:SDG:1.3")
    accepted = desk.data("suggest", "--accept-above", "60")
    assert {"SDG:1.3", "HIP:GH0101"} <= {each["code"] for each in accepted}
    assert all(each["confidence"] >= 60 for each in accepted)
    assert "Social" in desk.done("list", "activities", "target:SDG:1.3")
    assert "SDG:1.3" not in {each["code"] for each in desk.data("suggest")}
    desk.done("undo")
    assert desk.done("list", "activities", "target:SDG:1.3") == ""
    assert any(each["learnt"] for each in desk.data("suggest"))
    desk.done("suggest", "--forget-learnt")
    assert not any(each["learnt"] for each in desk.data("suggest"))
    assert "from 1 to 100" in desk.refused("suggest", "--accept-above", "200")
