"""Desks that edit apart and hand each other what they have, each watched as it works.

A `Replica` is one copy of a workspace file on one computer. It does what a person does there, and after each action looks
what changes came of it: whether they are what the journal's judge would have written, whether a change that had left was
touched, whether private words got out. A `Fleet` is all of them, with what travels between.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from desktop.exchange.packages import export_package, import_package
from desktop.exchange.packages.package import open_package
from desktop.exchange.pdf import find_package, looks_like_pdf
from desktop.exchange.waiting_items import import_deferred
from desktop.workspace import RECORD_TYPES, EditSession, Value, Workspace, restore
from desktop.workspace.changes import have_sets as havesets
from desktop.workspace.changes.clock import DAY, wall_clock
from desktop.workspace.changes.deferred import MergeSelection
from desktop.workspace.changes.erasures import ERASURE, blank
from desktop.workspace.changes.have_sets import HaveSet, holds, intervals
from desktop.workspace.changes.shared_change import SharedChange, read_shared
from desktop.workspace.changes.value_compression import decode
from desktop.workspace.conflicts.resolving import read_disputed, resolve
from desktop.workspace.merge.dump import dump
from desktop.workspace.merge.merging import MergeReport
from desktop.workspace.privacy.consent import AGREED
from tests.exchange.merging.values import CONTENTS, PRIVATE, sha256
from tests.exchange.pdf.pdf_with_package import pdf_with_package

Id = tuple[str, int]
Stamp = tuple[int, int]
MARKS = ("deleted", "merged_into")
ASKED = [kind.name for kind in RECORD_TYPES.values() if "consent" in kind.by_name]
MADE = "2026-11-24T20:34:15Z"


@dataclass(slots=True)
class Seen:
    """A change as it stands in a workspace."""

    id: Id
    stamp: Stamp
    type: str
    record: str
    values: dict[str, Value]
    replaces: dict[str, frozenset[Id]]
    group: str
    private: bool
    mine: bool

    @property
    def content(self) -> tuple[Any, ...]:
        """What must be the same wherever the change is."""
        return (self.stamp, self.type, self.record, json.dumps(self.values, sort_keys=True), self.replaces)


@dataclass
class World:
    """What everybody together knows."""

    judge: ModuleType | None
    left: dict[Id, Seen] = field(default_factory=dict)
    """What each change said when it first left its desk."""
    had: dict[Id, frozenset[Id]] = field(default_factory=dict)
    """What its author held when a change was written."""
    used: set[tuple[str, str]] = field(default_factory=set)
    """Record types and kinds of fields that were tried."""


@dataclass
class Backup:
    """A copy of a file, and what was in it."""

    path: Path
    held: dict[Id, Seen]
    waiting: dict[Id, Seen]
    clock: Stamp


class Replica:
    """One copy of a workspace file, and the person there."""

    def __init__(self, world: World, path: Path, home: Path, now: int) -> None:
        self.world, self.path, self.home, self.now = world, path, home, now
        self.held: dict[Id, Seen] = {}
        self.waiting: dict[Id, Seen] = {}
        """What was set aside."""
        self.clock: Stamp = (0, 0)
        self.backups: list[Backup] = []
        self.groups: list[str] = []
        self.stays: dict[tuple[str, str], EditSession] = {}
        self.given: set[Id] = set()
        """Own changes that went into a package, or that somebody says to hold."""
        self.open()

    def open(self) -> None:
        """Open the file, as at the beginning of a day."""
        self.workspace = Workspace.open(self.path, home=self.home)
        self.journal = self.workspace.journal
        self.journal._now = lambda: self.now
        self.stays.clear()
        self.name = self.journal.replica
        assert not self.workspace.read_only, "it cannot be written"
        self._took_over()
        assert self._wrote(self.name), "an id is used again in a file that lacks what was written under it"

    def _took_over(self) -> None:
        """What somebody was typing when the file was left or copied may have become this opening's own change."""
        here = {change.id: change for change in self._read("1")}
        fresh = [id for id in here if id not in self.held and id[0] == self.name]
        for old, new in zip(set(self.held) - set(here), fresh, strict=True):
            before, after = self.held.pop(old), here[new]
            assert before.mine and new == (self.name, 1), "a change has another name now"
            assert old not in self.world.left, "a change that had left has another name now"
            assert after.content == before.content, "a change was altered when it got another name"
            self.held[new] = after
            self.world.had[new] = self.world.had[old]

    def _wrote(self, replica: str) -> bool:
        return {seq for owner, seq in self.world.had if owner == replica} <= {
            seq for owner, seq in self.held if owner == replica
        }

    def crash(self) -> None:
        """End as a killed program does."""
        self.workspace._end_connections()
        self.workspace._lock.release()  # type: ignore[union-attr]

    # What is in the file ---------------------------------------------------------------------------------------------

    def _read(self, where: str, parameters: tuple[Any, ...] = ()) -> list[Seen]:
        with self.workspace.reading_directly() as conn:
            return read_changes(conn, where, parameters)

    @property
    def shared(self) -> dict[Id, Seen]:
        """What it holds, but for what is private."""
        return {id: change for id, change in self.held.items() if not change.private}

    def knows(self, record: str) -> bool:
        """Is there any change of a record?"""
        return any(change.record == record for change in self.held.values())

    def _last(self) -> int:
        with self.workspace.reading_directly() as conn:
            return int(conn.execute("SELECT coalesce(max(no), 0) FROM change").fetchone()[0])

    def state(self) -> Any:
        """What the judge makes of what is here."""
        return self.world.judge.State(self.judged().values()) if self.world.judge else None

    def judged(self) -> dict[Id, Any]:
        """The shareable changes, as the judge knows changes."""
        return {id: judged(self.world.judge, change) for id, change in self.held.items() if not change.private}

    # Writing ---------------------------------------------------------------------------------------------------------

    def write(
        self, act: Callable[[], object], expected: Sequence[tuple[str, Mapping[str, Value]]] | None = None
    ) -> list[Seen]:
        """Do something on this desk and look at the changes that came of it.

        `expected`: the same as edits of records, in the judge's words; None where the judge is not asked.
        """
        before, model, before_it = self._last(), None, None
        if self.world.judge and expected is not None:
            model = self.world.judge.Desk(self.name, self.now, self.judged(), self.clock)
            known, before_it = set(model.changes), model.state()
            group = model._group()
            for record, values in expected:
                model._write(record, values, group)
        act()
        new = self._read("c.no > ?", (before,))
        self._took(new)
        if model:
            theirs = {change.record: change for id, change in model.changes.items() if id not in known}
            ours: dict[str, Seen] = {}
            for change in new:  # a name that may have to stay is a change of its own
                if not change.private:
                    first = ours.setdefault(change.record, replace(change, values={}, replaces={}))
                    first.values.update(change.values)
                    first.replaces.update(change.replaces)
            assert set(ours) == set(theirs), "the judge would have written other changes"
            for record, change in ours.items():
                if change.type in ASKED and change.values.get("consent") in AGREED:
                    _without_repeated(change, theirs[record], before_it)
                assert change.values == dict(theirs[record].values), "the judge would have written other values"
                assert _public(change) == dict(theirs[record].replaces), "the judge would have replaced others"
        if new and new[-1].group not in self.groups:
            self.groups.append(new[-1].group)
        return new

    # Erasing ---------------------------------------------------------------------------------------------------------

    @property
    def erased(self) -> set[str]:
        """Records of which nothing may be known any more, as far as this desk has heard."""
        return {
            name.partition("/")[2]
            for change in self.held.values()
            if change.type == ERASURE
            for name in change.values
            if name.startswith("records/")
        }

    def erase(self, record: str) -> None:
        """A person wants to be forgotten."""
        if self.knows(record) and record not in self.erased:
            self.write(lambda: self.journal.erase([record], {}))
            self._forget({record})
            assert self.workspace.finish_erasing() is not None
            for each in self.backups:
                each.held = {id: self._without(change, {record}) for id, change in each.held.items()}
                each.waiting = {id: self._without(change, {record}) for id, change in each.waiting.items()}

    def _forget(self, records: set[str]) -> None:
        """What is known of some records goes; and the file holds no more than that."""
        self.held = {id: self._without(change, records) for id, change in self.held.items()}
        self.waiting = {id: self._without(change, records) for id, change in self.waiting.items()}
        for change in self._read("1"):
            assert change.content == self.held[change.id].content, "something erased is still here, or more is gone"

    @staticmethod
    def _without(change: Seen, records: set[str]) -> Seen:
        if change.record not in records:
            return change
        values, seen = blank(change.record, change.values, change.replaces, None)
        return replace(change, values=values, replaces=seen)

    def _took(self, new: Sequence[Seen]) -> None:
        before = frozenset(id for id, change in self.held.items() if not change.private)
        for change in new:
            assert change.mine and change.id[0] == self.name, "written under another name"
            expected = max((max(self.now, 0), 0), (self.clock[0], self.clock[1] + 1))
            assert change.stamp == expected, "the clock went wrong"
            self.clock = change.stamp
            assert change.id not in self.world.had, "a number was used twice"
            assert change.id not in self.held, "a change was overwritten"
            self.held[change.id] = change
            self.world.had[change.id] = before
            if not change.private:
                before |= {change.id}
                assert PRIVATE not in json.dumps(change.values), "private words in a change that may leave"

    def edit(self, kind: str, record: str, values: Mapping[str, Value]) -> None:
        """Set fields of a record, made where there is none."""
        if record in self.erased:
            return  # refused in words
        self.write(
            lambda: self.journal.edit(record, values, type=kind), [(record, self._shareable(kind, values))]
        )  # fmt: skip

    @staticmethod
    def _shareable(kind: str, values: Mapping[str, Value]) -> dict[str, Value]:
        return {name: value for name, value in values.items() if not RECORD_TYPES[kind].is_private(name)}

    def type_words(self, kind: str, record: str, name: str, text: str) -> None:
        """Go on typing in a field where the person still is, or begin to."""
        if record in self.erased:
            return  # refused in words
        stay = self.stays.setdefault((record, name), self.journal.edit_session())
        grown = [each.id for each in stay.written]
        new = self.write(lambda: self.journal.edit(record, {name: text}, type=kind, edit_session=stay))
        if not new and grown:
            self._look_again()

    def _look_again(self) -> None:
        """The last change may have been rewritten where the person stayed, and only if it never left."""
        for change in self._read("r.id = ?", (self.name,)):
            before = self.held[change.id]
            if change.content != before.content:
                assert change.id not in self.world.left, "a change was rewritten after it had left"
                assert (change.record, change.stamp, change.replaces) == (before.record, before.stamp, before.replaces)
                self.held[change.id] = change

    def leave_fields(self) -> None:
        """The person leaves all fields."""
        for stay in self.stays.values():
            self.journal.end_edit_session(stay)
        self.stays.clear()

    def _with_parts(self, record: str) -> list[str]:
        state, todo, done = self.state(), [record], list[str]()
        while todo and state:
            if (each := todo.pop()) not in done:
                done.append(each)
                todo += state.parts(each)
        return done

    def delete(self, record: str, mark: bool | None) -> None:
        """Put a record with its parts into the bin, or (None) take them out."""
        if self.knows(record) and not self.erased:
            act = self.journal.delete if mark else self.journal.restore
            self.write(lambda: act([record]), [(each, {"deleted": mark}) for each in self._with_parts(record)])
            found = self.workspace.record(record)
            assert not (mark and found is not None and found.listed), "deleted, knowing all of it, and still there"

    def merge(self, record: str, other: str) -> None:
        """`record` is a duplicate of `other`."""
        if record != other and self.knows(record) and record not in self.erased:
            self.write(lambda: self.journal.merge_into(record, other), [(record, {"merged_into": other})])

    def edit_many(self, records: Sequence[str], values: Mapping[str, Value]) -> None:
        """The same edit of many records."""
        known = [record for record in dict.fromkeys(records) if self.knows(record) and record not in self.erased]
        self.write(lambda: self.journal.edit_many(known, values), [(record, values) for record in known])

    def bulk(self, kind: str, records: Sequence[str], values: Mapping[str, Value]) -> None:
        """Bring a table in."""
        records = [record for record in dict.fromkeys(records) if record not in self.erased]
        set_ones = {name: value for name, value in values.items() if value is not None}

        def act() -> None:
            with self.journal.group("import", "list.csv") as group:
                self.journal.bulk(group, [(kind, record, set_ones) for record in records])

        if set_ones:
            self.write(act, [(record, self._shareable(kind, set_ones)) for record in records])

    def attach(self, kind: str, record: str, name: str, number: int, folder: Path) -> None:
        """Attach a file."""
        source = folder / "a file.txt"
        source.write_bytes(CONTENTS[number % len(CONTENTS)])
        assert self.workspace.attachments.add(source) == sha256(number)
        self.edit(kind, record, {f"{name}/{sha256(number)}": source.name})

    # Back and forth --------------------------------------------------------------------------------------------------

    def undo(self, *, redo: bool = False, group: str = "") -> None:
        """Take an action back; only what still stands as the action left it is touched."""
        target = self.journal.next_redo() if redo else self.journal.next_undo()
        before = self.heads()
        with self.workspace.reading_directly() as conn:
            mine = {
                str(row[0]): str(row[1]) for row in conn.execute("SELECT id, kind FROM change_group WHERE mine = 1")
            }
            arrived = {
                str(row[0])
                for row in conn.execute("SELECT g.id FROM arrival a JOIN change_group g ON g.no = a.group_no")
            }
        act = (lambda: self.journal.undo_group(group)) if group else self.journal.redo if redo else self.journal.undo
        chosen = group or (target.id if target else "")
        new = self.write(act)
        if chosen in arrived:
            return  # several values may have come with a package
        first = {change.id: change for change in self.held.values() if change.group == chosen}
        for change in new:
            for name in change.values:
                heads = before.get((change.record, name), frozenset())
                assert change.replaces.get(name, frozenset()) == heads, "an undo did not see what stood there"
                for head in (self.held[id] for id in heads):
                    own = head.group == chosen or mine.get(head.group) in ("undo", "redo")
                    assert own, "an undo overwrote what somebody had gone on from"
                olds = [self.held[id].values[name] for each in first.values() if each.record == change.record
                        and name in each.values for id in each.replaces.get(name, ()) if id in self.held
                        and name in self.held[id].values]  # fmt: skip
                assert change.values[name] in [None, *olds], "an undo brought something that never stood there"

    def heads(self) -> dict[tuple[str, str], frozenset[Id]]:
        """What nobody replaced, by record and field."""
        return heads_of(self.held.values())

    def settle_one(self, number: int) -> None:
        """A person decides about one conflict; it is gone then, here."""
        with self.workspace.reading() as conn:
            found = [each for each in read_disputed(conn) if each.kind == "values" and each.id not in self.erased]
        if found:
            chosen = found[number % len(found)]
            value = chosen.choices[number % len(chosen.choices)].value
            self.write(lambda: resolve(self.journal, chosen, value))
            with self.workspace.reading() as conn:
                left = {(each.id, each.field) for each in read_disputed(conn) if each.kind == "values"}
            assert (chosen.id, chosen.field) not in left, "a decision did not decide"

    # Copies and backups ----------------------------------------------------------------------------------------------

    def seal(self, taken: Collection[Id] | None = None) -> None:
        """All that is here (or what was `taken` of it) has left, or lies in a backup."""
        self._look_again()
        for id, change in self.held.items():
            if not change.private and (taken is None or id in taken):
                said = self.world.left.setdefault(id, change)
                assert change.content in (said.content, self._without(said, {said.record}).content), (
                    "one change says two things"
                )

    def back_up(self) -> None:
        """Make a backup."""
        path = self.workspace.back_up("asked")
        self.seal()
        self.backups.append(Backup(path, dict(self.held), dict(self.waiting), self.clock))

    def restore(self, number: int) -> None:
        """Bring a backup back; what was written since is lost here, and never named again."""
        if not self.backups:
            return
        chosen = self.backups[number % len(self.backups)]
        self.workspace.close()
        restore(self.path, chosen.path, home=self.home)
        known = {id: change for id, change in self.held.items() if change.type == ERASURE}
        self.held, self.waiting, self.clock, self.groups = dict(chosen.held), dict(chosen.waiting), chosen.clock, []
        self.open()
        self._learn_erasures(known)
        assert all(self.name != owner for owner, _seq in self.world.had), (
            "a replica's id was used again after a restore"
        )

    def _learn_erasures(self, known: Mapping[Id, Seen]) -> None:
        """A backup was told of the erasures that the desk knew: they are in what was brought back."""
        learnt = {each.id: each for each in self._read("c.type = ?", (ERASURE,)) if each.id not in self.held}
        assert set(learnt) <= set(known), "a backup holds an erasure that nobody told it of"
        for id, change in learnt.items():
            assert change.content == known[id].content, "an erasure was altered in a backup"
            self.held[id] = replace(known[id], mine=False)
            if change.stamp[0] <= wall_clock() + DAY:  # backups are told by the computer's own clock
                self.clock = max(self.clock, change.stamp)
        if learnt:
            self._forget(self.erased)

    def reopen(self, clean: bool) -> None:
        """Close and open, or be killed and open."""
        self.workspace.close() if clean else self.crash()
        self.open()

    def copy(self, path: Path, home: Path, now: int, *, closed: bool) -> Replica:
        """Carry the file to another machine."""
        self._look_again()
        if closed:
            self.workspace.close()
        shutil.copy2(self.path, path)
        if closed:
            self.open()
        made = Replica.__new__(Replica)
        made.world, made.path, made.home, made.now = self.world, path, home, now
        made.held, made.waiting, made.clock = dict(self.held), dict(self.waiting), self.clock
        made.backups, made.groups, made.stays, made.given = [], [], {}, set()
        made.open()
        assert made.name != self.name, "two copies write under one name"
        self.seal(made.held)
        return made

    # What travels ----------------------------------------------------------------------------------------------------

    def have(self) -> dict[str, list[tuple[int, int]]]:
        """What the desk says that it holds."""
        with self.workspace.reading() as conn:
            return havesets.read_have_set(conn)

    def give(self, known: HaveSet | None) -> list[SharedChange]:
        """The changes themselves, without a package around them."""
        self.journal.seal()
        self.seal()
        with self.workspace.reading() as conn:
            found = list(read_shared(conn, known))
        lacking = {id for id in self.shared if not holds((known or {}).get(id[0], ()), id[1])}
        assert {(each.replica, each.seq) for each in found} == lacking, "not all was given, or too much"
        assert PRIVATE not in repr(found), "private words left"
        return found

    def take(self, changes: Sequence[SharedChange]) -> None:
        """Take changes in, in whatever order."""
        self._arrives(lambda: self.journal.receive(changes), map(as_seen, changes))

    def _arrives(self, act: Callable[[], object], changes: Iterable[Seen]) -> None:
        before = self._last()
        act()
        new = {change.id: change for change in self._read("c.no > ?", (before,))}
        fresh = {change.id: change for change in changes if change.id not in self.held}
        assert set(new) == set(fresh), "what came in is not what was new"
        known = self.erased
        for id, change in fresh.items():
            self.held[id] = replace(change, mine=False)
        gone = self.erased
        for id, change in fresh.items():
            self.held[id] = self._without(replace(change, mine=False), gone)
            assert new[id].content == self.held[id].content, "a change was altered on its way"
        if gone - known:
            self._forget(gone)
        for change in fresh.values():
            if change.stamp[0] <= self.now + DAY:
                self.clock = max(self.clock, change.stamp)
        assert self.have() == have_of(self.held), "it says to hold what it does not, or the other way round"

    def people_held_back(self) -> set[str]:
        """Ids of people who did not agree, or not undisputed."""
        return held_back(self.held.values())

    def staying(self) -> set[Id]:
        """Changes that stay here for the sake of people."""
        from tests.exchange.merging.naming import staying

        return staying(self.held.values())

    def send(
        self, path: Path, known: HaveSet | None, ids: Sequence[str] | None, *, with_files: bool, pdf: bool
    ) -> Path:
        """Write a package, or a PDF that carries one."""
        made = export_package(
            self.workspace, path, known=known, ids=ids, with_files=with_files, made=MADE, with_mentions=True
        )
        self.seal()
        mine = self.shared.keys() - self.staying()
        told = made.manifest
        mine -= self._thrown_away(mine - ids_of(told.holds), mine)
        self.given |= {id for id in ids_of(told.brings) if id[0] == self.name}
        lacking = {id for id in mine if not holds((known or {}).get(id[0], ()), id[1])}
        # What blanked a change goes with it, known or not (FORMAT, section 5).
        again = {id for id in mine - lacking if self.shared[id].type == ERASURE}
        brought = ids_of(told.brings) - again
        assert brought == lacking if ids is None else brought <= lacking, "not all was given, or too much"
        left = mine - ids_of(known or {}) - brought - again
        assert not left or not told.whole, "what was left out would be taken for lost"
        assert ids_of(told.holds) == mine, "a package says to hold what it does not"
        if pdf:
            document = path.with_suffix(".pdf")
            document.write_bytes(pdf_with_package(path))
            return document
        return path

    def _thrown_away(self, kept: set[Id], mine: set[Id]) -> set[Id]:
        """What does not leave of all that may: records that are gone, and of which nobody else ever had anything."""
        lines = self.lines()
        of_record: dict[str, set[Id]] = {}
        for id in mine:
            of_record.setdefault(self.held[id].record, set()).add(id)
        elsewhere = {each.record for id, each in self.held.items() if id[0] != self.name or id in self.given}

        def is_gone(record: str) -> bool:
            line = lines.get(record)
            return line is not None and not line["alive"] and line["survivor"] == record

        def is_here_alone(record: str) -> bool:
            return record in lines and record not in elsewhere and lines[record]["type"] in RECORD_TYPES

        for record in {self.held[id].record for id in kept}:
            if record not in lines:  # somebody who takes their consent back is not shown; that they did stays as well
                assert record not in elsewhere, "something that others want stayed here"
                continue
            above: str | None = record
            while above is not None and not is_gone(above):  # a part goes with what it belongs to
                above = lines[above]["fields"].get("parent") if above in lines else None
            assert above is not None and is_here_alone(record), "something that others want stayed here"
            assert of_record[record] <= kept, "half a record stayed here"
        said = {record: json.dumps(line["fields"]) for record, line in lines.items()}
        for record in of_record:
            if is_gone(record) and is_here_alone(record) and "merged_into" not in lines[record]["fields"]:
                named = any(record in words for other, words in said.items() if other != record)
                # That somebody took their consent back goes to everybody, and nothing else of them.
                withdrawn = {id for id in of_record[record] if self.held[id].values == {"consent": None}}
                assert named or of_record[record] <= kept | withdrawn, "what was thrown away left"
        return kept

    def receive_file(self, path: Path, folder: Path, aside: frozenset[str] = frozenset()) -> None:
        """Take a package or a PDF in, but for the records that are set aside; it never holds private words."""
        package = find_package(path, folder) if looks_like_pdf(path) else path
        with open_package(package) as opened:
            opened.check()
            told, changes = opened.manifest, [as_seen(each) for each in opened.changes()]
            self.given |= {id for id in ids_of(told.holds) if id[0] == self.name}
            for name in opened._archive.entries:
                assert PRIVATE.encode() not in opened._archive.whole(name), "private words left"
        aside |= {change.record for change in self.waiting.values()}
        coming = [change for change in changes if change.record not in aside]
        backed_up = any(change.id not in self.held for change in changes)
        reports: list[MergeReport] = []
        choice = MergeSelection(without=aside)
        self._arrives(lambda: reports.append(import_package(self.workspace, package, selection=choice)), coming)
        self.waiting |= {each.id: each for each in changes if each.record in aside and each.id not in self.held}
        if backed_up:
            self.seal()
        missing = reports[0].missing
        lacking = ids_of(told.holds) - set(self.held) - set(self.waiting) if told.whole else set[Id]()
        named = {id for id in lacking if holds(missing.get(id[0], ()), id[1])}
        assert not lacking - named, "something missing was not named"
        here = {*self.held, *self.waiting}
        assert not any(holds(missing.get(owner, ()), seq) for owner, seq in here), "not missing at all"
        now = self.journal.next_undo()
        if now is not None and reports[0].no and now.id not in self.groups:
            self.groups.append(now.id)

    def take_what_waits(self) -> None:
        """Take in what was set aside."""
        if self.waiting:
            ids = sorted({change.record for change in self.waiting.values()})
            self._arrives(lambda: import_deferred(self.workspace, ids), self.waiting.values())
            self.waiting = {}
            self.seal()

    def lines(self) -> dict[str, dict[str, Any]]:
        """The canonical state by record."""
        with self.workspace.reading() as conn:
            return {line["record"]: line for line in map(json.loads, dump(conn, with_mentions=True))}


def read_changes(conn: sqlite3.Connection, where: str, parameters: tuple[Any, ...] = ()) -> list[Seen]:
    """Changes as they stand in a file, in the order in which they came."""
    replicas = dict(conn.execute("SELECT no, id FROM replica"))
    return [
        Seen(
            (owner, seq), (ms, counter), type, record, decode(data),
            {name: frozenset((replicas[id[0]], id[1]) for id in ids) for name, ids in json.loads(replaces or "{}").items()},
            group, bool(private), bool(mine),
        )
        for owner, seq, ms, counter, type, record, data, replaces, group, private, mine in conn.execute(
            "SELECT r.id, c.seq, c.ms, c.counter, c.type, c.record_id, c.data, c.replaces, g.id, c.private, g.mine"
            " FROM change c JOIN replica r ON r.no = c.replica_no JOIN change_group g ON g.no = c.group_no"
            f" WHERE {where} ORDER BY c.no",
            parameters,
        )
    ]  # fmt: skip


def as_seen(change: SharedChange) -> Seen:
    """A change that travels."""
    replaces = {name: frozenset(id[:2] for id in ids) for name, ids in change.replaces.items()}
    return Seen(
        (change.replica, change.seq), (change.ms, change.counter), change.type, change.record_id, dict(change.values),
        replaces, change.group, False, False,
    )  # fmt: skip


def ids_of(have: HaveSet) -> set[Id]:
    """The changes of a have-set, one by one."""
    return {(owner, seq) for owner, spans in have.items() for first, last in spans for seq in range(first, last + 1)}


def have_of(ids: Iterable[Id]) -> dict[str, list[tuple[int, int]]]:
    """The have-set of some changes."""
    seqs: dict[str, list[int]] = {}
    for owner, seq in ids:
        seqs.setdefault(owner, []).append(seq)
    return {owner: intervals(found) for owner, found in sorted(seqs.items())}


def _public(change: Seen) -> dict[str, frozenset[Id]]:
    kind = RECORD_TYPES.get(change.type)
    return {name: ids for name, ids in change.replaces.items() if kind is None or not kind.is_private(name)}


def judged(judge: ModuleType | None, change: Seen) -> Any:
    """A change in the judge's words."""
    assert judge is not None
    return judge.Change(*change.id, change.stamp, change.record, change.values, _public(change), change.group)


def _without_repeated(change: Seen, theirs: Any, before: Any) -> None:
    """Who agrees repeats what is shown, in the place of all that was written of them before, as the judge need not."""
    more = set(change.values) - set(theirs.values)
    for name in more:
        assert change.values.pop(name) == before.value(change.record, name), "on agreeing another value was written"
        assert change.replaces.pop(name) >= {each.id for each in before.heads(change.record, name)}
    for name in theirs.replaces if more else ():
        assert change.replaces[name] >= theirs.replaces[name], "on agreeing a value was left standing"
        change.replaces[name] = theirs.replaces[name]


def heads_of(changes: Iterable[Seen]) -> dict[tuple[str, str], frozenset[Id]]:
    """What nobody replaced, by record and field."""
    setters: dict[tuple[str, str], set[Id]] = {}
    gone: set[tuple[str, str, Id]] = set()
    for change in changes:
        for name in change.values:
            setters.setdefault((change.record, name), set()).add(change.id)
            gone.update((change.record, name, old) for old in change.replaces.get(name, ()))
    return {
        (record, name): frozenset(id for id in ids if (record, name, id) not in gone)
        for (record, name), ids in setters.items()
    }


def held_back(changes: Iterable[Seen]) -> set[str]:
    """Ids of the people of whom nothing leaves: consent is not given, or disputed and one side says no."""
    known = {change.id: change for change in changes}
    people = {change.record: set[Value]() for change in known.values() if change.type in ASKED}
    for (record, name), ids in heads_of(known.values()).items():
        if record in people and name == "consent":
            people[record] = {known[id].values[name] for id in ids}
    return {record for record, said in people.items() if not said or not said <= set(AGREED)}


class Fleet:
    """Desks of one workspace's network, and what is under way between them."""

    def __init__(self, folder: Path, judge: ModuleType | None) -> None:
        self.folder, self.world = folder, World(judge)
        self.replicas: list[Replica] = []
        self.mail: list[Path] = []
        self._made = 0

    def place(self) -> Path:
        """A folder for one more computer."""
        self._made += 1
        found = self.folder / str(self._made)
        found.mkdir()
        return found

    @cached_property
    def post(self) -> Path:
        """Where packages are under way."""
        return self.place()

    def mail_file(self) -> Path:
        """A name for one more package."""
        return self.post / f"{len(self.mail)}.fdz"

    def close(self) -> None:
        """End all."""
        for each in self.replicas:
            each.crash()
