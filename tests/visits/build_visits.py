"""Visits made in memory, for rules that need no file."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from desktop.visits import Visit
from desktop.workspace import Record, Value

_numbers = count(1)


def record(type: str, id: str = "", **values: Value) -> Record:
    """A record; `targets__SDG_11` would be no field's name, so members come in `{"targets/SDG:11": True}`."""
    no = next(_numbers)
    return Record(type, id or f"{type}{no}", no, values, True, False, None, (), 0, 0)


def with_members(made: Record, members: Mapping[str, Value]) -> Record:
    """The same with members of its sets."""
    return record(made.type, made.id, **{**made.values, **members})


def visit(*parts: Record, members: Mapping[str, Value] | None = None, **values: Value) -> Visit:
    """A visit with these parts, in the order given."""
    grouped: dict[str, tuple[Record, ...]] = {}
    for part in parts:
        grouped[part.type] = (*grouped.get(part.type, ()), part)
    return Visit(with_members(record("visit", "v", **values), members or {}), grouped, {})
