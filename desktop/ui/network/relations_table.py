"""Relations as a table: who, which relation, with whom, how often, when last. It says what the picture shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.i18n import _
from desktop.ui.tooltips import plain_tip
from desktop.values.dates import format_date
from desktop.values.numbers import format_number
from desktop.visits.relation_graph import GRAPH_KINDS, GraphEdge, RelationGraph
from desktop.visits.relation_words import relation_words
from desktop.vocabularies import fold

_SOURCE, _KIND, _TARGET, _TIMES, _DAY = range(5)
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class RelationsTable(QAbstractTableModel):
    """The edges of a graph that fit what is asked, in the order that a heading asks for."""

    def __init__(self) -> None:
        super().__init__()
        self._graph = RelationGraph()
        self._rows: list[GraphEdge] = []
        self._words, self._node, self._kinds = "", -1, set(GRAPH_KINDS)
        self._names = relation_words()
        self._folded: list[str] = []
        self._order = (_KIND, Qt.SortOrder.AscendingOrder)

    def show_graph(self, graph: RelationGraph) -> None:
        """Show another graph."""
        self._graph = graph
        self._folded = [fold(node.name) for node in graph.nodes]
        self._node = -1
        self._fill()

    def narrow(self, *, words: str | None = None, node: int | None = None, kinds: set[str] | None = None) -> None:
        """Show relations of organisations whose names have these words; of one node (-1: of all); of these kinds."""
        self._words = self._words if words is None else words
        self._node = self._node if node is None else node
        self._kinds = self._kinds if kinds is None else set(kinds)
        self._fill()

    def edge(self, row: int) -> GraphEdge:
        """What a row shows."""
        return self._rows[row]

    def node_in(self, index: Index) -> int:
        """The organisation of a cell: the second one in its own column, else the first."""
        edge = self._rows[index.row()]
        return edge.target if index.column() == _TARGET else edge.source

    def _fill(self) -> None:
        words = fold(self._words).split()
        self.beginResetModel()
        self._rows = [
            edge
            for edge in self._graph.edges
            if edge.kind in self._kinds
            and (self._node < 0 or self._node in (edge.source, edge.target))
            and self._has(edge, words)
        ]
        self._sort()
        self.endResetModel()

    def _has(self, edge: GraphEdge, words: Sequence[str]) -> bool:
        one, other = self._folded[edge.source], self._folded[edge.target]
        return all(word in one for word in words) or all(word in other for word in words)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a heading; within it, as before."""
        self._order = (column, order)
        self.beginResetModel()
        self._sort()
        self.endResetModel()

    def _sort(self) -> None:
        column, order = self._order
        names = self._folded
        keys: dict[int, Any] = {
            _SOURCE: lambda edge: names[edge.source], _TARGET: lambda edge: names[edge.target],
            _KIND: lambda edge: (GRAPH_KINDS.index(edge.kind), -edge.times), _TIMES: lambda edge: edge.times,
            _DAY: lambda edge: edge.day,
        }  # fmt: skip
        self._rows.sort(key=lambda edge: (names[edge.source], names[edge.target]))
        self._rows.sort(key=keys[column], reverse=order == Qt.SortOrder.DescendingOrder)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many relations fit."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Who, which, with whom, how often, when."""
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Organisation"), _("Relation"), _("With"), _("Times"), _("Last"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        edge = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(edge, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._text(edge, index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == _TIMES:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(self._text(edge, column) for column in (_SOURCE, _KIND, _TARGET))
        return None

    def _text(self, edge: GraphEdge, column: int) -> str:
        if column in (_SOURCE, _TARGET):
            node = self._graph.nodes[edge.source if column == _SOURCE else edge.target]
            return node.name or _("Untitled")
        if column == _KIND:
            return self._names[edge.kind]
        return format_number(edge.times) if column == _TIMES else format_date(edge.day) if edge.day else ""
