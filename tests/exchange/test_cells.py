"""Cells read into values: tables of cases, and properties that hold for every value."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.cells.dates import order_told, read_date
from desktop.exchange.cells.lists import read_links, split_codes, split_list
from desktop.exchange.cells.numbers import read_coordinates, read_count
from desktop.exchange.cells.texts import one_line, paragraphs, says_nothing


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2014", "2014"), ("2014-05", "2014-05"), ("2014-05-03", "2014-05-03"), ("2014/5/3", "2014-05-03"),
        ("2014-05-03T10:00:00Z", "2014-05-03"), ("2014-05-03 10:00", "2014-05-03"), ("20140503", "2014-05-03"),
        ("31/12/2014", "2014-12-31"), ("12/31/2014", "2014-12-31"), ("1/2/2014", "2014-02-01"), ("31.12.14", "2014-12-31"),
        ("01/07/2014 00:00", "2014-07-01"), ("12/2014", "2014-12"), ("1 March 2015", "2015-03-01"),
        ("March 1st, 2015", "2015-03-01"), ("mars 2015", "2015-03"), ("1er août 2015", "2015-08-01"),
        ("15 de marzo de 2015", "2015-03-15"), ("martes 3 marzo 2015", "2015-03-03"), ("3-May-14", "2014-05-03"),
        ("Sept 2014", "2014-09"), ("déc. 2014", "2014-12"), ("41000", "2012-04-01"), ("41000.5", "2012-04-01"),
        ("31/02/2014", None), ("9999-12-31", None), ("1/1/9999", None), ("0014-01-01", None), ("June", None),
        ("soon", None), ("12 people", None), ("2014-13-01", None), ("", None), ("32/13/2014", None),
    ],
)  # fmt: skip
def test_dates(text: str, date: str | None) -> None:
    assert read_date(text) == date


def test_a_month_alone_takes_the_year_that_is_given() -> None:
    assert read_date("June", "dmy", "2014") == "2014-06"


def test_month_before_day_where_the_column_says_so() -> None:
    assert read_date("1/2/2014", "mdy") == "2014-01-02"
    assert read_date("1.2.2014", "mdy") == "2014-02-01"


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_a_date_is_the_same_however_it_is_written(day: datetime.date) -> None:
    iso = day.isoformat()
    assert read_date(iso) == iso
    assert read_date(day.strftime("%d/%m/%Y"), "dmy") == iso
    assert read_date(day.strftime("%m/%d/%Y"), "mdy") == iso
    told = order_told(day.strftime("%d/%m/%Y"))
    assert told == ("dmy" if day.day > 12 else "" if day.day == day.month else "?")


@given(st.text(max_size=40))
def test_no_text_breaks_the_readers(text: str) -> None:
    for value in (read_date(text), read_coordinates(text)):
        assert value is None or value
    count = read_count(text)
    assert count is None or count >= 0
    assert read_links(text) == [] or all("://" in link for link in read_links(text))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0), ("1234", 1234), ("1,234", 1234), ("1.234", 1234), ("1 234", 1234), ("1\u202f234", 1234), ("1'234", 1234),
        ("1,234,567", 1234567), ("1.234,00", 1234), ("1234.0", 1234), ("24.06", None), ("1,23", None), ("-3", None),
        ("many", None), ("12 people", None), ("", None), ("1,234.567,8", None), ("²", None),
    ],
)  # fmt: skip
def test_counts(text: str, count: int | None) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8.46,-13.23", "8.46,-13.23"), ("8.46 -13.23", "8.46,-13.23"), ("8,46; -13,23", "8.46,-13.23"),
        ("8.46 N, 13.23 W", "8.46,-13.23"), ("(8.46, -13.23)", "8.46,-13.23"), ("95,10", None), ("Freetown", None),
    ],
)  # fmt: skip
def test_coordinates(text: str, found: str | None) -> None:
    assert read_coordinates(text) == found


def test_one_line_has_no_controls_and_no_reversed_direction() -> None:
    assert one_line("  A\u202egnp.exe\u202c\n  B\x00\x07\u200b \t C ;") == "Agnp.exe B C"
    assert one_line("می\u200cخواهم") == "می\u200cخواهم"  # the joiner belongs to the word
    assert len(one_line("x" * 5_000)) == 1_000


def test_paragraphs_keep_their_lines() -> None:
    assert paragraphs(";first\r\nsecond\u202e\n\n third;") == "first\nsecond\n\n third"


@pytest.mark.parametrize("text", ["", " ", "\r\n   ", "-", "0", "n/a", "N/A", ";;;", "…"[:0], "null"])
def test_cells_that_say_nothing(text: str) -> None:
    assert says_nothing(text)
    assert not says_nothing(f"{text} flood")


def _find(text: str) -> str | None:
    return {"kenya": "KE", "uganda": "UG", "korea, south": "KR", "congo": "CG"}.get(text.casefold())


@pytest.mark.parametrize(
    ("text", "codes", "unknown"),
    [
        ("Kenya", ["KE"], []),
        ("Kenya;Uganda;Kenya", ["KE", "UG"], []),
        ("Kenya | Uganda\nCongo", ["KE", "UG", "CG"], []),
        ("Kenya, Uganda", ["KE", "UG"], []),
        ("Kenya and Uganda", ["KE", "UG"], []),
        ("Korea, South", ["KR"], []),
        ("Korea, South; Kenya", ["KR", "KE"], []),
        ("Kenya, Atlantis", [], ["Kenya, Atlantis"]),
        ("Kenya; Atlantis", ["KE"], ["Atlantis"]),
    ],
)
def test_lists_of_codes(text: str, codes: list[str], unknown: list[str]) -> None:
    assert split_codes(text, _find) == (codes, unknown)


def test_lists() -> None:
    assert split_list("A; B |C\n\nA ;") == ["A", "B", "C"]
    assert split_list("A; B, C", ",") == ["A; B", "C"]
    assert read_links("see https://a.org/x. and www.b.org; mailto:x") == [
        "https://a.org/x",
        "https://www.b.org",
    ]
