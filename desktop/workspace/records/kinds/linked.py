"""A set of records, each in a role."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.vocabularies import load
from desktop.workspace.records.kinds.choice import find_code
from desktop.workspace.records.kinds.field import Field, FieldKind, Members, ReferenceIn, Search, Value


class LinkedRules(Members):
    """Each member is a role and an id: `lead:<id>`."""

    kind = FieldKind.LINKED
    search = Search.RECORDS
    reference_in = ReferenceIn.MEMBER

    def parse_member(self, field: Field, text: str) -> str:
        role, colon, target = text.partition(":")
        if not colon or not target:
            raise UserFacingError(_("{field} needs a role and an id, such as lead:6f1c….").format(field=_(field.label)))
        return f"{find_code(field, field.vocabulary, role)}:{target}"

    def hint(self, field: Field) -> str:
        return _("Choose from the list.")

    def format_member(self, field: Field, key: str, names: Mapping[str, str]) -> str:
        role, _colon, id = key.partition(":")
        return _("{member} ({weight})").format(member=names.get(id) or id, weight=load(field.vocabulary).label(role))

    def member_to_csv(self, field: Field, key: str, value: Value, names: Mapping[str, str]) -> str:
        role, _colon, id = key.partition(":")
        return f"{load(field.vocabulary).label(role, 'en')}: {names[id]}" if id in names else ""
