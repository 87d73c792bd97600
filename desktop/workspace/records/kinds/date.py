"""A date as far as it is known: a year, a month or a day."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.workspace.records.kinds.field import Field, FieldKind, OneValue, Search, Value


class DateRules(OneValue):
    """Kept as "2014", "2014-05" or "2014-05-03", which sort as they are."""

    kind = FieldKind.DATE
    search = Search.DATE

    def parse(self, field: Field, text: str) -> Value:
        from desktop.values.dates import parse_period

        period = parse_period(text)
        if period is None:
            raise UserFacingError(
                _(
                    "{field} must be a date from 1900 to 2199, such as 2014, May 2014 or 2014-05-03, not “{text}”."
                ).format(field=_(field.label), text=text)
            )
        return period.last if field.until == field.name else period.start

    def hint(self, field: Field) -> str:
        return _("Not a valid date. Write 2014, May 2014, 3 May 2014 or 2014-05-03.")

    def edit_text(self, field: Field, value: Value) -> str:
        return self.format(field, value, {}) if value is not None else ""

    def format(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        from desktop.values.dates import format_date

        return format_date(str(value))


def end_of_period(field: Field, text: str) -> dict[str, Value]:
    """The end of the period whose beginning a text says, under the name of its own field; {} where it says one date."""
    if not field.until or field.until == field.name:
        return {}
    from desktop.values.dates import parse_period

    period = parse_period(text)
    return {field.until: period.end} if period is not None and period.end else {}
