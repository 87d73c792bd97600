"""Two desks plan one programme apart, in any order of edits and packages; beside them a small reckoning of what must come
of it: for each field of a session what was written in knowledge of what.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path

from hypothesis import strategies as st

from desktop.exchange.packages import export_package, import_package, known_to, manifest_of
from desktop.workspace import Record, Value, Workspace, check, record_id_from
from desktop.workspace.merge.dump import dump
from tests.exchange.merging.machine import _memory

VISIT, QUESTIONS = record_id_from("apart"), tuple(record_id_from(f"apart question {n}") for n in range(2))
BEGUN = tuple(record_id_from(f"apart session {n}") for n in range(3))
SERVES = tuple(f"questions/serves:{each}" for each in QUESTIONS)
CHOICES: dict[str, tuple[Value, ...]] = {
    "title": ("Welcome", "Walk along the drains", "Lunch"),
    "at": ("1 09:00", "1 14:30", "2 09:00", "3 23:30"),
    "minutes": (30, 60, 90, 600),
    "place": ("Town hall", "Manyatta", None),
    SERVES[0]: (True, None),
    SERVES[1]: (True, None),
}
Step = tuple[str, int, int, str, int]
"""What, on which desk, on which session or package, which field, which value."""

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "edit", "edit", "edit", "add", "delete", "send", "take", "take"]),
        st.integers(0, 1), st.integers(0, 7), st.sampled_from(sorted(CHOICES)), st.integers(0, 3),
    ),
    min_size=3, max_size=24,
)  # fmt: skip


@dataclass(frozen=True)
class Written:
    """One value of one field, and what its author saw there: of a deletion, everything about the session."""

    no: int
    session: str
    field: str
    value: Value
    saw: frozenset[int]


@dataclass
class Reckoning:
    """What one desk holds."""

    known: set[Written] = field(default_factory=set[Written])

    def heads(self, session: str, name: str) -> set[Written]:
        """What nobody has written over."""
        of_field = {each for each in self.known if (each.session, each.field) == (session, name)}
        over = frozenset[int]().union(*(each.saw for each in of_field))
        return {each for each in of_field if each.no not in over}

    def values(self, session: str, name: str) -> set[Value]:
        """One value, or those that clash."""
        return {each.value for each in self.heads(session, name)}

    def sessions(self) -> list[str]:
        """All that ever were."""
        return sorted({each.session for each in self.known})

    def unseen(self, session: str) -> bool:
        """Is there something about it that no deletion knew of?"""
        seen = frozenset[int]().union(
            *(each.saw for each in self.known if each.session == session and each.field == "deleted")
        )
        return any(each.no not in seen for name in CHOICES for each in self.heads(session, name))

    def deleted(self, session: str) -> bool:
        """Did somebody delete it?"""
        return True in self.values(session, "deleted")

    def alive(self, session: str) -> bool:
        """Is it in the programme?"""
        return not self.deleted(session) or self.unseen(session)


@cache
def _template() -> bytes:
    """A visit with three sessions, as both desks have it."""
    folder = Path(tempfile.mkdtemp(prefix="focal-apart-"))
    workspace = Workspace.create(folder / "begun.focal", home=folder / "home")
    journal = workspace.journal
    journal.create("visit", {"title": "Drains", "start": "2027-05-03", "end": "2027-05-05"}, id=VISIT)
    for number, id in enumerate(QUESTIONS):
        journal.create("question", {"parent": VISIT, "question": f"Question {number}"}, id=id)
    for number, id in enumerate(BEGUN):
        journal.create("session", {"parent": VISIT, "title": f"Session {number}", "at": f"{number + 1} 10:00"}, id=id)
    workspace.close()
    data = (folder / "begun.focal").read_bytes()
    shutil.rmtree(folder)
    return data


class Apart:
    """Two desks, and beside each what it must hold."""

    def __init__(self, folder: Path) -> None:
        self._numbers, self._folder = count(1), folder
        self.desks: list[Workspace] = []
        begun = {
            Written(next(self._numbers), id, name, value, frozenset())
            for number, id in enumerate(BEGUN)
            for name, value in (("title", f"Session {number}"), ("at", f"{number + 1} 10:00"))
        }
        self.reckonings = [Reckoning(set(begun)), Reckoning(set(begun))]
        self.packages: list[tuple[Path, frozenset[Written]]] = []
        for name in ("host", "visitor"):
            (path := folder / f"{name}.focal").write_bytes(_template())
            self.desks.append(Workspace.open(path, home=folder / f"home of {name}"))
            self.desks[-1].journal.set_author(name)

    def do(self, step: Step) -> None:
        """One step; one that makes no sense where it stands is passed over."""
        what, desk, number, name, choice = step
        living = [each for each in self.reckonings[desk].sessions() if self.reckonings[desk].alive(each)]
        if what == "add":
            id = record_id_from(f"apart new {next(self._numbers)}")
            for field_name, value in (("title", CHOICES["title"][number % 3]), ("at", CHOICES["at"][choice])):
                self._note(desk, id, field_name, value)
            values = {"title": CHOICES["title"][number % 3], "at": CHOICES["at"][choice], "parent": VISIT}
            self.desks[desk].journal.create("session", values, id=id)
        elif what == "send":
            path = self._folder / f"{len(self.packages)}.fdz"
            export_package(self.desks[desk], path)
            self.packages.append((path, frozenset(self.reckonings[desk].known)))
        elif what == "take" and self.packages:
            path, known = self.packages[number % len(self.packages)]
            import_package(self.desks[desk], path)
            self.reckonings[desk].known |= known
        elif what == "edit" and living:
            self._edit(desk, living[number % len(living)], name, CHOICES[name][choice % len(CHOICES[name])])
        elif what == "delete" and living:
            self._delete(desk, living[number % len(living)])

    def _edit(self, desk: int, session: str, name: str, value: Value) -> None:
        held = self.reckonings[desk].values(session, name)
        if (held or {None}) != {value}:  # to choose one of those that clash is an edit too
            self._note(desk, session, name, value)
            self.desks[desk].journal.edit(session, {name: value})

    def _delete(self, desk: int, session: str) -> None:
        mine = self.reckonings[desk]
        saw = frozenset(each.no for name in (*CHOICES, "deleted") for each in mine.heads(session, name))
        mine.known.add(Written(next(self._numbers), session, "deleted", True, saw))
        self.desks[desk].journal.delete([session])

    def _note(self, desk: int, session: str, name: str, value: Value) -> None:
        mine = self.reckonings[desk]
        saw = frozenset(each.no for each in mine.heads(session, name))
        mine.known.add(Written(next(self._numbers), session, name, value, saw))

    def meet(self) -> None:
        """Each gets what it lacks: the first all there is, the other the rest."""
        host, visitor = self.desks
        export_package(host, there := self._folder / "there.fdz")
        import_package(visitor, there)
        export_package(visitor, back := self._folder / "back.fdz", known=known_to(visitor, manifest_of(there)))
        import_package(host, back)
        everything = self.reckonings[0].known | self.reckonings[1].known
        for each in self.reckonings:
            each.known = set(everything)

    def look(self) -> int:
        """No session doubled or lost, each clash visible, nothing else in conflict; returns how many clash."""
        clashes = 0
        for desk, reckoning in zip(self.desks, self.reckonings, strict=True):
            with desk.reading_directly() as conn:
                ids = [row[0] for row in conn.execute("SELECT id FROM session WHERE parent = ?", (VISIT,))]
            known = reckoning.sessions()
            gone = {
                id for id in known if not reckoning.alive(id)
            }  # what nobody else had yet when it was deleted stays here
            assert sorted(set(ids) | gone) == known and len(ids) == len(set(ids))
            for record in desk.records("session", ids):
                clashes += self._look_at(record, reckoning)
        return clashes

    def _look_at(self, record: Record, reckoning: Reckoning) -> int:
        id = record.id
        assert record.listed == reckoning.alive(id), (record, reckoning.deleted(id))
        if not record.listed:
            return 0
        expected: set[str] = set()
        for name in CHOICES:
            held = reckoning.values(id, name) or {None}
            assert record.values.get(name) in held, (name, record.values.get(name), held)
            if len(held) > 1:
                expected.add(name)
        shown = {each.field: set(each.choices) for each in record.conflicts if each.kind == "values"}
        assert set(shown) == expected, (shown, expected)
        for name in expected:
            assert shown[name] == reckoning.values(id, name), (name, shown[name])
        unseen = any(each.kind == "unseen_by_deleted" for each in record.conflicts)
        assert unseen == reckoning.deleted(id)
        return len(expected) + unseen

    def close(self) -> None:
        """Both desks are sound, and hold the same; but what was deleted before anybody else had it."""
        dumps: list[list[str]] = []
        for desk, reckoning in zip(self.desks, self.reckonings, strict=True):
            gone = {id for id in reckoning.sessions() if not reckoning.alive(id)}
            with desk.reading() as conn:
                dumps.append([line for line in dump(conn) if json.loads(line)["record"] not in gone])
            desk.close()
        assert dumps[0] == dumps[1]


def run(steps: Iterable[Step], *, sound: bool = False) -> int:
    """Do the steps, have the desks meet, look; returns how many clashes were seen on both desks."""
    folder = Path(tempfile.mkdtemp(prefix="focal-apart-", dir=_memory()))
    try:
        apart = Apart(folder)
        for step in steps:
            apart.do(step)
        apart.meet()
        clashes = apart.look()
        apart.close()
        if sound:
            for name in ("host", "visitor"):
                assert check(folder / f"{name}.focal", home=folder / f"home of {name}").ok
        return clashes
    finally:
        shutil.rmtree(folder, ignore_errors=True)
