"""A date as far as it is known: a year, a month or a day."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QVBoxLayout, QWidget

from desktop.i18n import _, current_language, pgettext
from desktop.ui.icons import icon
from desktop.ui.widgets.popup_owner import PopupOwner
from desktop.ui.widgets.typed_fields import MeasuredField
from desktop.values.dates import FIRST_YEAR, LAST_YEAR, format_date, parse_period
from desktop.workspace import Field, Value

_FRAME = 16
"""Pixels of a line that are no words."""


class CalendarPopup(QWidget):
    """A month to point at; Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.calendar = QCalendarWidget(self)
        self.calendar.setLocale(QLocale(current_language()))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
        self.calendar.setAccessibleName(_("Calendar"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.calendar)
        PopupOwner(self, parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class PartialDateField(MeasuredField):
    """Reads dates as people write them and says how it understood them. Where a beginning is wanted and a period was
    written ("3-5 May 2022"), its end goes where the end stands, if nothing stands there.
    """

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._end_is_free = False
        self._line.setMaximumWidth(self._line.fontMetrics().averageCharWidth() * 24)
        self._line.setPlaceholderText(_("2014 or 3 May 2014"))
        self._button = QToolButton(self)
        self._button.setIcon(icon("calendar"))
        self._button.setAutoRaise(True)
        self._button.setToolTip(_("Choose a day"))
        self._button.setAccessibleName(_("{field}: choose a day in a calendar").format(field=_(field.label)))
        self._button.clicked.connect(self.open_calendar)
        self.row.addWidget(self._button)
        self.row.setStretch(0, 1)
        self.row.addStretch(0)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """The date; is there an end beside it?"""
        super().show_values(values)
        self._end_is_free = bool(self.field.until) and values.get(self.field.until) is None

    def forget(self) -> None:
        """Another record comes."""
        super().forget()
        self._end_is_free = False

    def _further_end(self) -> str:
        """The end of the period that was typed, where there is room for it."""
        period = parse_period(self._line.text()) if self._end_is_free else None
        return period.end if period is not None and self.field.until != self.field.name else ""

    def _leave(self) -> None:
        """The end of what was typed is written with its beginning."""
        if not self._wrong and self._line.isModified() and (end := self._further_end()):
            self._end_is_free = False
            self.edited.emit({self.field.until: end})
        super()._leave()

    def write(self, value: Value) -> str:
        """In words, which this field reads again; where there is no room, Spanish goes without its two "de"."""
        words = "" if value is None else format_date(str(value))
        room = self._line.width() - _FRAME if self._line.isVisible() else 0
        return words.replace(" de ", " ") if 0 < room < self._line.fontMetrics().horizontalAdvance(words) else words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room."""
        super().resizeEvent(event)
        if self._value is not None and not self._wrong and not self._line.hasFocus():
            self._line.show_text(self.write(self._value))

    def understood(self, value: Value) -> str:
        """In words."""
        words = format_date(str(value))
        if end := self._further_end():
            return pgettext("from – to", "{start} – {end}").format(start=words, end=format_date(end))
        return "" if self._line.text().strip() in (words, self.write(value)) else words

    def set_read_only(self, on: bool) -> None:
        """No calendar either."""
        super().set_read_only(on)
        self._button.setVisible(not on)

    def open_calendar(self) -> None:
        """Show the month of the value, or this one."""
        popup = CalendarPopup(self)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        parts = [int(part) for part in str(self._value or "").split("-") if part.isdigit()]
        if parts:
            year, month, day = [*parts, 1, 1][:3]
            popup.calendar.setSelectedDate(QDate(year, month, day))

        def chosen(day: QDate) -> None:
            popup.close()
            self.take(day.toString(Qt.DateFormat.ISODate))
            self._line.setFocus()

        popup.calendar.clicked.connect(chosen)
        popup.calendar.activated.connect(chosen)
        popup.move(self.mapToGlobal(self.rect().bottomLeft()))
        popup.show()
        popup.calendar.setFocus()
