"""`python -m tests.build_map countries-50m.json`: makes `resources/map/world.json`, the map of the Overview.

The file named is that of the npm package world-atlas 2.0.2: the countries of Natural Earth 4.1 at 1:50 million, as TopoJSON.
Lines are simplified to about two kilometres and rounded to a hundredth of a degree; borders stay as the source has them.
Territories that it does not draw, or draws as part of another, have a point here instead.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "resources" / "map" / "world.json"
STEP = 100
"""Units of the file in a degree."""
_TOLERANCE = 0.018
_BY_NAME = {"Kosovo": "XK"}
_POINTS = {
    "BQ": (-68.26, 12.18), "BV": (3.41, -54.42), "CC": (96.87, -12.17), "CX": (105.68, -10.45), "GF": (-53.1, 3.9),
    "GI": (-5.35, 36.14), "GP": (-61.55, 16.25), "MQ": (-61.02, 14.64), "RE": (55.54, -21.12), "SJ": (16.0, 78.5),
    "TK": (-171.85, -9.2), "TV": (179.19, -8.52), "UM": (166.65, 19.28), "YT": (45.17, -12.83),
}  # fmt: skip
"""Longitude and latitude of what the source does not draw as a country of its own."""

Point = tuple[float, float]


def main(words: Sequence[str]) -> int:
    """Write the file; says how large it is."""
    source = json.loads(Path(words[0]).read_text(encoding="utf-8"))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(made(source), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size:,} bytes")
    return 0


def made(source: dict[str, Any]) -> dict[str, Any]:
    """The map: arcs as differences, countries as polygons of rings of arcs, the centre of each country."""
    (x, y), (left, bottom) = source["transform"]["scale"], source["transform"]["translate"]
    arcs = [_simplified([(px * x + left, py * y + bottom) for px, py in _summed(arc)]) for arc in source["arcs"]]
    codes = _codes()
    countries: list[dict[str, Any]] = []
    for each in source["objects"]["countries"]["geometries"]:
        name = each["properties"]["name"]
        polygons = each["arcs"] if each["type"] == "MultiPolygon" else [each["arcs"]]
        polygons = [part for polygon in polygons for part in _parted(arcs, polygon)]
        code = codes.get(each.get("id", ""), _BY_NAME.get(name, ""))
        country: dict[str, Any] = {"code": code, "name": name, "polygons": polygons}
        if code:
            country["centre"] = [round(part, 2) for part in _centre(arcs, polygons)]
        countries.append(country)
    known = {each["code"] for each in countries}
    points = {code: list(point) for code, point in _POINTS.items()}
    assert set(codes.values()) - known <= points.keys(), set(codes.values()) - known - points.keys()
    return {
        "source": "Natural Earth 4.1, 1:50m (public domain), by world-atlas 2.0.2",
        "step": STEP,
        "arcs": [_differences(arc) for arc in arcs],
        "countries": countries,
        "points": points,
    }


def _parted(arcs: list[list[Point]], polygon: list[list[int]]) -> list[list[list[int]]]:
    """The polygon, in two where it lies on the date line: the source joins what lies left and right of it."""
    (outer, *holes), found = polygon, list[list[list[int]]]()
    ring = [point for arc in outer for point in _way(arcs, arc)]
    parts: list[list[Point]] = [[]]
    for before, here in zip([ring[0], *ring], ring, strict=False):
        if abs(here[0] - before[0]) > 180:
            side = 180.0 if before[0] > 0 else -180.0
            parts[-1].append((side, here[1]))
            parts.append([(-side, before[1])])
        parts[-1].append(here)
    if len(parts) == 1:
        return [polygon]
    if len(parts) % 2 == 0:  # it goes round the South Pole
        first, last = parts[0], parts[-1]
        parts = [[*first, (first[-1][0], -90.0), (last[0][0], -90.0), *last]]
    else:
        parts[0] = [*parts.pop(), *parts[0]]
    for part in parts:
        arcs.append([*part, part[0]])
        found.append([[len(arcs) - 1]])
    found[0] += holes
    return found


def _codes() -> dict[str, str]:
    """ISO 3166 alpha-2 by number."""
    found: dict[str, str] = {}
    with (ROOT / "resources" / "vocabularies" / "countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.update({alias: row["code"] for alias in row["aliases"].split("|") if alias.isdigit()})
    return found


def _summed(arc: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    x = y = 0
    found: list[tuple[int, int]] = []
    for across, up in arc:
        x, y = x + across, y + up
        found.append((x, y))
    return found


def _simplified(arc: list[Point]) -> list[Point]:
    """Without the points that lie less than the tolerance from the line between their neighbours (Douglas and Peucker)."""
    kept = {0, len(arc) - 1}
    todo = [(0, len(arc) - 1)]
    if arc[0] == arc[-1] and len(arc) > 4:  # a ring: part it where it is farthest from its beginning
        far = max(range(len(arc)), key=lambda at: _squared(arc[at], arc[0]))
        kept.add(far)
        todo = [(0, far), (far, len(arc) - 1)]
    while todo:
        first, last = todo.pop()
        at = max(range(first + 1, last), key=lambda each: _distance(arc[each], arc[first], arc[last]), default=0)
        if at and _distance(arc[at], arc[first], arc[last]) > _TOLERANCE:
            kept.add(at)
            todo += [(first, at), (at, last)]
    return [arc[at] for at in sorted(kept)] if len(kept) > 3 or arc[0] != arc[-1] else arc


def _squared(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _distance(point: Point, first: Point, last: Point) -> float:
    across, up = last[0] - first[0], last[1] - first[1]
    length = (across * across + up * up) ** 0.5
    if not length:
        return _squared(point, first) ** 0.5
    return abs(across * (first[1] - point[1]) - up * (first[0] - point[0])) / length


def _differences(arc: list[Point]) -> list[int]:
    """x, y of the first point, then the way to each next one; points that fall together are one."""
    found: list[int] = []
    before = (0, 0)
    for point in arc:
        here = (round(point[0] * STEP), round(point[1] * STEP))
        if found and here == before:
            continue
        found += [here[0] - before[0], here[1] - before[1]]
        before = here
    return found


def _centre(arcs: list[list[Point]], polygons: list[list[list[int]]]) -> Point:
    """The centroid of the largest ring."""
    rings = [[point for arc in polygon[0] for point in _way(arcs, arc)] for polygon in polygons]
    ring = max(rings, key=lambda each: abs(_area(each)))
    area = _area(ring)
    if not area:
        return ring[0]
    x = y = 0.0
    for (ax, ay), (bx, by) in pairwise(ring):
        cross = ax * by - bx * ay
        x, y = x + (ax + bx) * cross, y + (ay + by) * cross
    return x / (6 * area), y / (6 * area)


def _way(arcs: list[list[Point]], arc: int) -> list[Point]:
    return arcs[arc] if arc >= 0 else arcs[~arc][::-1]


def _area(ring: list[Point]) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)) / 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
