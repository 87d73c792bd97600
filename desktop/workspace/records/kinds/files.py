"""A set of attachments."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.workspace.records.kinds.field import Field, FieldKind, Members, Search, Value

_SHOWN = 8
"""Digits of a file's hash that are shown."""


class FilesRules(Members):
    """Each member is the SHA-256 of a file; its value is the file's name."""

    kind = FieldKind.FILES
    names_members = True
    shown_by_value = True
    search = Search.MEMBERS
    in_tables = False

    def parse_member(self, field: Field, text: str) -> str:
        raise UserFacingError(_("{field}: parts cannot be named here.").format(field=_(field.label)))

    def parse_weight(self, field: Field, text: str) -> Value:
        return text

    def hint(self, field: Field) -> str:
        return ""

    def format_member(self, field: Field, key: str, names: Mapping[str, str]) -> str:
        return key[:_SHOWN]

    def member_to_csv(self, field: Field, key: str, value: Value, names: Mapping[str, str]) -> str:
        return str(value)
