"""The map of the world that comes with the program: countries as lines, in the Equal Earth projection, which keeps areas.

The file says where it comes from (`resources/map/README.md`). Borders are drawn as the source has them.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any, TypeAlias, cast

_FILE = Path(__file__).resolve().parent.parent.parent / "resources" / "map" / "world.json"
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2
WIDTH, HEIGHT = 2.706630, 1.317363
"""How far the map reaches to the right and down from its middle; as far to the left and up."""
_SMALL = 0.5
"""Degrees: countries that are nowhere wider are drawn as a point too."""

Point = tuple[float, float]
Ring: TypeAlias = "array[float]"


@dataclass(frozen=True, slots=True)
class Country:
    """A country as the source draws it: `code` is "" where it has none. Rings are x, y, x, y … from the middle, y down."""

    code: str
    name: str
    rings: tuple[Ring, ...]
    bounds: tuple[float, float, float, float]
    """Left, top, right and bottom of its largest part."""


@dataclass(frozen=True, slots=True)
class WorldMap:
    """All countries; where each stands by its code, in degrees (longitude, latitude); and those that are drawn as points."""

    countries: tuple[Country, ...]
    centres: Mapping[str, Point]
    points: frozenset[str]
    source: str


def project(longitude: float, latitude: float) -> Point:
    """Where a place is on the map; the date line is its left and right edge, the poles are lines.

    The Equal Earth projection of Šavrič, Patterson and Jenny (2018).
    """
    theta = asin(_M * sin(radians(max(-90.0, min(90.0, latitude)))))
    two = theta * theta
    six = two * two * two
    across = _M * (_A1 + 3 * _A2 * two + six * (7 * _A3 + 9 * _A4 * two))
    x = radians(max(-180.0, min(180.0, longitude))) * cos(theta) / across
    return x, -theta * (_A1 + _A2 * two + six * (_A3 + _A4 * two))


@cache
def load_world() -> WorldMap:
    """The map, read once: a fifth of a second, for a thread."""
    data: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    step: int = data["step"]
    arcs: list[list[Point]] = [_projected(arc, step) for arc in data["arcs"]]
    backwards: dict[int, list[Point]] = {}
    countries: list[Country] = []
    centres: dict[str, Point] = {code: (x, y) for code, (x, y) in data["points"].items()}
    points = set(centres)
    for each in data["countries"]:
        rings: list[Ring] = []
        for polygon in each["polygons"]:
            for ring in polygon:
                flat: Ring = array("d")
                for arc in cast("list[int]", ring):
                    if arc < 0 and arc not in backwards:
                        backwards[arc] = arcs[~arc][::-1]
                    way: list[Point] = backwards[arc] if arc < 0 else arcs[arc]
                    flat.extend(number for point in way for number in point)
                rings.append(flat)
        bounds = max((_bounds(ring) for ring in rings), key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))
        countries.append(Country(each["code"], each["name"], tuple(rings), bounds))
        if each["code"]:
            centres[each["code"]] = (each["centre"][0], each["centre"][1])
            if max(bounds[2] - bounds[0], bounds[3] - bounds[1]) < radians(_SMALL):
                points.add(each["code"])
    return WorldMap(tuple(countries), centres, frozenset(points), data["source"])


def _projected(arc: Iterable[int], step: int) -> list[Point]:
    numbers = iter(arc)
    x = y = 0
    found: list[Point] = []
    for across in numbers:
        x, y = x + across, y + next(numbers)
        found.append(project(x / step, y / step))
    return found


def _bounds(ring: Ring) -> tuple[float, float, float, float]:
    xs, ys = ring[0::2], ring[1::2]
    return min(xs), min(ys), max(xs), max(ys)
