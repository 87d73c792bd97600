"""`field=value`, `targets+=SDG:11.5`, `targets-=…`, `targets/SDG:11.5=significant` as journal values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.catalogue.values import default_weight, parse_field, parse_member, parse_weight
from desktop.errors import UserFacingError
from desktop.words import LANGUAGES, _
from desktop.workspace import RecordType, Value, member, split_member

_ASSIGNMENT = re.compile(r"(?P<name>[a-z_]+(?:/[^=]*?)?)(?P<sign>\+=|-=|=)(?P<text>.*)\Z", re.DOTALL)


def read_assignments(kind: RecordType, words: Sequence[str]) -> dict[str, Value]:
    """Journal field names and values. Raises UserFacingError at the first word that does not fit."""
    values: dict[str, Value] = {}
    for word in words:
        found = _ASSIGNMENT.match(word)
        if found is None:
            raise UserFacingError(_("“{word}” is not of the form field=value.").format(word=word))
        name, value = _read_one(kind, found["name"], found["sign"], found["text"])
        values[name] = value
    return values


def _read_one(kind: RecordType, name: str, sign: str, text: str) -> tuple[str, Value]:
    head, key = split_member(name)
    field = kind.by_name.get(head)
    if field is None:
        raise UserFacingError(
            _("There is no field “{name}”.").format(name=head),
            todo=_("Fields are: {names}.").format(names=", ".join(kind.by_name)),
        )
    if sign != "=":
        if not field.is_set or key:
            raise UserFacingError(_("“{name}” holds one value: use =.").format(name=name))
        chosen = parse_member(field, text)
        return member(head, chosen), default_weight(field, chosen) if sign == "+=" else None
    if not key:
        return head, parse_field(field, text)
    if field.is_set:
        return member(head, parse_member(field, key)), parse_weight(field, text)
    if not field.translated or key not in LANGUAGES:
        raise UserFacingError(_("“{name}” does not stand in that language.").format(name=name))
    return member(head, key), parse_field(field, text)
