"""Places of the world by their names: country, region and coordinates of those with more than 5,000 inhabitants.

The file says where it comes from (`resources/places/README.md`). It is unpacked when it is first asked, in some tens of
milliseconds, and then held as it is: names stand in their order, and are looked up where they stand.
"""

from __future__ import annotations

import gzip
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from pathlib import Path

from desktop.vocabularies.folding import key
from desktop.vocabularies.vocabulary_files import load

_FILE = Path(__file__).resolve().parent.parent.parent / "resources" / "places" / "places.txt.gz"
_NEAR = 0.15
"""Degrees: places of one name that are no further apart are one."""
_MOST_READ = 20_000
"""Names with one beginning that are looked at."""
_MOST_RANKED = 300
"""Of these, the largest, which are put in their order."""
_PARTS = re.compile(r"[,;()/]+| - ")
_GENERAL = frozenset(
    (
        "region", "province", "state", "department", "district", "county", "governorate", "prefecture", "departement",
        "etat", "departamento", "provincia", "estado", "municipio", "comarca", "canton", "the", "of", "de", "del", "du",
        "des", "la", "le", "el", "los", "las", "d",
    )
)  # fmt: skip
"""Words of a region's name that say what it is, not which."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its own name, the code of its country, the name of its region ("" where it has none), degrees."""

    number: int
    """The larger a place, the smaller its number."""
    name: str
    country: str
    region: str
    latitude: str
    longitude: str

    @property
    def coordinates(self) -> str:
        """As the journal keeps them."""
        return f"{self.latitude},{self.longitude}"

    def where(self) -> str:
        """Region and country, in the language spoken now."""
        country = load("countries").label(self.country)
        return f"{self.region}, {country}" if self.region and self.region != country else country


@dataclass(frozen=True, slots=True)
class Located:
    """What a text with what is known beside it means: one place, or several that it may be. Neither: it is not known."""

    place: Place | None = None
    several: tuple[Place, ...] = ()


def locate(text: str, *, country: str = "", region: str = "") -> Located:
    """The place that a text names, where its country, its region or the text itself says which: "San José, Costa Rica" where
    Costa Rica has one of this name. Never the largest of several.
    """
    gazetteer = _gazetteer()
    own_name, hints = text, list[str]()
    names = gazetteer.named(key(text))
    if not names:
        own_name, *hints = [part.strip() for part in _PARTS.split(text)]
        names = gazetteer.named(key(own_name)) if hints else []
    for hint in filter(None, hints):
        found = load("countries").find(hint)
        if found is None:
            region = region or hint
        elif country and found.code != country:
            return Located()
        else:
            country = found.code
    candidates = [each for each in names if not country or each.country == country]
    if region and candidates:
        there = [each for each in candidates if _same_region(each.region, region)]
        if not there and any(_same_region(name, region) for name in gazetteer.regions):
            return Located()  # it says another region, in which no such place is known
        candidates = there or (candidates if country else [])
    elif not country:
        return Located()
    if len(candidates) > 1:
        candidates = [each for each in candidates if key(each.name) == key(own_name)] or candidates
    if not candidates:
        return Located()
    return Located(candidates[0]) if _are_near(candidates) else Located(several=tuple(candidates))


def complete(beginning: str, *, country: str = "", most: int = 8) -> list[Place]:
    """Places whose name, or another name of theirs, begins so: those of the country first, then those whose own name
    it is, then the largest first.
    """
    begins = key(beginning)
    if len(begins) < 2:
        return []
    gazetteer = _gazetteer()
    numbers = set(gazetteer.beginning(begins))
    here = nsmallest(_MOST_RANKED, (each for each in numbers if country and gazetteer.country_of(each) == country))
    others = nsmallest(_MOST_RANKED, numbers.difference(here))
    found: list[Place] = []
    for those in (here, others):
        places = [gazetteer.place(each) for each in those]
        found += sorted(places, key=lambda place: not key(place.name).startswith(begins))
    return found[:most]


def is_named(place: Place, text: str) -> bool:
    """Is this text a name of a place, in whatever language?"""
    return any(each.number == place.number for each in _gazetteer().named(key(text)))


class _Gazetteer:
    """The unpacked file: places in order of size, names in their order with the numbers of their places."""

    def __init__(self, content: bytes) -> None:
        regions, places, self._names = content.split(b"\n\n")
        self.regions = regions.decode().split("\n")
        self._places = places
        self._starts = array("I", [0])
        self._starts.extend(found.end() for found in re.finditer(b"\n", places))

    def place(self, number: int) -> Place:
        """A place by its number."""
        name, country, region, latitude, longitude = self._line(number).decode().split("\t")
        return Place(number, name, country, self.regions[int(region)] if region else "", latitude, longitude)

    def country_of(self, number: int) -> str:
        """The code of the country in which a place is."""
        return self._line(number).split(b"\t", 2)[1].decode()

    def named(self, name: str) -> list[Place]:
        """All places with this name, as `key` gives it."""
        wanted = name.encode() + b"\t"
        return [self.place(number) for number in next(self._numbers(wanted), ())] if name else []

    def beginning(self, beginning: str) -> Iterator[int]:
        """The numbers of all places of which a name begins so."""
        for read, numbers in enumerate(self._numbers(beginning.encode())):
            if read == _MOST_READ:
                return
            yield from numbers

    def _line(self, number: int) -> bytes:
        start = self._starts[number]
        end = self._places.find(b"\n", start)
        return self._places[start : end if end >= 0 else None]

    def _numbers(self, beginning: bytes) -> Iterator[list[int]]:
        """The numbers beside each name that begins so; they stand one below the other."""
        names = self._names
        low, high = 0, len(names)
        while low < high:
            start = names.rfind(b"\n", 0, (low + high) // 2) + 1
            end = names.find(b"\n", start)
            end = end + 1 if end >= 0 else len(names)
            if names[start:end] < beginning:
                low = end
            else:
                high = start
        while names.startswith(beginning, low):
            end = names.find(b"\n", low)
            end = end if end >= 0 else len(names)
            yield [int(each) for each in names[low:end].partition(b"\t")[2].split()]
            low = end + 1


@cache
def _gazetteer() -> _Gazetteer:
    return _Gazetteer(gzip.decompress(_FILE.read_bytes()))


def _are_near(places: Sequence[Place]) -> bool:
    first = places[0]
    return all(
        abs(float(first.latitude) - float(each.latitude)) < _NEAR
        and abs(float(first.longitude) - float(each.longitude)) < _NEAR
        for each in places
    )


def _same_region(name: str, said: str) -> bool:
    """Is a region the one that a cell says, whatever kind of region either calls it?"""
    return bool(name) and (key(name) == key(said) or _telling(name) == _telling(said) != "")


def _telling(name: str) -> str:
    return " ".join(word for word in key(name).split() if word not in _GENERAL)
