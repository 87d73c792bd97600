"""A set of web addresses."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.workspace.records.kinds.field import Field, FieldKind, Members, Search, Value


class LinksRules(Members):
    """Each member is an address; its value is what it is called, of itself the address."""

    kind = FieldKind.LINKS
    names_members = True
    search = Search.MEMBERS
    keys_are_typed = True

    def parse_member(self, field: Field, text: str) -> str:
        if not text.startswith(("http://", "https://")):
            raise UserFacingError(_("“{text}” is not an address that begins with https://.").format(text=text))
        return text

    def parse_weight(self, field: Field, text: str) -> Value:
        return text

    def default_weight(self, field: Field, key: str) -> Value:
        return key

    def hint(self, field: Field) -> str:
        return _("Write an address that begins with https://.")

    def format_member(self, field: Field, key: str, names: Mapping[str, str]) -> str:
        return key

    def member_to_csv(self, field: Field, key: str, value: Value, names: Mapping[str, str]) -> str:
        return key
