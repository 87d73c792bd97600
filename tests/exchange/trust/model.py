"""Who may say what, as a program: slow, in memory, made to be read and to be asked. The companion of the journal's judge.

It says what an honest desk holds after it took a package in: whose changes count, which erasures are in force, what waits.
What the changes mean together is the judge's to say. Packages are read by a second reader, with nothing of the program.

Where the program does not do yet what the scheme says, the rule stands behind a name in capitals, to be switched on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.exchange.proofs_by_hand import in_head
from tests.exchange.trust.second_reader import Id, Said

RECORDS_BY_TYPE = True
"""A record is (type, id): a change of another type under the same id is of another record. Else the later one waits."""

KEPT = ("deleted", "merged_into", "parent")
VERSIONS = 8
YEAR_9999 = 253_402_300_799_999
ASKED, DECIDED, DECLINED = "asked", "decided", "declined"


# Erasing ------------------------------------------------------------------------------------------------------------------


def fields_named(erasure: Said, change: Said) -> frozenset[str] | None:
    """Which fields of a change an erasure names; None: all."""
    if change.type == "erasure":
        return frozenset()  # what says what is erased is never erased itself
    whole = erasure.values.get(f"records/{change.record}")
    if whole is True or (isinstance(whole, str) and change.type in whole.split("\n")):
        return None
    replica, seq, mark = change.id
    said = erasure.values.get(f"changes/{replica}:{seq}" + (f":{mark}" if mark else ""))
    return frozenset(said.split("\n")) if isinstance(said, str) else frozenset()


def blanked(change: Said, named: Iterable[frozenset[str] | None]) -> Said:
    """A change without what is named."""
    those = list(named)
    if not those:
        return change
    fields = {name for each in those if each is not None for name in each}

    def after(name: str) -> str:
        head = in_head(change.record, name)
        return head if name not in KEPT and (None in those or head in fields) else name

    def goes(name: str) -> bool:
        return name not in KEPT and (None in those or name in fields or after(name) != name)

    values = {after(name): None if goes(name) else value for name, value in change.values.items()}
    replaces = {after(name): ids for name, ids in change.replaces.items()}
    author = "" if "@author" in fields else change.author
    return Said(change.id, change.key, change.type, change.record, values, replaces, change.stamp, change.time, author)


# A desk -------------------------------------------------------------------------------------------------------------------


@dataclass
class Outcome:
    """What became of a package."""

    new: set[Id] = field(default_factory=set[Id])
    refused: Counter[str] = field(default_factory=Counter[str])
    waits: Counter[str] = field(default_factory=Counter[str])


@dataclass
class ModelDesk:
    """What an honest desk holds, and what its person said."""

    key: str
    held: dict[Id, Said] = field(default_factory=dict[Id, Said])
    waiting: dict[str, list[Said]] = field(default_factory=dict[str, "list[Said]"])  # by reason
    answers: dict[Id, str] = field(default_factory=dict[Id, str])  # to erasures
    frozen: set[str] = field(default_factory=set[str])  # keys
    may_erase: dict[str, str] = field(default_factory=dict[str, str])  # key -> what becomes of their requests
    linked: dict[str, str] = field(default_factory=dict[str, str])  # key of a new computer -> of the old one

    def erasures(self) -> list[Said]:
        return [each for each in self.held.values() if each.type == "erasure"]

    def in_force(self, erasure: Said, change: Said) -> bool:
        """Only who wrote something, on whatever computer, erases it without this desk's person having decided so."""
        if self.answers.get(erasure.id) == DECIDED or erasure.key == self.key:
            return True
        return bool(erasure.key) and self.linked.get(erasure.key, erasure.key) == self.linked.get(
            change.key, change.key
        )

    def shown(self, change: Said) -> Said:
        """A change without what is erased here."""
        named = [fields_named(each, change) for each in self.erasures() if self.in_force(each, change)]
        return blanked(change, (each for each in named if each is None or each))

    def view(self) -> dict[Id, Said]:
        """All that this desk holds, as it stands there."""
        return {id: self.shown(change) for id, change in self.held.items()}

    def wrote(self, change: Said) -> None:
        """The person of this desk wrote something, and so decided what it erases."""
        self.held[change.id] = change

    def take(self, changes: Iterable[Said]) -> Outcome:
        """Take changes in: each is judged by itself, and none refuses another."""
        found, partly = Outcome(), list[Said]()
        for change in changes:
            if not change.key:
                continue  # old ones: see the machine
            if change.id in self.held:
                continue
            versions = [id for id in self.held if id[:2] == change.id[:2]]
            if len(versions) >= VERSIONS:
                found.refused["versions"] += 1
            elif change.key in self.frozen:
                self._wait("frozen", change, found)
            elif max(change.stamp[0], change.time) > YEAR_9999:
                found.refused["time"] += 1
            elif self._other_type(change):
                self._wait("type", change, found)
            elif change.gone - {"@label"} and change.type == "erasure":
                found.refused["gone"] += 1
            elif change.gone - {"@label"}:  # the label of an action is no value of a record
                partly.append(change)
            else:
                self._keep(change, found)
        for change in partly:
            self._take_erased(change, found)
        return found

    def _take_erased(self, change: Said, found: Outcome) -> None:
        """What comes without some values is taken in where erasures in force here name all of them."""
        if change.id in self.held:
            return
        named = {each.id: fields_named(each, change) for each in self.erasures()}
        force = [named[each.id] for each in self.erasures() if self.in_force(each, change)]
        names = {name for each in force if each for name in each}
        names |= {in_head(change.record, name) for name in names}  # where an erasure gave a name as it was
        if None in force or change.gone - {"@label"} <= names:
            self._keep(change, found)
        elif any(each is None or each & change.gone for each in named.values()):
            self._wait("erased", change, found)
        else:
            found.refused["gone"] += 1

    def _keep(self, change: Said, found: Outcome) -> None:
        self.held[change.id] = change
        found.new.add(change.id)
        if change.type == "erasure":
            self.answers.setdefault(change.id, self.may_erase.get(change.key, ASKED))

    def _other_type(self, change: Said) -> bool:
        types = {each.type for each in self.held.values() if each.record == change.record}
        return not RECORDS_BY_TYPE and bool(types) and change.type not in types

    def _wait(self, why: str, change: Said, found: Outcome) -> None:
        self.waiting.setdefault(why, []).append(change)
        found.waits[why] += 1

    # What the person says

    def answer(self, erasure: Id, word: str) -> None:
        """Grant a request to erase, or decline it."""
        self.answers[erasure] = word
        if word == DECIDED:
            self.take(self.waiting.pop("erased", []))

    def block(self, key: str) -> None:
        """All that is here of a key goes, as if it had never come, but for erasures that were agreed to; and it is frozen."""
        self.frozen.add(key)
        gone = [each for each in self.held.values() if each.key == key and self.answers.get(each.id) != DECIDED]
        for each in gone:
            del self.held[each.id]
            self.answers.pop(each.id, None)
        self.waiting.setdefault("blocked", []).extend(gone)

    def let_go_on(self, key: str) -> None:
        """A frozen or blocked key may go on."""
        self.frozen.discard(key)
        those = self.waiting.pop("blocked", [])
        self.waiting["blocked"] = [each for each in those if each.key != key]
        self.take(each for each in those if each.key == key)
        those = self.waiting.pop("frozen", [])
        self.waiting["frozen"] = [each for each in those if each.key != key]
        self.take(each for each in those if each.key == key)


def heads(view: Mapping[Id, Said]) -> dict[tuple[str, str, str], set[Id]]:
    """What nobody replaced, by type, record and field."""
    gone = {
        (each.record, name, id) for each in view.values() for name in each.values for id in each.replaces.get(name, ())
    }
    found: dict[tuple[str, str, str], set[Id]] = {}
    for id, each in view.items():
        for name in each.values:
            if (each.record, name, id) not in gone:
                found.setdefault((each.type if RECORDS_BY_TYPE else "", each.record, name), set()).add(id)
    return found
