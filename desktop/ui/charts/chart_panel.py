"""A chart with its title, and behind it the table that says the same."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.charts import Chart
from desktop.i18n import _
from desktop.ui.charts.chart_view import ChartView
from desktop.ui.tooltips import plain_tip


class ChartPanel(QWidget):
    """`opened` with the query of a value. The button turns to the table and back."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ChartView(self)
        self.view.opened.connect(self.opened)
        self.table = QTableWidget(self)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.button = QToolButton(self)
        self.button.setCheckable(True)
        self.button.setAutoRaise(True)
        self.button.setText(_("Table"))
        self.button.toggled.connect(self._turn)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.table)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addWidget(self._pages, 1)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart, as a picture or as a table as before."""
        self.title.setText(chart.title)
        self.view.show_chart(chart)
        self.button.setEnabled(chart.has_data)
        words = _("Show “{title}” as a table").format(title=chart.title)
        self.button.setToolTip(plain_tip(words))
        self.button.setAccessibleName(words)
        self.table.setAccessibleName(chart.title)
        if not chart.has_data:
            self.button.setChecked(False)
        elif self.button.isChecked():
            self._fill()

    def _turn(self, as_table: bool) -> None:
        if as_table:
            self._fill()
        self._pages.setCurrentWidget(self.table if as_table else self.view)

    def _fill(self) -> None:
        if self.view.chart is None:
            return
        head, rows = self.view.chart.table()
        self.table.setColumnCount(len(head))
        self.table.setHorizontalHeaderLabels(head)
        self.table.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
