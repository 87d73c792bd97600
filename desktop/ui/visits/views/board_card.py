"""How a visit is drawn on the board: what it is called, who meets whom, when, and what is to be done about it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.i18n import _
from desktop.ui.style.colours import hairline, mix, muted, warning
from desktop.ui.style.status_colours import status_colour
from desktop.ui.visits.views.visit_text import marks_of, when, who
from desktop.visits.visit_queries import VisitCard

CARD = Qt.ItemDataRole.UserRole + 1
_ROOM, _GAP = 10, 6


def card_words(card: VisitCard) -> str:
    """All of a card, for a reader of the screen and under the pointer."""
    parts = [card.title or _("Untitled"), who(card), when(card), *marks_of(card)]
    return "\n".join(part for part in parts if part)


class CardDelegate(QStyledItemDelegate):
    """Every card has room for two lines of title, one of names and one of dates."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The same for all."""
        return QSize(100, 4 * QFontMetrics(option.font).height() + 2 * _ROOM + _GAP + 6)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One card."""
        card = index.data(CARD)
        if card is None:
            return
        palette = QApplication.palette()  # not the column's own, whose ground is none
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = selected and bool(option.widget and option.widget.hasFocus())
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        base, accent = palette.base().color(), palette.highlight().color()
        box = QRectF(option.rect).adjusted(6.5, 3.5, -6.5, -_GAP + 2.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = mix(accent, base, 0.14) if selected else mix(accent, base, 0.05) if hover else base
        painter.setBrush(ground)
        painter.setPen(QPen(accent, 2) if focused else QPen(hairline(palette), 1))
        painter.drawRoundedRect(box, 7, 7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(status_colour(card.stage, palette))
        painter.drawRoundedRect(QRectF(box.left() + 4, box.top() + 9, 3, box.height() - 18), 1.5, 1.5)
        inner = box.adjusted(_ROOM + 4, _ROOM - 2, -_ROOM + 2, -4).toRect()
        line = QFontMetrics(option.font).height()
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(palette.text().color())
        _draw_two_lines(painter, QRect(inner.left(), inner.top(), inner.width(), 2 * line), card.title or _("Untitled"))
        painter.setFont(option.font)
        painter.setPen(muted(palette))
        self._line(painter, inner, 2 * line + 2, who(card))
        marks = marks_of(card)
        left = inner
        if marks:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(warning(palette))
            painter.drawEllipse(QPointF(inner.right() - 4, inner.top() + 3.5 * line + 3), 3.4, 3.4)
            left = inner.adjusted(0, 0, -12, 0)
        painter.setPen(muted(palette))
        self._line(painter, left, 3 * line + 4, when(card))
        painter.restore()

    def _line(self, painter: QPainter, inner: QRect, top: int, words: str) -> None:
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(QRect(inner.left(), inner.top() + top, inner.width(), metrics.height()), 0, shown)


def _draw_two_lines(painter: QPainter, rect: QRect, words: str) -> None:
    """Words broken once, and cut at the end of the second line."""
    layout = QTextLayout(words.replace("\n", " "), painter.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(rect.width())
    second = layout.createLine()
    if second.isValid():
        second.setLineWidth(rect.width())
    layout.endLayout()
    ascent = painter.fontMetrics().ascent()
    first.draw(painter, QPointF(rect.left(), rect.top()))
    if second.isValid():
        rest = painter.fontMetrics().elidedText(
            words[second.textStart() :].replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(QPointF(rect.left(), rect.top() + painter.fontMetrics().height() + ascent), rest)
