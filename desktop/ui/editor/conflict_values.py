"""The values that a conflict leaves to choose from, in words."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n import _
from desktop.ui.widgets.terms import member_label
from desktop.workspace import Field, Record, Value, split_member


def conflicts_by_field(record: Record, names: Mapping[str, str]) -> dict[str, dict[str, dict[str, Value]]]:
    """Field name -> {journal name: {words: value}}, the value shown first. `names`: of records pointed to, by id."""
    found: dict[str, dict[str, dict[str, Value]]] = {}
    for conflict in record.conflicts:
        field = record.kind.field_of(conflict.field)
        if conflict.kind != "values" or field is None:
            continue
        choices = {_words(field, conflict.field, value, names): value for value in reversed(conflict.choices)}
        found.setdefault(field.name, {})[conflict.field] = choices
    return found


def _words(field: Field, name: str, value: Value, names: Mapping[str, str]) -> str:
    key = split_member(name)[1]
    if field.is_set:
        label = member_label(field, key, names)
        if value is None:
            return _("Without {member}").format(member=label)
        if field.weights:
            return f"{label}, {field.format(value)}"
        said = field.format(value, names)
        return f"{said} ({label})" if said else label
    return _("Empty") if value is None else field.format(value, names)
