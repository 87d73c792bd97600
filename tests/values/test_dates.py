"""Dates as people write them: tables of cases, and what holds for every date and every text."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import pytest
from babel.dates import format_date as babel_format
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n import LANGUAGES, speaking
from desktop.values.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    Period,
    day_order,
    days_of,
    format_date,
    format_period,
    format_weekday,
    parse_date,
    parse_period,
    read_span,
)

CASES = Path(__file__).parents[1] / "data" / "dates.csv"
DAYS = st.dates(datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31))


def date_cases() -> list[tuple[str, str | None]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["text"], None if row["value"] == "refused" else row["value"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("text", "value"), date_cases())
def testdate_cases_from_the_field(text: str, value: str | None) -> None:
    assert parse_date(text, serial=True) == value


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2014", "2014"), ("2014-05", "2014-05"), ("2014-05-03", "2014-05-03"), ("2014/5/3", "2014-05-03"),
        ("2014-05-03T10:00:00Z", "2014-05-03"), ("2014-05-03 10:00", "2014-05-03"), ("20140503", "2014-05-03"),
        ("31/12/2014", "2014-12-31"), ("12/31/2014", "2014-12-31"), ("1/2/2014", "2014-02-01"), ("31.12.14", "2014-12-31"),
        ("01/07/2014 00:00", "2014-07-01"), ("12/2014", "2014-12"), ("1 March 2015", "2015-03-01"),
        ("March 1st, 2015", "2015-03-01"), ("mars 2015", "2015-03"), ("1er août 2015", "2015-08-01"),
        ("15 de marzo de 2015", "2015-03-15"), ("martes 3 marzo 2015", "2015-03-03"), ("3-May-14", "2014-05-03"),
        ("Sept 2014", "2014-09"), ("déc. 2014", "2014-12"), ("segunda-feira, 3 de maio de 2021", "2021-05-03"),
        ("3 5 2014", "2014-05-03"), ("3/5-2014", "2014-05-03"), ("12.31.2014", "2014-12-31"), ("2014 - 12", "2014-12"),
        ("2010.11", "2010-11"), ("2014/05", "2014-05"), ("janu 2014", "2014-01"), ("May 3 14", "2014-05-03"),
        ("May-5-2014", "2014-05-05"), ("3 May 2014 10:30", "2014-05-03"), ("May 99", "1999-05"), ("2014.", "2014"),
        ("mar 3 mar 2022", "2022-03-03"), ("mar 2022", "2022-03"), ("2022년 3월 4일", "2022-03-04"), ("２０２２", "2022"),
        ("\u200f٣/٥/٢٠١٤", "2014-05-03"), ("1/1/49", "2049-01-01"), ("1/1/50", "1950-01-01"), ("1/1/00", "2000-01-01"),
        ("29 Feb 2024", "2024-02-29"), ("29/2/2000", "2000-02-29"),
    ],
)  # fmt: skip
def test_one_date(text: str, date: str) -> None:
    assert parse_period(text) == Period(date)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2022/2023", "2022", "2023"), ("2022-2023", "2022", "2023"), ("2010–11", "2010", "2011"), ("1999/00", "1999", "2000"),
        ("2014–17", "2014", "2017"), ("3–5 May 2022", "2022-05-03", "2022-05-05"),
        ("May 3-5, 2022", "2022-05-03", "2022-05-05"),
        ("du 3 au 5 mai 2022", "2022-05-03", "2022-05-05"), ("del 3 al 5 de mayo de 2022", "2022-05-03", "2022-05-05"),
        ("lundi 2 au mercredi 4 mai 2022", "2022-05-02", "2022-05-04"), ("30 April - 2 May 2022", "2022-04-30", "2022-05-02"),
        ("30 December to 2 January 2023", "2022-12-30", "2023-01-02"), ("Jan-Mar 2022", "2022-01", "2022-03"),
        ("mar-juin 2022", "2022-03", "2022-06"), ("2022-05-03/2022-05-05", "2022-05-03", "2022-05-05"),
        ("03/05/2022 - 05/05/2022", "2022-05-03", "2022-05-05"), ("Q4 2023", "2023-10", "2023-12"),
        ("2023 T2", "2023-04", "2023-06"),
        ("S2 2023", "2023-07", "2023-12"), ("May 2022 to 3 June 2022", "2022-05", "2022-06-03"),
    ],
)  # fmt: skip
def test_periods(text: str, start: str, end: str) -> None:
    assert parse_period(text) == Period(start, end)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "soon", "12 people", "June", "3 May", "May 3", "22-Sept", "Sept 22", "3-5 May", "circa 2014", "$2014",
        "31/02/2014", "29 Feb 2023", "29/2/2100", "2014-13-01", "2014-13", "32/13/2014", "9999-12-31", "1/1/9999",
        "0014-01-01", "0000", "10000", "99999999999999999999", "1e5", "1e400", "NaN", "inf", "-0", "²", "20²4", "½ May 2014",
        "45123", "5-3 May 2022", "2014-17", "2023-2022", "Q5 2023", "S3 2023", "jui 2014", "9" * 10_000, "May " * 5_000,
        "2014-05-03" * 30,
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert parse_period(text) is None


def test_a_month_alone_takes_the_year_that_is_given() -> None:
    assert parse_date("June", year="2014") == "2014-06"
    assert parse_date("Sept-22", year="2014") == "2014-09-22"
    assert parse_period("3-5 May", year="2014") == Period("2014-05-03", "2014-05-05")


def test_month_before_day_where_the_column_says_so() -> None:
    assert parse_date("1/2/2014", order="mdy") == "2014-01-02"
    assert parse_date("1.2.2014", order="mdy") == "2014-02-01"
    assert parse_date("13/2/2014", order="mdy") == "2014-02-13"


def test_day_numbers_of_spreadsheets_where_they_are_expected() -> None:
    assert parse_date("41000", serial=True) == parse_date("41000.5", serial=True) == "2012-04-01"


def test_every_year_of_iso_8601_where_a_bound_is_asked_for() -> None:
    assert parse_period("0001-02", any_year=True) == Period("0001-02")
    assert parse_period("9999-12-31", any_year=True) == Period("9999-12-31")
    assert parse_period("0000", any_year=True) is parse_period("1 May 1850", any_year=True) is None


@given(DAYS)
def test_a_date_is_the_same_however_it_is_written(day: datetime.date) -> None:
    iso = day.isoformat()
    assert parse_date(iso) == iso
    assert parse_date(day.strftime("%d/%m/%Y"), order="dmy") == iso
    assert parse_date(day.strftime("%m/%d/%Y"), order="mdy") == iso
    assert day_order(day.strftime("%d/%m/%Y")) == ("dmy" if day.day > 12 else "" if day.day == day.month else "?")


@given(DAYS, st.sampled_from(["en_GB", "en_US", "fr", "es", "pt"]), st.sampled_from(["full", "long"]))
def test_dates_as_other_programs_write_them(day: datetime.date, locale: str, length: str) -> None:
    assert parse_date(babel_format(day, length, locale)) == day.isoformat()


@given(DAYS, st.sampled_from(["en", "fr", "es", "pt"]))
def test_short_names_of_months(day: datetime.date, locale: str) -> None:
    assert parse_date(babel_format(day, "d MMM y", locale)) == day.isoformat()


@given(DAYS, st.sampled_from([4, 7, 10]), st.sampled_from(LANGUAGES))
def test_what_is_shown_is_read_again(day: datetime.date, length: int, language: str) -> None:
    value = day.isoformat()[:length]
    with speaking(language):
        assert parse_period(format_date(value)) == Period(value)


@given(DAYS, st.integers(1, 400), st.sampled_from([4, 7, 10]), st.sampled_from(LANGUAGES))
def test_a_period_that_is_shown_is_read_again(day: datetime.date, days: int, length: int, language: str) -> None:
    last = min(day + datetime.timedelta(days), datetime.date(LAST_YEAR, 12, 31))
    start, end = day.isoformat()[:length], last.isoformat()[:length]
    with speaking(language):
        assert parse_period(format_period(start, end)) == Period(start, "" if start == end else end)


@given(st.text(max_size=60) | st.text("0123456789-/.– MayQTto", max_size=20))
def test_no_text_breaks_the_reader(text: str) -> None:
    period = parse_period(text, serial=True)
    if period is not None:
        first, last = read_span(period.start), read_span(period.last)
        assert first is not None and last is not None and first[0] <= last[1]
        assert FIRST_YEAR <= first[0].year <= last[1].year <= LAST_YEAR


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["2014", "May 2014", "1 May 2014", "Thursday, 1 May 2014"]),
        ("fr", ["2014", "mai 2014", "1er mai 2014", "jeudi 1er mai 2014"]),
        ("es", ["2014", "mayo de 2014", "1 de mayo de 2014", "jueves, 1 de mayo de 2014"]),
    ],
)
def test_dates_in_words(language: str, words: list[str]) -> None:
    with speaking(language):
        day = format_weekday(datetime.date(2014, 5, 1))
        assert [format_date("2014"), format_date("2014-05"), format_date("2014-05-01"), day] == words


@pytest.mark.parametrize("value", ["", "soon", "2014-13", "2014-5-3"])
def test_what_is_no_date_is_shown_as_it_is(value: str) -> None:
    assert format_date(value) == value


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-05-04", "2026-05-06", ("2026-05-04", "2026-05-06")),
        ("2026-05-04", None, ("2026-05-04", "2026-05-04")),
        (None, "2026-05", ("2026-05-01", "2026-05-31")),
        ("2024-02", None, ("2024-02-01", "2024-02-29")),
        ("2023-02", None, ("2023-02-01", "2023-02-28")),
        ("2025", "2025", ("2025-01-01", "2025-12-31")),
        ("2026-05-04", "2026-05-01", ("2026-05-04", "2026-05-04")),
        ("soon", "2026-13", (None, None)),
        (None, None, (None, None)),
    ],
)
def test_the_days_of_partial_dates(start: str | None, end: str | None, days: tuple[str | None, str | None]) -> None:
    assert days_of(start, end) == days


@pytest.mark.parametrize(
    "text", ["2024-02-30", "2023-02-29", "0000", "24-01-01", "2024-1", "２０２４", "", "2024-01-01 "]
)
def test_no_dates_of_the_journal(text: str) -> None:
    assert read_span(text) is None
