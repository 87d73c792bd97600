"""What a file leaves open and only a person can say, with the choices; the answer becomes part of the
mapping.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from desktop.exchange.columns.column_mapping import ColumnMapping, ColumnUse
from desktop.exchange.columns.heading_folding import fold_heading
from desktop.exchange.importing.editions import Edition, EditionChoices
from desktop.exchange.tables import Table
from desktop.i18n import _, ngettext
from desktop.values.dates import format_date

TITLE, DATE_ORDER, GONE, OLDER = "title", "date_order", "gone", "older"
MARK, LEAVE = "mark", "leave"
_LIKE_TITLE = re.compile(
    r"\b(name|title|what|activit\w*|project|subject|topic|nom|titre|quoi|projet|objet|nombre|titulo|que|proyecto|nome|projeto)\b"
)
_LOOKED_AT = 100


@dataclass(frozen=True)
class Question:
    """`text` asks; `choices` are (value, label); `todo` says how to answer on the command line."""

    kind: str
    text: str
    choices: tuple[tuple[str, str], ...]
    todo: str
    column: str = ""
    likely: str = ""  # the choice that is most likely meant


def ask_title(table: Table, mapping: ColumnMapping, *, empty: str = "") -> Question:
    """No column is known to be the title, or the one that is (`empty`) has hardly a word in it."""
    headings = table.headings
    likely = _likely_title(table, mapping)
    example = json.dumps({"columns": {likely: "title"}}, ensure_ascii=False)
    return Question(
        TITLE,
        _('The column "{column}" is almost empty. Which column holds the title of the activity?').format(column=empty)
        if empty
        else _("Which column holds the title of the activity?"),
        (*((heading, heading) for heading in headings), ("", _("None: import without a title"))),
        _('Specify which with --mapping FILE, for instance {example}, or "untitled": true if there is none.').format(
            example=example
        ),
        empty,
        likely,
    )


def _likely_title(table: Table, mapping: ColumnMapping) -> str:
    """The column whose cells look most like titles: words, different in each row, of some length."""
    rows = [row.cells for row in table.sample(_LOOKED_AT) if not row.refused]
    elsewhere = {use.column for use in mapping.uses} | {*mapping.private, *mapping.left_out}

    def score(at: int) -> tuple[bool, float]:
        cells = [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
        words = [cell for cell in cells if sum(each.isalpha() for each in cell) * 2 > len(cell) and len(cell) < 300]
        if not words:
            return False, 0.0
        like = bool(_LIKE_TITLE.search(fold_heading(table.headings[at])))
        length = min(sum(map(len, words)) / len(words), 60.0)
        return (
            table.headings[at] not in elsewhere,
            len(set(words)) / max(len(rows), 1) * (20 + length) + 40 * like - at * 0.01,
        )

    return table.headings[max(range(len(table.headings)), key=score)] if table.headings else ""


def ask_date_order(column: str, example: str, field: str) -> Question:
    """Every date of a column can be read both ways."""
    return Question(
        DATE_ORDER,
        _('{column}: in dates like "{example}", is the day first or the month?').format(column=column, example=example),
        (("dmy", _("Day, month, year")), ("mdy", _("Month, day, year"))),
        _("Specify it with --mapping FILE, for instance {example}.").format(
            example=json.dumps({"columns": {column: {"field": field, "date_order": "dmy"}}}, ensure_ascii=False)
        ),
        column,
    )


def ask_gone(source: str, gone: int, known: int) -> Question:
    """Half of the activities of a source or more are not in its next list: is that all of it?"""
    return Question(
        GONE,
        ngettext(
            "{count} of the {known} activities of “{source}” is not in this list. Is this the whole list?",
            "{count} of the {known} activities of “{source}” are not in this list. Is this the whole list?",
            gone,
        ).format(count=gone, known=known, source=source),
        (
            (MARK, _("The whole list: mark them")),
            (LEAVE, _("A part of it: mark none")),
        ),
        _("“--gone mark” marks them as no longer in the source, “--gone leave” marks none."),
    )


def ask_older(newer: Edition, imported: bool) -> Question:
    """A newer edition is here already; `imported`: so is this one."""
    if imported:
        words = _("This list was imported before. Since then {file} was imported, on {day}.")
    else:
        words = _("By the dates in their names this list is older than {file}, which was imported on {day}.")
    return Question(
        OLDER,
        words.format(file=newer.file, day=format_date(newer.day)),
        (("import", _("Import it all the same")),),
        _("“--older” imports it all the same."),
    )


def answer_edition(choices: EditionChoices, question: Question, value: str) -> EditionChoices | None:
    """The choices with a question of an edition answered; None for a question about columns."""
    if question.kind == GONE:
        return replace(choices, gone=value == MARK)
    return replace(choices, older=True) if question.kind == OLDER else None


def answer(mapping: ColumnMapping, question: Question, value: str) -> ColumnMapping:
    """The mapping with a question answered by one of its choices."""
    if question.kind == TITLE:
        if not value:
            return replace(mapping, untitled=True)
        if value == question.column:
            return replace(mapping, untitled=True)
        if question.column:
            mapping = mapping.without(question.column)
        return mapping.with_use(ColumnUse(column=value, field="title"))
    use = mapping.use_of(question.column)
    return mapping if use is None else mapping.with_use(replace(use, date_order=value))
