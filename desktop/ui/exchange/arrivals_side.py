"""What arrived: when, from whom, and what it did; each report again, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.ui.exchange.moments import moment
from desktop.ui.exchange.report_panel import ReportPanel
from desktop.ui.exchange.take_in_work import take_back
from desktop.ui.exchange.told import Exchange, Report, figure_words, kept_figures, kept_report
from desktop.ui.icons import icon
from desktop.ui.plain_tip import plain_tip
from desktop.words import _, pgettext
from desktop.workspace.arrivals import KeptArrival

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_NO = Qt.ItemDataRole.UserRole
TOPIC = "exchange: report"


class ArrivalsSide(QWidget):
    """The table above, the report of the arrival that is chosen below."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._arrivals: dict[int, KeptArrival] = {}
        self._shown: KeptArrival | None = None
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHeaderLabels([_("When"), pgettext("a package", "From"), _("File"), _("What it did")])
        self.list.setAccessibleName(_("What arrived"))
        header = self.list.header()
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Interactive)
        self.list.setColumnWidth(2, self.fontMetrics().averageCharWidth() * 26)
        header.setStretchLastSection(True)
        self.list.currentItemChanged.connect(self._show)
        self._nothing = QLabel(_("Nothing has arrived yet. Drop a package, or a PDF that carries data, anywhere here."))
        self._nothing.setObjectName("sideHint")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.undone = QLabel(_("Taken back since."), self)
        self.undone.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.undo = QPushButton(icon("undo"), _("Take it &back"), self)
        self.undo.setToolTip(_("Writes again what stood there before; what was edited since stays"))
        self.undo.clicked.connect(self._take_back)
        self.report = ReportPanel(self)
        self.report.record_wanted.connect(desk.record_wanted)
        below = QWidget(self)
        foot = QHBoxLayout()
        foot.addWidget(self.undone)
        foot.addStretch(1)
        foot.addWidget(self.undo)
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 10, 0, 0)
        lower.setSpacing(8)
        lower.addWidget(self.report, 1)
        lower.addLayout(foot)
        self._parts = QSplitter(Qt.Orientation.Vertical, self)
        self._parts.setChildrenCollapsible(False)
        self._parts.setHandleWidth(1)
        self._parts.addWidget(self.list)
        self._parts.addWidget(below)
        self._parts.setStretchFactor(0, 2)
        self._parts.setStretchFactor(1, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._parts, 1)
        column.addWidget(self._nothing, 1)

    def show_exchange(self, found: Exchange) -> None:
        """Show the arrivals; the one that was chosen stays so, unless a new one came."""
        known, chosen = set(self._arrivals), self.chosen
        self._arrivals = {each.no: each for each in found.arrivals}
        came = [each for each in found.arrivals if each.no not in known]
        wanted = chosen.no if chosen is not None and not came else (found.arrivals[0].no if found.arrivals else 0)
        self.list.blockSignals(True)
        self.list.clear()
        for each in found.arrivals:
            what = figure_words(kept_figures(each))
            if each.undone:
                what = _("{what} (taken back)").format(what=what)
            item = QTreeWidgetItem([moment(each.time), each.sender or _("Nameless"), each.label, what])
            item.setData(0, _NO, each.no)
            for column in (2, 3):
                item.setToolTip(column, plain_tip(item.text(column)))
            self.list.addTopLevelItem(item)
            if each.no == wanted:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._parts.setVisible(bool(found.arrivals))
        self._nothing.setVisible(not found.arrivals)
        self._show()

    @property
    def chosen(self) -> KeptArrival | None:
        """The arrival that is chosen."""
        item = self.list.currentItem()
        return self._arrivals.get(item.data(0, _NO)) if item is not None else None

    def _show(self) -> None:
        arrival = self.chosen
        self.undone.setVisible(arrival is not None and arrival.undone)
        self.undo.setEnabled(arrival is not None and not arrival.undone and self._desk.writable)
        if arrival is None or (self._shown is not None and arrival.no == self._shown.no):
            return
        self._shown = arrival
        workspace = self._desk.workspace
        self._desk.background.run(
            lambda: kept_report(workspace, arrival), lambda report: self._show_report(arrival, report), topic=TOPIC
        )

    def _show_report(self, arrival: KeptArrival, report: Report) -> None:
        if isValid(self) and self._shown is arrival:
            self.report.show_report(report, done=True)

    def _take_back(self) -> None:
        if (arrival := self.chosen) is not None and not arrival.undone:
            self.undo.setEnabled(False)
            take_back(self._desk, arrival.group)
