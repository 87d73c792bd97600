"""Whole days from another date, negative before it."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.workspace.records.kinds.field import Field, FieldKind, OneValue, Search, Storage, Value


class OffsetRules(OneValue):
    """Kept as a number."""

    kind = FieldKind.OFFSET
    storage = Storage.WHOLE
    search = Search.NUMBER
    is_number = True

    def parse(self, field: Field, text: str) -> Value:
        days = self.parse_bound(text)
        if days is None:
            raise UserFacingError(
                _("{field} must be a whole number of days, such as 30 or -14, not “{text}”.").format(
                    field=_(field.label), text=text
                )
            )
        return days

    def hint(self, field: Field) -> str:
        return _("Write a number of days, such as 30 or -14.")

    def format(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        return str(value).replace("-", "−")

    def number_sql(self, column: str) -> str:
        return column

    def parse_bound(self, text: str) -> int | None:
        from desktop.values.numbers import parse_whole

        return parse_whole(text)
