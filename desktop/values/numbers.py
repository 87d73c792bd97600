"""Counts, whole numbers and amounts: as people write them, as the journal keeps them, and as they are shown."""

from __future__ import annotations

import re
from decimal import Decimal

from desktop.i18n import current_language
from desktop.values.plain_text import plain

LARGEST = 2**53
"""Beyond it spreadsheets and JSON readers lose digits."""

_LONGEST = 60
_SIGNS = str.maketrans({"’": "'", "٬": ",", "٫": "."})
_COUNT = re.compile(r"(\d{1,16})(?:[.,]0+)?\Z", re.ASCII)
_GROUPS = r"[1-9]\d{0,2}(?:([., '])\d{3})(?:\1\d{3})*"
_GROUPED = re.compile(rf"({_GROUPS})(?:(?!\2)[.,]0+)?\Z".replace(r"\1", r"\2"), re.ASCII)
_INDIAN = re.compile(r"([1-9]\d?(?:,\d\d)+,\d{3})(?:\.0+)?\Z", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,5}\Z", re.ASCII)
_STORED = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?\Z", re.ASCII)
_AMOUNT = re.compile(r"(\d{1,15})(?:\.(\d{1,6}))?\Z", re.ASCII)
_COMMA = re.compile(r"(\d{1,15}),(\d{1,2}|\d{4,6}|(?<=0,)\d{3}|(?<=\d{4},)\d{3})\Z", re.ASCII)
_GROUPED_AMOUNT = re.compile(rf"({_GROUPS})(?:(?!\2)[.,](\d{{1,6}}))?\Z".replace(r"\1", r"\2"), re.ASCII)
_THIN_SPACE = "\u202f"


def parse_count(text: str) -> int | None:
    """The count in a text, 0 or more: 1234, 1,234, 1.234, 1 234, 1'234, 12,34,567 and 1234.0; 24.06, -3 and "many" are
    none, nor is 0,123.
    """
    written = _plain(text)
    found = _GROUPED.match(written) or _INDIAN.match(written) or _COUNT.match(written)
    if found is None:
        return None
    number = int(re.sub(r"\D", "", found[1]))
    return number if number <= LARGEST else None


def parse_whole(text: str) -> int | None:
    """A whole number of at most five digits with or without a sign, such as days before or after a date."""
    written = _plain(text)
    return int(written) if _WHOLE.match(written) else None


def parse_amount(text: str) -> str | None:
    """The amount in a text, as the journal keeps it: "1234.50" of 1234.50, 1 234,50, 1.234,50 and 1,234.50.

    None for what is no amount of at most 15 digits before the point and 6 after it, and for 1,234, which is two amounts.
    """
    written = _plain(text)
    sign, digits = ("-", written[1:]) if written.startswith("-") else ("", written.removeprefix("+"))
    if found := _AMOUNT.match(digits) or _COMMA.match(digits):
        whole, cents = found[1], found[2]
    elif found := _GROUPED_AMOUNT.match(digits):
        whole, cents = re.sub(r"\D", "", found[1]), found[3]
        if len(whole) > 15 or (found[2] in ".," and not cents and len(re.findall(r"[.,]", digits)) == 1):
            return None
    else:
        return None
    whole = whole.lstrip("0") or "0"
    if not whole.strip("0") and not (cents or "").strip("0"):
        sign = ""
    return f"{sign}{whole}.{cents}" if cents else f"{sign}{whole}"


def read_decimal(text: str | None) -> Decimal | None:
    """The amount of "1234.50", as the journal keeps it. None where it is none."""
    return Decimal(text) if text and _STORED.match(text) else None


def format_number(number: int) -> str:
    """12,345 in English, 12 345 in French and Spanish (which leaves 4 digits together)."""
    language = current_language()
    if language == "en":
        return f"{number:,}"
    if language == "es" and abs(number) < 10_000:
        return str(number)
    return f"{number:,}".replace(",", _THIN_SPACE)


def format_amount(amount: Decimal, *, exact: bool = False) -> str:
    """An amount of money with its cents, or as `exact` as it was typed: 1,234.50 in English, 1 234,50 in French."""
    said = f"{amount:f}" if exact else f"{amount:.2f}"
    whole, point, cents = said.lstrip("-").partition(".")
    decimal = "." if current_language() == "en" else ","
    sign = "−" if said.startswith("-") else ""
    return f"{sign}{format_number(int(whole))}{decimal if point else ''}{cents}"


def _plain(text: str) -> str:
    """The text with "'" for both apostrophes and one kind of space; "" where it is too long for a number."""
    if len(text) > _LONGEST:
        return ""
    written = plain(text)
    return re.sub(r"\s", " ", written if written.isascii() else written.translate(_SIGNS))


def format_share(percent: int) -> str:
    """Full per cent: 48% in English, 48 % in French and Spanish."""
    return f"{percent}%" if current_language() == "en" else f"{percent}\u00a0%"
