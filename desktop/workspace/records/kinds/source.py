"""The row of a table that a record was imported from."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.workspace.records.kinds.field import (
    Field,
    FieldKind,
    OneValue,
    Search,
    Storage,
    Value,
    several_values,
)


class SourceRules(OneValue):
    """A JSON object, {heading: cell}: shown, never edited."""

    kind = FieldKind.SOURCE
    storage = Storage.JOURNAL
    search = Search.NOT
    in_tables = False

    def parse(self, field: Field, text: str) -> Value:
        raise several_values(field)

    def hint(self, field: Field) -> str:
        return ""

    def format(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        return str(value)
