"""The page of the activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.ui.activities.list_spec import ActivityListSpec
from desktop.ui.listing.list_page import ListPage

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class ActivitiesPage(ListPage):
    """Facets at the left, search and list in the middle, the record at the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, ActivityListSpec(), parent)
