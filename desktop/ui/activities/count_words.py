"""How many are listed and how many are selected, in words."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from desktop.words import _, current_language, ngettext


def number(count: int) -> str:
    """Digits in groups, as the language writes them."""
    return QLocale(current_language()).toString(count)


def listed(count: int) -> str:
    """ "515 activities"."""
    return ngettext("{number} activity", "{number} activities", count).format(number=number(count))


def selected(count: int, of: int) -> str:
    """ "12 of 515 selected"; where at most one is, how many are listed."""
    if count < 2:
        return listed(of)
    return _("{selected} of {number} selected").format(selected=number(count), number=number(of))
