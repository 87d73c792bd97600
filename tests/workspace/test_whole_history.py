"""The history of a visit tells also what became of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.workspace import PARENT, Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    made.journal.set_author("Amina")
    yield made
    made.close()


def told(workspace: Workspace, id: str) -> list[tuple[str, list[str]]]:
    return [(each.part, each.sentences()) for each in workspace.journal.history(id, parts=True)]


def test_parts_are_told_with_their_visit(workspace: Workspace) -> None:
    journal = workspace.journal
    visit = journal.create("visit", {"title": "To Durban"})
    session = journal.create("session", {PARENT: visit, "title": "Welcome"})
    journal.edit(session, {"place": "Town hall"})
    journal.edit(visit, {"stage": "agreed"})
    journal.delete([session])
    assert told(workspace, visit) == [
        ("", ["Amina created this record"]),
        ("Session: Welcome", ["Amina created this record"]),
        ("Session: Welcome", ["Amina set *Place* to “Town hall”"]),
        ("", ["Amina set *Stage* to Agreed"]),
        ("Session: Welcome", ["Amina deleted this record"]),
    ]
    assert [each.sentences() for each in journal.history(visit)] == [
        ["Amina created this record"], ["Amina set *Stage* to Agreed"],
    ]  # fmt: skip
    assert {each.id for each in journal.history(visit, parts=True)} == {visit, session}


def test_many_parts_made_at_once_are_told_as_one_and_those_that_went_with_it_not_at_all(workspace: Workspace) -> None:
    journal = workspace.journal
    with journal.group("create"):
        visit = journal.create("visit", {"title": "To Durban"})
        for number in range(5):
            journal.create("session", {PARENT: visit, "title": f"Session {number}"})
        journal.create("task", {PARENT: visit, "title": "Visas"})
    journal.delete([visit])
    assert told(workspace, visit) == [
        ("", ["Amina created this record"]),
        ("", ["Amina created its parts: Sessions (5), Tasks (1)"]),
        ("", ["Amina deleted this record"]),
    ]
