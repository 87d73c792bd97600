"""What stands on the map, for the window and for paper: marks with their words and queries, and the outlines of countries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log10, radians

from desktop.figures.places import Places, clustered
from desktop.figures.selection import Selection
from desktop.figures.world_map import Country, load_world, project
from desktop.i18n import _, ngettext, pgettext
from desktop.values.numbers import format_number
from desktop.vocabularies import fold, load

_COUNTRIES_READ = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A circle (several places, or one) or a square (a country), in units of the map, with what it says and opens."""

    x: float
    y: float
    count: int
    label: str
    query: str
    square: bool = False

    @property
    def size(self) -> float:
        """Half its width, where a mark of one record is 1."""
        return 1 + 0.36 * log10(self.count)


def marks_of(places: Places, cell: float) -> list[Mark]:
    """The marks from left to right; places closer than `cell` (in units of the map) are one."""
    world = load_world()
    marks: list[Mark] = []
    for cluster in clustered(places.places, cell / (radians(1) * 0.9)):
        x, y = project(cluster.longitude, cluster.latitude)
        marks.append(Mark(x, y, cluster.count, "", cluster.query(places.selection)))
    for code, count in places.at_country.items():
        if code in world.centres:
            x, y = project(*world.centres[code])
            query = places.country_query(code, without_place=True)
            marks.append(Mark(x, y, count, load("countries").label(code), query, square=True))
    return sorted(marks, key=lambda mark: (mark.x, mark.y))


def mark_words(mark: Mark, selection: Selection) -> str:
    """A mark in words."""
    many = count_words(mark.count, selection)
    if not mark.label:
        return many
    label = _("{country}, place not given").format(country=mark.label)
    return pgettext("field: value", "{field}: {value}").format(field=label, value=many)


def count_words(count: int, selection: Selection) -> str:
    """How many records of the selection's type."""
    return (
        ngettext("{count} visit", "{count} visits", count)
        if selection.type == "visit"
        else ngettext("{count} activity", "{count} activities", count)
    ).format(count=format_number(count))


def map_notes(places: Places) -> list[str]:
    """What is to be said below a map."""
    notes: list[str] = []
    if places.at_country:
        notes.append(_("Circles stand at their place, squares at a country whose place is not given."))
    if places.nowhere:
        words = ngettext(
            "{count} has neither place nor country.", "{count} have neither place nor country.", places.nowhere
        )
        notes.append(words.format(count=format_number(places.nowhere)))
    notes.append(_("Borders are drawn as Natural Earth has them, disputed ones too."))
    return notes


def map_words(places: Places) -> str:
    """The map for those who do not see it: the countries with most, and how many others there are."""
    countries = load("countries")
    codes = sorted(places.by_country, key=lambda code: (-places.by_country[code], fold(countries.label(code))))
    said = [
        pgettext("field: value", "{field}: {value}").format(
            field=countries.label(code), value=format_number(places.by_country[code])
        )
        for code in codes[:_COUNTRIES_READ]
    ]
    if rest := codes[_COUNTRIES_READ:]:
        said.append(
            pgettext("field: value", "{field}: {value}").format(
                field=ngettext("{count} other country", "{count} other countries", len(rest)).format(
                    count=format_number(len(rest))
                ),
                value=format_number(sum(places.by_country[code] for code in rest)),
            )
        )
    return _("Map of the world. {countries}").format(countries="; ".join(said))


def outlines(
    left: float, top: float, right: float, bottom: float, skipped: float
) -> Iterator[tuple[Country, list[list[tuple[float, float]]]]]:
    """The countries that are seen between these edges, in units of the map: each with its rings, of which points closer
    than `skipped` to the one before are left out.
    """
    for country in load_world().countries:
        rings: list[list[tuple[float, float]]] = []
        for ring in country.rings:
            xs, ys = ring[0::2], ring[1::2]
            if max(xs) < left or min(xs) > right or max(ys) < top or min(ys) > bottom:
                continue
            before_x = before_y = 1e9
            points: list[tuple[float, float]] = []
            for x, y in zip(xs, ys, strict=True):
                if abs(x - before_x) + abs(y - before_y) >= skipped:
                    points.append((x, y))
                    before_x, before_y = x, y
            rings.append(points)
        if rings:
            yield country, rings
