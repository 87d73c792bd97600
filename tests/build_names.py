"""`python -m tests.build_names`: makes the names that come from the Unicode CLDR, through Babel.

Writes `resources/calendar/names.json` (months and days of the week) and, in `resources/vocabularies`, the labels and
aliases of `countries.csv`, `languages.csv`, `currencies.csv` and `time_zones.csv`. The codes of those files and their
order stay: a new one is added by a line with its code, parent and level. Where another name is better, or tables hold
further ones, `overrides.json` beside them says so. The program reads the files and does without Babel.

The CLDR is under the Unicode License v3: Copyright © 1991-2026 Unicode, Inc.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_cldr_version, get_global
from babel.dates import get_timezone_location

from desktop.vocabularies.folding import key

ROOT = Path(__file__).resolve().parent.parent
CALENDAR = ROOT / "resources" / "calendar" / "names.json"
CALENDAR_LANGUAGES = ("en", "fr", "es", "pt")
"""Dates are read in these; Portuguese is not spoken by the window, but often written beside the others."""
VOCABULARIES = ROOT / "resources" / "vocabularies"
MADE = ("countries", "languages", "currencies", "time_zones")
LANGUAGES = ("en", "fr", "es")


def calendar_names() -> str:
    """The text of `resources/calendar/names.json`: January and Monday first."""
    languages: dict[str, dict[str, list[str]]] = {}
    for code in CALENDAR_LANGUAGES:
        locale = Locale(code)
        months, days = locale.months["format"]["wide"], locale.days["format"]["wide"]
        short_days = locale.days["format"]["abbreviated"]
        languages[code] = {
            "months": [months[number] for number in range(1, 13)],
            "weekdays": [days[number] for number in range(7)],
            "short_weekdays": [short_days[number].rstrip(".") for number in range(7)],
        }
    names = {
        "about": "Made by `python -m tests.build_names`; not edited by hand.",
        "source": f"Unicode CLDR {get_cldr_version()}, through Babel",
        "licence": "Unicode License v3. Copyright © 1991-2026 Unicode, Inc.",
        "languages": languages,
    }
    return json.dumps(names, ensure_ascii=False, indent=1) + "\n"


def vocabulary(name: str) -> str:
    """The text of a vocabulary: its codes as they are, each with its names and its aliases."""
    overrides = json.loads((VOCABULARIES / "overrides.json").read_text("utf-8"))[name]
    with (VOCABULARIES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {row["code"]: _names(name, row["code"]) for row in rows}
    labels = {code: found | _labels_of(overrides.get(code, {})) for code, found in names.items()}
    taken = {key(word) for code in labels for word in (code, *labels[code].values())}
    taken |= {key(word) for own in overrides.values() for word in own.get("aliases", ())}
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(["code", "parent", "level", *LANGUAGES, *([] if name == "currencies" else ["aliases"])])
    for row in rows:
        code = row["code"]
        aliases = _untaken([*_codes(name, code), *names[code].values(), *_more_names(name, code)], taken)
        aliases += overrides.get(code, {}).get("aliases", [])
        cells = [code, row["parent"], row["level"], *(labels[code][language] for language in LANGUAGES)]
        out.writerow([*cells, *([] if name == "currencies" else ["|".join(aliases)])])
    return text.getvalue()


def _labels_of(own: Mapping[str, Any]) -> dict[str, str]:
    return {language: own[language] for language in LANGUAGES if language in own}


def _untaken(words: Iterable[str], taken: set[str]) -> list[str]:
    """Those that mean nothing else yet; `taken` grows."""
    found: list[str] = []
    for word in words:
        if key(word) not in taken:
            taken.add(key(word))
            found.append(word)
    return found


def _names(vocabulary: str, code: str) -> dict[str, str]:
    """What the CLDR calls it, in each language."""
    return {language: _label(_name(vocabulary, code, language), language) for language in LANGUAGES}


def _name(vocabulary: str, code: str, language: str) -> str:
    locale = _locale(language)
    assert locale is not None
    if vocabulary != "time_zones":
        names: Mapping[str, str] = {
            "countries": locale.territories, "languages": locale.languages, "currencies": locale.currencies,
        }[vocabulary]  # fmt: skip
        return names[code]
    city = get_timezone_location(code, locale=language, return_city=True)
    country = _country_of(code)
    place = _label(city, language)
    known = _country_labels(language).get(country, "")
    return place if place == known or not known else f"{place} ({known})"


def _label(name: str, language: str) -> str:
    """As the first words of a line, with the apostrophes of print; in English with whole words."""
    name = name.replace("'", "’")
    if language == "en":
        name = name.replace("St. ", "Saint ").replace(" & ", " and ")
    return name[:1].upper() + name[1:]


def _codes(vocabulary: str, code: str) -> Iterator[str]:
    """Codes of other lists, and former ones."""
    if vocabulary == "countries":
        yield from sorted(
            each for each in _reversed("territory_aliases").get(code, ()) if len(each) == 3 and each.isalpha()
        )
        yield from sorted(each for each in _reversed("territory_aliases").get(code, ()) if each.isdecimal())
    elif vocabulary == "languages":
        yield from sorted(each for each in _reversed("language_aliases").get(code, ()) if len(each) == 3)
    elif vocabulary == "time_zones":
        yield from sorted(_reversed("zone_aliases").get(code, ()))


def _more_names(vocabulary: str, code: str) -> Iterator[str]:
    """The name of a language in itself; the name of a country with signs instead of words; both in Portuguese, which tables
    are often written in.
    """
    portuguese = _locale("pt")
    if vocabulary == "languages" and (locale := _locale(code)) is not None and code in locale.languages:
        yield locale.languages[code]
    elif vocabulary == "countries" and (locale := _locale("en")) is not None:
        yield locale.territories[code]
    if portuguese is not None and vocabulary == "countries":
        yield portuguese.territories[code]
    elif portuguese is not None and vocabulary == "languages" and code in portuguese.languages:
        yield portuguese.languages[code]


@cache
def _locale(code: str) -> Locale | None:
    try:
        return Locale(code)
    except UnknownLocaleError:
        return None


@cache
def _reversed(table: str) -> Mapping[str, list[str]]:
    """Which former codes lead to one of today."""
    found: dict[str, list[str]] = {}
    for former, today in get_global(table).items():
        if isinstance(today, str):
            found.setdefault(today, []).append(former)
        elif len(today) == 1:
            found.setdefault(today[0], []).append(former)
    return found


def _country_of(zone: str) -> str:
    return get_global("zone_territories").get(zone, "")


@cache
def _country_labels(language: str) -> Mapping[str, str]:
    """What our list calls each country."""
    with io.StringIO(vocabulary("countries"), newline="") as file:
        return {row["code"]: row[language] for row in csv.DictReader(file)}


def files() -> dict[Path, str]:
    """Every file that this command makes, and its text."""
    return {CALENDAR: calendar_names()} | {VOCABULARIES / f"{name}.csv": vocabulary(name) for name in MADE}


def build() -> None:
    """Write them."""
    for path, text in files().items():
        path.write_text(text, "utf-8", newline="\n")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    build()
