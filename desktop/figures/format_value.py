"""Figures in words: the number, and how far it is known."""

from __future__ import annotations

from desktop.figures.reading import FigureValue
from desktop.i18n import ngettext
from desktop.values.numbers import format_number, format_share

UNKNOWN = "–"


def format_value(value: FigureValue) -> str:
    """The number as people write it in the language spoken now; a dash where nobody gave any."""
    if value.value is None:
        return UNKNOWN
    return format_share(value.value) if value.figure.percent else format_number(value.value)


def format_given(value: FigureValue) -> str:
    """How many records say something of it; "" where all do."""
    if value.given >= value.of:
        return ""
    return ngettext("given by {given} of {count}", "given by {given} of {count}", value.of).format(
        given=format_number(value.given), count=format_number(value.of)
    )
