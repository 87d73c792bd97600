"""A cell of a table that looks as a list to choose from, and opens one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionComboBox, QStyleOptionViewItem

from desktop.ui.style.colours import muted

UNDECIDED = Qt.ItemDataRole.UserRole + 7
"""Of an index: is nothing chosen in it? It stands back then."""


class ComboCell(QStyledItemDelegate):
    """Paints a cell with words in it as a combo box; the view opens the list."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """As a combo box."""
        box = QStyleOptionComboBox()
        box.rect = option.rect.adjusted(2, 2, -2, -2)
        box.palette = option.palette
        box.currentText = str(index.data())
        box.state = QStyle.StateFlag.State_Enabled
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.highlight())
        if index.data(UNDECIDED):
            box.palette.setColor(QPalette.ColorRole.ButtonText, muted(option.palette))
            box.palette.setColor(QPalette.ColorRole.Text, muted(option.palette))
        style = QApplication.style()
        style.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, box, painter)
        room = style.subControlRect(QStyle.ComplexControl.CC_ComboBox, box, QStyle.SubControl.SC_ComboBoxEditField)
        box.currentText = option.fontMetrics.elidedText(box.currentText, Qt.TextElideMode.ElideRight, room.width() - 4)
        style.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, box, painter)
