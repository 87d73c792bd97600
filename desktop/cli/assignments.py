"""`field=value`, `targets+=SDG:11.5`, `targets-=…`, `targets/SDG:11.5=significant` as journal values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.vocabularies import fold, load
from desktop.workspace import RecordType, Value, Workspace, member, split_member
from desktop.workspace.records.kinds.date import end_of_period
from desktop.workspace.records.kinds.field import ReferenceIn

_ASSIGNMENT = re.compile(r"(?P<name>[a-z_]+(?:/[^=]*?)?)(?P<sign>\+=|-=|=)(?P<text>.*)\Z", re.DOTALL)


def read_assignments(
    record_type: RecordType, words: Sequence[str], present: Mapping[str, Value] | None = None
) -> dict[str, Value]:
    """Journal field names and values; the end of a period that is written where its beginning stands comes with it, unless
    the record has one: `present` are its values. Raises UserFacingError at the first word that does not fit.
    """
    values: dict[str, Value] = {}
    ends: dict[str, Value] = {}
    for word in words:
        if not word.isprintable() and any("\ud800" <= sign <= "\udfff" for sign in word):
            raise UserFacingError(_("Part of the command is not readable text."))
        found = _ASSIGNMENT.match(word)
        if found is None:
            raise UserFacingError(_("“{word}” is not of the form field=value.").format(word=word))
        name, value = _read_assignment(record_type, found["name"], found["sign"], found["text"])
        values[name] = value
        if name in record_type.by_name:
            ends |= end_of_period(record_type.by_name[name], found["text"])
    return {name: end for name, end in ends.items() if name not in (present or {})} | values


def _read_assignment(record_type: RecordType, name: str, sign: str, text: str) -> tuple[str, Value]:
    head, key = split_member(name)
    field = record_type.by_name.get(head)
    if field is None:
        raise UserFacingError(
            _("There is no field “{name}”.").format(name=head),
            todo=_("Fields are: {names}.").format(names=", ".join(record_type.by_name)),
        )
    if sign != "=":
        if not field.is_set or key:
            raise UserFacingError(_("“{name}” holds one value: use =.").format(name=name))
        chosen = field.parse_member(text)
        return member(head, chosen), field.default_weight(chosen) if sign == "+=" else None
    if not key:
        return head, field.parse(text)
    if field.is_set:
        return member(head, field.parse_member(key)), field.parse_weight(text)
    if not field.translated or key not in load("languages"):
        raise UserFacingError(_("“{name}” cannot be written in that language.").format(name=name))
    return member(head, key), field.parse(text)


def resolve_references(workspace: Workspace, record_type: RecordType, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values with whole ids where another record is pointed to by the first letters of its id or by its name.

    Raises UserFacingError where there is no such record, or several.
    """
    found: dict[str, Value] = {}
    for name, value in values.items():
        head, key = split_member(name)
        field = record_type.by_name[head]
        if field.rules.reference_in is ReferenceIn.MEMBER:
            role, _colon, target = key.partition(":")
            found[member(head, f"{role}:{_find_id(workspace, field.target, target)}")] = value
        elif field.rules.reference_in is ReferenceIn.VALUE and value is not None:
            found[name] = _find_id(workspace, field.target, str(value))
        else:
            found[name] = value
    return found


def _find_id(workspace: Workspace, type: str, text: str) -> str:
    from desktop.catalogue.by_name import ids_by_name
    from desktop.cli.open_workspace import find_record

    if type in ("organisation", "person"):
        ids = ids_by_name(workspace, type, text)
        named = [each.id for each in workspace.records(type, ids) if fold(each.title) == fold(text.strip())]
        if len(named) == 1:
            return named[0]
        if len(named) > 1:
            raise UserFacingError(
                _("Several records are called “{name}”.").format(name=text), todo=_("Write the id of the one you mean.")
            )
    return find_record(workspace, text, type).id
