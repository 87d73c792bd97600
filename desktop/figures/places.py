"""Where activities or visits are: by their coordinates, else by their country; and close ones together as clusters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor

from desktop.catalogue.read_connection import reading
from desktop.figures.coverage import COUNTED
from desktop.figures.definitions import ACTIVITY
from desktop.figures.selection import Selection
from desktop.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Place:
    """A point in degrees, and how many records are there."""

    latitude: float
    longitude: float
    count: int


@dataclass(frozen=True)
class Places:
    """Records of a selection by where they are. `by_country` counts all, `at_country` those without coordinates."""

    selection: Selection
    places: tuple[Place, ...]
    by_country: Mapping[str, int]
    at_country: Mapping[str, int]
    nowhere: int
    """Records with neither coordinates nor country."""
    total: int

    def country_query(self, code: str, *, without_place: bool = False) -> str:
        """The query that finds the records of a country; only those without coordinates."""
        return f"country:{code or 'none'}{' -has:coordinates' if without_place else ''} {self.selection.text}".strip()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Places close to each other: where they are on average, and the corners between which all of them lie."""

    latitude: float
    longitude: float
    count: int
    south: float
    west: float
    north: float
    east: float

    def query(self, selection: Selection) -> str:
        """The query that finds its records."""
        corners = (f"{each:.6f}".rstrip("0").rstrip(".") for each in (self.south, self.west, self.north, self.east))
        return f"area:{'/'.join(corners)} {selection.text}".strip()


def read_places(workspace: Workspace, selection: Selection | None = None) -> Places:
    """Where the records are. Without a selection, of all activities but ideas and what was cancelled. Raises QueryError."""
    wanted = selection or Selection(COUNTED[ACTIVITY])
    with reading(workspace) as conn:
        numbers, parameters = wanted.numbers(conn)
        rows = conn.execute(
            f"SELECT r.coordinates, r.country, count(*) FROM (SELECT no FROM ({numbers}) ORDER BY no LIMIT -1) n"
            f" CROSS JOIN {wanted.type} r ON r.no = n.no GROUP BY 1, 2",
            parameters,
        ).fetchall()
    places: dict[tuple[float, float], int] = {}
    by_country: dict[str, int] = {}
    at_country: dict[str, int] = {}
    nowhere = total = 0
    for coordinates, country, count in rows:
        total += count
        if country:
            by_country[country] = by_country.get(country, 0) + count
        if coordinates:
            latitude, _comma, longitude = coordinates.partition(",")
            key = float(latitude), float(longitude)
            places[key] = places.get(key, 0) + count
        elif country:
            at_country[country] = at_country.get(country, 0) + count
        else:
            nowhere += count
    return Places(
        wanted, tuple(Place(latitude, longitude, count) for (latitude, longitude), count in sorted(places.items())),
        by_country, at_country, nowhere, total,
    )  # fmt: skip


def clustered(places: Iterable[Place], cell: float) -> list[Cluster]:
    """Places in the same square of so many degrees together: no other place lies between the corners of a cluster."""
    found: dict[tuple[int, int], list[Place]] = {}
    for place in places:
        found.setdefault((floor(place.latitude / cell), floor(place.longitude / cell)), []).append(place)
    return [_together(those) for those in found.values()]


def _together(places: list[Place]) -> Cluster:
    count = sum(each.count for each in places)
    return Cluster(
        sum(each.latitude * each.count for each in places) / count,
        sum(each.longitude * each.count for each in places) / count,
        count,
        min(each.latitude for each in places),
        min(each.longitude for each in places),
        max(each.latitude for each in places),
        max(each.longitude for each in places),
    )
