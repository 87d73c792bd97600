"""Any history of desks that edit, copy, restore and exchange ends alike everywhere, and nothing anybody wrote is lost."""

from __future__ import annotations

import json
import os
import random
import shutil
import tempfile
import uuid
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from desktop.workspace import RECORD_TYPES, Field, FieldKind, Value, Workspace, check
from desktop.workspace.changes.clock import DAY
from desktop.workspace.changes.erasures import ERASURE
from desktop.workspace.changes.shared_change import SharedChange
from tests.exchange.merging.naming import staying
from tests.exchange.merging.replicas import (
    ASKED,
    MARKS,
    PRIVATE,
    Fleet,
    Id,
    Replica,
    Seen,
    have_of,
    heads_of,
    held_back,
)
from tests.exchange.merging.values import WORDS, edit, fields_of, first_of, record_id

START = 1_700_000_000_000
CLOCKS = (0, 0, 5, -50 * 365 * DAY, 75 * 365 * DAY, -START)
MOST = 6

numbers = st.integers(0, 59)
few = st.integers(0, MOST - 1)


@cache
def _memory() -> str | None:
    """A folder in memory, where flushing costs nothing; the usual one where there is none."""
    folder = Path("/dev/shm")
    return str(folder) if folder.is_dir() and os.access(folder, os.W_OK) else None


@cache
def _template() -> bytes:
    """An empty workspace, which takes longer to make than to copy."""
    folder = Path(tempfile.mkdtemp(prefix="focal-merge-"))
    Workspace.create(folder / "empty.focal", home=folder / "home").close()
    data = (folder / "empty.focal").read_bytes()
    shutil.rmtree(folder)
    return data


def _some(fields: Sequence[Field], number: int, rolls: random.Random) -> list[Field]:
    """A few fields, of as many kinds as can be."""
    mixed = rolls.sample(fields, len(fields))
    kinds = [field.kind for field in mixed]
    first = [field for place, field in enumerate(mixed) if field.kind not in kinds[:place]]
    return [*first, *(field for field in mixed if field not in first)][:number]


DRAWN = (
    "activity", "answer", "budget_line", "call", "certificate", "comment", "commitment", "distinction", "evaluation",
    "finding", "follow_up", "forum", "matching", "module", "need", "note", "offer", "organisation", "pair",
    "participant", "person", "question", "round", "run", "session", "task", "template", "term", "topic", "visit",
    "vote",
)  # fmt: skip
"""Types that a seed draws from. They stay these, so that a type more changes no history of a seed; each type has its turn
anyway, but where a fault was planted.
"""


class Merging(RuleBasedStateMachine):
    """2 to 6 replicas, a handful of records of two or three types, and whatever may happen to them."""

    judge: ModuleType | None = None
    turns: tuple[str, ...] = tuple(RECORD_TYPES)
    """Record types of which one has its turn in each history."""

    @initialize(
        desks=st.lists(st.sampled_from(range(len(CLOCKS))), min_size=2, max_size=4),
        turn=few,
        beside=st.none() | st.sampled_from(DRAWN),
        luck=st.integers(0, 2**32),
        width=st.integers(1, 5),
        met=st.sampled_from([True, True, False]),
    )
    def begin(self, desks: list[int], turn: int, beside: str | None, luck: int, width: int, met: bool) -> None:
        kinds = [self.turns[turn % len(self.turns)], *([beside] if beside else [])]
        rolls = random.Random(luck)
        self._uuid4 = uuid.uuid4
        uuid.uuid4 = lambda: uuid.UUID(int=rolls.getrandbits(128), version=4)  # type: ignore[assignment]
        self.folder = Path(tempfile.mkdtemp(prefix="focal-merge-", dir=_memory()))
        self.fleet = Fleet(self.folder, self.judge)
        for each in desks:
            place = self.fleet.place()
            (place / "city.focal").write_bytes(_template())
            self.fleet.replicas.append(
                Replica(self.fleet.world, place / "city.focal", place / "home", START + CLOCKS[each])
            )
            self.fleet.replicas[-1].journal.set_meta("workspace", str(uuid.uuid4()))
        # The parent of a part comes along; some types have more fields than a short history can reach.
        self.kinds = list(
            dict.fromkeys([*kinds, *(RECORD_TYPES[each].part_of for each in kinds if RECORD_TYPES[each].part_of)])
        )
        self.fields = {
            kind: [*fields_of(kind)[: first_of(kind)], *_some(fields_of(kind)[first_of(kind) :], width, rolls)]
            for kind in self.kinds
        }
        self.records = [
            (kind, record_id(kind, number)) for kind in self.kinds for number in range(3 if len(self.kinds) == 1 else 2)
        ]
        self.future = 0
        if met:
            for number, (kind, id) in enumerate(self.records):
                values: dict[str, Value] = {RECORD_TYPES[kind].title: WORDS[number % len(WORDS)]}
                if kind in ASKED and number % 2:
                    values["consent"] = "network"
                if number % 2 and (whole := RECORD_TYPES[kind].part_of):
                    values["parent"] = record_id(whole, 0)
                self.fleet.replicas[0].edit(kind, id, values)
            for each in self.fleet.replicas[1:]:
                each.take(self.fleet.replicas[0].give(None))

    # Who and what ----------------------------------------------------------------------------------------------------

    def _desk(self, number: int) -> Replica:
        found = self.fleet.replicas[number % len(self.fleet.replicas)]
        found.now += number * 7
        return found

    def _record(self, number: int) -> tuple[str, str]:
        return self.records[number % len(self.records)]

    def _edit(self, kind: str, which: int, value: int) -> tuple[str, Value]:
        field = self.fields[kind][which % len(self.fields[kind])]
        self.fleet.world.used.add((kind, field.kind))
        return edit(RECORD_TYPES[kind], field, value)

    # What people do --------------------------------------------------------------------------------------------------

    @rule(desk=few, record=few, edits=st.lists(st.tuples(few, numbers), min_size=1, max_size=3))
    def edit(self, desk: int, record: int, edits: list[tuple[int, int]]) -> None:
        kind, id = self._record(record)
        self._desk(desk).edit(kind, id, dict(self._edit(kind, which, value) for which, value in edits))

    @rule(desk=few, record=few, which=few, value=numbers)
    def edit_one(self, desk: int, record: int, which: int, value: int) -> None:
        kind, id = self._record(record)
        self._desk(desk).edit(kind, id, dict([self._edit(kind, which, value)]))

    def _two(self, desk: int, other: int) -> tuple[Replica, Replica]:
        """Two desks that know the same."""
        one, two = (
            self._desk(desk),
            self._desk(other if other % len(self.fleet.replicas) != desk % len(self.fleet.replicas) else other + 1),
        )
        two.take(one.give(two.have()))
        one.take(two.give(one.have()))
        return one, two

    @rule(desk=few, other=few, record=few, which=few, value=numbers, another=numbers)
    def edit_apart(self, desk: int, other: int, record: int, which: int, value: int, another: int) -> None:
        """The same field, or the same member of a set, on two desks."""
        kind, id = self._record(record)
        one, two = self._two(desk, other)
        for replica, number in ((one, value), (two, value % 3 + another // 3 * 3)):
            replica.edit(kind, id, dict([self._edit(kind, which, number)]))

    @rule(desk=few, other=few, record=few, which=few, value=numbers)
    def take_out_and_weigh_anew(self, desk: int, other: int, record: int, which: int, value: int) -> None:
        """A member of a set is removed on one desk, and changed on another."""
        kind, id = self._record(record)
        sets = [field for field in fields_of(kind) if field.is_set]
        if sets:
            field = sets[which % len(sets)]
            name, first = edit(RECORD_TYPES[kind], field, value % 3)
            again = edit(RECORD_TYPES[kind], field, value % 3 + 3)[1]
            self._desk(desk).edit(kind, id, {name: first})
            one, two = self._two(desk, other)
            one.edit(kind, id, {name: None})
            two.edit(kind, id, {name: again})
            self.fleet.world.used.add((kind, field.kind))

    @rule(desk=few, other=few, record=few, which=few, value=numbers, part=st.booleans())
    def delete_apart(self, desk: int, other: int, record: int, which: int, value: int, part: bool) -> None:
        """Deleted on one desk; the record, or a part of it, is edited on another."""
        kind, id = self._record(record)
        parts = [each for each in self.kinds if RECORD_TYPES[each].part_of == kind]
        if part and parts:
            self._desk(desk).edit(
                parts[0], record_id(parts[0], 0), {"parent": id, RECORD_TYPES[parts[0]].title: "part"}
            )
        one, two = self._two(desk, other)
        one.delete(id, True)
        if part and parts:
            two.edit(parts[0], record_id(parts[0], 0), {RECORD_TYPES[parts[0]].title: WORDS[value % len(WORDS)]})
        else:
            two.edit(kind, id, dict([self._edit(kind, which, value)]))

    @rule(desk=few, other=few, record=few, circle=st.booleans())
    def merge_apart(self, desk: int, other: int, record: int, circle: bool) -> None:
        """Duplicates are merged on two desks: in a chain, or into each other."""
        kind, _id = self._record(record)
        ids = [id for each, id in self.records if each == kind]
        ids = ids[record % len(ids) :] + ids[: record % len(ids)]
        one, two = self._two(desk, other)
        one.merge(ids[0], ids[1])
        two.merge(ids[1], ids[0] if circle else ids[-1])

    @rule(desk=few, other=few, record=few, which=few, value=numbers, redo=st.booleans())
    def undo_what_another_went_on_from(
        self, desk: int, other: int, record: int, which: int, value: int, redo: bool
    ) -> None:
        kind, id = self._record(record)
        self._desk(desk).edit(kind, id, dict([self._edit(kind, which, value)]))
        if redo:
            self._desk(desk).undo()
        one, two = self._two(desk, other)
        two.edit(kind, id, dict([self._edit(kind, which, value + 3)]))
        one.take(two.give(one.have()))
        one.undo(redo=redo)

    @rule(desk=few, other=few, record=few, text=few, backup=st.booleans())
    def send_while_typing(self, desk: int, other: int, record: int, text: int, backup: bool) -> None:
        """What left stays as it was; the person goes on."""
        kind, id = self._record(record)
        replica, title = self._desk(desk), RECORD_TYPES[kind].title
        replica.type_words(kind, id, title, WORDS[text])
        if backup:
            replica.back_up()
        else:
            self._two(desk, other)
        replica.type_words(kind, id, title, f"{WORDS[text]} more")

    @rule(desk=few, record=few, text=few)
    def copy_while_typing(self, desk: int, record: int, text: int) -> None:
        """The open file is carried to another machine, and the person goes on."""
        kind, id = self._record(record)
        replica, title = self._desk(desk), RECORD_TYPES[kind].title
        replica.type_words(kind, id, title, WORDS[text])
        self._copy(desk, 0, closed=False)
        replica.type_words(kind, id, title, f"{WORDS[text]} more")

    @rule(desk=few, record=few, texts=st.lists(st.integers(0, len(WORDS) - 1), min_size=1, max_size=3))
    def type_words(self, desk: int, record: int, texts: list[int]) -> None:
        kind, id = self._record(record)
        for each in texts:
            self._desk(desk).type_words(kind, id, RECORD_TYPES[kind].title, WORDS[each])

    @rule(desk=few)
    def leave_fields(self, desk: int) -> None:
        self._desk(desk).leave_fields()

    @rule(desk=few, record=few, mark=st.sampled_from([True, True, None]))
    def delete_or_restore(self, desk: int, record: int, mark: bool | None) -> None:
        self._desk(desk).delete(self._record(record)[1], mark)

    @rule(desk=few, record=few, other=few)
    def merge(self, desk: int, record: int, other: int) -> None:
        kind, id = self._record(record)
        same = [each for each in self.records if each[0] == kind]
        self._desk(desk).merge(id, same[other % len(same)][1])

    @rule(desk=few, record=few, more=few, value=numbers, bulk=st.booleans())
    def many(self, desk: int, record: int, more: int, value: int, bulk: bool) -> None:
        kind, id = self._record(record)
        ids = [id, *(each for other, each in self.records[: more + 1] if other == kind)]
        if bulk:
            title = {RECORD_TYPES[kind].title: WORDS[value % len(WORDS)]}
            self._desk(desk).bulk(kind, ids, {**title, **dict([self._edit(kind, more, value)])})
        else:
            self._desk(desk).edit_many(ids, {RECORD_TYPES[kind].title: WORDS[value % len(WORDS)]})

    @rule(desk=few, record=few, number=few)
    def attach(self, desk: int, record: int, number: int) -> None:
        kind, id = self._record(record)
        for field in RECORD_TYPES[kind].fields:
            if field.kind is FieldKind.FILES:
                self._desk(desk).attach(kind, id, field.name, number, self.fleet.post)

    @rule(desk=few, redo=st.sampled_from([False, False, True]))
    def undo_or_redo(self, desk: int, redo: bool) -> None:
        self._desk(desk).undo(redo=redo)

    @rule(desk=few, number=numbers)
    def undo_an_older_action(self, desk: int, number: int) -> None:
        replica = self._desk(desk)
        if replica.groups:
            replica.undo(group=replica.groups[-1 - number % len(replica.groups)])

    @rule(desk=few, number=numbers)
    def settle(self, desk: int, number: int) -> None:
        self._desk(desk).settle_one(number)

    @rule(desk=few, record=few, sure=st.integers(0, 2))
    def erase(self, desk: int, record: int, sure: int) -> None:
        """Now and then; nothing can be tried with a record after that."""
        if sure == 2:
            self._desk(desk).erase(self._record(record)[1])

    @rule(desk=few, clock=st.sampled_from(CLOCKS))
    def set_the_clock(self, desk: int, clock: int) -> None:
        self._desk(desk).now = START + clock

    # What happens to files -------------------------------------------------------------------------------------------

    @rule(desk=few, asked=st.just(True))
    def back_up(self, desk: int, asked: bool) -> None:
        del asked  # with it, leaving a field is the simplest step, of which the simplest histories are made
        self._desk(desk).back_up()

    @rule(desk=few, number=few)
    def restore(self, desk: int, number: int) -> None:
        self._desk(desk).restore(number)

    @rule(desk=few, clean=st.booleans())
    def reopen(self, desk: int, clean: bool) -> None:
        self._desk(desk).reopen(clean)

    @rule(desk=few, clock=st.sampled_from(CLOCKS), closed=st.booleans())
    def copy_to_another_machine(self, desk: int, clock: int, closed: bool) -> None:
        self._copy(desk, clock, closed)

    def _copy(self, desk: int, clock: int, closed: bool) -> None:
        if len(self.fleet.replicas) < MOST:
            place = self.fleet.place()
            made = self._desk(desk).copy(place / "city.focal", place / "home", START + clock, closed=closed)
            self.fleet.replicas.append(made)

    # What travels ----------------------------------------------------------------------------------------------------

    @rule(desk=few, other=few, whole=st.booleans(), order=numbers, part=st.sampled_from([1, 2, 3]))
    def hand_over(self, desk: int, other: int, whole: bool, order: int, part: int) -> None:
        """The changes themselves, all or some, in any order."""
        giver, taker = self._desk(desk), self._desk(other)
        changes = giver.give(None if whole else taker.have())
        random.Random(order).shuffle(changes)
        most = len(changes) // part
        # As in packages, what was blanked never comes without what blanked it.
        taker.take([*changes[:most], *(each for each in changes[most:] if each.type == ERASURE)])

    @rule(desk=few, other=few, whole=st.booleans(), some=st.sampled_from([False, False, True]), with_files=st.booleans(),
          pdf=st.sampled_from([False, False, True]), at_once=st.booleans())  # fmt: skip
    def send(self, desk: int, other: int, whole: bool, some: bool, with_files: bool, pdf: bool, at_once: bool) -> None:
        """A package; it may stay under way for long, arrive several times, or never."""
        giver, taker = self._desk(desk), self._desk(other)
        ids = [id for _kind, id in self.records[::2]] if some else None
        path = giver.send(
            self.fleet.mail_file(), None if whole else taker.have(), ids, with_files=with_files, pdf=pdf
        )  # fmt: skip
        self.fleet.mail.append(path)
        if at_once and taker is not giver:
            taker.receive_file(path, self.fleet.place())

    @rule(desk=few, number=numbers, record=few, some=st.booleans())
    def deliver(self, desk: int, number: int, record: int, some: bool) -> None:
        """What was sent before; a record of it may be set aside."""
        if self.fleet.mail:
            aside = frozenset({self._record(record)[1]}) if some else frozenset[str]()
            self._desk(desk).receive_file(self.fleet.mail[number % len(self.fleet.mail)], self.fleet.place(), aside)

    @rule(desk=few)
    def take_what_waits(self, desk: int) -> None:
        self._desk(desk).take_what_waits()

    @rule(desk=few, record=few, number=few)
    def hear_from_a_newer_version(self, desk: int, record: int, number: int) -> None:
        """Fields and types that this version does not know: kept, and passed on."""
        self.future += 1
        kind, id = self._record(record)
        type, id = (kind, id) if number % 2 else ("weather_station", record_id("weather_station", number))
        change = SharedChange(
            replica="f0000000-0000-4000-8000-000000000000", seq=self.future, ms=START, counter=self.future, type=type,
            record_id=id, values={"mood": "cheerful", f"moods/{number}": number}, replaces={}, group=f"future {self.future}",
            kind="edit", label="", author="Ada", time=START,
        )  # fmt: skip
        self.fleet.world.had[change.replica, change.seq] = frozenset()
        self._desk(desk).take([change])

    # What must hold in the end ---------------------------------------------------------------------------------------

    def teardown(self) -> None:
        if not hasattr(self, "fleet"):
            return
        try:
            if not self._failed:
                self._end()
        finally:
            self.fleet.close()
            uuid.uuid4 = self._uuid4
            shutil.rmtree(self.folder)

    @property
    def _failed(self) -> bool:
        """Is a step's error on its way out? What comes of a broken history says nothing."""
        import sys

        return sys.exc_info()[0] is not None

    def _end(self) -> None:
        replicas = self.fleet.replicas
        hub = replicas[0]
        for each in replicas[1:]:
            hub.take(each.give(hub.have()))
        for each in replicas[1:]:
            each.take(hub.give(each.have()))
        everything = {id: change for each in replicas for id, change in each.shared.items()}
        for each in replicas:
            assert set(each.shared) == set(everything), "a change was lost"
            assert each.have() == have_of(each.held), "it says to hold what it does not, or the other way round"
        given = [each.give(None) for each in replicas]
        assert all(each == given[0] for each in given), "one change says two things"
        lines = [each.lines() for each in replicas]
        assert all(each == lines[0] for each in lines), "desks with the same changes differ"
        assert PRIVATE not in json.dumps(lines[0]), "private words in what everybody may see"
        nothing_lost(everything, self.fleet.world.had, lines[0])
        if self.judge:
            _as_judged(hub, lines[0])
        for each in replicas:
            _sound(each, lines[0])


def nothing_lost(everything: dict[Id, Seen], had: dict[Id, frozenset[Id]], lines: dict[str, dict[str, Any]]) -> None:
    """Every value is current, or shown as a conflict, or was replaced by one who saw it; none was deleted unseen."""
    stay = staying(everything.values())
    heads = heads_of(change for id, change in everything.items() if id not in stay)
    for change in everything.values():
        for name, replaced in change.replaces.items():
            assert name in MARKS or replaced <= had[change.id] | {id for id in replaced if id not in everything}, (
                "replaced unseen"
            )
    unasked = held_back(everything.values())
    for (record, name), ids in heads.items():
        if record not in lines and record in unasked:  # somebody who took their consent back is shown to nobody
            continue
        line = lines[record]
        shown = line["choices"].get(name) or [json.dumps(line["fields"].get(name))]
        for id in ids:
            assert json.dumps(everything[id].values[name]) in shown, "a value is neither shown nor a choice nor history"
    for record, line in lines.items():
        own = {name: ids for (owner, name), ids in heads.items() if owner == record}
        values = {name: {json.dumps(everything[id].values[name]) for id in ids} for name, ids in own.items()}
        removed = [name for name, said in values.items() if "/" in name and "null" in said and len(said) > 1]
        assert all(name in line["fields"] for name in removed), "a member was removed unseen"
        if not line["alive"] and any(name not in MARKS for name in line["fields"]):
            unseen = [id for name, ids in own.items() if name not in MARKS for id in ids
                      if all(id not in had[mark] for mark in own["deleted"])]  # fmt: skip
            assert not unseen, "deleted over an edit that nobody had seen"
        assert line["survivor"] == _survivor(record, lines), "a duplicate leads elsewhere"


def _survivor(record: str, lines: dict[str, dict[str, Any]]) -> str:
    path = [record]
    while nearer := lines.get(path[-1], {"fields": {}})["fields"].get("merged_into"):
        if nearer in path:
            return min(path[path.index(nearer) :])
        path.append(nearer)
    return path[-1]


def _as_judged(replica: Replica, lines: dict[str, dict[str, Any]]) -> None:
    stay = replica.staying()
    changes = [change for id, change in replica.judged().items() if id not in stay]
    state = replica.world.judge.State(changes)  # type: ignore[union-attr]
    said = {line["record"]: line for line in map(json.loads, state.dump().splitlines())}
    ours = {record: {name: value for name, value in line.items() if name != "type"} for record, line in lines.items()}
    assert ours == said, "not what the judge says"


def _sound(replica: Replica, lines: dict[str, dict[str, Any]]) -> None:
    found = check(replica.path, home=replica.home).problems
    problems = [each for each in found if each.kind not in ("attachment", "erasing")]
    assert problems == [], "check found something"
    # What this desk alone knows has a say in its rows: private words, and people who did not agree.
    away = replica.people_held_back()
    own = {change.record for change in replica.held.values() if change.private} | away
    own |= {replica.held[id].record for id in replica.staying()}
    own |= {str(change.values.get("parent")) for change in replica.held.values() if change.record in own}
    for kind in RECORD_TYPES:
        with replica.workspace.reading_directly() as conn:
            rows = conn.execute(f"SELECT id, listed, survivor, conflicts FROM {kind}").fetchall()
        for id, listed, survivor, conflicts in rows:
            if id in lines and id not in own and not (away and kind in ASKED):
                line = lines[id]
                assert (survivor or id) == line["survivor"], "a row leads elsewhere"
                assert conflicts == len(line["conflicts"]), "a row counts other conflicts"
                assert bool(listed) == (line["alive"] and line["survivor"] == id), "a row is listed, or is not"


BATCH = 10
"""Histories of one run of Hypothesis. From the eleventh on it tries variants of those before: here new ones find more."""


def run(
    judge: ModuleType | None,
    histories: int,
    steps: int,
    *,
    seed: int = 0,
    shrink: bool = True,
    types: Sequence[str] = tuple(sorted(RECORD_TYPES)),
    used: set[tuple[str, str]] | None = None,
    progress: Callable[[int], object] = lambda done: None,
) -> None:
    """Try so many histories, the same for the same `seed`. Raises AssertionError (or what else went wrong) with the
    shortest one that fails. `types` have their turns, two in each ten histories. `used` gathers what was tried.
    """

    class Trial(Merging):
        def teardown(self) -> None:
            super().teardown()
            if used is not None and hasattr(self, "fleet"):
                used.update(self.fleet.world.used)

    Trial.judge = judge
    phases = [Phase.generate, Phase.shrink] if shrink else [Phase.generate]
    for batch in range(0, histories, BATCH):
        Trial.turns = tuple(types[((batch // BATCH + seed * 5) * 2 + each) % len(types)] for each in range(2))
        run_state_machine_as_test(
            seeded(f"{seed} {batch}")(Trial),
            settings=settings(
                max_examples=min(BATCH, histories - batch), stateful_step_count=steps, deadline=None, database=None,
                derandomize=False, suppress_health_check=list(HealthCheck), phases=phases,
                report_multiple_bugs=False, print_blob=False,
            ),
            _min_steps=steps,  # else most histories end before anything can happen
        )  # fmt: skip
        progress(batch + BATCH)
