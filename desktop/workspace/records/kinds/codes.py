"""A set of codes of a vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n import _
from desktop.vocabularies import load
from desktop.vocabularies.own_terms import record_of_code
from desktop.workspace.records.kinds.choice import code_in_csv, find_code
from desktop.workspace.records.kinds.field import Field, FieldKind, Members, Search, Value


class CodesRules(Members):
    """Each member is a code; its value is a weight where the field has weights."""

    kind = FieldKind.CODES
    labelled = True
    search = Search.CODES

    def parse_member(self, field: Field, text: str) -> str:
        return find_code(field, field.vocabulary, text)

    def parse_weight(self, field: Field, text: str) -> Value:
        return find_code(field, field.weights, text) if field.weights else True

    def default_weight(self, field: Field, key: str) -> Value:
        return "principal" if field.weights else True

    def hint(self, field: Field) -> str:
        return _("Choose from the list.")

    def format(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        return load(field.weights).label(str(value)) if field.weights else ""

    def format_member(self, field: Field, key: str, names: Mapping[str, str]) -> str:
        label = load(field.vocabulary).label(key)
        return f"{key} {label}" if ":" in key and label != key and not record_of_code(key) else label

    def member_to_csv(self, field: Field, key: str, value: Value, names: Mapping[str, str]) -> str:
        return code_in_csv(field.vocabulary, key)
