"""What may be typed next: a list under a line that never takes the keyboard from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.ui.style.colours import mix, muted
from desktop.ui.widgets.popup_owner import PopupOwner

_VALUE = Qt.ItemDataRole.UserRole + 1
_DETAIL = Qt.ItemDataRole.UserRole + 2
MOST_SEEN = 9
_LEAST_WIDTH, _MOST_WIDTH = 240, 560
_ROOM = 10


@dataclass(frozen=True)
class Suggestion:
    """One line: what is inserted or chosen, in words; what it means beside it; and what is told when it is picked."""

    label: str
    detail: str
    value: Any


class SuggestionList(QListView):
    """Nothing is marked until Down is pressed, so that Enter means what was typed."""

    picked = Signal(object)

    def __init__(self, line: QLineEdit, name: str) -> None:
        super().__init__(line)
        self._line = line
        self.setWindowFlags(Qt.WindowType.ToolTip)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setItemDelegate(_SuggestionDelegate(self))
        self.clicked.connect(self._take)
        self.entered.connect(self.setCurrentIndex)
        self.hide()
        PopupOwner(self, line)

    @property
    def labels(self) -> list[str]:
        """What is offered, as shown; empty while hidden."""
        return [self._items.item(row).text() for row in range(self._items.rowCount())] if self.isVisible() else []

    def offer(self, suggestions: Sequence[Suggestion], left: int = 0, least_width: int = _LEAST_WIDTH) -> None:
        """Show these under the place `left` of the line, nothing marked; none of them hides the list."""
        self._items.clear()
        for each in suggestions:
            item = QStandardItem(each.label)
            item.setData(each.value, _VALUE)
            item.setData(each.detail, _DETAIL)
            item.setData(
                ", ".join(part for part in (each.label, each.detail) if part), Qt.ItemDataRole.AccessibleTextRole
            )
            self._items.appendRow(item)
        if not suggestions:
            self.hide()
            return
        self.setCurrentIndex(QModelIndex())
        self.setPalette(self._line.palette())
        self.setGeometry(self._place(left, self._size(suggestions, least_width)))
        self.show()

    def _size(self, suggestions: Sequence[Suggestion], least_width: int) -> QSize:
        metrics = self.fontMetrics()
        width = max(
            metrics.horizontalAdvance(each.label) + metrics.horizontalAdvance(each.detail) + 4 * _ROOM
            for each in suggestions
        )
        rows = min(len(suggestions), MOST_SEEN)
        height = rows * self.sizeHintForRow(0) + 2 * self.frameWidth()
        return QSize(max(least_width, min(width + 24, _MOST_WIDTH)), height)

    def _place(self, left: int, size: QSize) -> QRect:
        """Below the line, or above it where the screen ends."""
        room = self._line.screen().availableGeometry()
        place = self._line.mapToGlobal(QPoint(left, self._line.height() + 2))
        place.setX(max(room.left(), min(place.x(), room.right() - size.width())))
        if place.y() + size.height() > room.bottom():
            place.setY(max(room.top(), self._line.mapToGlobal(QPoint(0, -2)).y() - size.height()))
        return QRect(place, size)

    def step(self, way: int) -> None:
        """Mark the next one, or the one before; past the ends, none."""
        rows = self._items.rowCount()
        row = self.currentIndex().row() + way
        row = rows - 1 if row < -1 else row
        self.setCurrentIndex(self._items.index(row, 0) if 0 <= row < rows else QModelIndex())

    def pick(self, *, first: bool = False) -> bool:
        """Take the one marked; with `first`, the first one where none is. False where none was taken."""
        index = self.currentIndex()
        if not index.isValid() and first:
            index = self._items.index(0, 0)
        return self._take(index)

    def _take(self, index: QModelIndex) -> bool:
        if not index.isValid():
            return False
        self.picked.emit(index.data(_VALUE))
        return True


class _SuggestionDelegate(QStyledItemDelegate):
    """What is inserted, and what it means beside it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, option.fontMetrics.height() + 10)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        palette, rect = option.palette, option.rect
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        accent, base = palette.color(QPalette.ColorRole.Highlight), palette.color(QPalette.ColorRole.Base)
        painter.fillRect(rect, accent if marked else base)
        words = palette.color(QPalette.ColorRole.HighlightedText if marked else QPalette.ColorRole.Text)
        inner = rect.adjusted(_ROOM, 0, -_ROOM, 0)
        metrics = option.fontMetrics
        side = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setPen(words)
        label = str(index.data() or "")
        detail = str(index.data(_DETAIL) or "")
        taken = min(metrics.horizontalAdvance(label), inner.width())
        painter.drawText(inner, side, metrics.elidedText(label, Qt.TextElideMode.ElideRight, inner.width()))
        rest = inner.adjusted(taken + _ROOM, 0, 0, 0)
        if detail and rest.width() > 24:
            painter.setPen(mix(words, accent, 0.8) if marked else muted(palette))
            painter.drawText(
                rest, side | Qt.AlignmentFlag.AlignRight,
                metrics.elidedText(detail, Qt.TextElideMode.ElideRight, rest.width()),
            )  # fmt: skip
