"""What an arrival does or did: figures to choose by, a search, and the records with their fields."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.exchange.packages.arrived import CHANGED, DELETED, NEW
from desktop.ui.exchange.record_words import RecordWords
from desktop.ui.exchange.told import Figures, Report
from desktop.ui.importing.counting import counted
from desktop.ui.widgets.list_search import ListSearch
from desktop.ui.widgets.terms import fold
from desktop.words import _, ngettext

DISPUTED = "disputed"
_WORDS = Qt.ItemDataRole.UserRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Tree(QTreeWidget):
    """Enter opens a record here, and never presses the button of a dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter."""
        if event.key() in _ENTER:
            if (item := self.currentItem()) is not None:
                self.itemActivated.emit(item, 0)
            event.accept()
        else:
            super().keyPressEvent(event)


class ReportPanel(QWidget):
    """`record_wanted` where somebody opens a record of the list."""

    record_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records: tuple[RecordWords, ...] = ()
        self._figures = Figures(0, 0, 0, 0, True)
        self.figures: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(8)
        for kind in (NEW, CHANGED, DELETED, DISPUTED):
            button = QPushButton(self)
            button.setObjectName("importFigure")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda on, kind=kind: self._pick(kind if on else ""))
            self.figures[kind] = button
            row.addWidget(button, 1)
        self.said = QLabel(self)
        self.said.setObjectName("importHint")
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.search = ListSearch(self)
        self.search.setPlaceholderText(_("Search in these records"))
        self.search.setAccessibleName(_("Search in these records"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show)
        self.tree = _Tree(self)
        self.tree.setHeaderLabels([_("Record"), _("What happens")])
        self.tree.setAccessibleName(_("Records"))
        self.tree.setAlternatingRowColors(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.tree.header().setStretchLastSection(True)
        self.tree.setColumnWidth(0, self.fontMetrics().averageCharWidth() * 44)
        self.tree.itemExpanded.connect(self._fill)
        self.tree.itemActivated.connect(self._activate)
        self._nothing = QLabel(self)
        self._nothing.setObjectName("importHint")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.said)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addWidget(self._nothing, 1)

    def show_report(self, report: Report, *, done: bool = False) -> None:
        """Show what an arrival would do, or (`done`) what it did."""
        self._figures, self._records = report.figures, report.records
        figures = report.figures
        for kind, count in (
            (NEW, figures.new), (CHANGED, figures.changed), (DELETED, figures.deleted), (DISPUTED, figures.disputed),
        ):  # fmt: skip
            button = self.figures[kind]
            button.setText(f"{counted(count)}\n{_label(kind, count)}")
            button.setAccessibleName(f"{count} {_label(kind, count)}")
            button.setProperty("empty", count == 0)
            button.setEnabled(count > 0)
            button.setChecked(False)
            button.style().unpolish(button)
            button.style().polish(button)
        self.tree.setHeaderLabels([_("Record"), _("What happened") if done else _("What happens")])
        said = list(report.said)
        every = figures.new + figures.changed + figures.deleted
        if len(report.records) < every:
            said.append(_("The first {number} are listed.").format(number=counted(len(report.records))))
        self.said.setText("\n".join(said))
        self.said.setVisible(bool(said))
        self.search.clear()
        self.search.setVisible(len(report.records) > 6)
        self._show()

    @property
    def chosen(self) -> str:
        """The figure by which is chosen; "" for all."""
        return next((kind for kind, button in self.figures.items() if button.isChecked()), "")

    def _pick(self, kind: str) -> None:
        for each, button in self.figures.items():
            button.setChecked(each == kind)
        self._show()

    def _show(self) -> None:
        words, kind = fold(self.search.text()).split(), self.chosen
        found = [each for each in self._records if _fits(each, kind) and all(word in _text(each) for word in words)]
        self.tree.clear()
        items: list[QTreeWidgetItem] = []
        for each in found:
            item = QTreeWidgetItem([each.title, each.what])
            item.setToolTip(0, f"{each.title} ({each.kind})")
            item.setToolTip(1, each.what)
            item.setData(0, _WORDS, each)
            if each.fields:
                item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            items.append(item)
        self.tree.addTopLevelItems(items)
        self.tree.setVisible(bool(found))
        self._nothing.setVisible(not found)
        if words or kind:
            self._nothing.setText(_("No record of this list has these words."))
        else:
            self._nothing.setText(_("Everything in it is here already."))
        if len(items) == 1:
            items[0].setExpanded(True)
            self._fill(items[0])
        if items:
            self.tree.setCurrentItem(items[0])

    def _fill(self, item: QTreeWidgetItem) -> None:
        """The fields of a record, when it is opened."""
        words = item.data(0, _WORDS)
        if not isinstance(words, RecordWords) or item.childCount():
            return
        for each in words.fields:
            child = QTreeWidgetItem([each])
            child.setToolTip(0, each)
            item.addChild(child)
            child.setFirstColumnSpanned(True)

    def _activate(self, item: QTreeWidgetItem) -> None:
        words = item.data(0, _WORDS)
        if isinstance(words, RecordWords) and words.fate != DELETED:
            self.record_wanted.emit(words.id)


def _fits(each: RecordWords, kind: str) -> bool:
    return not kind or (each.disputed if kind == DISPUTED else each.fate == kind)


def _text(each: RecordWords) -> str:
    return fold(" ".join((each.title, each.kind, each.what, *each.fields)))


def _label(kind: str, count: int) -> str:
    return {
        NEW: ngettext("new", "new", count), CHANGED: ngettext("changed", "changed", count),
        DELETED: ngettext("deleted", "deleted", count), DISPUTED: ngettext("in conflict", "in conflict", count),
    }[kind]  # fmt: skip
