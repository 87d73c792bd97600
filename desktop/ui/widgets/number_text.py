"""Counts as the language writes them."""

from __future__ import annotations

from desktop.values.numbers import format_number


def counted(number: int) -> str:
    """1240 -> "1,240" in English, "1 240" in French."""
    return format_number(number)
