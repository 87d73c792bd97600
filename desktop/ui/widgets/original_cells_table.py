"""What an import found and kept: a table to read, folded away."""

from __future__ import annotations

import json
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _, ngettext
from desktop.ui.icons import icon
from desktop.ui.style.colours import muted
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.field_widget import FieldWidget, text_of
from desktop.workspace import Field, Value

FOLD_WIDTH = 200
"""Pixels: the words beside the arrow may lose their end in a narrow form, and nothing else does."""


class SourceField(FieldWidget):
    """Heading and cell, as they stood in the file."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._json = ""
        self._cells: dict[str, str] = {}
        self.fold = QToolButton(self)
        self.fold.setMinimumWidth(FOLD_WIDTH)
        self.fold.setCheckable(True)
        self.fold.setAutoRaise(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.toggled.connect(self._unfold)
        self.table = QTableWidget(0, 2, self)
        self.table.setHorizontalHeaderLabels([_("Heading"), _("In the file")])
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setAlternatingRowColors(True)
        self.table.setAccessibleName(self.accessibleName())
        self.table.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.table)
        self.setFocusProxy(self.fold)
        self._unfold(False)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Count the cells; the table is filled when it is opened."""
        text = text_of(values.get(self.field.name))
        if text == self._json:
            return
        self._json = text
        try:
            found = json.loads(text) if text else {}
        except ValueError:
            found = {"": text}
        self._cells = (
            {str(key): text_of(cell) for key, cell in found.items()} if isinstance(found, dict) else {"": text}
        )
        self._unfold(self.fold.isChecked())

    def entry(self) -> QToolButton:
        """The button that folds."""
        return self.fold

    def _unfold(self, on: bool) -> None:
        count = len(self._cells)
        self.fold.setIcon(icon("unfolded" if on else "folded", muted))
        self.fold.setText(
            ngettext("{number} cell kept from the file", "{number} cells kept from the file", count).format(
                number=count
            )
            if count
            else _("No source data")
        )
        self.fold.setEnabled(bool(count))
        self.table.setVisible(on and bool(count))
        if not on:
            return
        self.table.setRowCount(count)
        for row, (heading, cell) in enumerate(self._cells.items()):
            for column, text in enumerate((heading, cell)):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text))
                self.table.setItem(row, column, item)
        self.table.resizeColumnToContents(0)
        widest = self.fontMetrics().averageCharWidth() * 28
        self.table.setColumnWidth(0, min(self.table.columnWidth(0), widest))
        rows = self.table.verticalHeader().defaultSectionSize() * min(count, 10)
        self.table.setFixedHeight(rows + self.table.horizontalHeader().sizeHint().height() + 4)
