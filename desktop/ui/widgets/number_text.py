"""Counts as the language writes them."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from desktop.words import current_language


def counted(number: int) -> str:
    """1240 -> "1,240" in English, "1 240" in French."""
    return QLocale(current_language()).toString(number)
