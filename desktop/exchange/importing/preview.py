"""The first rows of a table as they would be read, to check a mapping before anything is planned."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from desktop.exchange.columns.column_mapping import ColumnMapping
from desktop.exchange.importing import problems
from desktop.exchange.importing.column_survey import survey_columns
from desktop.exchange.importing.left_out_rows import LeftOutRows
from desktop.exchange.importing.problems import Cancelled, Problem, ProblemCollector
from desktop.exchange.importing.questions import Question
from desktop.exchange.importing.row_identity import RowIdentities
from desktop.exchange.importing.row_reader import RowReader
from desktop.exchange.tables import Table
from desktop.i18n import _

PreviewRow = tuple[int, dict[str, str], list[Problem]]
"""Line, {field: text}, what is not understood."""


def preview(table: Table, mapping: ColumnMapping, count: int = 20) -> list[PreviewRow]:
    """The first rows as they would be read: (line, {field: text}, what is not understood). Links by name
    and role.
    """
    return preview_and_questions(table, mapping, count)[0]


def quick_preview(table: Table, mapping: ColumnMapping, count: int = 20) -> list[PreviewRow]:
    """The same, judged by these rows alone: the order of dates may be another one once the whole file was read."""
    rows = [(row.line, [*row.cells, *row.rest], row.refused) for row in table.sample(count)]
    return preview(replace(table, read=lambda: rows), mapping, count)


def preview_and_questions(
    table: Table,
    mapping: ColumnMapping,
    count: int = 20,
    *,
    without: Collection[int] = (),
    cancelled: Cancelled = lambda: False,
) -> tuple[list[PreviewRow], list[Question]]:
    """The first rows as they would be read, and what the file leaves open but for the rows at the lines in `without`.
    Reads the whole file once; raises errors.Cancelled.
    """
    identities = RowIdentities(table.headings, mapping)
    found = survey_columns(table, mapping, identities, cancelled, without)
    reader = RowReader(table.headings, mapping, found.facts)
    shown: list[PreviewRow] = []
    left_out = LeftOutRows(table.headings, table.sample(200))
    identities.begin()
    for row in table.sample(count):
        if left_out.reason(row):
            identities.interrupt()
            continue
        if row.refused:
            shown.append((row.line, {}, [Problem(row.line, row.refused, refused=True)]))
            continue
        draft = reader.read(row.cells)
        book = ProblemCollector()
        for template, column, text in draft.problems:
            book.add(row.line, template, column, text)
        if key := identities.key_of_next(row.cells):
            draft.values["source_id"] = key
        if not draft.values and not draft.links:
            shown.append((row.line, {}, [Problem(row.line, _(problems.NOTHING), refused=True)]))
            continue
        reader.complete(draft.values)
        texts = {name: str(value) for name, value in draft.values.items() if value is not True}
        for name, value in draft.values.items():
            if value is True:
                head, _slash, code = name.partition("/")
                texts[head] = f"{texts[head]}; {code}" if head in texts else code
        for link in draft.links:
            name = f"{link.field}/{link.role}"
            texts[name] = f"{texts[name]}; {link.name}" if name in texts else link.name
        shown.append((row.line, texts, book.problems()))
    return shown, found.questions
