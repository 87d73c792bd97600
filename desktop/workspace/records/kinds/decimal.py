"""An amount, to the last digit that was typed."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.errors import UserFacingError
from desktop.i18n import _, current_language
from desktop.workspace.records.kinds.field import Field, FieldKind, OneValue, Search, Value


class DecimalRules(OneValue):
    """Kept as text ("1234.50"), so that no digit is lost; compared as a number."""

    kind = FieldKind.DECIMAL
    search = Search.NUMBER
    is_number = True

    def parse(self, field: Field, text: str) -> Value:
        from desktop.values.numbers import parse_amount

        amount = parse_amount(text)
        if amount is None:
            raise UserFacingError(
                _("{field} must be an amount such as 1234.50, of at most 15 digits, not “{text}”.").format(
                    field=_(field.label), text=text
                )
            )
        if field.positive and (amount.startswith("-") or not amount.strip("0.")):
            raise UserFacingError(
                _("{field} must be more than 0, not “{text}”.").format(field=_(field.label), text=text)
            )
        return amount

    def edit_text(self, field: Field, value: Value) -> str:
        """With the decimal sign of the language, where that reads as the same amount again."""
        from desktop.values.numbers import parse_amount

        text = "" if value is None else str(value)
        local = text if current_language() == "en" else text.replace(".", ",")
        return local if local and parse_amount(local) == text else text

    def hint(self, field: Field) -> str:
        return _("Write an amount such as 1234.50.")

    def format(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        from desktop.values.numbers import format_amount, read_decimal

        amount = read_decimal(str(value))
        return str(value) if amount is None else format_amount(amount, exact=True)

    def sort_sql(self, column: str) -> str:
        return f"CAST({column} AS REAL)"

    def number_sql(self, column: str) -> str:
        return f"CAST({column} AS REAL)"

    def parse_bound(self, text: str) -> float | None:
        from desktop.values.numbers import parse_amount

        amount = parse_amount(text)
        return None if amount is None else float(amount)
