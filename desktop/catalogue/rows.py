"""The rows of one page: values by column, and where the words that were searched for stand in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from desktop.catalogue.word_matching import hits
from desktop.workspace import RECORD_TYPES, Field
from desktop.workspace.records.kinds.field import ReferenceIn, Search
from desktop.workspace.storage.sqlite import SqliteConnection

FURTHER = ("year", "missing", "conflicts", "binned", "created", "modified")
"""Columns that are no field of a record: numbers; created and modified in ms since 1970."""
FURTHER_OF = {"visit": ("first_day", "last_day")}
"""Those of one type alone."""

_NAMES_KEPT = {"organisations": "organisation_words", "hosts": "host_words", "visitors": "visitor_words"}
"""Names that stand in a column of the record, joined as `hits` counts them; `hosts` and `visitors` of visits alone."""
_FIRST = ("lead", "contact", "host", "host_contact")
"""Roles whose names come first."""


@dataclass(frozen=True)
class _Kind:
    """How the fields of a record type are read."""

    name: str

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        return RECORD_TYPES[self.name].by_name

    @cached_property
    def further(self) -> frozenset[str]:
        return frozenset((*FURTHER, *FURTHER_OF.get(self.name, ()), *_NAMES_KEPT))

    @cached_property
    def texts(self) -> frozenset[str]:
        return frozenset(name for name, field in self.fields.items() if field.rules.search is Search.WORDS)

    @cached_property
    def named(self) -> frozenset[str]:
        linked = (name for name, field in self.fields.items() if field.rules.reference_in is ReferenceIn.MEMBER)
        return frozenset((*linked, *_NAMES_KEPT))


@cache
def _kind_of(name: str) -> _Kind:
    return _Kind(name)


JOINT = "; "

Hits = Mapping[str, tuple[tuple[int, int], ...]]


_NO_HITS: Hits = MappingProxyType({})


class Row(NamedTuple):
    """One record as a list shows it.

    `values` by column: codes, never labels; a set is a tuple: of codes (principal ones first), of names for
    organisations (leads or hosts first) and people, of addresses, of file names. What is empty is None, an empty set is ().
    `hits`: by column, the characters from and to which a word stands that was searched for; for names, counted in the
    names joined by "; ".
    """

    no: int
    id: str
    values: Mapping[str, Any]
    hits: Hits = _NO_HITS


def read_rows(
    conn: SqliteConnection, nos: Sequence[int], columns: Sequence[str], words: Sequence[str], type: str = "activity"
) -> list[Row]:
    """The rows of local numbers, in their order."""
    kind = _kind_of(type)
    own = [name for name in columns if name in kind.further or not kind.fields[name].is_set]
    sets = [name for name in columns if name not in own]
    found: dict[int, Row] = {}
    for start in range(0, len(nos), 500):
        _read(conn, kind, list(nos[start : start + 500]), own, sets, tuple(words), found)
    return [found[no] for no in nos if no in found]


def _read(
    conn: SqliteConnection, kind: _Kind, nos: list[int], own: list[str], sets: list[str], words: tuple[str, ...],
    found: dict[int, Row],
) -> None:  # fmt: skip
    selected = ", ".join(["no", "id", *(f'"{_NAMES_KEPT.get(name, name)}"' for name in own)])
    rows = conn.execute(f"SELECT {selected} FROM {kind.name} WHERE no IN ({_marks(nos)})", nos).fetchall()
    members = _members(conn, kind, nos, sets) if sets else {}
    marked = [name for name in (*own, *sets) if name in kind.texts or name in kind.named] if words else []
    kept = [name for name in own if name in _NAMES_KEPT]
    references = _pointed_names(conn, kind, own, rows)
    for row in rows:
        no: int = row[0]
        values: dict[str, Any] = dict(zip(own, row[2:], strict=True))
        for name in kept:
            values[name] = tuple(names.split(JOINT)) if (names := values[name]) else ()
        for name, names in references.items():
            values[name] = names.get(values[name]) or None
        for name in sets:
            values[name] = members.get((no, name), ())
        found[no] = Row(no, row[1], values, _hits(kind, values, marked, words) if marked else _NO_HITS)


def _pointed_names(
    conn: SqliteConnection, kind: _Kind, own: list[str], rows: Sequence[Sequence[Any]]
) -> dict[str, dict[str, str]]:
    """By column of one record pointed to: names by id."""
    found: dict[str, dict[str, str]] = {}
    for at, name in enumerate(own, 2):
        field = kind.fields.get(name)
        if field is not None and field.rules.reference_in is ReferenceIn.VALUE:
            found[name] = _names(conn, field.target, sorted({row[at] for row in rows if row[at]}))
    return found


def _members(
    conn: SqliteConnection, kind: _Kind, nos: list[int], sets: list[str]
) -> dict[tuple[int, str], tuple[str, ...]]:
    rows: list[tuple[int, str, str, str]] = conn.execute(
        f"SELECT record_no, field, code, value FROM {kind.name}_member"
        f" WHERE record_no IN ({_marks(nos)}) AND +field IN ({_marks(sets)})",
        [*nos, *sets],
    ).fetchall()  # ordered below: SQLite takes as long for that as for all else
    names: dict[str, str] = {}
    for name in sets:
        target = kind.fields[name].target
        if target:
            ids = {code.partition(":")[2] for _no, field, code, _value in rows if field == name}
            names.update(_names(conn, target, sorted(ids)))
    grouped: dict[tuple[int, str], list[tuple[int, str, str]]] = {}
    for no, name, code, value in rows:
        grouped.setdefault((no, name), []).append(_shown(kind.fields[name], code, value, names))
    return {
        key: tuple(dict.fromkeys(text for _rank, _code, text in sorted(texts) if text))
        for key, texts in grouped.items()
    }


def _shown(field: Field, code: str, value: str, names: Mapping[str, str]) -> tuple[int, str, str]:
    """(rank, code, what is shown) of a member."""
    if field.rules.reference_in is ReferenceIn.MEMBER:
        role, _colon, id = code.partition(":")
        return int(role not in _FIRST), code, names.get(id, "")
    if field.rules.shown_by_value:
        return 0, code, value
    return int(value == "significant"), code, code


def _names(conn: SqliteConnection, target: str, ids: list[str]) -> dict[str, str]:
    title = RECORD_TYPES[target].title
    found: dict[str, str] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        found.update(
            (id, name or "")
            for id, name in conn.execute(
                f"SELECT o.id, coalesce(s.{title}, o.{title}) FROM {target} o LEFT JOIN {target} s ON s.id = o.survivor"
                f" WHERE o.id IN ({_marks(part)})",
                part,
            )
        )
    return found


def _hits(kind: _Kind, values: Mapping[str, Any], columns: Sequence[str], words: tuple[str, ...]) -> Hits:
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for name in columns:
        if value := values[name]:
            where = hits(JOINT.join(value) if name in kind.named else value, words)
            if where:
                found[name] = where
    return found


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
