"""A day of a visit, counted from 1, and the time of day there."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.workspace.records.kinds.field import Field, FieldKind, OneValue, Search, Value


class MomentRules(OneValue):
    """Kept as "2 14:30" or "2"; a query asks for the day."""

    kind = FieldKind.MOMENT
    search = Search.NUMBER

    def parse(self, field: Field, text: str) -> Value:
        from desktop.values.moments import parse_moment

        moment = parse_moment(text)
        if moment is None:
            raise UserFacingError(
                _("{field} must be a day of the visit and a time, such as “day 2, 14:30”, not “{text}”.").format(
                    field=_(field.label), text=text
                )
            )
        return moment

    def hint(self, field: Field) -> str:
        return _("Write the day of the visit and the time, for example: day 2, 14:30.")

    def format(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        from desktop.values.moments import read_moment

        found = read_moment(str(value))
        if found is None:
            return str(value)
        day, minute = found
        words = _("Day {number}").format(number=day)
        return words if minute is None else f"{words}, {minute // 60:02}:{minute % 60:02}"

    def edit_text(self, field: Field, value: Value) -> str:
        return "" if value is None else self.format(field, value, {})

    def sort_sql(self, column: str) -> str:
        time = f"substr({column}, instr({column} || ' ', ' ') + 1)"
        return f"CAST({column} AS INTEGER) * 1440 + CAST({time} AS INTEGER) * 60 + CAST(substr({time}, 4) AS INTEGER)"

    def number_sql(self, column: str) -> str:
        return f"CAST({column} AS INTEGER)"

    def parse_bound(self, text: str) -> int | None:
        from desktop.values.numbers import parse_whole

        return parse_whole(text)
