"""A place on Earth: latitude, longitude."""

from __future__ import annotations

from desktop.ui.widgets.typed_fields import MeasuredField
from desktop.workspace import Value


class CoordinatesField(MeasuredField):
    """Reads decimal degrees and degrees, minutes, seconds."""

    def understood(self, value: Value) -> str:
        """With degrees and directions."""
        return self.field.format(value)
