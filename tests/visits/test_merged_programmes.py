"""Host and visitor plan together apart: two desks edit one programme and merge; nothing doubled or lost, each clash visible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop.values.moments import write_moment
from desktop.visits import read_visit
from desktop.workspace import Record, Value, Workspace, check
from desktop.workspace.changes.shared_change import read_shared

AT = st.builds(write_moment, st.integers(1, 3), st.sampled_from([540, 600, 660]))
EDITS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.one_of(
            st.tuples(st.just("at"), AT), st.tuples(st.just("minutes"), st.sampled_from([30, 60, 90])),
            st.tuples(st.just("title"), st.sampled_from(["Walk", "Talk"])), st.tuples(st.just("track"), st.sampled_from("AB")),
            st.tuples(st.sampled_from(["delete", "add"]), st.just("")),
        ),
        st.integers(0, 2),
    ),
    max_size=14,
)  # fmt: skip


@dataclass
class Side:
    """One desk, and what a person did there to the sessions that both had."""

    workspace: Workspace
    values: dict[str, dict[str, Value]] = field(default_factory=dict[str, "dict[str, Value]"])
    touched: dict[str, set[str]] = field(default_factory=dict[str, "set[str]"])
    deleted: set[str] = field(default_factory=set[str])
    added: list[str] = field(default_factory=list[str])

    def begin(self, sessions: dict[str, dict[str, Value]]) -> None:
        self.values = {id: dict(values) for id, values in sessions.items()}
        self.touched = {id: set() for id in sessions}
        self.deleted, self.added = set(), []

    def do(self, visit: str, id: str, name: str, value: Value) -> None:
        journal = self.workspace.journal
        if name == "add":
            self.added.append(journal.create("session", {"parent": visit, "title": "New", "at": "1 12:00"}))
        elif id in self.deleted:
            return
        elif name == "delete":
            journal.delete([id])
            self.deleted.add(id)
        elif journal.edit(id, {name: value}):
            self.values[id][name] = value
            self.touched[id].add(name)

    def sessions(self, visit: str) -> dict[str, Record]:
        found = read_visit(self.workspace, visit)
        return {each.id: each for each in found.sessions} if found else {}


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Side, Side]]:
    folder = tmp_path_factory.mktemp("together")
    both = [Workspace.create(folder / f"{name}.focal", home=folder / name) for name in ("host", "visitor")]
    yield Side(both[0]), Side(both[1])
    for each in both:
        assert check(each.path, home=each.home).problems == ()
        each.close()


def _exchange(one: Side, other: Side) -> None:
    for giver, taker in ((one, other), (other, one)):
        with giver.workspace.reading() as conn:
            changes = list(read_shared(conn))
        taker.workspace.journal.receive(changes)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(EDITS)
@example([(0, ("at", "2 09:00"), 0), (1, ("at", "3 10:00"), 0)])
@example([(0, ("delete", ""), 1), (1, ("minutes", 90), 1), (0, ("add", ""), 0), (1, ("add", ""), 0)])
def test_one_programme_edited_on_both_sides(
    sides: tuple[Side, Side], edits: list[tuple[int, tuple[str, Any], int]]
) -> None:
    host, visitor = sides
    journal = host.workspace.journal
    visit = journal.create("visit", {"title": "Walls", "start": "2026-05-04"})
    base: dict[str, dict[str, Value]] = {}
    for number in range(3):
        values: dict[str, Value] = {"title": "Walk", "at": f"1 0{number + 7}:00", "minutes": 60}
        base[journal.create("session", {"parent": visit, **values})] = values
    _exchange(host, visitor)
    for side in sides:
        side.begin(base)
    ids = list(base)
    for which, (name, value), number in edits:
        sides[which].do(visit, ids[number], name, value)
    _exchange(host, visitor)
    one, other = host.sessions(visit), visitor.sessions(visit)
    assert {id: each.values for id, each in one.items()} == {id: each.values for id, each in other.items()}
    living = {
        id
        for id in ids
        if not (id in host.deleted and id in visitor.deleted)
        and (id not in host.deleted or visitor.touched[id])
        and (id not in visitor.deleted or host.touched[id])
    }
    assert set(one) == living | set(host.added) | set(visitor.added)
    for id in living:
        conflicts = {each.field for each in one[id].conflicts if each.kind == "values"}
        for name in ("at", "minutes", "title", "track"):
            mine, theirs = host.values[id].get(name), visitor.values[id].get(name)
            wrote = (name in host.touched[id], name in visitor.touched[id])
            clash = wrote == (True, True) and mine != theirs
            assert (name in conflicts) == clash, (name, wrote, mine, theirs)
            shown = one[id].values.get(name)
            assert shown in ((mine, theirs) if clash else (mine,) if wrote[0] else (theirs,))
        if id in host.deleted or id in visitor.deleted:
            assert one[id].conflicts and other[id].conflicts, "a delete that did not see an edit must show"
