"""The values that a conflict leaves to choose from, in words."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.ui.widgets.terms import term
from desktop.values.dates import format_date
from desktop.words import _
from desktop.workspace import Field, FieldKind, Record, Value, split_member


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
        label = _member(field, key, names)
        if value is None:
            return _("Without {member}").format(member=label)
        if field.weights:
            return f"{label}, {term(field.weights, str(value)).label}"
        return label if field.kind in (FieldKind.CODES, FieldKind.LINKED) else f"{value} ({label})"
    if value is None:
        return _("Empty")
    if field.kind is FieldKind.CHOICE:
        return term(field.vocabulary, str(value)).label
    if field.kind is FieldKind.DATE:
        return format_date(str(value))
    if field.kind is FieldKind.REFERENCE:
        return names.get(str(value), str(value))
    return str(value)


def _member(field: Field, key: str, names: Mapping[str, str]) -> str:
    if field.kind is FieldKind.CODES:
        known = term(field.vocabulary, key)
        return f"{known.shown_code} {known.label}".strip()
    if field.kind is FieldKind.LINKED:
        role, _colon, id = key.partition(":")
        return f"{names.get(id, id)} ({term(field.vocabulary, role).label})"
    return key[:12] if field.kind is FieldKind.FILES else key
