"""The middle of the page: the search line, how many were found, the list, and what stands there when it is empty."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop.catalogue import QueryError
from desktop.i18n import _
from desktop.ui.icons import icon
from desktop.ui.listing.empty_state import EmptyState
from desktop.ui.listing.list_view import ListView
from desktop.ui.listing.search_line import Completer, SearchLine
from desktop.ui.style.listing import list_sheet
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.link_label import LinkLabel
from desktop.ui.widgets.overlay_text import OverlayText

_WORDS_FROM = 560
"""Pixels of the list from which on the button for a new one has room for words."""
_NAME = 18
"""Letters of the name of a saved search."""
SHOW_ERROR_AFTER_MS = 500
"""A field's name just typed is not yet a mistake."""


class ListArea(QWidget):
    """Puts the parts together and shows an error of the query at its place."""

    star_opened = Signal()  # the menu of the star is about to be shown

    def __init__(self, view: ListView, complete: Completer, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("listArea")
        self.view = view
        self.line = SearchLine(complete, hint, self)
        self.line.setMinimumHeight(32)
        self.star = QToolButton(self)
        self.star.setAutoRaise(True)
        self.star.setIcon(icon("star"))
        self.star.setIconSize(QSize(18, 18))
        self._saved = ""
        self.star.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.star_menu = QMenu(self)
        self.star_menu.aboutToShow.connect(self.star_opened)
        self.star.setMenu(self.star_menu)
        self.new = QToolButton(self)
        self.new.setObjectName("newButton")
        self.count = QLabel(self)
        self.count.setObjectName("foundCount")
        self.count.setAccessibleName(_("Number found"))
        self.problem = OverlayText(self.line, "queryProblem")
        self.note = QLabel(self)
        self.note.setObjectName("queryNote")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.hide()
        self.elsewhere = LinkLabel(self)
        """What was found on another page, below the list; hidden where nothing was."""
        self.elsewhere.setObjectName("foundElsewhere")
        self.elsewhere.hide()
        self.empty = EmptyState(self)
        self.main: QWidget = view
        """What shows the records that were found: the list, or something else in its place."""
        self.stack = QStackedWidget(self)
        self.stack.addWidget(view)
        self.stack.addWidget(self.empty)
        self.top = top = QHBoxLayout()
        top.setContentsMargins(10, 10, 10, 8)
        top.setSpacing(6)
        top.addWidget(self.line, 1)
        top.addWidget(self.star)
        top.addWidget(self.count)
        top.addWidget(self.new)
        rule = QFrame(self)
        rule.setObjectName("listRule")
        rule.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.note)
        column.addWidget(rule)
        column.addWidget(self.stack, 1)
        column.addWidget(self.elsewhere)
        self._error: QueryError | None = None
        self._wait = QTimer(self, singleShot=True, interval=SHOW_ERROR_AFTER_MS)
        self._wait.timeout.connect(self.show_query_error)
        self._apply_style()
        self.show_saved("")

    def put_above(self, widget: QWidget) -> None:
        """A line over the search, with this at its left and the button for a new one at its right."""
        line = QHBoxLayout()
        line.setContentsMargins(10, 8, 10, 0)
        line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.new)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertLayout(0, line)

    def show_saved(self, name: str) -> None:
        """The search shown is kept under this name; "" where it is not."""
        self._saved = name
        self.star.setIcon(icon("saved_search" if name else "star"))
        words = _("Saved search: {name}").format(name=name) if name else _("Save this search, or use a saved one")
        self.star.setToolTip(plain_tip(words))
        self.star.setAccessibleName(words if name else _("Saved searches"))
        self._fit_words()

    def offer_new(self, action: QAction) -> None:
        """A button that does this, beside the search also once there are rows."""
        self.new.setDefaultAction(action)
        self.new.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        name = action.text().replace("&", "")
        self.new.setAccessibleName(name)
        self.new.setToolTip(plain_tip(f"{name} ({keys})" if keys else name))
        self._fit_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the button is a picture alone."""
        super().resizeEvent(event)
        self._fit_words()

    def _fit_words(self) -> None:
        style = Qt.ToolButtonStyle
        wide = self.width() >= _WORDS_FROM
        self.new.setToolButtonStyle(style.ToolButtonTextBesideIcon if wide else style.ToolButtonIconOnly)
        named = wide and bool(self._saved)
        self.star.setToolButtonStyle(style.ToolButtonTextBesideIcon if named else style.ToolButtonIconOnly)
        room = self.fontMetrics().averageCharWidth() * _NAME
        words = self.fontMetrics().elidedText(self._saved, Qt.TextElideMode.ElideRight, room)
        self.star.setText(words.replace("&", "&&"))

    @property
    def is_empty(self) -> bool:
        """Does something else stand in the list's place?"""
        return self.stack.currentWidget() is self.empty

    def show_list(self) -> None:
        """There is something to show."""
        self.stack.setCurrentWidget(self.main)

    def show_empty(self) -> None:
        """The list has none."""
        here = self.main.focusWidget()
        had_focus = here is not None and here.hasFocus()
        self.stack.setCurrentWidget(self.empty)
        if had_focus:
            self.line.setFocus()

    def show_note(self, words: str) -> None:
        """What people have to know of what was found; "" for nothing."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def show_wrong(self, error: QueryError) -> None:
        """The text is no query: say so as soon as the person rests."""
        self._error = error
        if self.problem.isVisible():
            self.show_query_error()
        else:
            self._wait.start()

    def show_query_error(self) -> None:
        """Underline the place and say the sentence now."""
        self._wait.stop()
        if self._error is not None:
            self.line.mark_wrong(self._error.start, self._error.end)
            self.problem.show_words(" ".join(part for part in (self._error.what, self._error.todo) if part))
            self.line.setAccessibleDescription(self.problem.text())

    def show_right(self) -> None:
        """The text is a query."""
        self._wait.stop()
        self._error = None
        self.line.mark_right()
        self.problem.show_words("")

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._apply_style()

    def _apply_style(self) -> None:
        sheet = list_sheet(self.palette())
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
