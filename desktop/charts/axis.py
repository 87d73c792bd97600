"""Marks of an axis."""

from __future__ import annotations


def steps_of_axis(most: int, wanted: int = 5) -> list[int]:
    """Round numbers from 0 to `most` or just over it, as marks of an axis; few enough to be read."""
    if most <= 0:
        return [0, 1]
    raw = most / wanted
    ten = 1
    while ten * 10 <= raw:
        ten *= 10
    step = next(each * ten for each in (1, 2, 5, 10) if each * ten >= raw)
    return list(range(0, most + step, step)) if most % step else list(range(0, most + 1, step))
