"""A vocabulary as a tree to choose from: goals over targets over indicators, clusters over hazards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel

from desktop.ui.icons import swatch_icon
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.displayed_codes import TermNode, fold, nodes

CODE_ROLE = Qt.ItemDataRole.UserRole + 1
SEARCH_ROLE = Qt.ItemDataRole.UserRole + 2


ABOUT_DISASTERS = ("SDG:1.5", "SDG:11.5", "SDG:11.b", "SDG:13.1")
"""Targets that are found by the names of hazards too: none of them says "heat" or "flood"."""


@dataclass
class TreeParts:
    """A model of a vocabulary and where each code stands in it."""

    model: QStandardItemModel
    items: dict[str, QStandardItem] = field(default_factory=dict)


def vocabulary_model(vocabulary: str) -> TreeParts:
    """Items with a check box, code and label, and an icon in the official colour; groups that are no code have no box."""
    parts = TreeParts(QStandardItemModel())
    for node in nodes(vocabulary):
        parts.model.appendRow(_item(node, parts))
    if vocabulary == "targets":
        hazards = " ".join(node.words for node in _all_nodes(nodes("hazards")))
        for code in ABOUT_DISASTERS:
            item = parts.items[code]
            item.setData(f"{item.data(SEARCH_ROLE)} {hazards}", SEARCH_ROLE)
    return parts


def _all_nodes(found: Iterable[TermNode]) -> Iterator[TermNode]:
    for node in found:
        yield node
        yield from _all_nodes(node.children)


def _item(node: TermNode, parts: TreeParts) -> QStandardItem:
    item = QStandardItem(f"{node.shown_code}  {node.label}" if node.shown_code else node.label)
    item.setEditable(False)
    item.setData(node.code, CODE_ROLE)
    item.setData(node.words, SEARCH_ROLE)
    item.setToolTip(plain_tip(node.label))
    if node.colour:
        item.setIcon(swatch_icon(QColor(node.colour)))
    if node.selectable:
        item.setCheckable(True)
        parts.items[node.code] = item
    for child in node.children:
        item.appendRow(_item(child, parts))
    return item


class WordsFilter(QSortFilterProxyModel):
    """Keeps what holds every word of the search, in any order, accents and case aside, and what stands over it."""

    def __init__(self) -> None:
        super().__init__()
        self._words: list[str] = []
        self.setRecursiveFilteringEnabled(True)

    def search(self, text: str) -> None:
        """Show what matches; "" shows everything."""
        self.beginFilterChange()
        self._words = fold(text).split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Does this row itself match?"""
        if not self._words:
            return True
        words = self.sourceModel().index(source_row, 0, source_parent).data(SEARCH_ROLE) or ""
        return all(word in words for word in self._words)
