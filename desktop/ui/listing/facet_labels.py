"""Facets in words: what stands beside each of their counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from desktop.i18n import _
from desktop.ui.listing.list_spec import ListSpec
from desktop.ui.widgets.displayed_codes import term

NONE = "none"
"""The code of what has no value in a field."""


class Counted(Protocol):
    """One value of a facet, as the catalogue counts it."""

    @property
    def code(self) -> str: ...
    @property
    def label_hint(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def chosen(self) -> bool: ...
    @property
    def level(self) -> int: ...


@dataclass(frozen=True)
class Entry:
    """One value of a facet, as it is shown."""

    code: str
    label: str
    count: int
    chosen: bool
    level: int = 0  # 1: below the value before it
    colour: str = ""
    square: str = ""  # what stands in the colour square


def entry(listed: ListSpec, facet: str, counted: Counted) -> Entry:
    """One count in words."""
    code, field = counted.code, listed.kind.by_name.get(facet)
    if code == NONE:
        return Entry(code, counted.label_hint or _("Not given"), counted.count, counted.chosen)
    if facet == "completeness":
        label = _completeness().get(code) or counted.label_hint or code
        return Entry(code, label, counted.count, counted.chosen)
    if field is None or not field.vocabulary:
        return Entry(code, counted.label_hint or code, counted.count, counted.chosen)
    found = term(field.vocabulary, code)
    square = found.code.partition(":")[2] if field.weights else ""
    label = found.label if found.code != found.label or not counted.label_hint else counted.label_hint
    return Entry(code, label, counted.count, counted.chosen, counted.level, found.colour, square)


def _completeness() -> dict[str, str]:
    return {
        "complete": _("Complete"),
        "unfinished": _("Unfinished"),
        "untitled": _("Untitled"),
        "conflict": _("In conflict"),
        "binned": _("In the bin"),
    }
