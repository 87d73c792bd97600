"""The first rows of a table as they would be read, to check a mapping before anything is planned."""

from __future__ import annotations

from desktop.exchange.columns.column_mapping import ColumnMapping
from desktop.exchange.importing.column_survey import survey_columns
from desktop.exchange.importing.left_out_rows import LeftOutRows
from desktop.exchange.importing.problems import Cancelled, ProblemCollector
from desktop.exchange.importing.questions import Question
from desktop.exchange.importing.row_identity import RowIdentities
from desktop.exchange.importing.row_reader import RowReader
from desktop.exchange.tables import Table

PreviewRow = tuple[int, dict[str, str], list[str]]
"""Line, {field: text}, what is not understood."""


def preview(table: Table, mapping: ColumnMapping, count: int = 20) -> list[PreviewRow]:
    """The first rows as they would be read: (line, {field: text}, what is not understood). Links by name
    and role.
    """
    return preview_and_questions(table, mapping, count)[0]


def preview_and_questions(
    table: Table, mapping: ColumnMapping, count: int = 20, *, cancelled: Cancelled = lambda: False
) -> tuple[list[PreviewRow], list[Question]]:
    """The first rows as they would be read, and what the file leaves open. Reads the whole file once; raises
    errors.Cancelled.
    """
    identities = RowIdentities(table.headings, mapping)
    found = survey_columns(table, mapping, identities, cancelled)
    reader = RowReader(table.headings, mapping, found.facts)
    shown: list[PreviewRow] = []
    left_out = LeftOutRows(table.headings, table.sample(200))
    identities.begin()
    for row in table.sample(count):
        if left_out.reason(row):
            continue
        if row.refused:
            shown.append((row.line, {}, [row.refused]))
            continue
        draft = reader.read(row.cells)
        book = ProblemCollector()
        for template, column, text in draft.problems:
            book.add(row.line, template, column, text)
        if key := identities.key_of_next(row.cells):
            draft.values["source_id"] = key
        reader.complete(draft.values)
        texts = {name: str(value) for name, value in draft.values.items() if value is not True}
        for name, value in draft.values.items():
            if value is True:
                head, _slash, code = name.partition("/")
                texts[head] = f"{texts[head]}; {code}" if head in texts else code
        for link in draft.links:
            name = f"{link.field}/{link.role}"
            texts[name] = f"{texts[name]}; {link.name}" if name in texts else link.name
        shown.append((row.line, texts, [problem.reason for problem in book.problems()]))
    return shown, found.questions
