"""A day and a time there, without a zone."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.workspace.records.kinds.field import Field, FieldKind, OneValue, Search, Value


class DatetimeRules(OneValue):
    """Kept as "2026-05-03T18:30" or "2026-05-03", which sort as they are."""

    kind = FieldKind.DATETIME
    search = Search.DATE

    def parse(self, field: Field, text: str) -> Value:
        from desktop.values.moments import parse_datetime

        time = parse_datetime(text)
        if time is None:
            raise UserFacingError(
                _("{field} must look like 2026-05-03 or 2026-05-03 18:30, not “{text}”.").format(
                    field=_(field.label), text=text
                )
            )
        return time

    def hint(self, field: Field) -> str:
        return _("Write a day, or a day and a time, such as 2026-05-03 18:30.")

    def edit_text(self, field: Field, value: Value) -> str:
        return "" if value is None else str(value).replace("T", " ")

    def format(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        from desktop.values.moments import format_datetime

        return format_datetime(str(value))
