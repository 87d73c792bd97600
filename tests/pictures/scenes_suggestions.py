"""The window of suggestions for several activities."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.catalogue import list_of, parse
from desktop.ui.desk import Desk
from desktop.ui.suggestions import SuggestionsDialog


def _suggestions(desk: Desk) -> QWidget:
    listing = list_of(desk.workspace, "activity")
    nos = listing.order(parse(""), ()).ids
    return SuggestionsDialog(desk, lambda: listing.ids_of(nos), len(nos))


SCENES: dict[str, Callable[[Desk], QWidget]] = {"dialog-suggestions": _suggestions}
