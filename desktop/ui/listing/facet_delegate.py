"""Draws a facet: the heading of its group, and each value with tick, colour, words and count."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from desktop.ui.listing.facet_labels import Entry
from desktop.ui.style.colours import hairline, mix, muted, words_on

ENTRY = Qt.ItemDataRole.UserRole + 1
OPEN = Qt.ItemDataRole.UserRole + 2
MORE = Qt.ItemDataRole.UserRole + 3
COUNT_WORDS = Qt.ItemDataRole.UserRole + 4
_SIDE = 8
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class FacetDelegate(QStyledItemDelegate):
    """Counts of an older query stand back until the new ones are here."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self.stale = False

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Headings have more air above."""
        heading = not index.parent().isValid()
        return QSize(60, option.fontMetrics.height() + (17 if heading else 7))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One line of the panel."""
        palette = option.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRect(0, option.rect.top(), self._view.viewport().width(), option.rect.height())
        accent = palette.color(QPalette.ColorRole.Highlight)
        ground = palette.color(QPalette.ColorRole.Window)
        if index.parent().isValid():
            box = QRectF(rect).adjusted(4, 0.5, -4, -0.5)
            if option.state & QStyle.StateFlag.State_MouseOver:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(mix(accent, ground, 0.10))
                painter.drawRoundedRect(box, 4, 4)
            if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
                painter.setPen(QPen(accent, 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box, 4, 4)
            found = index.data(ENTRY)
            below = 14 * found.level if isinstance(found, Entry) else 0
            inner = rect.adjusted(_SIDE + 2 + below, 0, -_SIDE, 0)
            if isinstance(found, Entry):
                self._draw_entry(painter, inner, found, str(index.data(COUNT_WORDS)), option, ground)
            else:
                painter.setPen(palette.color(QPalette.ColorRole.Link))
                painter.drawText(inner.adjusted(20, 0, 0, 0), _LINE, str(index.data() or ""))
        else:
            self._draw_heading(painter, rect, index, option)
        painter.restore()

    def _draw_heading(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        option: QStyleOptionViewItem,
    ) -> None:
        palette = option.palette
        if index.row() > 0:
            painter.setPen(mix(hairline(palette), palette.color(QPalette.ColorRole.Window), 0.6))
            painter.drawLine(rect.left() + _SIDE, rect.top() + 4, rect.right() - _SIDE, rect.top() + 4)
        line = rect.adjusted(_SIDE + 20, 7, -_SIDE, 0)
        focus = bool(option.state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
        painter.setPen(QPen(muted(palette), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = rect.left() + _SIDE + 7.5, line.center().y() + 0.5
        if self._view.isExpanded(index):
            painter.drawPolyline([QPointF(x - 3.6, y - 1.6), QPointF(x, y + 2), QPointF(x + 3.6, y - 1.6)])
        else:
            painter.drawPolyline([QPointF(x - 1.6, y - 3.6), QPointF(x + 2, y), QPointF(x - 1.6, y + 3.6)])
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Link if focus else QPalette.ColorRole.WindowText))
        words = painter.fontMetrics().elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, _LINE, words)
        if focus:
            box = QRectF(rect).adjusted(4, 8.5, -4, -1.5)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)

    def _draw_entry(
        self,
        painter: QPainter,
        inner: QRect,
        found: Entry,
        count_words: str,
        option: QStyleOptionViewItem,
        ground: QColor,
    ) -> None:
        palette, metrics = option.palette, option.fontMetrics
        _draw_tick(painter, inner, found.chosen, palette)
        left = inner.left() + 20
        if found.square:
            colour = QColor(found.colour) if found.colour else palette.color(QPalette.ColorRole.PlaceholderText)
            left += _draw_square(painter, left, inner, found.square, colour, option.font) + 6
        quiet = mix(muted(palette), ground, 0.45) if self.stale or not found.count else muted(palette)
        count = metrics.horizontalAdvance(count_words)
        painter.setFont(option.font)
        painter.setPen(quiet)
        painter.drawText(inner, _LINE | Qt.AlignmentFlag.AlignRight, count_words)
        room = QRect(left, inner.top(), inner.right() - left - count - 8, inner.height())
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        painter.drawText(room, _LINE, metrics.elidedText(found.label, Qt.TextElideMode.ElideRight, room.width()))


def _draw_tick(painter: QPainter, inner: QRect, chosen: bool, palette: QPalette) -> None:
    box = QRectF(inner.left() + 0.5, inner.center().y() - 5.5, 12, 12)
    accent = palette.color(QPalette.ColorRole.Highlight)
    painter.setPen(QPen(accent if chosen else mix(muted(palette), palette.color(QPalette.ColorRole.Window), 0.6), 1.2))
    painter.setBrush(accent if chosen else palette.color(QPalette.ColorRole.Base))
    painter.drawRoundedRect(box, 3, 3)
    if chosen:
        painter.setPen(QPen(palette.color(QPalette.ColorRole.HighlightedText), 1.7))
        left, top = box.left(), box.top()
        painter.drawPolyline(
            [QPointF(left + 3, top + 6.2), QPointF(left + 5.2, top + 8.6), QPointF(left + 9.2, top + 3.6)]
        )


def _draw_square(painter: QPainter, left: int, inner: QRect, words: str, colour: QColor, font: QFont) -> int:
    """A code on its official colour; returns the width taken."""
    small = QFont(font)
    small.setPointSizeF(max(6.0, font.pointSizeF() * 0.8))
    small.setWeight(QFont.Weight.DemiBold)
    painter.setFont(small)
    width = max(17, painter.fontMetrics().horizontalAdvance(words) + 6)
    box = QRectF(left, inner.center().y() - 7, width, 15)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(words_on(colour))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    return width
