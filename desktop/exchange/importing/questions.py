"""What a file leaves open and only a person can say, with the choices; the answer becomes part of the
mapping.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.exchange.columns.column_mapping import ColumnMapping, ColumnUse
from desktop.words import _

TITLE, DATE_ORDER = "title", "date_order"


@dataclass(frozen=True)
class Question:
    """`text` asks; `choices` are (value, label); `todo` says how to answer on the command line."""

    kind: str
    text: str
    choices: tuple[tuple[str, str], ...]
    todo: str
    column: str = ""


def ask_title(headings: tuple[str, ...]) -> Question:
    """No column is known to be the title."""
    example = headings[0] if headings else ""
    return Question(
        TITLE,
        _("Which column holds the title of the activity?"),
        (*((heading, heading) for heading in headings), ("", _("None: they come in without a title"))),
        _('Say which with --mapping FILE, for instance {example}, or "untitled": true if there is none.').format(
            example=f'{{"columns": {{"{example}": "title"}}}}'
        ),
    )


def ask_date_order(column: str, example: str, field: str) -> Question:
    """Every date of a column can be read both ways."""
    return Question(
        DATE_ORDER,
        _('{column}: in dates like "{example}", is the day first or the month?').format(column=column, example=example),
        (("dmy", _("Day, month, year")), ("mdy", _("Month, day, year"))),
        _("Say so with --mapping FILE, for instance {example}.").format(
            example=f'{{"columns": {{"{column}": {{"field": "{field}", "date_order": "dmy"}}}}}}'
        ),
        column,
    )


def answer(mapping: ColumnMapping, question: Question, value: str) -> ColumnMapping:
    """The mapping with a question answered by one of its choices."""
    if question.kind == TITLE:
        if not value:
            return replace(mapping, untitled=True)
        return mapping.with_use(ColumnUse(column=value, field="title"))
    use = mapping.use_of(question.column)
    return mapping if use is None else mapping.with_use(replace(use, date_order=value))
