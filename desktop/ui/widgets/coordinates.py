"""A place on Earth: latitude, longitude."""

from __future__ import annotations

from desktop.ui.widgets.read_line import ReadLineField
from desktop.values.coordinates import format_coordinates, parse_coordinates
from desktop.words import _
from desktop.workspace import Value


class CoordinatesField(ReadLineField):
    """Reads decimal degrees and degrees, minutes, seconds."""

    def read(self, text: str) -> Value:
        """Latitude and longitude as the journal keeps them."""
        return parse_coordinates(text)

    def write(self, value: Value) -> str:
        """With a space after the comma."""
        return "" if value is None else str(value).replace(",", ", ")

    def understood(self, value: Value) -> str:
        """With degrees and directions."""
        return format_coordinates(str(value))

    def how_to_write(self) -> str:
        """What to type instead."""
        return _("Not a place yet. Write latitude, longitude in degrees: 8.4657, -13.2317.")
