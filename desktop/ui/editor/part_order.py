"""The order of parts: where each stands among the others, and what changes when one moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.workspace import Record

POSITION = "position"
_FAR = 10**9


def place_of(part: Record) -> int | None:
    """Its place among the others; None where it was given none."""
    place = part.values.get(POSITION)
    return place if isinstance(place, int) else None


def in_order(parts: Sequence[Record]) -> list[Record]:
    """By their own order where they have one; the rest as they came."""
    return sorted(parts, key=lambda part: _FAR if (place := place_of(part)) is None else place)


def next_place(parts: Sequence[Record]) -> int:
    """After the last one."""
    return max((place for part in parts if (place := place_of(part)) is not None), default=0) + 1


def new_order(ids: Sequence[str], known: Mapping[str, Record], id: str, way: int) -> dict[str, int]:
    """The places that change when a part moves up (-1) or down (1) by one; {} where it cannot."""
    those = [each for each in ids if each in known]
    at = those.index(id) if id in those else -1
    if at < 0 or not 0 <= at + way < len(those):
        return {}
    those[at], those[at + way] = those[at + way], those[at]
    return {each: place for place, each in enumerate(those, 1) if place_of(known[each]) != place}
