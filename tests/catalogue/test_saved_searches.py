"""Saved searches: by name, each type of record has its own, and a file from before keeps them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.catalogue import SavedSearch, delete_search, rename_search, save_search, saved_searches
from desktop.errors import UserFacingError
from tests.catalogue.desks import desk


def test_searches_are_saved_renamed_replaced_and_deleted_by_name(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        first, second = SavedSearch("  Water   courses ", "water", (("title", False),)), SavedSearch("all", "")
        for each in (first, second):
            save_search(workspace, each)
        save_search(workspace, SavedSearch("Due", "due:<30d"), "visit")

        def names(type: str = "activity") -> list[str]:
            return [each.name for each in saved_searches(workspace, type)]

        assert names() == ["all", "Water courses"] and names("visit") == ["Due"]
        assert saved_searches(workspace)[1] == SavedSearch("Water courses", "water", (("title", False),))
        save_search(workspace, SavedSearch("all", "kind:mooc"))
        assert [each.text for each in saved_searches(workspace)] == ["kind:mooc", "water"]
        rename_search(workspace, "all", "MOOCs")
        rename_search(workspace, "MOOCs", "MOOCs")
        assert names() == ["MOOCs", "Water courses"]
        for new in ("Water courses", "", "  "):
            with pytest.raises(UserFacingError):
                rename_search(workspace, "MOOCs", new)
        with pytest.raises(UserFacingError):
            save_search(workspace, SavedSearch(" ", "x"))
        delete_search(workspace, "nothing")
        delete_search(workspace, "MOOCs")
        assert names() == ["Water courses"] and names("visit") == ["Due"]
        delete_search(workspace, "Water courses")
        assert names() == [] and workspace.meta("saved_searches") == ""


def test_what_a_file_holds_is_read_and_what_is_not_well_made_is_passed_over(tmp_path: Path) -> None:
    good = {"name": "Good", "text": "water", "sort": [["title", True], ["nothing", False]]}
    odd = [good, {"name": "No text", "sort": []}, {"text": "no name", "sort": []}, "text", None, {**good, "sort": 5}]
    with desk(tmp_path) as workspace:
        workspace.set_meta("saved_searches", json.dumps(odd))
        workspace.set_meta("saved_searches.visit", json.dumps([{**good, "name": "Visits", "sort": [["stage", False]]}]))
        assert saved_searches(workspace) == [SavedSearch("Good", "water", (("title", True),))]
        assert saved_searches(workspace, "visit") == [SavedSearch("Visits", "water", (("stage", False),))]
        for text in ("{}", "no json", "5"):
            workspace.set_meta("saved_searches", text)
            assert saved_searches(workspace) == []
