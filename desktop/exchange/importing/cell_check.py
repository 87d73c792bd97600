"""What a cell would be read as, before a person says that others are to be read so."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.exchange.columns.column_mapping import ColumnMapping
from desktop.exchange.importing.problems import ProblemCollector
from desktop.exchange.importing.row_reader import ColumnFacts, RowReader
from desktop.workspace import Value


def read_cell(mapping: ColumnMapping, column: str, text: str) -> tuple[Mapping[str, Value], list[str]]:
    """(the values that a cell of a column gives, what is wrong with it in sentences)."""
    draft = RowReader((column,), mapping, ColumnFacts()).read((text,))
    found = ProblemCollector()
    for template, heading, value in draft.problems:
        found.add(0, template, heading, value)
    return draft.values, [problem.reason for problem in found.problems()]
