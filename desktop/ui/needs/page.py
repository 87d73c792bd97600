"""The pages of needs and of offers, each a list as that of the activities, below the switch of the Learning page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.ui.learning.list_page import LearningListPage
from desktop.ui.needs.list_specs import NeedListSpec, OfferListSpec
from desktop.ui.page import NEEDS, OFFERS

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class NeedsPage(LearningListPage):
    """Needs."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, NeedListSpec(desk), NEEDS, parent)


class OffersPage(LearningListPage):
    """Offers."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, OfferListSpec(desk), OFFERS, parent)
