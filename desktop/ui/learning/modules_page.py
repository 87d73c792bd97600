"""The page of learning modules: a list as that of the activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.learning.list_page import LearningListPage
from desktop.ui.learning.module_list import ModuleListSpec
from desktop.ui.page import MODULES

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class ModulesPage(LearningListPage):
    """Modules, and the switch to the other lists of learning."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, ModuleListSpec(), MODULES, parent)

    def further_actions(self) -> list[QAction]:
        """Also where a module was used, and what came of it."""
        self.evidence = QAction(_("Eviden&ce on this module"), self)
        self.evidence.triggered.connect(self.show_evidence)
        return [self.evidence]

    def show_evidence(self) -> None:
        """What was done with the selected module, what changed, what is missing; by the code that activities name it by."""
        rows = self.view.ranges()
        row = self.model.listed(rows[0].top()) if rows and self.view.selected_count() == 1 else None
        if row is not None and (code := str(row.values.get("code") or "")):
            self._desk.evidence_wanted.emit("module", code)
        elif row is not None:
            self._desk.show_message(_("Say first how activities name this module: “Named in activities as”."))

    def _show_state(self) -> None:
        super()._show_state()
        self.evidence.setEnabled(self.view.selected_count() == 1)
