"""The calendar of visits: a month or a year, with what is due for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop.catalogue import Query
from desktop.i18n import _, current_language
from desktop.ui.current_time import today
from desktop.ui.tooltips import plain_tip
from desktop.ui.visits.views.calendar_entries import is_visit
from desktop.ui.visits.views.month import MonthView
from desktop.ui.visits.views.view import VisitsView
from desktop.ui.visits.views.year import YearView
from desktop.visits.visit_queries import CalendarEntry, YearOverview

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class CalendarView(VisitsView):
    """Turns by month or by year; what is clicked is opened."""

    key = "calendar"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.month = MonthView(self)
        self.year = YearView(self)
        self.stack = QStackedWidget(self)
        for each in (self.month, self.year):
            self.stack.addWidget(each)
            each.left.connect(self.left)
            each.typed.connect(self.typed)
        self.month.opened.connect(self._open)
        self.month.month_changed.connect(lambda _month: self._turned())
        self.year.year_changed.connect(lambda _month: self._turned())
        self.year.month_wanted.connect(self.show_month)
        self.title = QLabel(self)
        self.title.setObjectName("calendarTitle")
        before, after = self._button("‹", _("Before")), self._button("›", _("After"))
        before.clicked.connect(lambda: self.turn(-1))
        after.clicked.connect(lambda: self.turn(1))
        self.now = QPushButton(_("&Today"), self)
        self.now.clicked.connect(lambda: self.go_to(today()))
        self.month_button, self.year_button = QPushButton(_("M&onth"), self), QPushButton(_("Y&ear"), self)
        for button in (self.now, self.month_button, self.year_button):
            button.setObjectName("calendarWay")
        for button, then in (
            (self.month_button, lambda: self.show_month(self.year.month)),
            (self.year_button, lambda: self.show_year(self.month.month)),
        ):
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.clicked.connect(then)
        self.month_button.setChecked(True)
        top = QHBoxLayout()
        top.setContentsMargins(12, 6, 12, 6)
        for widget in (before, after, self.title):
            top.addWidget(widget)
        top.addStretch(1)
        for widget in (self.now, self.month_button, self.year_button):
            top.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.stack, 1)
        self.setFocusProxy(self.month)
        self._show_text()

    def _button(self, sign: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setAutoRaise(True)
        button.setAccessibleName(words)
        button.setToolTip(plain_tip(words))
        button.setObjectName("calendarStep")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    @property
    def by_month(self) -> bool:
        """Is one month shown?"""
        return self.stack.currentWidget() is self.month

    def turn(self, way: int) -> None:
        """A month on, or a year."""
        if self.by_month:
            self.month.turn(way)
        else:
            self.year.turn(12 * way)

    def go_to(self, day: date) -> None:
        """Show this day."""
        if self.by_month:
            self.month.go_to(day)
        else:
            self.year.go_to(day)

    def show_month(self, month: date) -> None:
        """Show one month."""
        self.month_button.setChecked(True)
        self._show(self.month)
        self.month.go_to(max(month, min(self.month.day, _end(month))))
        self._turned()

    def show_year(self, month: date) -> None:
        """Show the year of a month."""
        self.year_button.setChecked(True)
        self._show(self.year)
        self.year.go_to(month)
        self._turned()

    def _show(self, view: MonthView | YearView) -> None:
        self.stack.setCurrentWidget(view)
        self.setFocusProxy(view)
        view.setFocus()

    def job(self, query: Query) -> Callable[[], Sequence[CalendarEntry] | YearOverview]:
        """What is on the days shown."""
        workspace, (first, last), day = self.desk.workspace, self.month.span(), today()
        from desktop.visits import visit_queries

        if not self.by_month:
            number = self.year.month.year
            return lambda: visit_queries.read_year(workspace, number, query)
        return lambda: visit_queries.read_calendar(workspace, first, last, query, today=day)

    def show_found(self, found: Sequence[CalendarEntry] | YearOverview) -> None:
        """Show it."""
        if isinstance(found, YearOverview):
            self.year.show_found(found)
        else:
            self.month.show_entries(found)
        self._show_text()

    def _turned(self) -> None:
        self._show_text()
        self.refresh()

    def _open(self, entry: CalendarEntry) -> None:
        if is_visit(entry):
            self.opened.emit(entry.visit_id, "", "")
        else:
            self.opened.emit(entry.visit_id, entry.type, entry.id)

    def _show_text(self) -> None:
        if self.by_month:
            name = QLocale(current_language()).standaloneMonthName(self.month.month.month)
            self.title.setText(f"{name} {self.month.month.year}")
        else:
            self.title.setText(str(self.year.month.year))


def _end(month: date) -> date:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
