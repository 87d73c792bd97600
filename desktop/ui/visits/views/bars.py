"""The bars of the timeline: a line a visit, from its first day to its last, over months that can be drawn apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QWidget,
)

from desktop.i18n import _, current_language
from desktop.ui.current_time import today
from desktop.ui.style.colours import hairline, is_dark, mix, muted, words_on
from desktop.ui.style.status_colours import status_colour
from desktop.ui.tooltips import show_tip
from desktop.ui.visits.views.board_card import card_words
from desktop.visits.visit_queries import TimelineSpan

_HEAD = 40
LEAST, MOST = 0.35, 24.0
"""Pixels a day."""
STEP = 1.35


class Bars(QAbstractScrollArea):
    """Up and Down go from visit to visit, Left and Right along the time, + and − draw it apart, Enter opens."""

    opened = Signal(str)
    left = Signal()
    typed = Signal(str)
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spans: Sequence[TimelineSpan] = ()
        self.current = -1
        self.scale = 2.2
        self._first = self._last = today()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(_("Timeline"))

    @property
    def row_height(self) -> int:
        """Of one visit, in pixels."""
        return self.fontMetrics().height() + 14

    def show_spans(self, spans: Sequence[TimelineSpan]) -> None:
        """Show these, in their order; the visit that was current stays so."""
        before = self.spans[self.current].card.id if 0 <= self.current < len(self.spans) else ""
        first_time = not self.spans
        self.spans = spans
        self.current = next((place for place, each in enumerate(spans) if each.card.id == before), -1)
        days = [each.first for each in spans] + [each.last for each in spans]
        self._first = (min(days) if days else today()).replace(day=1) - timedelta(days=31)
        self._first = self._first.replace(day=1)
        self._last = (max(days) if days else today()) + timedelta(days=75)
        self._measure()
        if first_time and spans:
            self.go_to_day(today())
        if self.hasFocus():
            self._select_now()
        self._show_text()
        self.viewport().update()

    def zoom(self, factor: float, about: float | None = None) -> None:
        """Draw the time apart or together; the day under `about` (else the middle) stays where it is."""
        place = self.viewport().width() / 2 if about is None else about
        day = (self.horizontalScrollBar().value() + place) / self.scale
        self.scale = max(LEAST, min(MOST, self.scale * factor))
        self._measure()
        self.horizontalScrollBar().setValue(round(day * self.scale - place))
        self.zoomed.emit()
        self.viewport().update()

    def go_to_day(self, day: date) -> None:
        """Bring a day into the middle."""
        self.horizontalScrollBar().setValue(round(self._x(day) - self.viewport().width() * 0.35))

    def select(self, place: int) -> None:
        """Make a visit the current one, and bring it into sight."""
        if not self.spans:
            return
        self.current = max(0, min(len(self.spans) - 1, place))
        span, bar = self.spans[self.current], self.verticalScrollBar()
        top, room = self.current * self.row_height, self.viewport().height() - _HEAD
        if top < bar.value():
            bar.setValue(top)
        elif top + self.row_height > bar.value() + room:
            bar.setValue(top + self.row_height - room)
        left, right = self._x(span.first), self._x(span.last + timedelta(days=1))
        across = self.horizontalScrollBar()
        if right < across.value() + 20 or left > across.value() + self.viewport().width() - 60:
            self.go_to_day(span.first)
        self._show_text()
        self.viewport().update()

    # Keyboard and mouse ----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From visit to visit, and along the time."""
        key, across = event.key(), self.horizontalScrollBar()
        page = max(1, (self.viewport().height() - _HEAD) // self.row_height - 1)
        rows = {
            Qt.Key.Key_Up: self.current - 1, Qt.Key.Key_Down: self.current + 1, Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self.spans) - 1, Qt.Key.Key_PageUp: self.current - page,
            Qt.Key.Key_PageDown: self.current + page,
        }  # fmt: skip
        if key in rows:
            self.select(rows[Qt.Key(key)])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            way = 1 if key == Qt.Key.Key_Right else -1
            across.setValue(across.value() + way * max(24, self.viewport().width() // 6))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / STEP)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if 0 <= self.current < len(self.spans):
                self.opened.emit(self.spans[self.current].card.id)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif not event.modifiers() and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel draws the time apart."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP, event.position().x())
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The visit of this line, and where it was its bar, into it."""
        place = self.row_at(event.position().y())
        if place < 0:
            return
        self.select(place)
        if self.bar(place).adjusted(-4, -3, 4, 3).contains(event.position()):
            self.opened.emit(self.spans[place].card.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Into it, wherever on its line."""
        if (place := self.row_at(event.position().y())) >= 0:
            self.opened.emit(self.spans[place].card.id)

    def viewportEvent(self, event: QEvent) -> bool:
        """What a line is, in words."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.row_at(event.pos().y())
            show_tip(event, _words(self.spans[place]) if place >= 0 else "", self)
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room."""
        super().resizeEvent(event)
        self._measure()

    def focusInEvent(self, event) -> None:
        """A visit is current."""
        super().focusInEvent(event)
        self._select_now()
        self.viewport().update()

    def _select_now(self) -> None:
        """Where none is chosen, the visit that is on, or the next one."""
        if self.current < 0 and self.spans:
            now = today()
            self.select(next((at for at, each in enumerate(self.spans) if each.last >= now), len(self.spans) - 1))

    def focusOutEvent(self, event) -> None:
        """It stands back."""
        super().focusOutEvent(event)
        self.viewport().update()

    def row_at(self, y: float) -> int:
        """The visit at this height; -1 for none."""
        place = int((y - _HEAD + self.verticalScrollBar().value()) // self.row_height)
        return place if y >= _HEAD and 0 <= place < len(self.spans) else -1

    def bar(self, place: int) -> QRectF:
        """Where the bar of a visit stands on the screen."""
        span = self.spans[place]
        top = _HEAD + place * self.row_height - self.verticalScrollBar().value() + 5
        left = self._x(span.first) - self.horizontalScrollBar().value()
        width = max(6.0, self._x(span.last + timedelta(days=1)) - self._x(span.first))
        return QRectF(left, top, width, self.row_height - 10)

    def _x(self, day: date) -> float:
        return (day - self._first).days * self.scale

    def _measure(self) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        width, height = self.viewport().width(), self.viewport().height() - _HEAD
        across.setRange(0, max(0, round((self._last - self._first).days * self.scale) - width))
        across.setPageStep(max(1, width))
        across.setSingleStep(40)
        down.setRange(0, max(0, len(self.spans) * self.row_height - height))
        down.setPageStep(max(1, height))
        down.setSingleStep(self.row_height)

    def _show_text(self) -> None:
        here = 0 <= self.current < len(self.spans)
        self.setAccessibleDescription(_words(self.spans[self.current]) if here else "")

    # Painting --------------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Only the lines and the months that are seen."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, view = self.palette(), self.viewport().rect()
        painter.fillRect(view, palette.base())
        self._paint_months(painter)
        painter.setClipRect(QRectF(0, _HEAD, view.width(), view.height() - _HEAD))
        first = self.verticalScrollBar().value() // self.row_height
        last = min(len(self.spans), first + (view.height() - _HEAD) // self.row_height + 2)
        if first <= self.current < last:
            self._paint_current(painter)
        now = self._x(today()) - self.horizontalScrollBar().value()
        painter.setPen(QPen(palette.highlight().color(), 1.5))
        painter.drawLine(int(now), _HEAD, int(now), view.height())
        for place in range(first, last):  # after the line of today: no word is struck through
            self._paint_row(painter, place)
        painter.end()

    def _paint_months(self, painter: QPainter) -> None:
        palette, locale, view = self.palette(), QLocale(current_language()), self.viewport().rect()
        line = mix(hairline(palette), palette.base().color(), 0.7)
        scrolled = self.horizontalScrollBar().value()
        month = (self._first + timedelta(days=int(scrolled / self.scale))).replace(day=1)
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        narrow = self.scale * 30 < painter.fontMetrics().horizontalAdvance("MMM") + 8
        while (left := self._x(month) - scrolled) < view.width():
            following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
            width = self._x(following) - scrolled - left
            painter.setPen(QPen(line, 1))
            if not narrow or month.month in (1, 4, 7, 10):
                painter.drawLine(int(left), 20, int(left), view.height())
                painter.setPen(muted(palette))
                room = width * (3 if narrow else 1)
                style = QLocale.FormatType.LongFormat if room > 90 else QLocale.FormatType.ShortFormat
                name = locale.standaloneMonthName(month.month, style)
                painter.drawText(QRectF(left + 5, 20, room, 20), Qt.AlignmentFlag.AlignVCenter, name)
            if month.month == 1 or left <= 0:
                painter.setFont(strong)
                painter.setPen(palette.text().color())
                painter.drawText(
                    QRectF(max(left, 0) + 5, 2, 80, 18), Qt.AlignmentFlag.AlignVCenter, str(month.year)
                )  # fmt: skip
                painter.setFont(self.font())
            if month.year >= 9999:
                break
            month = following
        painter.setPen(QPen(line, 1))
        painter.drawLine(0, _HEAD, view.width(), _HEAD)

    def _paint_current(self, painter: QPainter) -> None:
        accent, base = self.palette().highlight().color(), self.palette().base().color()
        whole = QRectF(0, self.bar(self.current).top() - 5, self.viewport().width(), self.row_height)
        painter.fillRect(whole, mix(accent, base, 0.16 if self.hasFocus() else 0.08))
        if self.hasFocus():
            painter.fillRect(QRectF(0, whole.top(), 3, whole.height()), accent)

    def _paint_row(self, painter: QPainter, place: int) -> None:
        palette, span, box = self.palette(), self.spans[place], self.bar(place)
        view = self.viewport().rect()
        colour = status_colour(span.card.stage, palette)
        ground = mix(colour, palette.base().color(), 0.55 if is_dark(palette) else 0.85)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 4, 4)
        for day, open in span.follow_ups:
            self._paint_follow_up(painter, self._x(day) - self.horizontalScrollBar().value(), box, open=open)
        words = span.card.title
        wide = painter.fontMetrics().horizontalAdvance(words)
        seen = box.intersected(QRectF(view))
        if seen.width() > wide + 12:
            painter.setPen(words_on(QColor(ground)))
            painter.drawText(seen.adjusted(6, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, words)
            return
        painter.setPen(palette.text().color())
        left = max(6.0, box.right() + 6)
        beside = QRectF(min(left, view.width() - 40.0), box.top(), view.width(), box.height())
        if box.right() > view.width() or left + wide > view.width() > box.left() > wide + 12:
            beside = QRectF(box.left() - wide - 8, box.top(), wide + 4, box.height())
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_follow_up(self, painter: QPainter, x: float, box: QRectF, *, open: bool) -> None:
        """A diamond on its day: empty while it is to be done."""
        palette, middle = self.palette(), QPointF(x, box.center().y())
        painter.setPen(QPen(muted(palette), 1.3))
        painter.setBrush(Qt.BrushStyle.NoBrush if open else muted(palette))
        painter.drawPolygon([middle + QPointF(a, b) for a, b in ((0, -5), (5, 0), (0, 5), (-5, 0))])


def _words(span: TimelineSpan) -> str:
    return card_words(span.card)
