"""What an import has to tell about single rows: refused ones with the reason, and what was not understood
in others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.i18n import N_, _, ngettext

_MAX_DIFFERENT = 500  # different sentences kept; beyond, the same trouble of a column is told once


@dataclass(frozen=True)
class Problem:
    """Something to tell about the row at `line` (as a person sees it in the file), in a sentence.

    `count` rows have the same; `line` is the first of them. A refused row does not come in; others do.
    `template` is one of the sentences below, with the column and the cell that it speaks of; "" for a sentence of its own.
    """

    line: int
    reason: str
    count: int = 1
    refused: bool = False
    template: str = ""
    column: str = ""
    value: str = ""

    @property
    def about_cell(self) -> bool:
        """Could a person say what the cell is to be read as, for all rows that have it?"""
        return self.template in _OF_CELLS and self.value not in ("", _OTHERS) and len(self.value) < _LONGEST_VALUE

    @property
    def short_reason(self) -> str:
        """What is wrong with the cell, to stand beside it."""
        return _(_SHORT[self.template]) if self.template in _SHORT else self.reason


UNKNOWN = N_('{column}: "{value}" is not known here.')
NOT_A_DATE = N_('{column}: "{value}" is no date between 1900 and 2199.')
MONTH_FIRST = N_('{column}: "{value}" cannot have the day first as the column has; it is read with the month first.')
DAY_FIRST = N_('{column}: "{value}" cannot have the month first as the column has; it is read with the day first.')
DECIMAL_COMMA = N_(
    '{column}: the comma in "{value}" is read as a decimal point. Where two codes are meant, put a semicolon between them.'
)
NOT_A_COUNT = N_('{column}: "{value}" is no whole number.')
NOT_DAYS = N_('{column}: "{value}" is no whole number of days.')
NOT_AN_AMOUNT = N_('{column}: "{value}" is no amount such as 1234.50.')
NOT_A_MOMENT = N_('{column}: "{value}" is no day of a visit, such as 2 14:30.')
NOT_A_TIME = N_('{column}: "{value}" is no day with a time, such as 2026-05-03 18:30.')
NOT_COORDINATES = N_('{column}: "{value}" is no pair of coordinates.')
NOT_A_LINK = N_('{column}: "{value}" is no web address.')
SEVERAL = N_('{column}: the field takes one value, but there are several: "{value}". The most frequent one is used.')
FIRST_TAKEN = N_('{column}: the field takes one value, but there are several: "{value}". The first one is used.')
ONE_ORGANISATION = N_(
    '{column}: "{value}" is read as one organisation. Where two are meant, put a semicolon between them.'
)
NOT_APPROVED = N_(
    '{column}: the answers are marked "{value}" where they were collected. Check whether the activity belongs here.'
)
SWAPPED = N_(
    '{column}: day and month of "{value}" may be swapped. All dates of the file that are stored as such have a day of 12 '
    "or less, and all that are text have a later one."
)
DIFFERENT_NUMBERS = N_("{column}: the rows of one activity give different numbers; none is used.")
DIFFERENT = N_('{column}: the rows of one activity differ; the first value is used, "{value}" is not.')
UNTITLED = N_("The row has no title: it is imported as incomplete. {value}")
IN_THE_BIN = N_("“{value}” is in the bin and will stay there.")
MERGED_AWAY = N_("“{value}” was merged into another record and will stay merged.")
ABOVE_HEADINGS = N_('The line stands above the headings and is not read: "{value}".')
ABOVE_USED = N_('"{value}" is above the headings: it is used as {column} in rows that have none.')
SECTION = N_('"{value}" stands alone in its row like the heading of a section: the row is left out.')
SECTION_VALUE = N_(
    '"{value}" is the heading of a section: its row is left out, and the rows below get it as {column} where they have none.'
)
TOTAL = N_('"{value}" is a total: the row is left out.')
LEGEND = N_('"{value}" explains a mark of the table: the row is left out.')
HEADINGS_AGAIN = N_("The row has the headings again: it is left out.")
NOTHING = N_("No cell of the row matches a field.")
REPLACED_LETTERS = N_("{column}: some characters could not be read and are shown as �.")
_KEPT = N_("The cell is kept in the source data.")
_WITH_KEPT = {
    UNKNOWN,
    NOT_A_DATE,
    MONTH_FIRST,
    DAY_FIRST,
    DECIMAL_COMMA,
    NOT_A_COUNT,
    NOT_DAYS,
    NOT_AN_AMOUNT,
    NOT_A_MOMENT,
    NOT_A_TIME,
    NOT_COORDINATES,
    NOT_A_LINK,
    SEVERAL,
    FIRST_TAKEN,
    SWAPPED,
    DIFFERENT_NUMBERS,
    DIFFERENT,
}
_SHORT = {
    UNKNOWN: N_("Not known to the desk"),
    NOT_A_DATE: N_("Not a date between 1900 and 2199"),
    MONTH_FIRST: N_("Read with the month first, unlike its column"),
    DAY_FIRST: N_("Read with the day first, unlike its column"),
    SWAPPED: N_("Day and month may be swapped"),
    DECIMAL_COMMA: N_("Its comma is read as a decimal point"),
    NOT_A_COUNT: N_("Not a whole number"),
    NOT_DAYS: N_("Not a whole number of days"),
    NOT_AN_AMOUNT: N_("Not an amount"),
    NOT_A_MOMENT: N_("Not a day of the visit"),
    NOT_A_TIME: N_("Not a day with a time"),
    NOT_COORDINATES: N_("Not a pair of coordinates"),
    NOT_A_LINK: N_("Not a web address"),
    SEVERAL: N_("Several: the most frequent one is used"),
    FIRST_TAKEN: N_("Several: the first one is used"),
}
_OF_CELLS = frozenset(_SHORT)
_LONGEST_VALUE, _SHOWN = 300, 60
"""Characters of a cell that are kept, and that a sentence shows."""
_OTHERS = "…"
"""Instead of the cell, where a column has too many different ones."""
_EACH_BY_ITSELF = {ABOVE_HEADINGS, ABOVE_USED, SECTION, SECTION_VALUE, TOTAL, UNTITLED, IN_THE_BIN, MERGED_AWAY}


@dataclass(slots=True)
class _Found:
    """The same trouble in several rows: the first of them, and the cell as it has it."""

    line: int
    value: str
    count: int = 1


class ProblemCollector:
    """Collects notes; the same trouble in many rows becomes one sentence with a count, in capitals or not."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], _Found] = {}
        self._sentences: list[tuple[int, str]] = []

    def add(self, line: int, template: str, column: str = "", value: str = "") -> None:
        """One row with a trouble; `template` is one of the constants above."""
        value = " ".join(value.split())[:_LONGEST_VALUE]
        key = (template, column, value.casefold())
        found = self._found.get(key)
        if found is None and len(self._found) >= _MAX_DIFFERENT and template not in _EACH_BY_ITSELF:
            value = _OTHERS
            key = (template, column, value)
            found = self._found.get(key)
        if found is None:
            self._found[key] = _Found(line, value)
        else:
            found.count += 1

    def add_sentence(self, line: int, sentence: str) -> None:
        """A sentence that is ready."""
        if len(self._sentences) < _MAX_DIFFERENT:
            self._sentences.append((line, sentence))

    def problems(self) -> list[Problem]:
        """Everything noted, by line."""
        found = [
            Problem(
                each.line,
                _sentence(template, column, each.value, each.count),
                each.count,
                template=template,
                column=column,
                value=each.value,
            )
            for (template, column, _value), each in self._found.items()
        ]
        found += [Problem(line, sentence) for line, sentence in self._sentences]
        return sorted(found, key=lambda problem: problem.line)


def _sentence(template: str, column: str, value: str, count: int) -> str:
    value = value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…"
    sentence = _(template).format(column=column, value=value).strip()
    if template in _WITH_KEPT:
        sentence = f"{sentence} {_(_KEPT)}"
    if count > 1:
        rows = ngettext("({count} row)", "({count} rows)", count).format(count=count)
        sentence = f"{sentence} {rows}"
    return sentence


Progress = Callable[[int], None]
"""Told how many rows are done."""
Cancelled = Callable[[], bool]
"""Asked whether the person has cancelled."""
