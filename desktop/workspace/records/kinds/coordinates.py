"""A place on Earth: latitude and longitude in degrees."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.workspace.records.kinds.field import Field, FieldKind, OneValue, Search, Value


class CoordinatesRules(OneValue):
    """Kept as "8.4657,-13.2317"."""

    kind = FieldKind.COORDINATES
    search = Search.PRESENCE

    def parse(self, field: Field, text: str) -> Value:
        from desktop.values.coordinates import parse_coordinates

        found = parse_coordinates(text)
        if found is None:
            raise UserFacingError(
                _("{field} must be latitude,longitude in degrees, such as 8.4657,-13.2317.").format(
                    field=_(field.label)
                )
            )
        return found

    def hint(self, field: Field) -> str:
        return _("Not a valid place. Write latitude, longitude in degrees: 8.4657, -13.2317.")

    def edit_text(self, field: Field, value: Value) -> str:
        return "" if value is None else str(value).replace(",", ", ")

    def format(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        from desktop.values.coordinates import format_coordinates

        return format_coordinates(str(value))
