"""The right of the page: the record that is selected, or what can be done with several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.ui.activities.list_view import ListView
from desktop.ui.activities.page_actions import PageActions
from desktop.ui.activities.selection_panel import SelectionPanel
from desktop.ui.editor import RecordEditor

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

SHOW_AFTER_MS = 40
"""Going through the list with an arrow held down shows the record where it stops."""


class RecordSide(QStackedWidget):
    """Follows the selection of the list."""

    left = Signal()  # Esc

    def __init__(self, desk: Desk, view: ListView, actions: PageActions, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._late = False  # the row selected is not read yet
        self.editor = RecordEditor(self)
        self.editor.set_workspace(desk.workspace, desk.writer, desk.background)
        self.panel = SelectionPanel(actions.of_many(), self)
        self.addWidget(self.editor)
        self.addWidget(self.panel)
        self._wait = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._wait.timeout.connect(self.show_chosen)
        view.chosen.connect(lambda _anew: self._wait.start())
        view.rows.dataChanged.connect(lambda *_parts: self._late and self.show_chosen())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where no field has a use for it: back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def show_chosen(self) -> None:
        """Show what is selected now."""
        self._wait.stop()
        self._late = False
        count = self._view.selected_count()
        if count > 1:
            self.editor.finish()
            self.panel.show_count(count)
            self.setCurrentWidget(self.panel)
        elif count == 1:
            row = self._view.rows.listed(self._view.ranges()[0].top())
            if row is None:
                self._late = True
            else:
                self.show_record(row.id)
        else:
            self.setCurrentWidget(self.editor)

    def show_record(self, id: str) -> None:
        """Show this record, of whatever type."""
        self.setCurrentWidget(self.editor)
        self.editor.show_record(id)

    def show_new(self, id: str) -> None:
        """An empty form; the record is made by the first letter."""
        self._wait.stop()
        self.setCurrentWidget(self.editor)
        self.editor.show_new(id, "activity")

    def enter(self) -> None:
        """The keyboard into the form, or to the first thing that can be done with several."""
        self.show_chosen()
        if self.currentWidget() is self.panel:
            self.panel.enter()
        else:
            self.editor.go_to("title")
