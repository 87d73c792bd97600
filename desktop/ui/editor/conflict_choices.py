"""The values that a conflict leaves to choose from."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.ui.widgets.value_text import value_text
from desktop.workspace import Record, Value


def conflicts_by_field(record: Record, names: Mapping[str, str]) -> dict[str, dict[str, dict[str, Value]]]:
    """Field name -> {journal name: {text: value}}, the value shown first. `names`: of records pointed to, by id."""
    found: dict[str, dict[str, dict[str, Value]]] = {}
    for conflict in record.conflicts:
        field = record.kind.field_of(conflict.field)
        if conflict.kind != "values" or field is None:
            continue
        choices = {value_text(field, conflict.field, value, names): value for value in reversed(conflict.choices)}
        found.setdefault(field.name, {})[conflict.field] = choices
    return found
