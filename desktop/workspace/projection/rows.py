"""A record's row and members, as they follow from its state. The journal writes them; `check` compares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from desktop.i18n import LANGUAGES
from desktop.values.dates import days_of
from desktop.values.moments import read_moment
from desktop.vocabularies import fold, load
from desktop.workspace.changes.change_log import to_json
from desktop.workspace.changes.record_state import ChangeId, RecordState
from desktop.workspace.records.columns import slots_of
from desktop.workspace.records.record_description import RecordType, Value
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.records.tables import DERIVED
from desktop.workspace.records.web_link_names import shown_links
from desktop.workspace.search_index.full_text import INDEXES, SHORT_TEXTS
from desktop.workspace.search_index.index_words import further_words

KEY_LENGTH = 80
"""Characters of a folded sort key; longer titles that agree so far keep the order of their local numbers."""

Row = dict[str, Any]
Members = list[tuple[str, str, str]]  # field, code, value


@lru_cache(maxsize=300)
def country_words(code: str) -> str:
    """A country's names in the three languages, for the index."""
    term = load("countries").get(code)
    return " ".join(dict.fromkeys(term.label(language) for language in LANGUAGES)) if term else code


def fits(kind: RecordType, name: str, value: Value) -> bool:
    """Can this value stand in this field? Unknown fields (of a newer version) take any."""
    return slots_of(kind.name)[name].takes(value)


@dataclass(slots=True)
class Placed:
    """A record's shown values in their places."""

    row: Row
    members: Members
    extra: dict[str, Value]  # what has no place in this version
    private: dict[str, Value]  # what stays on this desk; stands in its place too


def place(kind: RecordType, values: Mapping[str, Value]) -> Placed:
    """Columns, members, and all columns that are computed from the values: sort keys, words, what is missing."""
    placed = Placed(dict.fromkeys(_columns(kind.name)), [], {}, {})
    row, members, slots = placed.row, placed.members, slots_of(kind.name)
    links: dict[str, Value] = {}
    for name, value in values.items():
        if value is None:
            continue
        slot = slots[name]
        if slot.takes_text and type(value) is str:  # most of all values, of an import of 100,000 two million
            if slot.code:
                members.append((slot.head, slot.code, value))
            else:
                row[name] = value
            continue
        if value is True and slot.present is not None:
            members.append(slot.present)
            continue
        if slot.mark:
            continue
        if slot.link:
            links[name] = value
            continue
        if slot.private:
            placed.private[name] = value
        if not slot.known or not slot.takes(value):
            placed.extra[name] = value
        elif slot.code:
            members.append((slot.head, slot.code, "1" if value is True else str(value)))
        elif slot.in_row:
            row[name] = value
    if links:
        members += [("links", address, label) for address, label in shown_links(links).items()]
    _derive(kind, row, members)
    return placed


@cache
def _columns(kind_name: str) -> tuple[str, ...]:
    return tuple(field.name for field in RECORD_TYPES[kind_name].columns)


@cache
def _keyed(kind_name: str) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, field.key_column) for field in RECORD_TYPES[kind_name].keyed)


def _derive(kind: RecordType, row: Row, members: Members) -> None:
    """Columns that follow from others: sort keys, year, words for the index, what is missing."""
    for name, key in _keyed(kind.name):
        text = row[name]
        row[key] = None if text is None else fold(text[: KEY_LENGTH * 2])[:KEY_LENGTH]
    if kind.searched:
        derived = DERIVED[kind.name]
        if "year" in derived:
            start = row["start"]
            row["year"] = int(start[:4]) if start is not None and start[:4].isdecimal() else None
        if "place_words" in derived:
            row["place_words"] = None if (country := row["country"]) is None else country_words(country)
        translated = {member[0] for member in members} if members else frozenset[str]()
        if "title_more" in derived:
            row["title_more"] = _more(members, kind.title) if kind.title in translated else None
        if "text_more" in derived:
            texts = _texts(kind.name)
            row["text_more"] = None if translated.isdisjoint(texts) else _more(members, *texts)
        for name, columns, whole in _indexed(kind.name):
            row[name] = further_words(map(row.__getitem__, columns), whole=whole)
    if kind.name == "visit":
        row["first_day"], row["last_day"] = days_of(row["start"], row["end"])
    elif kind.name == "session":
        row["day"], row["minute"] = read_moment(row["at"]) or (None, None)
    empty = [field.name for field in kind.required if row.get(field.name) is None]
    if empty and members:
        heads = {member[0] for member in members}
        empty = [name for name in empty if name not in heads]
    row["missing"] = len(empty)


@cache
def _indexed(kind_name: str) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """(column, those whose words stand in it once more, whether as a whole), but for the names of organisations."""
    words = INDEXES[kind_name].words
    return tuple(
        (f"{name}_indexed", words[name], name in SHORT_TEXTS)
        for name in words
        if name != "organisation" or not words[name]
    )


@cache
def _texts(kind_name: str) -> tuple[str, ...]:
    """The translated fields, but for the title, whose words in other languages stand in the index."""
    kind = RECORD_TYPES[kind_name]
    return tuple(field.name for field in kind.fields if field.translated and field.name != kind.title)


def _more(members: Members, *names: str) -> str | None:
    return " ".join(text for _, text in sorted((code, text) for head, code, text in members if head in names)) or None


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
    placed = place(kind, values)
    row = placed.row
    row["heads"] = heads_json(state, made)
    row["extra"] = to_json(placed.extra) if placed.extra else None
    deleted, merged_into = state.value("deleted"), state.value("merged_into")
    row["deleted"] = None if deleted is None else int(bool(deleted))
    row["merged_into"] = merged_into if isinstance(merged_into, str) else None
    return row, placed.members
