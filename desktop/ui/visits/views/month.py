"""A month: visits as bars over their days, below them what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.i18n import _, current_language
from desktop.ui.current_time import today
from desktop.ui.style.colours import hairline, is_dark, mix, muted, warning, words_on
from desktop.ui.style.status_colours import status_colour
from desktop.ui.tooltips import show_tip
from desktop.ui.visits.views.calendar_entries import entry_words, is_visit
from desktop.visits.visit_queries import CalendarEntry

WEEKS = 6
_HEAD = 26.0
_DAY = 20.0


@dataclass(frozen=True)
class Placed:
    """One entry in one week: from which column to which, in which lane."""

    entry: CalendarEntry
    week: int
    first: int
    last: int
    lane: int


def first_shown(month: date) -> date:
    """The Monday on or before the first of a month."""
    first = month.replace(day=1)
    return first - timedelta(days=first.weekday())


def place(entries: Sequence[CalendarEntry], monday: date) -> list[Placed]:
    """Each entry cut into weeks, and in each week into lanes, so that none covers another: long ones first."""
    placed: list[Placed] = []
    for week in range(WEEKS):
        begins = monday + timedelta(days=7 * week)
        ends = begins + timedelta(days=6)
        here = [each for each in entries if each.first <= ends and each.last >= begins]
        here.sort(key=lambda each: (not is_visit(each), each.first, -(each.last - each.first).days, each.title))
        taken: list[int] = []  # lane -> the first column that is free
        for each in here:
            first = max(0, (each.first - begins).days)
            last = min(6, (each.last - begins).days)
            lane = next((at for at, free in enumerate(taken) if free <= first), len(taken))
            if lane == len(taken):
                taken.append(0)
            taken[lane] = last + 1
            placed.append(Placed(each, week, first, last, lane))
    return placed


class MonthView(QWidget):
    """Arrows go from day to day, Enter opens what is there, Page Up and Page Down turn the months."""

    opened = Signal(object)  # an entry
    month_changed = Signal(object)  # the first day of the month shown
    left = Signal()
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = today()
        self.month = self.day.replace(day=1)
        self.entries: Sequence[CalendarEntry] = ()
        self._placed: list[Placed] = []
        self._boxes: list[tuple[QRectF, CalendarEntry]] = []
        self._more: list[tuple[QRectF, date]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Calendar"))
        self._show_text()

    def span(self) -> tuple[date, date]:
        """The days shown."""
        monday = first_shown(self.month)
        return monday, monday + timedelta(days=7 * WEEKS - 1)

    def show_entries(self, entries: Sequence[CalendarEntry]) -> None:
        """Show these."""
        self.entries = entries
        self._placed = place(entries, first_shown(self.month))
        self._show_text()
        self.update()

    def go_to(self, day: date) -> None:
        """Make a day the current one; turns to its month."""
        self.day = day
        if (day.year, day.month) != (self.month.year, self.month.month):
            self.month = day.replace(day=1)
            self._placed = []
            self.month_changed.emit(self.month)
        self._show_text()
        self.update()

    def turn(self, months: int) -> None:
        """So many months on."""
        place = self.month.year * 12 + self.month.month - 1 + months
        year, month = divmod(place, 12)
        if 1 <= year <= 9998:
            self.go_to(date(year, month + 1, min(self.day.day, 28)))

    def on_day(self, day: date) -> list[CalendarEntry]:
        """What there is on a day, visits first."""
        found = [each for each in self.entries if each.first <= day <= each.last]
        return sorted(found, key=lambda each: (not is_visit(each), each.first, each.title))

    # Keyboard and mouse ----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From day to day."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        key = Qt.Key(event.key())
        if key in steps:
            self.go_to(self.day + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Home:
            self.go_to(today())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open_day(self.day)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif not event.modifiers() and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A turn of the wheel turns the month."""
        if event.angleDelta().y():
            self.turn(-1 if event.angleDelta().y() > 0 else 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open what is under the pointer, else make its day the current one."""
        point = event.position()
        for box, entry in self._boxes:
            if box.contains(point):
                self.go_to(max(entry.first, min(entry.last, self._day_at(point.x(), point.y()))))
                self.opened.emit(entry)
                return
        day = self._day_at(point.x(), point.y())
        self.go_to(day)
        if any(box.contains(point) for box, _day in self._more):
            self.open_day(day)

    def open_day(self, day: date) -> QMenu | None:
        """Open the one thing of a day; of several, let the person choose."""
        entries = self.on_day(day)
        if len(entries) == 1:
            self.opened.emit(entries[0])
            return None
        if not entries:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in entries:
            action = menu.addAction(entry_words(each).replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, each=each: self.opened.emit(each))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.mapToGlobal(self._cell(day).bottomLeft().toPoint()))
        return menu

    def event(self, event: QEvent) -> bool:
        """The whole of an entry under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            point = event.pos()
            entry = next((entry for box, entry in self._boxes if box.contains(point)), None)
            show_tip(event, entry_words(entry) if entry is not None else "", self)
            return True
        return super().event(event)

    def _show_text(self) -> None:
        locale = QLocale(current_language())
        words = locale.toString(QDate(self.day.year, self.day.month, self.day.day), QLocale.FormatType.LongFormat)
        here = [entry_words(each) for each in self.on_day(self.day)]
        self.setAccessibleDescription(". ".join([words, *(here or [_("Nothing on this day")])]))

    # Painting --------------------------------------------------------------------------------------------------------

    def _cell(self, day: date) -> QRectF:
        monday = first_shown(self.month)
        days = (day - monday).days
        week, column = divmod(max(0, min(7 * WEEKS - 1, days)), 7)
        width, height = self.width() / 7, (self.height() - _HEAD) / WEEKS
        return QRectF(column * width, _HEAD + week * height, width, height)

    def _day_at(self, x: float, y: float) -> date:
        width, height = self.width() / 7, (self.height() - _HEAD) / WEEKS
        column = max(0, min(6, int(x / width)))
        week = max(0, min(WEEKS - 1, int((y - _HEAD) / height)))
        return first_shown(self.month) + timedelta(days=7 * week + column)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The grid, the bars, the day that has the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        painter.fillRect(self.rect(), palette.base())
        self._paint_grid(painter)
        line = painter.fontMetrics().height() + 3.0
        height = (self.height() - _HEAD) / WEEKS
        lanes = max(1, int((height - _DAY - 4) / line))
        self._boxes, hidden = [], {}
        for each in self._placed:
            fits = each.lane < lanes - 1 or (each.lane == lanes - 1 and not self._deeper(each, lanes))
            if fits:
                self._paint_entry(painter, each, line)
                continue
            for column in range(each.first, each.last + 1):
                hidden[each.week, column] = hidden.get((each.week, column), 0) + 1
        self._more = []
        painter.setPen(muted(palette))
        for (week, column), count in hidden.items():
            cell = self._cell(first_shown(self.month) + timedelta(days=7 * week + column))
            box = QRectF(cell.left() + 6, cell.bottom() - line, cell.width() - 12, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, f"+{count}")
            self._more.append((box, first_shown(self.month) + timedelta(days=7 * week + column)))
        painter.end()

    def _deeper(self, placed: Placed, lanes: int) -> bool:
        """Does anything stand below this lane on its days?"""
        return any(
            each.week == placed.week and each.lane >= lanes and each.first <= placed.last and each.last >= placed.first
            for each in self._placed
        )

    def _paint_grid(self, painter: QPainter) -> None:
        palette, locale, now = self.palette(), QLocale(current_language()), today()
        line = mix(hairline(palette), palette.base().color(), 0.75)
        monday = first_shown(self.month)
        width = self.width() / 7
        painter.setPen(muted(palette))
        for column in range(7):
            words = locale.standaloneDayName(column + 1, QLocale.FormatType.ShortFormat)
            painter.drawText(QRectF(column * width + 8, 0, width, _HEAD), Qt.AlignmentFlag.AlignVCenter, words)
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.Bold)
        for days in range(7 * WEEKS):
            day = monday + timedelta(days=days)
            cell = self._cell(day)
            if day.month != self.month.month:
                painter.fillRect(cell, mix(palette.window().color(), palette.base().color(), 0.6))
            painter.setPen(QPen(line, 1))
            painter.drawRect(cell.adjusted(-0.5, -0.5, -0.5, -0.5))
            if day == self.day:
                colour = palette.highlight().color()
                painter.setPen(QPen(colour if self.hasFocus() else mix(colour, line, 0.5), 2))
                painter.drawRect(cell.adjusted(1, 1, -2, -2))
            number = QRectF(cell.left() + 6, cell.top() + 2, 24, _DAY - 2)
            painter.setFont(strong if day == now else self.font())
            if day == now:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(palette.highlight())
                painter.drawRoundedRect(number.adjusted(-3, 1, 1, 0), 8, 8)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(palette.highlightedText().color())
                painter.drawText(number.adjusted(-3, 0, 1, 0), Qt.AlignmentFlag.AlignCenter, str(day.day))
            else:
                painter.setPen(
                    palette.text().color() if day.month == self.month.month else palette.placeholderText().color()
                )
                painter.drawText(number, Qt.AlignmentFlag.AlignVCenter, str(day.day))
        painter.setFont(self.font())

    def _paint_entry(self, painter: QPainter, placed: Placed, line: float) -> None:
        palette, entry = self.palette(), placed.entry
        monday = first_shown(self.month) + timedelta(days=7 * placed.week)
        left = self._cell(monday + timedelta(days=placed.first))
        right = self._cell(monday + timedelta(days=placed.last))
        box = QRectF(left.left() + 3, left.top() + _DAY + placed.lane * line, right.right() - left.left() - 6, line - 2)
        metrics = painter.fontMetrics()
        if is_visit(entry):
            colour = status_colour(entry.stage, palette)
            ground = mix(colour, palette.base().color(), 0.55 if is_dark(palette) else 0.85)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(words_on(ground))
            inner = box.adjusted(6, 0, -4, 0)
        else:
            colour = warning(palette) if entry.overdue else muted(palette)
            painter.setPen(QPen(colour, 1.5))
            painter.setBrush(colour if not entry.open else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box.left() + 3, box.center().y() - 4, 8, 8), 2, 2)
            painter.setPen(warning(palette) if entry.overdue else palette.text().color())
            inner = box.adjusted(15, 0, -2, 0)
        words = entry.title
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignVCenter,
            metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(inner.width())),
        )  # fmt: skip
        self._boxes.append((box, entry))

    def focusInEvent(self, event) -> None:
        """The current day shows that the keyboard is here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event) -> None:
        """Or not."""
        super().focusOutEvent(event)
        self.update()
