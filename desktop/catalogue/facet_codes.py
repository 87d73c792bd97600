"""Which records have which code, held in memory for the facets: arrays of local numbers, read once, kept up to date.

Counting a facet in SQL means joining a million members with what the list found, which takes the better part of a
second; adding up marks over arrays takes a few milliseconds. 100,000 activities need about 6 MB.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import compress, count
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakKeyDictionary

from desktop.catalogue.query.fields import written
from desktop.catalogue.read_connection import reading, split_numbers, unstoppable
from desktop.vocabularies import Vocabulary, load
from desktop.workspace import RECORD_TYPES, Field, Workspace
from desktop.workspace.own_terms import TERM
from desktop.workspace.records.kinds.field import Search
from desktop.workspace.storage.sqlite import SqliteConnection

if TYPE_CHECKING:
    from desktop.workspace import Changed

COMPLETENESS = "completeness"
UNFINISHED, CONFLICT = "unfinished", "conflict"
_STATES = {UNFINISHED: "missing > 0", CONFLICT: "conflicts > 0"}
_MOST_CHANGED = 2_000
"""Records changed since all was read; of more, all is read again."""

_FEW = 5_000
"""Numbers that a set may hold for a moment."""

Numbers: TypeAlias = "array[int]"
Key = tuple[str, str]  # facet, code; the code "" is an empty choice


@cache
def facet_fields(kind: str) -> Mapping[str, Field]:
    """The fields that have a facet, by its name, in their order: a date counts by "year"."""
    described = sorted((each for each in RECORD_TYPES[kind].fields if each.facet), key=lambda each: each.facet)
    found = {_NAMES[each.rules.search](each): each for each in described}
    assert len(found) == len(described), "two facets of one name"
    return MappingProxyType(found)


_NAMES: Mapping[Search, Callable[[Field], str]] = MappingProxyType({
    Search.CODE: lambda field: field.name, Search.CODES: lambda field: field.name,
    Search.DATE: lambda _field: "year", Search.RECORDS: lambda field: written(field.name),
    Search.RECORD: lambda field: written(field.name),
})  # fmt: skip
"""What can be counted, and what its facet is called. A field of another sort has none: to ask for one is a mistake."""


@cache
def _single(kind: str) -> tuple[str, ...]:
    """The facets of one code a record, each with a column of its name; each record has one code in the first, or none."""
    return tuple(name for name, field in facet_fields(kind).items() if not field.is_set)


@cache
def _sets(kind: str) -> Mapping[str, tuple[str, Field]]:
    """Fields of several codes or records each, with the name of their facet, by their name."""
    return {field.name: (name, field) for name, field in facet_fields(kind).items() if field.is_set}


@dataclass(frozen=True)
class FacetCodes:
    """By facet, the records of each code. A code of a tree has those of the codes below it, each record once.

    `changed`: what records have, by local number, that were changed after the arrays were read; it counts instead.
    """

    numbers: Mapping[str, Mapping[str, Numbers]]
    changed: Mapping[int, frozenset[Key]] = field(default_factory=dict[int, frozenset[Key]])
    kind: str = "activity"

    def count(self, found: Sequence[int], facets: Sequence[str]) -> dict[str, dict[str, int]]:
        """How many of the records found (local numbers, each once) have each code, by facet."""
        if not self.changed and len(found) == self.all:
            return {facet: {code: len(each) for code, each in self.numbers.get(facet, {}).items()} for facet in facets}
        counts: dict[str, dict[str, int]] = {facet: {} for facet in facets}
        marks = bytearray(1 + max(self.largest, max(found, default=0)))
        for no in found:
            marks[no] = 1
        for no, keys in self.changed.items():
            if no < len(marks) and marks[no]:
                marks[no] = 0
                for facet, code in keys:
                    if facet in counts:
                        counts[facet][code] = counts[facet].get(code, 0) + 1
        mark = marks.__getitem__
        for facet, its in counts.items():
            for code, numbers in self.numbers.get(facet, {}).items():
                if many := sum(map(mark, numbers)):
                    its[code] = its.get(code, 0) + many
        return counts

    @cached_property
    def all(self) -> int:
        """How many records there are: each has one code of the first facet, or none, which counts as one."""
        return sum(map(len, self.numbers.get(_single(self.kind)[0], {}).values()))

    @cached_property
    def largest(self) -> int:
        """The largest local number."""
        return max((max(those) for its in self.numbers.values() for those in its.values()), default=0)


class _Keeper:
    """The codes of one type in one workspace, and what has changed since they were read."""

    def __init__(self, workspace: Workspace, kind: str) -> None:
        self._kind = kind
        self._lock = threading.Lock()
        self._codes: FacetCodes | None = None
        self._version = 0
        self._ids: set[str] | None = None  # changed since; None: too many to name
        self._news = threading.Lock()
        workspace.listen(self._hear)

    def _hear(self, changed: Changed) -> None:
        ids = (
            frozenset[str]() if TERM in changed.ids else changed.ids.get(self._kind)
        )  # a term changes where codes stand
        if ids is None:
            return
        with self._news:
            self._ids = None if self._ids is None or not ids else self._ids | ids

    def codes(self, workspace: Workspace) -> FacetCodes:
        """The codes as they are now."""
        with self._lock, unstoppable(), reading(workspace) as conn:
            with self._news:
                ids, self._ids = self._ids, set()
            version = workspace.data_version() if workspace.read_only else 0
            known = self._codes
            try:
                if (
                    known is None
                    or ids is None
                    or version != self._version
                    or len(known.changed) + len(ids) > _MOST_CHANGED
                ):
                    known = FacetCodes(_read_all(conn, self._kind), kind=self._kind)
                elif ids:
                    known = FacetCodes(
                        known.numbers, {**known.changed, **_read_some(conn, self._kind, sorted(ids))}, self._kind
                    )
            except BaseException:
                with self._news:
                    self._ids = None
                raise
            self._codes, self._version = known, version
            return known


_keepers: WeakKeyDictionary[Workspace, dict[str, _Keeper]] = WeakKeyDictionary()
_keepers_lock = threading.Lock()


def facet_codes(workspace: Workspace, kind: str = "activity") -> FacetCodes:
    """The codes of a workspace's records of a type as they are now; the first time, all are read."""
    with _keepers_lock:
        keepers = _keepers.setdefault(workspace, {})
        keeper = keepers.get(kind)
        if keeper is None:
            keeper = keepers[kind] = _Keeper(workspace, kind)
    return keeper.codes(workspace)


def _read_all(conn: SqliteConnection, kind: str) -> dict[str, dict[str, Numbers]]:
    found: dict[str, dict[str, Numbers]] = {}
    for name in _single(kind):
        rows = conn.execute(f"SELECT {name}, group_concat(no) FROM {kind} GROUP BY {name}")
        found[name] = {"" if code is None else str(code): _numbers(numbers) for code, numbers in rows}
        if target := facet_fields(kind)[name].target:
            found[name] = _joined(found[name], _merged(conn, target))
    found[COMPLETENESS] = {}
    for state, condition in _STATES.items():
        (numbers,) = conn.execute(f"SELECT group_concat(no) FROM {kind} WHERE {condition}").fetchone()
        if numbers:
            found[COMPLETENESS][state] = _numbers(numbers)
    members = f"SELECT code, group_concat(record_no) FROM {kind}_member WHERE field = ? GROUP BY code"
    for facet, described in _sets(kind).values():
        own = {str(code): _numbers(numbers) for code, numbers in conn.execute(members, (described.name,))}
        if described.target:
            found[facet] = _of_records(own, _merged(conn, described.target))
        else:
            found[facet] = _with_those_above(kind, described.name, own)
    return found


def _of_records(own: Mapping[str, Numbers], merged: Mapping[str, str]) -> dict[str, Numbers]:
    """The records that each record is linked to, in whatever role."""
    by_id: dict[str, list[Numbers]] = {}
    for code, numbers in own.items():
        by_id.setdefault(code.partition(":")[2], []).append(numbers)
    return _joined({id: _together(each) for id, each in by_id.items()}, merged)


def _joined(by_id: Mapping[str, Numbers], merged: Mapping[str, str]) -> dict[str, Numbers]:
    """Those of a merged record together with those of the one that stayed."""
    found: dict[str, list[Numbers]] = {}
    for id, numbers in by_id.items():
        found.setdefault(merged.get(id, id), []).append(numbers)
    return {id: _together(each) for id, each in found.items()}


def _merged(conn: SqliteConnection, type: str) -> dict[str, str]:
    """Records of a type that were merged into another, and into which."""
    rows: list[tuple[str, str]] = conn.execute(
        f"SELECT id, survivor FROM {type} WHERE survivor IS NOT NULL"
    ).fetchall()  # fmt: skip
    return dict(rows)


def _numbers(joined: str) -> Numbers:
    return split_numbers(joined, "I")


def _together(those: list[Numbers]) -> Numbers:
    """Each number once."""
    if len(those) == 1:
        return those[0]
    if sum(map(len, those)) < _FEW:
        return array("I", set[int]().union(*those))
    marks = bytearray(1 + max(map(max, those)))  # a set of as many would take fifty times the memory
    for numbers in those:
        for no in numbers:
            marks[no] = 1
    return array("I", compress(count(), marks))


def _with_those_above(kind: str, name: str, own: Mapping[str, Numbers]) -> dict[str, Numbers]:
    """The records of each code, and of each code above one of these."""
    below: dict[str, list[Numbers]] = {}
    for code, numbers in own.items():
        for each in with_above(kind, name, code):
            below.setdefault(each, []).append(numbers)
    return {code: _together(those) for code, those in below.items()}


def with_above(kind: str, name: str, code: str) -> tuple[str, ...]:
    """A code and those above it in the vocabulary of a field."""
    return _with_above(load(RECORD_TYPES[kind].by_name[name].vocabulary), code)


@lru_cache(maxsize=4_096)
def _with_above(words: Vocabulary, code: str) -> tuple[str, ...]:
    return tuple(term.code for term in words.path(code)) if code in words else (code,)


def _read_some(conn: SqliteConnection, kind: str, ids: list[str]) -> dict[int, frozenset[Key]]:
    sets = _sets(kind)
    merged = {field.target: _merged(conn, field.target) for field in facet_fields(kind).values() if field.target}
    found: dict[int, set[Key]] = {}
    plain = _single(kind)
    columns = ", ".join([*plain, *_STATES.values()])
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ", ".join("?" * len(part))
        for no, *cells in conn.execute(f"SELECT no, {columns} FROM {kind} WHERE id IN ({marks})", part):
            keys = found[no] = {
                (name, _code_of(facet_fields(kind)[name], cell, merged))
                for name, cell in zip(plain, cells, strict=False)
            }
            states = zip(_STATES, cells[len(plain) :], strict=True)
            keys.update((COMPLETENESS, state) for state, cell in states if cell)
        rows = conn.execute(
            f"SELECT m.record_no, m.field, m.code FROM {kind} a JOIN {kind}_member m ON m.record_no = a.no"
            f" WHERE a.id IN ({marks})",
            part,
        )
        for no, name, code in rows:
            if no in found and name in sets:
                found[no].update(_keys(kind, *sets[name], code, merged))
    return {no: frozenset(keys) for no, keys in found.items()}


def _code_of(field: Field, cell: object, merged: Mapping[str, Mapping[str, str]]) -> str:
    code = "" if cell is None else str(cell)
    return merged[field.target].get(code, code) if field.target else code


def _keys(kind: str, facet: str, field: Field, code: str, merged: Mapping[str, Mapping[str, str]]) -> Iterable[Key]:
    if field.target:
        id = code.partition(":")[2]
        return ((facet, merged[field.target].get(id, id)),)
    return ((facet, each) for each in with_above(kind, field.name, code))
