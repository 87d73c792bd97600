"""A second desk that answers otherwise, without having seen what was written here."""

from __future__ import annotations

import uuid

from desktop.workspace import Value, Workspace
from desktop.workspace.changes.shared_change import SharedChange


def dispute(desk: Workspace, type: str, id: str, values: dict[str, Value]) -> None:
    """Have these values come in beside those that stand in a record."""
    desk.journal.receive([
        SharedChange(
            replica=str(uuid.uuid4()), seq=1, ms=1_700_000_000_000, counter=0, type=type, record_id=id, values=values,
            replaces={}, group=str(uuid.uuid4()), kind="edit", label="", author="Bo", time=1_700_000_000_000,
        )
    ])  # fmt: skip
