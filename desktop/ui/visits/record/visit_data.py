"""What the editor has read of a visit, as the rules of visits want it."""

from __future__ import annotations

from desktop.ui.editor.record_data import RecordData
from desktop.visits.visit import Visit
from desktop.workspace import Record


def as_visit(reading: RecordData) -> Visit | None:
    """The visit that was read; None while it is not in the file."""
    if reading.record is None or reading.record.type != "visit":
        return None
    parts: dict[str, list[Record]] = {}
    for part in reading.parts:
        parts.setdefault(part.type, []).append(part)
    return Visit(reading.record, {type: tuple(those) for type, those in parts.items()}, reading.names)
