"""Desks that edit apart and exchange in any order end alike, and lose nothing; beside the journal's judge."""

from __future__ import annotations

import json
import random
import shutil
import uuid
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from desktop.errors import Cancelled
from desktop.workspace import Workspace, check
from desktop.workspace.changes.clock import DAY, Stamp, next_stamp, wall_clock
from desktop.workspace.changes.have_sets import holds, holes, intervals, joined, read_have_set, without
from desktop.workspace.changes.shared_change import SharedChange, read_shared
from desktop.workspace.merge.dump import dump
from desktop.workspace.merge.merging import PackageOrigin
from tests.workspace.test_journal_model import load_judge

RECORDS = ("v0", "v1", "v0.a", "v0.b", "v1.a")
NAMES = {str(uuid.uuid5(uuid.NAMESPACE_URL, name)): name for name in RECORDS}
IDS = {name: id for id, name in NAMES.items()}


def kind(name: str) -> str:
    return "run" if "." in name else "activity"


def title(name: str) -> str:
    return "name" if "." in name else "title"


class Pair:
    """One desk and its model."""

    def __init__(self, folder: Path, judge: ModuleType | None, number: int, now: int) -> None:
        self.now = now
        self.path, self.home = folder / f"{number}.focal", folder / f"home{number}"
        self.open(Workspace.create(self.path, home=self.home))
        self.model: Any = judge.Desk(self.desk.journal.replica, now) if judge else None

    def open(self, desk: Workspace) -> None:
        self.desk = desk
        self.desk.journal._now = lambda: self.now

    def edit(self, name: str, values: dict[str, Any]) -> None:
        self.desk.journal.edit(IDS[name], values, type=kind(name))
        if self.model:
            self.model._write(IDS[name], values, self.model._group())

    def mark(self, name: str, values: dict[str, Any]) -> None:
        with self.desk.reading() as conn:
            known = conn.exec_driver_sql("SELECT 1 FROM change WHERE record_id = ?", (IDS[name],)).fetchone()
        if known:
            self.edit(name, values)

    def have(self) -> dict[str, list[tuple[int, int]]]:
        with self.desk.reading() as conn:
            return read_have_set(conn)

    def changes(self, known: dict[str, list[tuple[int, int]]] | None = None) -> list[SharedChange]:
        with self.desk.reading() as conn:
            return list(read_shared(conn, known))

    def state(self) -> list[str]:
        with self.desk.reading() as conn:
            return list(dump(conn))


def deliver(sender: Pair, receiver: Pair, rng: random.Random, *, whole: bool = False) -> None:
    """Some or all changes, in any order, also those that are known."""
    known = None if whole or rng.random() < 0.5 else receiver.have()
    changes = sender.changes(known)
    rng.shuffle(changes)
    if not whole and rng.random() < 0.5:
        changes = changes[: len(changes) // 2]
    receiver.desk.journal.receive(changes)
    if receiver.model:
        ids = [(change.replica, change.seq) for change in changes]
        receiver.model.receive([sender.model.changes[id] for id in ids])


def history(folder: Path, judge: ModuleType | None, seed: str, steps: int = 40) -> None:
    """One random history. Raises AssertionError where desks part, lose something, or do not do as the judge says."""
    rng = random.Random(seed)
    start = 1_700_000_000_000
    clocks = [0, 0, 5, -50 * 365 * DAY, 75 * 365 * DAY]
    pairs = [Pair(folder, judge, number, start + rng.choice(clocks)) for number in range(rng.randint(2, 4))]
    confirmed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for step in range(steps):
        pair, name = rng.choice(pairs), rng.choice(RECORDS)
        pair.now += rng.randint(0, 1000)
        for each in pairs:
            if each.model:
                each.model.now = each.now
        match rng.randrange(11):
            case 0 | 1 | 2 | 3:
                value = rng.choice([None, f"w{step}", "same"])
                pair.edit(name, {title(name): value})
                if value:
                    confirmed[name, title(name)].add(value)
            case 4 | 5:
                if kind(name) == "activity":
                    value = rng.choice([None, "principal", "significant"])
                    pair.edit(name, {f"targets/SDG:{rng.randint(1, 2)}": value})
            case 6:
                if kind(name) == "run":
                    pair.edit(name, {"parent": IDS[name[:2]]})
            case 7:
                pair.mark(name, {"deleted": True})
            case 8:
                pair.mark(name, {"deleted": None})
            case 9:
                others = [each for each in RECORDS if each != name and kind(each) == kind(name)]
                pair.mark(name, {"merged_into": IDS[rng.choice(others)]})
            case _:
                deliver(rng.choice(pairs), pair, rng)
    for pair in pairs:
        for other in pairs:
            deliver(other, pair, rng, whole=True)
    for pair in pairs:
        for other in pairs:
            deliver(other, pair, rng, whole=True)
    states = [pair.state() for pair in pairs]
    assert all(state == states[0] for state in states), "desks with the same changes differ"
    assert all(pair.have() == pairs[0].have() for pair in pairs)
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for change in pairs[0].changes():
        for field, value in change.values.items():
            if isinstance(value, str):
                known[NAMES[change.record_id], field].add(value)
    assert all(values <= known[key] for key, values in confirmed.items()), "a confirmed value is gone"
    for pair in pairs:
        assert check(pair.path, home=pair.home).problems == ()
        if pair.model:
            judged = {line["record"]: line for line in map(json.loads, pair.model.state().dump().splitlines())}
            ours = {line["record"]: line for line in map(json.loads, pair.state())}
            for line in ours.values():
                del line["type"]
            assert ours == judged
        pair.desk.close()


@pytest.mark.parametrize("judged", [False, True], ids=["alone", "judge"])
def test_desks_that_exchange_end_alike(tmp_path: Path, judged: bool) -> None:
    judge = load_judge() if judged else None
    if judged and judge is None:
        pytest.skip("the judge is not at hand")
    for number in range(12):
        folder = tmp_path / str(number)
        folder.mkdir()
        history(folder, judge, f"merge {number}")
        shutil.rmtree(folder)


def test_of_two_changes_under_one_id_the_second_is_left_out(tmp_path: Path) -> None:
    desk = Workspace.create(tmp_path / "a.focal")
    id = desk.journal.create("activity", {"title": "ours"})
    with desk.reading() as conn:
        change = next(read_shared(conn))
    other = Workspace.create(tmp_path / "b.focal")
    other.journal.receive([change])
    forged = SharedChange(
        replica=change.replica, seq=change.seq, ms=change.ms, counter=change.counter, type="activity", record_id=id,
        values={"title": "forged"}, replaces={}, group=change.group, kind="edit", label="", author="", time=0,
    )  # fmt: skip
    another = SharedChange(
        replica=str(uuid.uuid4()), seq=1, ms=1, counter=0, type="activity", record_id=str(uuid.uuid4()),
        values={"title": "good"}, replaces={}, group="g", kind="edit", label="", author="", time=0,
    )  # fmt: skip
    received = other.journal.receive([another, forged])
    assert (received.new, received.known) == (1, 1)
    record = other.record(id)
    assert record is not None and record.title == "ours"
    assert other.record(another.record_id) is not None
    desk.close()
    other.close()


def test_what_a_newer_version_writes_is_kept_and_passed_on(tmp_path: Path) -> None:
    desk = Workspace.create(tmp_path / "a.focal")
    replica = str(uuid.uuid4())

    def change(seq: int, type: str, values: dict[str, Any]) -> SharedChange:
        return SharedChange(
            replica=replica, seq=seq, ms=seq, counter=0, type=type, record_id=str(uuid.uuid5(uuid.NAMESPACE_URL, type)),
            values=values, replaces={}, group="g", kind="edit", label="", author="Amina", time=seq,
        )  # fmt: skip

    sent = [
        change(1, "activity", {"title": "Flood drills", "mood": "cheerful", "moods/x": 3}),
        change(2, "weather_station", {"height": 12}),
    ]
    desk.journal.receive(sent)
    assert check(desk.path).ok
    with desk.reading() as conn:
        assert list(read_shared(conn)) == sent
    desk.close()


def test_private_changes_never_travel(tmp_path: Path) -> None:
    desk = Workspace.create(tmp_path / "a.focal")
    desk.journal.create("activity", {"title": "Flood drills", "private_note": "between us"})
    with desk.reading() as conn:
        assert "between us" not in repr(list(read_shared(conn)))
        assert "between us" not in "".join(dump(conn))
        assert read_have_set(conn, private=True) == {desk.journal.replica: [(2, 2)]}
    desk.close()


def test_the_clock_counts_milliseconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time_ns", lambda: 1_767_225_600_123_999_999)
    assert wall_clock() == 1_767_225_600_123


@pytest.mark.parametrize(
    ("now", "last", "stamp"),
    [
        (5, (3, 9), (5, 0)), (5, (5, 2), (5, 3)), (3, (5, 2), (5, 3)), (5, (0, 0), (5, 0)), (0, (0, 0), (0, 1)),
        (-7, (0, 0), (0, 1)),
    ],
)  # fmt: skip
def test_a_stamp_follows_the_clock_and_never_goes_back(now: int, last: Stamp, stamp: Stamp) -> None:
    assert next_stamp(now, last) == stamp


def test_a_clock_gone_wild_does_not_carry_this_one_along(tmp_path: Path) -> None:
    desk = Workspace.create(tmp_path / "a.focal")
    wild = SharedChange(
        replica=str(uuid.uuid4()), seq=1, ms=4_000_000_000_000_000, counter=0, type="activity",
        record_id=str(uuid.uuid4()), values={"title": "2099"}, replaces={}, group="g", kind="edit", label="", author="",
        time=4_000_000_000_000_000,
    )  # fmt: skip
    desk.journal.receive([wild])
    desk.journal.create("activity", {"title": "now"})
    with desk.reading() as conn:
        assert all(change.ms < 4_000_000_000_000 for change in read_shared(conn) if change.replica != wild.replica)
    desk.close()


def test_intervals_of_seqs() -> None:
    assert intervals([7, 3, 1, 2]) == [(1, 3), (7, 7)]
    assert joined([(1, 4), (3, 6), (7, 7), (10, 12)]) == [(1, 7), (10, 12)]
    assert holes([(3, 3), (7, 9)]) == [(1, 2), (4, 6)]
    assert without([(1, 10)], [(1, 2), (5, 6), (10, 20)]) == [(3, 4), (7, 9)]
    assert [seq for seq in range(12) if holds([(1, 3), (7, 9)], seq)] == [1, 2, 3, 7, 8, 9]


def test_what_is_held_is_kept_with_the_file_and_counted_again_where_it_is_wrong(tmp_path: Path) -> None:
    desk = Workspace.create(tmp_path / "a.focal")
    own = desk.journal.replica
    for number in range(3):
        desk.journal.create("activity", {"title": f"Drill {number}", "private_note": "between us"})
        if number == 1:
            desk.journal.seal()  # what came until now need not be counted again
        with desk.reading() as conn:
            assert read_have_set(conn) == {own: [(1, 2 * number + 2)]}
            assert read_have_set(conn, private=True) == {own: [(each * 2 + 2,) * 2 for each in range(number + 1)]}
    with pytest.raises(Cancelled), desk.journal.group("edit"):
        desk.journal.create("activity", {"title": "given up"})
        desk.journal.seal()
        raise Cancelled
    with desk.reading() as conn:
        assert read_have_set(conn) == {own: [(1, 6)]}
    desk.journal.set_meta("held", json.dumps([4, {own: [[1, 3]]}, {}]))
    report = check(desk.path)
    assert [problem.kind for problem in report.problems] == ["journal"]
    assert check(desk.path, repair=True).ok
    with desk.reading() as conn:
        assert read_have_set(conn) == {own: [(1, 6)]}
    desk.close()


def test_who_gives_up_a_merge_at_any_word_of_progress_finds_everything_as_it_was(tmp_path: Path) -> None:
    there = Workspace.create(tmp_path / "there.focal")
    parent = there.journal.create("activity", {"title": "Open course"})
    for number in range(4):
        there.journal.create("run", {"name": f"Run {number}", "parent": parent})
    with there.reading() as conn:
        changes = list(read_shared(conn))
    here = Workspace.create(tmp_path / "here.focal")
    arrival = PackageOrigin(label="x", sender="", sender_replica="", holds={}, gives={})
    for last in range(6):
        words: list[tuple[int, int]] = []

        def settled(done: int, total: int, words: list[tuple[int, int]] = words, last: int = last) -> None:
            words.append((done, total))
            if len(words) > last:
                raise Cancelled

        with pytest.raises(Cancelled):
            here.journal.merge_changes(changes, arrival, lambda report: None, progress=settled)
        assert words[-1][1] == 5
        with here.reading() as conn:
            assert read_have_set(conn) == {} and list(dump(conn)) == []
    heard: list[tuple[int, int]] = []
    here.journal.merge_changes(
        changes, arrival, lambda report: None, progress=lambda done, total: heard.append((done, total))
    )
    assert heard[0] in ((0, 5), (1, 5)) and heard[-1] == (5, 5) and heard == sorted(heard)
    with here.reading() as conn, there.reading() as other:
        assert list(dump(conn)) == list(dump(other))
    here.close()
    there.close()
