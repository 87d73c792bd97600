"""Any sequence of actions on a desk gives what a plain dictionary gives, and what the journal's judge gives."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
import tempfile
import uuid
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from desktop.workspace import Workspace, check
from desktop.workspace.changes.change_log import edits_of
from desktop.workspace.changes.record_state import RecordState, derive
from tests.workspace.desks import Desk

JUDGE = Path(__file__).resolve().parents[3] / "shared" / "model" / "journal_model.py"

ACTIVITIES, RUNS = ("v0", "v1", "v2"), ("v0.a", "v0.b", "v1.a")
RECORDS = ACTIVITIES + RUNS
records = st.sampled_from(RECORDS)
words = st.sampled_from(["one", "two", "Three", "été"])
weights = st.sampled_from(["principal", "significant", None])
members = st.sampled_from(["targets/SDG:1", "targets/SDG:2"])

Values = dict[str, Any]


def real(name: str) -> str:
    """The record id of a name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def kind(name: str) -> str:
    """Its record type."""
    return "run" if "." in name else "activity"


def load_judge() -> ModuleType | None:
    """The small program that is right where words are not clear; None where it is not at hand."""
    if not JUDGE.exists():
        return None
    spec = importlib.util.spec_from_file_location("journal_model", JUDGE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["journal_model"] = module  # its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


def crash(desk: Workspace) -> None:
    """End as a killed program does: nothing said to the file or outside of it."""
    desk._end_connections()
    desk._lock.release()


class DeskMachine(RuleBasedStateMachine):
    """One desk, driven at random, beside a dictionary of what people would expect, and the judge."""

    judge: ModuleType | None = None

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path, self.home = self.folder / "city.focal", self.folder / "home"
        self.desk = Workspace.create(self.path, home=self.home)
        self.plain: dict[str, Values] = {}
        # (dictionary before, judge's group); None as group: an undo
        self.done: list[tuple[dict[str, Values], Any]] = []
        self.undone: list[tuple[dict[str, Values], Any]] = []
        self.model: Any = self.judge.Desk("m", 1_700_000_000_000) if self.judge else None

    # What both sides do ----------------------------------------------------------------------------------------------

    def _snapshot(self) -> dict[str, Values]:
        return {name: dict(values) for name, values in self.plain.items()}

    def _effective(self, name: str, values: Values) -> bool:
        now = self.plain.get(name, {})
        return any(now.get(field) != value for field, value in values.items())

    def _set(self, name: str, values: Values) -> None:
        now = self.plain.setdefault(name, {})
        for field, value in values.items():
            if value is None:
                now.pop(field, None)
            else:
                now[field] = value

    def _act(self, changes: list[tuple[str, Values]], before: dict[str, Values], marking: str = "") -> None:
        """Write the same to the dictionary and to the judge, as one action.

        `marking`: the group of a delete or merge. Said again, it is an action only where the record was edited since;
        the desk knows that (and the judge, who is asked in the end), the dictionary does not.
        """
        last = self.desk.journal.next_undo() if marking else None
        said_again = last is not None and last.id == marking
        if not said_again and not any(self._effective(name, values) for name, values in changes):
            return
        group = self.model._group() if self.model else None
        for name, values in changes:
            self._set(name, values)
            if self.model:
                self.model._write(name, values, group)
        self.done.append((before, group))
        self.undone.clear()

    def _back_to(self, before: dict[str, Values]) -> Any:
        """The dictionary goes back; the judge is told the same as edits, since it takes one action back, not a row of them."""
        group = self.model._group() if self.model else None
        for name, now in list(self.plain.items()):
            old = before.get(name, {})
            values = {field: old.get(field) for field in {*old, *now} if old.get(field) != now.get(field)}
            if values and self.model:
                self.model._write(name, values, group)
            self.plain[name] = old
        return group

    def _one(self, name: str, values: Values) -> None:
        before = self._snapshot()
        self.desk.journal.edit(real(name), self._real_values(values), type=kind(name))
        self._act([(name, values)], before)

    @staticmethod
    def _real_values(values: Values) -> Values:
        names = {"title": "title", "status": "status"}
        return {names.get(f, f): real(v) if f in ("parent", "merged_into") and v else v for f, v in values.items()}

    # Rules -----------------------------------------------------------------------------------------------------------

    @rule(name=st.sampled_from(ACTIVITIES), field=st.sampled_from(["title", "status"]), value=st.none() | words)
    def edit(self, name: str, field: str, value: str | None) -> None:
        self._one(name, {field: value})

    @rule(name=st.sampled_from(RUNS), value=st.none() | words)
    def edit_run(self, name: str, value: str | None) -> None:
        self._one(name, {"name": value})

    @rule(name=st.sampled_from(RUNS), inside=st.booleans())
    def place(self, name: str, inside: bool) -> None:
        self._one(name, {"parent": name[:2] if inside else None})

    @rule(name=st.sampled_from(ACTIVITIES), member=members, weight=weights)
    def put(self, name: str, member: str, weight: str | None) -> None:
        self._one(name, {member: weight})

    @rule(texts=st.lists(words, min_size=1, max_size=4))
    def type_words(self, texts: list[str]) -> None:
        """One stay in one field: one change, however often it is rewritten."""
        before, stay, name = self._snapshot(), self.desk.journal.edit_session(), "v0"
        # the dictionary and the judge see the stay as its last value
        first = next((i for i, text in enumerate(texts) if self._effective(name, {"title": text})), None)
        if first is None:
            return
        for text in texts[first:]:
            self.desk.journal.edit(real(name), {"title": text}, edit_session=stay, type="activity")
        self.desk.journal.end_edit_session(stay)
        if self.model:
            group = self.model._group()
            self.model._write(name, {"title": texts[first]}, group)
            last = max(self.model.changes)
            change = self.model.changes[last]
            self.model.changes[last] = self.judge.Change(  # type: ignore[union-attr]
                change.replica,
                change.seq,
                change.stamp,
                change.record,
                {"title": texts[-1]},
                change.replaces,
                group,
            )
        else:
            group = None
        self._set(name, {"title": texts[-1]})
        self.done.append((before, group))
        self.undone.clear()

    @rule(name=records)
    def delete(self, name: str) -> None:
        if name not in self.plain:
            return
        before = self._snapshot()
        group = self.desk.journal.delete([real(name)])
        parts = [each for each in self.plain if self.plain[each].get("parent") == name]
        self._act([(each, {"deleted": True}) for each in (name, *sorted(parts))], before, group)

    @rule(name=records)
    def restore(self, name: str) -> None:
        if name not in self.plain:
            return
        before = self._snapshot()
        self.desk.journal.restore([real(name)])
        parts = [each for each in self.plain if self.plain[each].get("parent") == name]
        self._act([(each, {"deleted": None}) for each in (name, *sorted(parts))], before)

    @rule(name=st.sampled_from(ACTIVITIES), other=st.sampled_from(ACTIVITIES))
    def merge(self, name: str, other: str) -> None:
        if name in self.plain and name != other:
            before = self._snapshot()
            group = self.desk.journal.merge_into(real(name), real(other))
            self._act([(name, {"merged_into": other})], before, group)

    @rule(names=st.lists(st.sampled_from(ACTIVITIES), min_size=1, unique=True), value=st.none() | words)
    def bulk_edit(self, names: list[str], value: str | None) -> None:
        known = [name for name in names if name in self.plain]
        before = self._snapshot()
        self.desk.journal.edit_many([real(name) for name in known], {"status": value})
        self._act([(name, {"status": value}) for name in known], before)

    @rule(names=st.lists(st.sampled_from(ACTIVITIES), min_size=1, unique=True), value=words, weight=weights)
    def bulk_import(self, names: list[str], value: str, weight: str | None) -> None:
        before, fresh = self._snapshot(), [name for name in names if name not in self.plain]
        known = [name for name in names if name in self.plain]
        values = {"title": value} | ({"targets/SDG:2": weight} if weight else {})
        with self.desk.journal.group("import", "list.csv") as group:
            self.desk.journal.bulk(group, [("activity", real(name), values) for name in names])
        self._act([(name, values) for name in (*fresh, *known)], before)

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        assert self.desk.journal.undo().done
        before, _group = self.done.pop()
        after = self._snapshot()
        undoing = self._back_to(before)
        self.undone.append((after, undoing))

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        assert self.desk.journal.redo().done
        before, _group = self.undone.pop()
        after = self._snapshot()
        redoing = self._back_to(before)
        self.done.append((after, redoing))

    @rule(clean=st.booleans())
    def reopen(self, clean: bool) -> None:
        self.desk.close() if clean else crash(self.desk)
        self.desk = Workspace.open(self.path, home=self.home)

    # What must hold --------------------------------------------------------------------------------------------------

    def _states(self) -> dict[str, RecordState]:
        with self.desk.reading() as conn:
            replicas = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT no, id FROM replica")}
            return {name: derive(edits_of(conn, [real(name)], replicas, kind(name))[real(name)]) for name in self.plain}

    @invariant()
    def sound(self) -> None:
        if hasattr(self, "desk"):
            assert check(self.path, home=self.home).problems == ()

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        try:
            states = self._states()
            for name, values in self.plain.items():
                assert states[name].values() == self._real_values(values), name
            if self.model:
                self._judge(states)
        finally:
            crash(self.desk)
            shutil.rmtree(self.folder)

    def _judge(self, states: dict[str, RecordState]) -> None:
        said = {line["record"]: line for line in map(json.loads, self.model.state().dump().splitlines())}
        with self.desk.reading() as conn:
            rows = {
                row[0]: row[1:]
                for type in ("activity", "run")
                for row in conn.exec_driver_sql(f"SELECT id, listed, survivor, conflicts FROM {type}")
            }
        assert {name for name in self.plain if real(name) in rows} == set(said)
        for name, line in said.items():
            listed, survivor, conflicts = rows[real(name)]
            assert self._real_values(line["fields"]) == states[name].values(), name
            ring = self._ring(name)
            if not ring:  # a circle ends in its smallest id, and ids of the two sides sort differently
                assert (survivor or real(name)) == real(line["survivor"]), name
                assert bool(listed) == (line["alive"] and line["survivor"] == name), name
                assert conflicts == len(line["conflicts"]), (name, line["conflicts"])

    def _ring(self, name: str) -> bool:
        path = [name]
        while (nearer := self.plain.get(path[-1], {}).get("merged_into")) is not None:
            if nearer in path:
                return True
            path.append(nearer)
        return False


def drive(judge: ModuleType | None, histories: int, steps: int = 18, *, derandomize: bool = True) -> None:
    """Try so many random histories. Raises AssertionError with the shortest one that goes wrong."""
    run_state_machine_as_test(
        type("Judged" if judge else "Plain", (DeskMachine,), {"judge": judge}),
        settings=settings(
            max_examples=histories,
            stateful_step_count=steps,
            deadline=None,
            derandomize=derandomize,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("judged", [False, True], ids=["dictionary", "judge"])
def test_a_desk_does_what_the_model_says(judged: bool) -> None:
    judge = load_judge() if judged else None
    if judged and judge is None:
        pytest.skip("the judge is not at hand")
    drive(judge, 20)


def test_two_edits_of_one_field_are_undone_and_redone_one_after_the_other(tmp_path: Path) -> None:
    desk = Desk.open(tmp_path / "city.focal", tmp_path / "home")
    id = desk.journal.create("activity", {"title": "one"})
    desk.journal.edit(id, {"title": "two"})
    desk.journal.edit(id, {"title": "three"})
    for step, expected in (
        ("undo", "two"),
        ("undo", "one"),
        ("redo", "two"),
        ("redo", "three"),
        ("undo", "two"),
        ("undo", "one"),
    ):
        report = getattr(desk.journal, step)()
        assert report.done and report.left == ()
        assert desk.titles() == [expected]
