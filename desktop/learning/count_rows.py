"""Counts as the rows of a table for people: by week and by group, each with its name in their language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.i18n import N_, _
from desktop.learning.learner import DIMENSIONS
from desktop.learning.suppression import OTHERS, SMALL, THRESHOLD, Cell, ShownCounts
from desktop.values.dates import format_date
from desktop.values.numbers import format_number
from desktop.vocabularies import load

_SECTIONS = {
    "country": N_("By country"), "sex": N_("By sex"), "language": N_("By language"),
    "organisation": N_("By organisation"),
}  # fmt: skip
_HEADINGS = {
    "country": N_("Country"), "sex": N_("Sex"), "language": N_("Language"), "organisation": N_("Organisation"),
}  # fmt: skip
_SEXES = {"female": N_("Women"), "male": N_("Men"), "other": N_("Other")}


@dataclass(frozen=True)
class CountRow:
    """One row. `cells`: None where a number is not known."""

    section: str
    label: str
    cells: tuple[Cell | None, ...]
    heading: str = ""
    """What its label is, over the labels of a table of one section: "Country"."""
    counts: bool = True
    """Does it count something? A mean does not."""


def count_rows(shown: ShownCounts | None, numbers: Sequence[int | None]) -> list[CountRow]:
    """All rows, weeks first. `shown`: None where no list was counted; `numbers`: the totals, None where they are not known or
    small.
    """
    if shown is None:
        return [CountRow("", _("All learners"), tuple(numbers))]
    total = [cell if number is None else number for cell, number in zip(shown.total, numbers, strict=True)]
    found = [CountRow("", _("All learners"), tuple(total))]
    found += [
        CountRow(_("By week"), format_date(week), cells, _("Up to the end of the week of"))
        for week, cells in sorted(shown.weeks.items())
    ]
    for dimension in DIMENSIONS:
        rows = shown.groups.get(dimension, {})
        for code in sorted(rows, key=lambda code: (code in ("", OTHERS), code == "", _order(rows[code][0]), code)):
            found.append(
                CountRow(_(_SECTIONS[dimension]), group_label(dimension, code), rows[code], _(_HEADINGS[dimension]))
            )
    return found


def _order(cell: Cell) -> int:
    """Large ones first; those that are hidden behind them."""
    return -cell if isinstance(cell, int) else 0


def group_label(dimension: str, code: str) -> str:
    """The name of a group."""
    if not code:
        return _("Not given")
    if code == OTHERS:
        return _("Others, each of fewer than {count}").format(count=THRESHOLD)
    if dimension == "country":
        return load("countries").label(code)
    if dimension == "language":
        return load("languages").label(code)
    return _(_SEXES[code]) if dimension == "sex" and code in _SEXES else code


def hidden_numbers_note() -> str:
    """What “< 5” and “…” in the place of a number say."""
    return _(
        "A number under {threshold} is written “< {threshold}”; “…” stands where a number would give such a one away."
    ).format(threshold=THRESHOLD)


def cell_text(cell: Cell | None) -> str:
    """A cell as it is shown: "< 5" for a small number, "…" for one that would give it away, "" where none is known."""
    if cell is None:
        return ""
    return format_number(cell) if isinstance(cell, int) else f"< {THRESHOLD}" if cell == SMALL else cell
