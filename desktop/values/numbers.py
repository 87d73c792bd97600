"""Counts and amounts."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_DECIMAL = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?\Z", re.ASCII)


def read_decimal(text: str | None) -> Decimal | None:
    """The amount of "1234.50": at most 15 digits before the point and 6 after it. None where it is none."""
    if not text or not _DECIMAL.match(text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:  # pragma: no cover - the pattern lets nothing else through
        return None
