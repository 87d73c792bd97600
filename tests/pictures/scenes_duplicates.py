"""The window of duplicates."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.ui.desk import Desk
from desktop.ui.duplicates import DuplicatesDialog


def _duplicates(desk: Desk) -> QWidget:
    journal = desk.workspace.journal
    lead = journal.create("organisation", {"name": "Ville de Dakar", "country": "SN", "population": 1_182_417})
    for values in (
        {"name": "Dakar City Council", "country": "SN", "municipality": "Dakar", "membership": "member"},
        {"name": "DAKAR"},
        {"name": "Freetwon City Council", "country": "SL"},
    ):
        journal.create("organisation", {**values, "belongs_to": lead} if len(values) == 4 else values)
    return DuplicatesDialog(desk, "organisation")


SCENES: dict[str, Callable[[Desk], QWidget]] = {"dialog-duplicates": _duplicates}
