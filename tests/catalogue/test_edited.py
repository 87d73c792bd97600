"""What was edited last: by the newest change of a record or of its parts, and what a click on it opens."""

from __future__ import annotations

from pathlib import Path

import pytest

import desktop.catalogue.edited as edited_module
from desktop.catalogue.edited import last_edited
from tests.catalogue.desks import desk


def test_the_record_edited_last_comes_first_and_a_part_counts_for_its_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk(tmp_path) as workspace:
        journal = workspace.journal
        journal.set_author("Amina")
        activity = journal.create("activity", {"title": "Walls"})
        visit = journal.create("visit", {"title": "To Durban"})
        city = journal.create("organisation", {"name": "Durban"})
        journal.create("template", {"name": "Ours", "version": 1, "content": "{}"})

        def shown(limit: int = 12) -> list[tuple[str, str, str, str]]:
            return [(each.type, each.id, each.title, each.part) for each in last_edited(workspace, limit)]

        plain = [
            ("organisation", city, "Durban", ""),
            ("visit", visit, "To Durban", ""),
            ("activity", activity, "Walls", ""),
        ]
        assert shown() == plain
        assert shown(2) == plain[:2] and shown(0) == []
        assert {each.author for each in last_edited(workspace)} == {"Amina"}
        run = journal.create("run", {"parent": activity, "name": "Second"})
        assert shown()[0] == ("activity", activity, "Walls", "run"), "the form of an activity shows its parts"
        task = journal.create("task", {"parent": visit, "title": "Visas"})
        assert shown()[0] == ("visit", task, "To Durban", "task"), "a part of a visit opens by itself"
        journal.edit(visit, {"title": "To eThekwini"})
        assert shown()[0] == ("visit", visit, "To eThekwini", "")
        times = [each.time for each in last_edited(workspace)]
        assert times == sorted(times, reverse=True) and times[-1] > 0
        journal.delete([run])
        assert [each[1] for each in shown()] == [visit, city, activity], "what is in the bin counts for nothing"
        journal.delete([visit])
        assert [each[1] for each in shown()] == [city, activity]
        lost = journal.create("task", {"parent": "1b671a64-40d5-491e-99b0-da01ff1f3341", "title": "Of nothing"})
        assert lost not in [each[1] for each in shown()]
        for batch in (1, 2):
            monkeypatch.setattr(edited_module, "_BATCH", batch)
            assert [each[1] for each in shown()] == [city, activity]
            assert [each[1] for each in shown(1)] == [city]
        monkeypatch.setattr(edited_module, "_LOOKED_AT", 3)
        assert shown() == []


def test_an_erasure_is_no_edit(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        activity = workspace.journal.create("activity", {"title": "Walls"})
        person = workspace.journal.create("person", {"name": "Wanjiru"})
        workspace.journal.erase([person], {})
        assert [each.id for each in last_edited(workspace)] == [activity]
