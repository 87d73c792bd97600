"""What waits: records set aside, records that point to what has not come, what is missing, attachments to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.exchange.waiting_items import WaitingItems
from desktop.i18n import _, ngettext
from desktop.ui.exchange.record_tree import WORDS, FieldDelegate, in_lines
from desktop.ui.exchange.sentence_tree import SentenceTree
from desktop.ui.icons import icon
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.number_text import counted
from desktop.ui.widgets.time_text import moment
from desktop.workspace import RECORD_TYPES
from desktop.workspace.changes.deferred import DeferredRecord

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_DEFERRED_ROLE, _RECORD = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2  # beside the one of FieldChange
_MOST = 1_000


class WaitingSide(QWidget):
    """`import_package_wanted` with the ids (frozenset) of records that were set aside; `ask_wanted` with the number of the
    partner (0: unknown) who may have the rest; `record_wanted` to open a record.
    """

    import_package_wanted = Signal(object)
    ask_wanted = Signal(int)
    record_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._whom = 0
        self.list = SentenceTree(self)
        self.list.setHeaderLabels([_("Record"), _("Waiting for")])
        self.list.setAccessibleName(_("Waiting"))
        self.list.setUniformRowHeights(False)
        self.list.setItemDelegate(FieldDelegate(self.list))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAlternatingRowColors(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.list.header().setStretchLastSection(True)
        self.list.setColumnWidth(0, self.fontMetrics().averageCharWidth() * 34)
        self.list.itemSelectionChanged.connect(self._allow)
        self.list.itemActivated.connect(self._activate)
        self.take = QPushButton(icon("import"), _("&Import now…"), self)
        self.take.setToolTip(_("Preview what the set-aside records would change"))
        self.take.clicked.connect(lambda: self.import_package_wanted.emit(self._chosen()))
        self.ask = QPushButton(icon("export"), _("Re&quest it…"), self)
        self.ask.setToolTip(_("Creates a request for the partner who has it: their next package will contain it"))
        self.ask.clicked.connect(lambda: self.ask_wanted.emit(self._whom))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.ask)
        foot.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def show_waiting(self, found: WaitingItems) -> None:
        """Show all that waits; what was selected stays so."""
        chosen, self._whom = self._chosen(), found.whom
        self.list.blockSignals(True)
        self.list.clear()
        self._group(
            ngettext("{count} set aside", "{count} set aside", len(found.deferred)),
            [self._deferred_item(each) for each in found.deferred],
        )
        pointers = [
            _item(each.reference.title, "", each.reference.type, each.reference.id, words)
            for each, words in zip(found.references, found.sentences, strict=True)
        ]
        self._group(
            ngettext(
                "{count} record that refers to something not received yet",
                "{count} records that refer to something not received yet", len(pointers),
            ), pointers,
        )  # fmt: skip
        lost = [_sentence(words) for words in found.missing]
        self._group(ngettext("Changes of {count} desk", "Changes of {count} desks", len(lost)), lost, spanned=True)
        files = [_item(each.title, each.name, each.type, each.id) for each in found.files]
        self._group(ngettext("{count} attachment expected", "{count} attachments expected", len(files)), files)
        for item, _top in self._leaves():
            if isinstance(deferred := item.data(0, _DEFERRED_ROLE), str) and deferred in chosen:
                item.setSelected(True)
        self.list.blockSignals(False)
        self.ask.setVisible(bool(found.missing or found.files or found.references))
        self.ask.setEnabled(self._desk.writable)
        self.take.setVisible(bool(found.deferred))
        self._allow()

    def _group(self, words: str, items: list[QTreeWidgetItem], *, spanned: bool = False) -> None:
        if not items:
            return
        top = QTreeWidgetItem([words.format(count=counted(len(items)))])
        top.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        top.addChildren(items[:_MOST])
        if len(items) > _MOST:
            top.addChild(QTreeWidgetItem([_("The first {number} are listed.").format(number=counted(_MOST))]))
        self.list.addTopLevelItem(top)
        top.setFirstColumnSpanned(True)
        top.setExpanded(True)
        for item in items[:_MOST]:
            if spanned:
                item.setFirstColumnSpanned(True)
            elif (line := item.child(0)) is not None:
                line.setFirstColumnSpanned(True)
                item.setExpanded(True)

    def _deferred_item(self, each: DeferredRecord) -> QTreeWidgetItem:
        words = _("From {name}, {file}, {when}").format(
            name=each.sender or _("Unnamed"), file=each.label, when=moment(each.time)
        )
        item = _item(each.title, words, each.type, each.id if each.known else "")
        item.setData(0, _DEFERRED_ROLE, each.id)
        return item

    def _leaves(self) -> list[tuple[QTreeWidgetItem, QTreeWidgetItem]]:
        """Each line with the heading that it stands under."""
        found: list[tuple[QTreeWidgetItem, QTreeWidgetItem]] = []
        for at in range(self.list.topLevelItemCount()):
            if (top := self.list.topLevelItem(at)) is not None:
                found += [(item, top) for place in range(top.childCount()) if (item := top.child(place)) is not None]
        return found

    def _chosen(self) -> frozenset[str]:
        """The records set aside that are selected; all of them where their heading is."""
        return frozenset(
            str(deferred)
            for item, top in self._leaves()
            if (deferred := item.data(0, _DEFERRED_ROLE)) and (item.isSelected() or top.isSelected())
        )

    def _allow(self) -> None:
        self.take.setEnabled(self._desk.writable and bool(self._chosen()))

    def _activate(self, item: QTreeWidgetItem) -> None:
        if isinstance(deferred := item.data(0, _DEFERRED_ROLE), str) and self._desk.writable:
            self.import_package_wanted.emit(frozenset({deferred}))
        elif isinstance(id := item.data(0, _RECORD), str) and id:
            self.record_wanted.emit(id)


def _sentence(words: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([words])
    item.setToolTip(0, plain_tip(words))
    item.setData(0, WORDS, in_lines(words))
    return item


def _item(title: str, words: str, type: str, record: str, sentence: str = "") -> QTreeWidgetItem:
    kind = _(RECORD_TYPES[type].label) if type in RECORD_TYPES else type
    item = QTreeWidgetItem([title or _("Untitled"), words])
    item.setToolTip(0, plain_tip(_("{title} ({kind})").format(title=title or _("Untitled"), kind=kind)))
    item.setToolTip(1, plain_tip(words))
    item.setData(0, _RECORD, record)
    if sentence:
        item.addChild(_sentence(sentence))
    return item
