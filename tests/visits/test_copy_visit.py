"""A visit as the beginning of another: what comes along, and what stays behind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from desktop.visits import COPYABLE_PARTS, Visit, copy_visits, read_visit
from desktop.workspace import Workspace, check
from tests.catalogue.desks import desk
from tests.reports.visits import sample_visits

BY_CHOICE = {
    "programme": {"question": 3, "session": 8}, "tasks": {"task": 3, "follow_up": 6}, "budget": {"budget_line": 3},
    "roles": {},
}  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with desk(tmp_path) as made:
        yield made


def copied(workspace: Workspace, id: str, *along: str) -> Visit:
    (made,) = copy_visits(workspace, [id], along)
    found = read_visit(workspace, made)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "along", [those for many in range(5) for those in combinations(COPYABLE_PARTS, many)], ids="+".join
)
def test_only_what_is_wanted_comes_along(workspace: Workspace, tmp_path: Path, along: tuple[str, ...]) -> None:
    id = sample_visits.full(workspace, tmp_path)
    copy = copied(workspace, id, *along)
    counts = {type: len(those) for type, those in copy.part_records.items() if those}
    assert counts == {type: many for each in along for type, many in BY_CHOICE[each].items()}
    assert bool(copy.hosts) == bool(copy.visitors) == ("roles" in along)
    assert any(name.startswith("people/") for name in copy.values) == ("roles" in along)
    told = " ".join(f"{name}={value}" for each in (copy.record, *sum(copy.part_records.values(), ())) for name, value
                    in each.values.items())  # fmt: skip
    for hidden in ("tender", "co-operatives by the kilometre", "2026-05-04", "Ana María", "One stream", "spent"):
        assert hidden not in told, hidden
    if "roles" not in along:
        assert "Nomusa" not in told and "people/" not in told
    assert copy.values["stage"] == "idea" and copy.values["purpose"] == read_visit(workspace, id).values["purpose"]  # type: ignore[union-attr]


def test_sessions_serve_the_questions_of_the_copy(workspace: Workspace, tmp_path: Path) -> None:
    id = sample_visits.full(workspace, tmp_path)
    copy, old = copied(workspace, id, *COPYABLE_PARTS), read_visit(workspace, id)
    assert old is not None

    def served(visit: Visit) -> list[tuple[str, str]]:
        titles = {each.id: each.title for each in visit.questions}
        return [
            (each.title, titles[name.rpartition(":")[2]])
            for each in visit.sessions for name in each.values if name.startswith("questions/")
        ]  # fmt: skip

    assert served(copy) == served(old) != []
    assert [each.values.get("at") for each in copy.sessions] == [each.values.get("at") for each in old.sessions]
    assert not {each.id for each in copy.sessions} & {each.id for each in old.sessions}


def test_tasks_are_open_again_and_counted_from_the_visit(workspace: Workspace, tmp_path: Path) -> None:
    id = sample_visits.full(workspace, tmp_path)
    workspace.journal.create("task", {
        "parent": id, "title": "Visa", "due": "2026-04-24", "state": "done", "done": "2026-04-20", "position": 9,
    })  # fmt: skip
    visa = copied(workspace, id, "tasks").tasks[-1].values
    assert (visa["due_days"], visa["state"], visa.get("due"), visa.get("done")) == (-10, "open", None, None)


def test_copies_are_one_action(workspace: Workspace, tmp_path: Path) -> None:
    id = sample_visits.full(workspace, tmp_path)
    gone = sample_visits.empty(workspace)
    workspace.journal.delete([gone])
    made = copy_visits(workspace, [id, gone, id])
    assert len(made) == 2 and len({*made, id}) == 3
    workspace.journal.undo()
    assert [read_visit(workspace, each) for each in made] == [None, None] and read_visit(workspace, id) is not None
    workspace.journal.redo()
    assert check(workspace.path, home=workspace.home).ok
