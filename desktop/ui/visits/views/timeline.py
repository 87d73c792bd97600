"""The timeline of visits: bars over months, with what draws them apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.catalogue import Query
from desktop.i18n import _
from desktop.ui.current_time import today
from desktop.ui.tooltips import plain_tip
from desktop.ui.visits.views.bars import STEP, Bars
from desktop.ui.visits.views.view import VisitsView
from desktop.visits.visit_queries import TimelineSpan

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class TimelineView(VisitsView):
    """The bars, and what draws them apart."""

    key = "timeline"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.bars = Bars(self)
        self.bars.opened.connect(lambda id: self.opened.emit(id, "", ""))
        self.bars.left.connect(self.left)
        self.bars.typed.connect(self.typed)
        self.undated = QLabel(self)
        self.undated.setObjectName("foundCount")
        closer, wider = QPushButton("+", self), QPushButton("−", self)
        for button, words, factor in ((wider, _("Zoom out"), 1 / STEP), (closer, _("Zoom in"), STEP)):
            button.setAccessibleName(words)
            button.setToolTip(plain_tip(words))
            button.setObjectName("stepButton")
            button.clicked.connect(lambda _checked=False, factor=factor: self.bars.zoom(factor))
        now = QPushButton(_("&Today"), self)
        now.clicked.connect(lambda: self.bars.go_to_day(today()))
        top = QHBoxLayout()
        top.setContentsMargins(12, 6, 12, 6)
        top.addWidget(self.undated, 1)
        for widget in (now, wider, closer):
            top.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.bars, 1)
        self.setFocusProxy(self.bars)

    def job(self, query: Query) -> Callable[[], Sequence[TimelineSpan]]:
        """The visits with a date, by their first day."""
        from desktop.visits import visit_queries

        workspace, day = self.desk.workspace, today()
        return lambda: visit_queries.read_timeline(workspace, query, day)

    def show_found(self, found: Sequence[TimelineSpan]) -> None:
        """Show them."""
        self.bars.show_spans(found)
        self.undated.setText("" if found else _("No visit with a date is found."))
