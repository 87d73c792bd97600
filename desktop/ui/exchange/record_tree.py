"""The records of an arrival: each with its fields below it and, before it comes in, a tick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAbstractTextDocumentLayout, QKeyEvent, QPainter, QPalette, QResizeEvent, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.i18n import _, pgettext
from desktop.ui.exchange.record_changes import FieldChange, RecordChange
from desktop.ui.style.colours import is_dark, mark_colours, mix
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.differences import as_html

WORDS = Qt.ItemDataRole.UserRole
"""RecordChange of a record, FieldChange of a field."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MARGIN = 4
Index = QModelIndex | QPersistentModelIndex


class RecordTree(QTreeWidget):
    """Enter opens a record here, and never presses the button of a dialog; the space bar ticks."""

    ticked = Signal(str, bool)
    """The id of a record, and whether it comes in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels([_("Record"), pgettext("of an arrival", "Description")])
        self.setAccessibleName(_("Records"))
        self.setAlternatingRowColors(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(FieldDelegate(self))
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.header().setStretchLastSection(True)
        self.setColumnWidth(0, self.fontMetrics().averageCharWidth() * 44)
        self.itemExpanded.connect(self.fill)
        self.itemChanged.connect(self._changed)

    def show_records(self, records: Iterable[RecordChange], ticks: Mapping[str, bool] | None = None) -> None:
        """Show these, with ticks where they are told (by id)."""
        self.blockSignals(True)
        self.clear()
        items: list[QTreeWidgetItem] = []
        for each in records:
            item = QTreeWidgetItem([each.title, each.what])
            item.setToolTip(0, plain_tip(f"{each.title} ({each.kind})"))
            item.setToolTip(1, plain_tip(each.what))
            item.setData(0, WORDS, each)
            if ticks is not None:
                item.setCheckState(0, _state(ticks.get(each.id, True)))
            if each.fields or each.waits:
                item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            items.append(item)
        self.addTopLevelItems(items)
        self.blockSignals(False)
        if len(items) == 1:
            items[0].setExpanded(True)
            self.fill(items[0])
        if items:
            self.setCurrentItem(items[0])

    def show_ticks(self, ticks: Mapping[str, bool]) -> None:
        """The same records with other ticks."""
        self.blockSignals(True)
        for at in range(self.topLevelItemCount()):
            if (item := self.topLevelItem(at)) is not None and isinstance(words := item.data(0, WORDS), RecordChange):
                item.setCheckState(0, _state(ticks.get(words.id, True)))
        self.blockSignals(False)
        self.viewport().update()

    def fill(self, item: QTreeWidgetItem) -> None:
        """The fields of a record, when it is opened."""
        words = item.data(0, WORDS)
        if not isinstance(words, RecordChange) or item.childCount():
            return
        for each in (*map(in_lines, words.waits), *words.fields):
            child = QTreeWidgetItem([each.text])
            child.setToolTip(0, plain_tip(each.text))
            child.setData(0, WORDS, each)
            item.addChild(child)
            child.setFirstColumnSpanned(True)

    def _changed(self, item: QTreeWidgetItem, column: int) -> None:
        words = item.data(0, WORDS)
        if column == 0 and isinstance(words, RecordChange):
            self.ticked.emit(words.id, item.checkState(0) is Qt.CheckState.Checked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter; the space bar ticks whichever column is current."""
        item = self.currentItem()
        if event.key() in _ENTER:
            if item is not None:
                self.itemActivated.emit(item, 0)
            event.accept()
        elif (
            event.key() == Qt.Key.Key_Space
            and item is not None
            and item.data(0, Qt.ItemDataRole.CheckStateRole) is not None
        ):
            item.setCheckState(0, _state(item.checkState(0) is not Qt.CheckState.Checked))
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long texts break elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


def in_lines(words: str) -> FieldChange:
    """A sentence that is shown whole, however narrow the list is."""
    return FieldChange(words, new=words)


def _state(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked


class FieldDelegate(QStyledItemDelegate):
    """Paints long texts in lines over the width of the list: before and after, with the words marked in which they differ."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Boxes that are seen on dark ground too, as those of `Tick`."""
        super().initStyleOption(option, index)
        palette = QApplication.palette()
        if is_dark(palette):
            base, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.WindowText)
            option.palette.setColor(QPalette.ColorRole.Base, mix(text, base, 0.4))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the texts are over the width of the list."""
        words, tree = index.data(WORDS), self.parent()
        if not _long(words) or not isinstance(tree, QTreeWidget):
            return super().sizeHint(option, index)
        width = tree.viewport().width() - (_depth(index) + 1) * tree.indentation()
        return QSize(width, int(_document(words, option, width).size().height()) + _MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground as of any line, the texts over it."""
        words = index.data(WORDS)
        if not _long(words):
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        rect, selected = QRect(option.rect), bool(option.state & QStyle.StateFlag.State_Selected)
        option.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        document = _document(words, option, rect.width())
        context = QAbstractTextDocumentLayout.PaintContext()
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        context.palette.setColor(QPalette.ColorRole.Text, option.palette.color(role))
        painter.save()
        painter.translate(rect.topLeft())
        painter.setClipRect(QRect(0, 0, rect.width(), rect.height()))
        document.documentLayout().draw(painter, context)
        painter.restore()


def _depth(index: Index) -> int:
    """How many lines a line stands under."""
    depth, above = 0, index.parent()
    while above.isValid():
        depth, above = depth + 1, above.parent()
    return depth


def _long(words: object) -> bool:
    return isinstance(words, FieldChange) and words.long


def _document(words: FieldChange, option: QStyleOptionViewItem, width: int) -> QTextDocument:
    document = QTextDocument()
    document.setDefaultFont(option.font)
    document.setDocumentMargin(_MARGIN)
    colours = mark_colours(QApplication.palette())
    lines = [f"<b>{_escaped(words.label)}</b>"] if words.label else []
    old, new = words.runs
    for name, runs in ((pgettext("a text", "Before:"), old), (pgettext("a text", "After:"), new)):
        if runs:
            only = not old and runs is new
            lines.append(as_html(runs, *colours) if only else f"<i>{_escaped(name)}</i> {as_html(runs, *colours)}")
    document.setHtml("<br>".join(lines))
    document.setTextWidth(max(width, 80))
    return document


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
