"""Counts, whole numbers and amounts as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n import LANGUAGES, speaking
from desktop.values.numbers import (
    LARGEST,
    format_amount,
    format_number,
    parse_amount,
    parse_count,
    parse_whole,
    read_decimal,
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0), ("1234", 1234), ("1,234", 1234), ("1.234", 1234), ("1 234", 1234), ("1\u202f234", 1234), ("1'234", 1234),
        ("1’234", 1234), ("1,000", 1000), ("2.000", 2000), ("1,234,567", 1234567), ("1.234,00", 1234), ("1234.0", 1234),
        ("12,34,567", 1234567), ("١٬٢٠٠", 1200), ("１２", 12), ("0.000", 0), ("1 000,0", 1000), (" 7 ", 7), ("007", 7),
        (str(LARGEST), LARGEST),
    ],
)  # fmt: skip
def test_counts(text: str, count: int) -> None:
    assert parse_count(text) == count


@pytest.mark.parametrize(
    "text",
    [
        "", "many", "12 people", "24.06", "1,23", "-3", "-0", "0,123", "1,234.567,8", "1.234.0", "²", "½", "1e5",
        "1e400", "NaN", "inf", "٬", "1_000", "1 2345", str(LARGEST + 1), "9" * 30, "9" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_count(text: str) -> None:
    assert parse_count(text) is None


@given(st.integers(0, LARGEST), st.sampled_from(LANGUAGES))
def test_a_count_that_is_shown_is_read_again(count: int, language: str) -> None:
    with speaking(language):
        assert parse_count(format_number(count)) == count


@pytest.mark.parametrize(
    ("text", "number"),
    [("30", 30), ("-14", -14), ("−14", -14), ("+5", 5), ("٣٠", 30), ("1.5", None), ("999999", None), ("", None)],
)
def test_whole_numbers(text: str, number: int | None) -> None:
    assert parse_whole(text) == number


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234.50", "1234.50"), ("-0.50", "-0.50"), ("0", "0"), ("−3", "-3"), ("007.50", "7.50"), ("+5", "5"), ("-0", "0"),
        ("-0.00", "0.00"), ("1 234,50", "1234.50"), ("1.234,50", "1234.50"), ("1,234.50", "1234.50"), ("1'234.50", "1234.50"),
        ("1,5", "1.5"), ("1.234", "1.234"), ("1234,567", "1234.567"), ("0,567", "0.567"), ("1,234,567", "1234567"),
        ("1 234", "1234"), ("١٢٫٥", "12.5"), ("9" * 15, "9" * 15),
    ],
)  # fmt: skip
def test_amounts(text: str, amount: str) -> None:
    assert parse_amount(text) == amount
    assert read_decimal(amount) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "", "many", "1,234", "655,957", ".5", "5.", "1.2.3", "--5", "1e9", "1e400", "NaN", "Infinity", "0.1234567", "9" * 16,
        "1,234,567,890,123,456", "9" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_amount(text: str) -> None:
    assert parse_amount(text) is None


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(LANGUAGES))
def test_an_amount_that_is_shown_is_read_again(amount: Decimal, language: str) -> None:
    with speaking(language):
        found = parse_amount(format_amount(amount))
    assert found is not None and Decimal(found) == amount and read_decimal(found) == amount


@given(st.text(max_size=40) | st.text("0123456789.,' -+eE", max_size=20))
def test_no_text_breaks_the_readers(text: str) -> None:
    count, amount = parse_count(text), parse_amount(text)
    assert count is None or 0 <= count <= LARGEST
    assert amount is None or read_decimal(amount) is not None


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1234.50", Decimal("1234.50")), ("-3", Decimal(-3)), ("0", Decimal(0)), ("9" * 30, None), ("1e5", None),
     ("1,5", None), ("NaN", None), ("1.1234567", None), ("", None), ("١", None)],
)  # fmt: skip
def test_amounts_of_the_journal(text: str, amount: Decimal | None) -> None:
    assert read_decimal(text) == amount
