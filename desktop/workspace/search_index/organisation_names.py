"""The names of organisations in the rows of records that they have a role in, for lists and for the full-text index."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from desktop.vocabularies import load
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.search_index.index_words import further_words
from desktop.workspace.storage.connections import Direct

if TYPE_CHECKING:
    from sqlalchemy import Connection

FIELD = "organisations"
REFERENCE = "organisation"
"""The field of several organisations with their roles, and the one of a single organisation."""
COLUMNS = MappingProxyType(
    {
        "activity": {"organisation_words": ""},
        "visit": {"organisation_words": "", "host_words": "host", "visitor_words": "visitor"},
        "person": {"organisation_words": ""},
        "need": {"organisation_words": ""},
        "offer": {"organisation_words": ""},
        "goal": {"organisation_words": ""},
        "indicator": {"organisation_words": ""},
    }
)
"""Record type -> its columns of names: of those in one role, or of all ("")."""

_FIRST = ("lead", "host", "visitor")
"""Roles that stand first among the names."""

Member = tuple[str, str, str]  # field, code, value


def organisation_codes(kind: str, row: Mapping[str, Any], members: Iterable[Member]) -> list[str]:
    """The organisations of a record, each with its role: `lead:<id>`; `:<id>` of the one that a person belongs to."""
    if REFERENCE in RECORD_TYPES[kind].by_name:
        return [f":{row[REFERENCE]}"] if row[REFERENCE] else []
    return [code for field, code, _value in members if field == FIELD]


def names_in(kind: str, codes: Sequence[str], names: Mapping[str, str]) -> dict[str, str | None]:
    """The columns of names of one record, from its `organisation_codes` and the names by id."""
    found = {
        column: _joined([code for code in codes if code.startswith(f"{role}:")] if role else codes, names)
        for column, role in COLUMNS[kind].items()
    }
    return {**found, "organisation_indexed": further_words((found["organisation_words"],), whole=True)}


def _joined(codes: Iterable[str], names: Mapping[str, str]) -> str | None:
    """The names behind codes such as `lead:<id>`, the first roles first, each once."""
    ordered = sorted(codes, key=_order)
    found = (names.get(code.partition(":")[2]) for code in ordered)
    return "; ".join(dict.fromkeys(name for name in found if name)) or None


@lru_cache(maxsize=20_000)
def _order(code: str) -> tuple[int, str]:
    role = code.partition(":")[0]
    return (_FIRST.index(role) if role in _FIRST else len(_FIRST)), code


def organisation_names(conn: Connection | Direct, codes: Iterable[str]) -> dict[str, str]:
    """Names by id of the organisations behind codes; a merged duplicate goes by the name of the one that stayed."""
    names: dict[str, str] = {}
    wanted = sorted({code.partition(":")[2] for code in codes})
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ", ".join("?" * len(part))
        for id, name in conn.exec_driver_sql(
            "SELECT o.id, coalesce(s.name, o.name) FROM organisation o LEFT JOIN organisation s ON s.id = o.survivor"
            f" WHERE o.id IN ({marks})",
            tuple(part),
        ):
            if name:
                names[id] = name
    return names


def records_of(conn: Connection | Direct, organisation: str) -> Generator[tuple[str, int, str]]:
    """(type, local number, id) of the records in which an organisation has a role, and of its people."""
    for kind in COLUMNS:
        if REFERENCE in RECORD_TYPES[kind].by_name:
            asked = f"SELECT no, id FROM {kind} WHERE {REFERENCE} = ?"
            for no, id in conn.exec_driver_sql(asked, (organisation,)).fetchall():
                yield kind, no, id
            continue
        codes = [f"{role.code}:{organisation}" for role in load(RECORD_TYPES[kind].by_name[FIELD].vocabulary)]
        marks = ", ".join("?" * len(codes))
        rows: Sequence[Any] = conn.exec_driver_sql(
            f"SELECT DISTINCT a.no, a.id FROM {kind}_member m JOIN {kind} a ON a.no = m.record_no"
            f" WHERE m.field = '{FIELD}' AND m.code IN ({marks})",
            tuple(codes),
        ).fetchall()
        for no, id in rows:
            yield kind, no, id
