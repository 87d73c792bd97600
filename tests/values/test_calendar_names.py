"""Names of months and days, as the CLDR has them."""

from __future__ import annotations

import pytest
from babel.core import get_cldr_version

from desktop.values.calendar_names import calendar_names, folded, month_of, weekday_of
from tests.build_names import CALENDAR, CALENDAR_LANGUAGES
from tests.build_names import calendar_names as made


def test_the_file_is_what_the_command_makes() -> None:
    text = CALENDAR.read_text("utf-8")
    if f"CLDR {get_cldr_version()}," not in text:
        pytest.skip("made from another version of the CLDR")
    assert made() == text


@pytest.mark.parametrize("language", CALENDAR_LANGUAGES)
def test_each_name_is_known(language: str) -> None:
    names = calendar_names(language)
    assert [month_of(folded(name)) for name in names.months] == list(range(1, 13))
    assert [weekday_of(folded(name)) for name in names.weekdays] == list(range(1, 8))
    assert [weekday_of(folded(name)) for name in names.short_weekdays] == list(range(1, 8))


def test_a_language_without_names_has_the_english_ones() -> None:
    assert calendar_names("xx") == calendar_names("en")
