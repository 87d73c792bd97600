"""Places found by name where something says which is meant, and completed while a name is typed."""

from __future__ import annotations

import pytest

from desktop.vocabularies import load
from desktop.vocabularies.gazetteer import _FILE, complete, is_named, locate  # pyright: ignore[reportPrivateUsage]


@pytest.mark.parametrize(
    ("text", "country", "region", "found"),
    [
        ("Dakar", "SN", "", "Dakar, Senegal"),
        ("DAKAR ", "SN", "Région de Dakar", "Dakar, Senegal"),
        ("San José", "CR", "", 2),  # two of this name: never the larger one
        ("San José", "CR", "San José", "San José, Costa Rica"),
        ("San José", "CR", "Provincia de Alajuela", "Alajuela Province, Costa Rica"),
        ("San José", "CR", "Heredia", 0),  # a region, but none with this place
        ("San José", "", "", 0),
        ("San Jose", "", "California", "California, United States of America"),
        ("San José, Alajuela, Costa Rica", "", "", "Alajuela Province, Costa Rica"),
        ("San José, Costa Rica", "PE", "", 0),  # the row says two countries
        ("Le Caire", "EG", "", "Cairo, Egypt"),
        ("Washington, D.C.", "US", "", "District of Columbia, United States of America"),
        ("Springfield", "US", "", 11),
        ("Nowhere at all", "US", "", 0),
        ("", "US", "", 0),
    ],
)
def test_a_place_is_found_where_the_row_says_which(text: str, country: str, region: str, found: str | int) -> None:
    located = locate(text, country=country, region=region)
    if isinstance(found, str):
        assert located.place is not None and located.place.where() == found
    else:
        assert located.place is None and len(located.several) == found


def test_names_are_completed_with_those_of_the_country_first() -> None:
    assert [(each.name, each.country) for each in complete("san jos", country="CR")][:2] == [("San José", "CR")] * 2
    assert complete("Dakar")[0].country == "SN" and complete("Daka")[0].name == "Dakar"  # own names before others
    [cairo] = [each for each in complete("le caire") if each.country == "EG"]
    assert is_named(cairo, "Le Caire") and is_named(cairo, "El Cairo") and not is_named(cairo, "Le Cair")
    assert complete("s") == [] and complete("zzzzzz") == []


def test_the_file_is_small_and_says_countries_that_are_known() -> None:
    assert _FILE.stat().st_size < 4_000_000
    assert all(each.country in load("countries") for each in complete("sa", most=300))
