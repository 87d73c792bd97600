"""Which column of a sheet of contributions a heading means, in each language."""

from __future__ import annotations

from functools import cache

from desktop.exchange.columns.heading_folding import fold_heading
from desktop.i18n import LANGUAGES, catalogue
from desktop.learning.forum.contribution_columns import COLUMNS, ContributionColumn


def column_of(heading: str) -> ContributionColumn | None:
    """The column that a heading means; None where it means none."""
    return _by_heading().get(fold_heading(heading))


@cache
def _by_heading() -> dict[str, ContributionColumn]:
    found: dict[str, ContributionColumn] = {}
    for column in COLUMNS:
        for words in (column.heading, *column.other_headings):
            for language in LANGUAGES:
                found.setdefault(fold_heading(catalogue(language).gettext(words)), column)
        found.setdefault(fold_heading(column.name), column)
    return found
