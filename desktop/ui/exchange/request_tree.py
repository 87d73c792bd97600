"""Requests to erase as a tree: each with its records, and below them what would go, value by value."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTreeWidgetItem, QWidget

from desktop.i18n import _
from desktop.ui.exchange.record_tree import WORDS, FieldDelegate, in_lines
from desktop.ui.exchange.request_words import RecordWords, RequestWords
from desktop.ui.exchange.sentence_tree import SentenceTree
from desktop.ui.tooltips import plain_tip

RECORD = Qt.ItemDataRole.UserRole + 2
"""The id of the record that a line is about, beside the words of `record_tree`."""


class RequestTree(SentenceTree):
    """Enter opens; sentences and long values are shown whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels([_("What would go"), _("Written by")])
        self.setUniformRowHeights(False)
        self.setItemDelegate(FieldDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.header().setStretchLastSection(True)
        self.setColumnWidth(0, self.fontMetrics().averageCharWidth() * 62)

    def add_heading(self, words: str) -> QTreeWidgetItem:
        """A line in bold that others stand under."""
        top = QTreeWidgetItem([words])
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        self.addTopLevelItem(top)
        top.setFirstColumnSpanned(True)
        top.setExpanded(True)
        return top

    def add_sentence(self, parent: QTreeWidgetItem, words: str) -> QTreeWidgetItem:
        """A sentence over the whole width."""
        item = QTreeWidgetItem([words])
        item.setToolTip(0, plain_tip(words))
        item.setData(0, WORDS, in_lines(words))
        parent.addChild(item)
        item.setFirstColumnSpanned(True)
        return item

    def add_records(self, parent: QTreeWidgetItem, request: RequestWords, *, opened: bool) -> None:
        """The records of a request, `opened` with what would go of each."""
        for each in request.records:
            self._add_record(parent, each, opened=opened)
        if request.more:
            parent.addChild(QTreeWidgetItem([request.more]))

    def _add_record(self, parent: QTreeWidgetItem, record: RecordWords, *, opened: bool) -> None:
        item = QTreeWidgetItem([record.title, record.about])
        item.setToolTip(0, plain_tip(record.title))
        item.setData(0, RECORD, record.id)
        parent.addChild(item)
        for each in record.values:
            child = QTreeWidgetItem([each.value.text, each.author])
            child.setToolTip(0, plain_tip(each.value.text))
            child.setToolTip(1, plain_tip(each.author))
            child.setData(0, RECORD, record.id)
            item.addChild(child)
            if each.value.long:
                child.setData(0, WORDS, each.value)
                child.setText(0, _("{value} ({author})").format(value=each.value.text, author=each.author))
                child.setFirstColumnSpanned(True)
        if record.more:
            item.addChild(QTreeWidgetItem([record.more]))
        item.setExpanded(opened)
