"""The values that a conflict leaves to choose from, in words."""

from __future__ import annotations

from desktop.ui.widgets.date_words import say_date
from desktop.ui.widgets.terms import term
from desktop.words import _
from desktop.workspace import Record
from desktop.workspace.fields import Field, FieldKind, Value, split_member


def conflicts_by_field(record: Record) -> dict[str, dict[str, dict[str, Value]]]:
    """Field name -> {journal name: {words: value}}, the value shown first."""
    found: dict[str, dict[str, dict[str, Value]]] = {}
    for conflict in record.conflicts:
        field = record.kind.field_of(conflict.field)
        if conflict.kind != "values" or field is None:
            continue
        choices = {_words(field, conflict.field, value): value for value in reversed(conflict.choices)}
        found.setdefault(field.name, {})[conflict.field] = choices
    return found


def _words(field: Field, name: str, value: Value) -> str:
    key = split_member(name)[1]
    if field.is_set:
        label = term(field.vocabulary, key).label if field.kind is FieldKind.CODES else key
        if value is None:
            return _("Without {member}").format(member=label)
        if field.weights:
            label = f"{label}, {term(field.weights, str(value)).label}"
        return label
    if value is None:
        return _("Empty")
    if field.kind is FieldKind.CHOICE:
        return term(field.vocabulary, str(value)).label
    if field.kind is FieldKind.DATE:
        return say_date(str(value))
    return str(value)
