"""A record's row and members, as they follow from its state. The journal writes them; `check` compares them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from desktop.vocabularies import fold, load
from desktop.workspace.changes import to_json
from desktop.workspace.fields import MARKS, FieldKind, RecordType, Value, split_member
from desktop.workspace.schema import KEYED
from desktop.workspace.state import ChangeId, RecordState

KEY_LENGTH = 80
"""Characters of a folded sort key; longer titles that agree so far keep the order of their local numbers."""

LANGUAGES = ("en", "fr", "es")

Row = dict[str, Any]
Members = list[tuple[str, str, str]]  # field, code, value


@lru_cache(maxsize=300)
def country_words(code: str) -> str:
    """A country's names in the three languages, for the index."""
    term = load("countries").get(code)
    return " ".join(dict.fromkeys(term.label(language) for language in LANGUAGES)) if term else code


def fits(kind: RecordType, name: str, value: Value) -> bool:
    """Can this value stand in this field? Unknown fields (of a newer version) take any."""
    if value is None:
        return True
    field = kind.by_name.get(name)
    if field is not None:
        if field.is_set:
            return False
        if field.kind is FieldKind.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63
        return isinstance(value, str)
    if name in MARKS:
        return isinstance(value, bool) if name == "deleted" else isinstance(value, str)
    field = kind.field_of(name)
    if field is None:
        return True
    return (field.is_set and (value is True or isinstance(value, str))) or (field.translated and isinstance(value, str))


def member_value(value: Value) -> str:
    """How a member's value stands in its table: True is "1"."""
    return "1" if value is True else str(value)


def split(
    kind: RecordType, values: Mapping[str, Value], *, checked: bool = False
) -> tuple[Row, Members, dict[str, Value]]:
    """(columns, members, what has no place in this version) of a record's shown values.

    `checked`: the caller knows that every value fits its field (the bulk path, which asked before).
    """
    row: Row = dict.fromkeys([field.name for field in kind.columns], None)
    members: Members = []
    extra: dict[str, Value] = {}
    for name, value in values.items():
        if value is None or name in MARKS:
            continue
        if name in row and (checked or fits(kind, name, value)):
            row[name] = value
        elif kind.field_of(name) is None or not (checked or fits(kind, name, value)):
            extra[name] = value
        elif "/" in name:
            head, code = split_member(name)
            members.append((head, code, member_value(value)))
        else:
            row[name] = value
    return row, members, extra


def derived(kind: RecordType, values: Mapping[str, Value]) -> Row:
    """Columns computed from the values alone: sort keys, year, words for the index, what is missing."""
    row: Row = {}
    for field in kind.columns:
        if field.name in KEYED and field.sortable:
            text = values.get(field.name)
            row[f"{field.name}_key"] = fold(text[: KEY_LENGTH * 2])[:KEY_LENGTH] if isinstance(text, str) else None
    if kind.name == "activity":
        start, country = values.get("start"), values.get("country")
        row["year"] = int(start[:4]) if isinstance(start, str) and start[:4].isdecimal() else None
        row["place_words"] = country_words(country) if isinstance(country, str) else None
        row["title_more"] = _more(values, "title")
        row["text_more"] = _more(values, "summary")
    present = {name for name, value in values.items() if value is not None}
    row["missing"] = len(kind.missing(present))
    return row


def _more(values: Mapping[str, Value], name: str) -> str | None:
    prefix = f"{name}/"
    found = sorted((n, str(v)) for n, v in values.items() if v and n.startswith(prefix))
    return " ".join(text for _, text in found) or None


def heads_json(state: RecordState, made: ChangeId) -> str | None:
    """The heads of those fields that were set since the record was made; None where there are none."""
    heads = {
        name: [head.change for head in heads]
        for name, heads in sorted(state.heads.items())
        if len(heads) != 1 or heads[0].change != made
    }
    return to_json(heads) if heads else None


def record_row(kind: RecordType, state: RecordState, made: ChangeId) -> tuple[Row, Members]:
    """All columns that follow from a record's own changes, and its members."""
    values = state.values()
    row, members, extra = split(kind, values)
    row.update(derived(kind, values))
    row["heads"] = heads_json(state, made)
    row["extra"] = to_json(extra) if extra else None
    deleted, merged_into = state.value("deleted"), state.value("merged_into")
    row["deleted"] = None if deleted is None else int(bool(deleted))
    row["merged_into"] = merged_into if isinstance(merged_into, str) else None
    return row, members
