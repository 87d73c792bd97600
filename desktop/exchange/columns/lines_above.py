"""Lines above a table that say something of all its rows: "Country: Kenya"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.exchange.cells.codes import find_code
from desktop.workspace import ACTIVITY

_FIELDS = frozenset(("country", "kind", "status"))


def value_above(words: str, field_of_heading: Callable[[str], str]) -> tuple[str, str] | None:
    """(field, code) that the words of such a line give; None where they give none."""
    label, colon, value = words.partition(":")
    if not colon or not value.strip():
        return None
    field = field_of_heading(label.strip())
    code = find_code(ACTIVITY.by_name[field].vocabulary, value.strip()) if field in _FIELDS else None
    return None if code is None else (field, code)


def field_given_above(words: str, field_of_heading: Callable[[str], str], defaults: Mapping[str, str]) -> str:
    """The field for which a mapping uses the value in such a line; "" where it uses none."""
    above = value_above(words, field_of_heading)
    return above[0] if above is not None and defaults.get(above[0]) == above[1] else ""
