"""A year: twelve small months, each day as full as it is; a click or Enter leads into the month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from datetime import date, timedelta

from PySide6.QtCore import QLocale, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, current_language, ngettext
from desktop.ui.current_time import today
from desktop.ui.listing.list_spec import number
from desktop.ui.style.colours import mix, muted, warning, words_on
from desktop.ui.visits.views.month import first_shown
from desktop.visits.visit_queries import YearOverview

COLUMNS, LINES = 4, 3


class YearView(QWidget):
    """Arrows go from month to month, Page Up and Page Down turn the years."""

    month_wanted = Signal(object)  # the first day of a month
    year_changed = Signal(object)
    left = Signal()
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = today().replace(day=1)
        self._days: Counter[date] = Counter()
        self._due: Set[date] = frozenset()
        self._starts: Counter[int] = Counter()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Year"))

    def span(self) -> tuple[date, date]:
        """The days shown."""
        return date(self.month.year, 1, 1), date(self.month.year, 12, 31)

    def show_found(self, found: YearOverview) -> None:
        """Count what is on each day."""
        first, last = self.span()
        days: Counter[date] = Counter()
        self._due = found.due
        self._starts = Counter()
        for begins, ends in found.visits:
            self._starts[max(begins, first).month] += 1
            day = max(begins, first)
            while day <= min(ends, last):
                days[day] += 1
                day += timedelta(days=1)
        self._days = days
        self._show_text()
        self.update()

    def visits_in(self, month: int) -> int:
        """How many visits begin in a month, or go on into the year."""
        return self._starts[month]

    def go_to(self, month: date) -> None:
        """Make a month the current one; turns to its year."""
        turned = month.year != self.month.year
        self.month = month.replace(day=1)
        if turned:
            self._days, self._due, self._starts = Counter(), frozenset(), Counter()
            self.year_changed.emit(self.month)
        self._show_text()
        self.update()

    def turn(self, months: int) -> None:
        """So many months on."""
        year, month = divmod(self.month.year * 12 + self.month.month - 1 + months, 12)
        if 1 <= year <= 9998:
            self.go_to(date(year, month + 1, 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From month to month."""
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -COLUMNS, Qt.Key.Key_Down: COLUMNS,
            Qt.Key.Key_PageUp: -12, Qt.Key.Key_PageDown: 12,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            self.turn(steps[key])
        elif key == Qt.Key.Key_Home:
            self.go_to(today())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.month_wanted.emit(self.month)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif not event.modifiers() and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A turn of the wheel turns the year."""
        if event.angleDelta().y():
            self.turn(-12 if event.angleDelta().y() > 0 else 12)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Into the month."""
        column = min(COLUMNS - 1, int(event.position().x() / (self.width() / COLUMNS)))
        line = min(LINES - 1, int(event.position().y() / (self.height() / LINES)))
        self.go_to(date(self.month.year, line * COLUMNS + column + 1, 1))
        self.month_wanted.emit(self.month)

    def _show_text(self) -> None:
        count = self._starts[self.month.month]
        words = ngettext("{number} visit", "{number} visits", count).format(number=number(count))
        name = QLocale(current_language()).standaloneMonthName(self.month.month)
        self.setAccessibleDescription(f"{name} {self.month.year}. {words}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Twelve months."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.palette().base())
        width, height = self.width() / COLUMNS, self.height() / LINES
        for month in range(1, 13):
            line, column = divmod(month - 1, COLUMNS)
            self._paint_month(painter, month, QRectF(column * width, line * height, width, height))
        painter.end()

    def _paint_month(self, painter: QPainter, month: int, box: QRectF) -> None:
        palette, locale = self.palette(), QLocale(current_language())
        first = date(self.month.year, month, 1)
        if month == self.month.month:
            painter.setPen(QPen(palette.highlight().color(), 2 if self.hasFocus() else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), 8, 8)
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(palette.text().color())
        inner = box.adjusted(14, 10, -14, -8)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft, locale.standaloneMonthName(month))
        painter.setFont(self.font())
        painter.setPen(muted(palette))
        count = self._starts[month]
        words = ngettext("{number} visit", "{number} visits", count).format(number=number(count)) if count else ""
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight, words)
        top = inner.top() + painter.fontMetrics().height() + 6
        cell_width, cell_height = inner.width() / 7, (inner.bottom() - top) / 6
        monday = first_shown(first)
        small = QFont(self.font())
        small.setPointSizeF(max(6.5, self.font().pointSizeF() * 0.82))
        painter.setFont(small)
        for days in range(42):
            day = monday + timedelta(days=days)
            if day.month != month:
                continue
            week, column = divmod(days, 7)
            cell = QRectF(inner.left() + column * cell_width, top + week * cell_height, cell_width, cell_height)
            self._paint_day(painter, day, cell.adjusted(1, 1, -1, -1))

    def _paint_day(self, painter: QPainter, day: date, cell: QRectF) -> None:
        palette = self.palette()
        count = self._days[day]
        ground = QColor(palette.base().color())
        if count:
            ground = mix(palette.highlight().color(), ground, min(0.85, 0.25 + 0.2 * count))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(cell, 3, 3)
        if day == today():
            painter.setPen(QPen(palette.highlight().color(), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell, 3, 3)
        painter.setPen(words_on(ground) if count else muted(palette))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if day in self._due:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(warning(palette))
            painter.drawEllipse(QRectF(cell.right() - 5, cell.top() + 1.5, 4, 4))
