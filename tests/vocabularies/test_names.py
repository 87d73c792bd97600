"""Names of countries, languages, currencies and time zones: made from the CLDR, and found by what people write."""

from __future__ import annotations

import json

import pytest
from babel.core import get_cldr_version

from desktop.vocabularies import load
from tests.build_names import CALENDAR, MADE, VOCABULARIES, vocabulary

OVERRIDES = json.loads((VOCABULARIES / "overrides.json").read_text("utf-8"))


@pytest.mark.parametrize("name", MADE)
def test_each_file_is_what_the_command_makes(name: str) -> None:
    if f"CLDR {get_cldr_version()}," not in CALENDAR.read_text("utf-8"):
        pytest.skip("made from another version of the CLDR")
    assert vocabulary(name) == (VOCABULARIES / f"{name}.csv").read_text("utf-8")


@pytest.mark.parametrize("name", MADE)
def test_overrides_are_of_known_codes_and_all_of_them_say_something(name: str) -> None:
    words = load(name)
    for code, own in OVERRIDES[name].items():
        assert code in words and own and own.keys() <= {"en", "fr", "es", "aliases"}
        for language in own.keys() - {"aliases"}:
            assert words[code].label(language) == own[language]
        for alias in own.get("aliases", ()):
            assert words.find(alias) is words[code], alias


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("countries", "Kosovo", "XK"), ("countries", "XKX", "XK"), ("countries", "XK", "XK"),
        ("countries", "Congo - Kinshasa", "CD"), ("countries", "Vietnam", "VN"), ("countries", "Cape Verde", "CV"),
        ("countries", "St. Lucia", "LC"), ("countries", "Antigua & Barbuda", "AG"), ("countries", "Bangladés", "BD"),
        ("countries", "404", "KE"), ("languages", "Kiswahili", "sw"), ("languages", "Farsi", "fa"),
        ("languages", "cmn", "zh"), ("languages", "Nyanja", "ny"), ("languages", "Church Slavonic", "cu"),
        ("currencies", "Kyrgyz Som", "KGS"), ("currencies", "Oro zimbabuense", "ZWG"),
        ("time_zones", "Asia/Calcutta", "Asia/Kolkata"), ("time_zones", "GMT", "UTC"),
    ],
)  # fmt: skip
def test_what_tables_hold_is_found(name: str, text: str, code: str) -> None:
    found = load(name).find(text)
    assert found is not None and found.code == code


@pytest.mark.parametrize(
    ("name", "code", "labels"),
    [
        ("countries", "VN", ("Viet Nam", "Viet Nam", "Viet Nam")),
        ("countries", "LC", ("Saint Lucia", "Sainte-Lucie", "Santa Lucía")),
        ("languages", "ny", ("Chichewa", "Chichewa", "Chichewa")),
        ("time_zones", "America/Argentina/Cordoba", ("Córdoba (Argentina)", "Córdoba (Argentine)", "Córdoba (Argentina)")),
        ("time_zones", "Africa/Djibouti", ("Djibouti", "Djibouti", "Yibuti")),
        ("time_zones", "Europe/Kyiv", ("Kyiv (Ukraine)", "Kyiv (Ukraine)", "Kyiv (Ucrania)")),
    ],
)  # fmt: skip
def test_names_in_three_languages(name: str, code: str, labels: tuple[str, str, str]) -> None:
    assert tuple(load(name)[code].label(language) for language in ("en", "fr", "es")) == labels
