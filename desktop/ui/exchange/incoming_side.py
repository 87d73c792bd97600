"""What arrived: when, from whom, and what it did; each report again, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.exchange.consolidation import ConsolidationSummary
from desktop.i18n import _, ngettext, pgettext
from desktop.ui.exchange.consolidation_panel import ConsolidationPanel
from desktop.ui.exchange.exchange_data import Exchange, Report, figure_words, kept_figures, kept_report
from desktop.ui.exchange.package_import_job import undo_import
from desktop.ui.exchange.report_panel import ReportPanel
from desktop.ui.icons import icon
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.time_text import moment
from desktop.workspace.merge.merging import StoredMerge

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_NO = Qt.ItemDataRole.UserRole
TOPIC = "exchange: report"


class IncomingSide(QWidget):
    """The table above, the report of the arrival that is chosen below. A consolidation stands there as one, its packages
    inside; `report_wanted` tells its number.
    """

    report_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._arrivals: dict[int, StoredMerge] = {}
        self._consolidations: dict[int, ConsolidationSummary] = {}
        self._shown: StoredMerge | None = None
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHeaderLabels([_("When"), pgettext("a package", "From"), _("File"), _("Changes")])
        self.list.setAccessibleName(_("Received"))
        header = self.list.header()
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Interactive)
        self.list.setColumnWidth(2, self.fontMetrics().averageCharWidth() * 26)
        header.setStretchLastSection(True)
        self.list.currentItemChanged.connect(self._show)
        self._nothing = QLabel(_("No package received yet. Drop a package here, or a PDF that contains data."))
        self._nothing.setObjectName("sideHint")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.undone = QLabel(_("Undone later."), self)
        self.undone.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.undo = QPushButton(icon("undo"), _("&Undo the import"), self)
        self.undo.setToolTip(_("Restores the previous values; later edits are kept"))
        self.undo.clicked.connect(self._undo_import)
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
        self.consolidation_panel = ConsolidationPanel(self)
        self.consolidation_panel.report_wanted.connect(self.report_wanted)
        self.list.itemActivated.connect(lambda *_ignored: self._open())
        self._below = QStackedWidget(self)
        self._below.addWidget(below)
        self._below.addWidget(self.consolidation_panel)
        self._parts = QSplitter(Qt.Orientation.Vertical, self)
        self._parts.setChildrenCollapsible(False)
        self._parts.setHandleWidth(1)
        self._parts.addWidget(self.list)
        self._parts.addWidget(self._below)
        self._parts.setStretchFactor(0, 2)
        self._parts.setStretchFactor(1, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._parts, 1)
        column.addWidget(self._nothing, 1)

    def show_exchange(self, found: Exchange) -> None:
        """Show the arrivals; the one that was chosen stays so, unless a new one came."""
        known, chosen = {*self._arrivals, *(-no for no in self._consolidations)}, self._chosen_no()
        self._arrivals = {each.no: each for each in found.arrivals}
        self._consolidations = {each.consolidation.no: each for each in found.consolidations}
        inside = {no: each.consolidation.no for each in found.consolidations for no in each.arrivals}
        rows = [(each.time, each.no) for each in found.arrivals if each.no not in inside]
        rows += [(each.consolidation.begun, -each.consolidation.no) for each in found.consolidations]
        order = [no for _time, no in sorted(rows, reverse=True)]
        came = [no for no in order if no not in known]
        wanted = chosen if chosen and not came else (order[0] if order else 0)
        self.list.blockSignals(True)
        opened = {self._no_of(self.list.topLevelItem(at)) for at in range(self.list.topLevelItemCount())
                  if (item := self.list.topLevelItem(at)) is not None and item.isExpanded()}  # fmt: skip
        self.list.clear()
        self.list.setRootIsDecorated(bool(found.consolidations))
        items: dict[int, QTreeWidgetItem] = {}
        for no in order:
            items[no] = _consolidation_item(self._consolidations[-no]) if no < 0 else _arrival_item(self._arrivals[no])
        self.list.addTopLevelItems(list(items.values()))
        for no, consolidation in inside.items():
            if no in self._arrivals:
                items[no] = _arrival_item(self._arrivals[no])
                items[-consolidation].addChild(items[no])
        for no in opened & items.keys():
            items[no].setExpanded(True)
        if wanted in items:
            self.list.setCurrentItem(items[wanted])
        self.list.blockSignals(False)
        self._parts.setVisible(bool(order))
        self._nothing.setVisible(not order)
        self._show()

    @staticmethod
    def _no_of(item: QTreeWidgetItem | None) -> int:
        """Of an arrival; of a consolidation below 0."""
        return 0 if item is None else int(item.data(0, _NO))

    def _chosen_no(self) -> int:
        return self._no_of(self.list.currentItem())

    @property
    def chosen(self) -> StoredMerge | None:
        """The arrival that is chosen."""
        return self._arrivals.get(self._chosen_no())

    def _open(self) -> None:
        if (no := self._chosen_no()) < 0:
            self.report_wanted.emit(-no)

    def _show(self) -> None:
        arrival = self.chosen
        if (consolidation := self._consolidations.get(-self._chosen_no())) is not None:
            self.consolidation_panel.show_consolidation(consolidation)
        self._below.setCurrentIndex(0 if consolidation is None else 1)
        self.undone.setVisible(arrival is not None and arrival.undone)
        self.undo.setEnabled(arrival is not None and bool(arrival.group) and self._desk.writable)
        if arrival is None or (self._shown is not None and arrival.no == self._shown.no):
            return
        self._shown = arrival
        workspace = self._desk.workspace
        self._desk.background.run(
            lambda: kept_report(workspace, arrival), lambda report: self._show_report(arrival, report), topic=TOPIC
        )

    def _show_report(self, arrival: StoredMerge, report: Report) -> None:
        if isValid(self) and self._shown is arrival:
            self.report.show_report(report, done=True)

    def _undo_import(self) -> None:
        if (arrival := self.chosen) is not None and arrival.group:
            self.undo.setEnabled(False)
            undo_import(self._desk, arrival.group)


def _arrival_item(arrival: StoredMerge) -> QTreeWidgetItem:
    what = figure_words(kept_figures(arrival))
    if arrival.undone:
        what = _("{what} (undone)").format(what=what)
    return _item(arrival.no, [moment(arrival.time), arrival.sender or _("Unnamed"), arrival.label, what])


def _consolidation_item(kept: ConsolidationSummary) -> QTreeWidgetItem:
    consolidation = kept.consolidation
    files = ngettext("{count} file", "{count} files", consolidation.files).format(count=consolidation.files)
    return _item(-consolidation.no, [moment(consolidation.begun), files, Path(consolidation.place).name, kept.words])


def _item(no: int, cells: list[str]) -> QTreeWidgetItem:
    item = QTreeWidgetItem(cells)
    item.setData(0, _NO, no)
    for column in (2, 3):
        item.setToolTip(column, plain_tip(item.text(column)))
    return item
