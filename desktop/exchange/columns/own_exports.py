"""Tables that a desk exported itself: their records stand by id, their lists have one separator."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from desktop.i18n import LANGUAGES, catalogue
from desktop.workspace import ACTIVITY

GUARDED_FORMATS = frozenset(("", "CSV"))
"""Formats of tables in which an export puts an apostrophe before what a spreadsheet would take for a formula."""
LIST_SEPARATOR = ";"
"""Between the members of a list in a cell."""


def is_own_export(headings: Sequence[str]) -> bool:
    """Is this a table that a desk exported, with the ids of its records in the column `id`?"""
    return "id" in headings and not _source_id_headings().isdisjoint(headings)


@cache
def _source_id_headings() -> frozenset[str]:
    """What our tables call the identifier in the source: the field's name, or its label in a workbook."""
    field = ACTIVITY.by_name["source_id"]
    return frozenset((field.name, *(catalogue(language).gettext(field.label) for language in LANGUAGES)))
