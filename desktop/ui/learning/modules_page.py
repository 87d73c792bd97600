"""The page of learning modules: a list as that of the activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.ui.learning.list_page import LearningListPage
from desktop.ui.learning.module_list import ModuleListSpec
from desktop.ui.page import MODULES

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class ModulesPage(LearningListPage):
    """Modules, and the switch to the other lists of learning."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, ModuleListSpec(), MODULES, parent)
