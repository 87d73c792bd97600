"""One line of text."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.workspace.records.kinds.field import Field, FieldKind, OneValue, Search, Value


class TextRules(OneValue):
    """Kept with single spaces."""

    kind = FieldKind.TEXT
    search = Search.WORDS
    has_key = True
    joint = " / "

    def parse(self, field: Field, text: str) -> Value:
        return " ".join(text.split())

    def hint(self, field: Field) -> str:
        return ""

    def format(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        return str(value)
