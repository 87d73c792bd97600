"""Values of every kind for fields of every record type, the same for the same numbers."""

from __future__ import annotations

import hashlib
import json
import uuid
from functools import cache

from desktop.vocabularies import load
from desktop.workspace import RECORD_TYPES, Field, FieldKind, RecordType, Value

PRIVATE = "between us"
"""Stands in every private value: no byte of it may leave."""

WORDS = ("drill", "été", "=1+1", "two\nlines", "same", "x" * 600, "حي", "a")
CONTENTS = (b"a map", b"a list of guests")
"""What attachments hold."""

_DATES = ("2014", "2014-05", "2014-05-03", "1970-01-01", "2099")
_PLACES = ("8.4657,-13.2317", "-90,180", "0,0")
_LINKS = ("https://example.org/a", "https://example.org/b?c=d/e")


def record_id(kind: str, number: int) -> str:
    """The id of the record of this number of a type."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {number}"))


def sha256(number: int) -> str:
    """Of one of CONTENTS."""
    return hashlib.sha256(CONTENTS[number % len(CONTENTS)]).hexdigest()


@cache
def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields of a type that a person edits: the one it is named by first, the parent of a part second, then names that
    need an agreement, and the answers.
    """
    described = RECORD_TYPES[kind]
    first = [described.title, "parent", *(name for field in described.asked for name in (field.name, field.agreed_by))]
    return tuple(sorted(described.fields, key=lambda field: first.index(field.name) if field.name in first else 9))


def first_of(kind: str) -> int:
    """How many of them every history has."""
    return 2 + 2 * len(RECORD_TYPES[kind].asked)


@cache
def _codes(vocabulary: str) -> tuple[str, ...]:
    if vocabulary == "consents":
        return ("network", "none")
    terms = [term.code for term in load(vocabulary)]
    return tuple(terms[:2])


def edit(kind: RecordType, field: Field, number: int) -> tuple[str, Value]:
    """A journal field's name and a value that it takes; None now and then. `number` chooses both."""
    where, which = number % 3, number // 3
    value = _value(field, which)
    if field.is_set:
        name = f"{field.name}/{_key(field, where)}"
    elif field.translated and where == 2:
        name = f"{field.name}/fr"
    else:
        name = field.name
    if which % 5 == 4:
        value = None
    if field.private and isinstance(value, str):
        value = f"{PRIVATE} {value}"
    return name, value


def _key(field: Field, number: int) -> str:
    match field.kind:
        case FieldKind.CODES:
            return _codes(field.vocabulary)[number % len(_codes(field.vocabulary))]
        case FieldKind.LINKED:
            return f"{_codes(field.vocabulary)[0]}:{record_id(field.target, number)}"
        case FieldKind.LINKS:  # as the journal names them
            return f"{number % 2:032x}"
        case _:
            return sha256(number)


def _value(field: Field, number: int) -> Value:
    match field.kind:
        case FieldKind.CHOICE:
            return _codes(field.vocabulary)[number % len(_codes(field.vocabulary))]
        case FieldKind.DATE:
            return _DATES[number % len(_DATES)]
        case FieldKind.INTEGER:
            return (0, 7, 2**40)[number % 3]
        case FieldKind.OFFSET:
            return (-28, 0, 7)[number % 3]
        case FieldKind.DECIMAL:
            return ("1234.50", "0.01")[number % 2]
        case FieldKind.MOMENT:
            return ("2 14:30", "1")[number % 2]
        case FieldKind.DATETIME:
            return ("2026-05-03T18:30", "2026-05-03")[number % 2]
        case FieldKind.COORDINATES:
            return _PLACES[number % len(_PLACES)]
        case FieldKind.REFERENCE:
            return record_id(field.target, number % 3)
        case FieldKind.CODES:
            return _codes(field.weights)[number % len(_codes(field.weights))] if field.weights else True
        case FieldKind.LINKED:
            return True
        case FieldKind.LINKS:
            return f"{_LINKS[number % 2]}\nfile {number % 2}.txt"
        case FieldKind.FILES:
            return f"file {number % 2}.txt"
        case FieldKind.BALLOT:
            return json.dumps({record_id("topic", number % 2): 1 + number % 3})
        case FieldKind.SOURCE:
            return json.dumps({"heading": WORDS[number % len(WORDS)]}, ensure_ascii=False)
        case _:
            return WORDS[number % len(WORDS)]
