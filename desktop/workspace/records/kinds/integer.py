"""A count: 0 or more."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.workspace.records.kinds.field import Field, FieldKind, OneValue, Search, Storage, Value


class IntegerRules(OneValue):
    """Kept as a number."""

    kind = FieldKind.INTEGER
    storage = Storage.WHOLE
    search = Search.NUMBER
    is_number = True

    def parse(self, field: Field, text: str) -> Value:
        number = self.parse_bound(text)
        if number is None:
            raise UserFacingError(
                _("{field} must be a whole number of 0 or more, not “{text}”.").format(field=_(field.label), text=text)
            )
        return number

    def hint(self, field: Field) -> str:
        return _("Not a valid number. Write digits only, such as 120.")

    def edit_text(self, field: Field, value: Value) -> str:
        return "" if value is None else self.format(field, value, {})

    def format(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        from desktop.values.numbers import format_number

        return format_number(value) if isinstance(value, int) else str(value)

    def number_sql(self, column: str) -> str:
        return column

    def parse_bound(self, text: str) -> int | None:
        from desktop.values.numbers import parse_count

        return parse_count(text)
