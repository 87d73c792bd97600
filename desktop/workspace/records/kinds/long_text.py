"""Paragraphs."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.workspace.records.kinds.field import Field, FieldKind, OneValue, Search, Value


class LongTextRules(OneValue):
    """Kept as they were typed."""

    kind = FieldKind.LONG_TEXT
    search = Search.WORDS
    joint = "\n\n"

    def parse(self, field: Field, text: str) -> Value:
        return text

    def hint(self, field: Field) -> str:
        return ""

    def format(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        return str(value)
