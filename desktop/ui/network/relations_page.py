"""The page of relations: who learnt from, visited, trained and is partner of whom, as a picture and as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _, ngettext
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.icons import icon
from desktop.ui.listing.empty_state import EmptyState
from desktop.ui.listing.switch import Switch
from desktop.ui.live_page import LivePage
from desktop.ui.network.graph_layout import GraphLayout
from desktop.ui.network.graph_view import GraphView
from desktop.ui.network.relations_table import RelationsTable
from desktop.ui.network.switch_choices import LISTS
from desktop.ui.page import RELATIONS
from desktop.ui.style.learning import learning_sheet
from desktop.ui.style.line_colours import DASHES, line_colour
from desktop.ui.style.palette_changes import set_following_sheet
from desktop.ui.widgets.clear_button import add_clear_button
from desktop.values.numbers import format_number
from desktop.visits.network_record import LEARNT_FROM, PARTNER_OF, TRAINED, VISITED
from desktop.visits.relation_graph import GRAPH_KINDS, RelationGraph, read_relation_graph

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

QUIET_MS = 400
Found = tuple[RelationGraph, GraphLayout]


class RelationsPage(LivePage):
    """The picture at the left, the table at the right; what is chosen in one is chosen in the other."""

    other_list_wanted = Signal(str)
    sample_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "relations", QUIET_MS, parent)
        self._graph = RelationGraph()
        self._focus_graph = False
        self.switch = Switch(LISTS, RELATIONS, self, with_words=True)
        self.switch.chosen.connect(self._choose_list)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Find an organisation"))
        self.search.setAccessibleName(_("Find an organisation"))
        add_clear_button(self.search)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._choose_found)
        self.kinds: dict[str, Tick] = {}
        for kind, words in zip(GRAPH_KINDS, _kind_words(), strict=True):
            tick = Tick(words, self)
            tick.setIconSize(QSize(22, 16))
            tick.setChecked(True)
            tick.toggled.connect(lambda _on: self._show_kinds())
            self.kinds[kind] = tick
        self._show_lines()
        self.graph = GraphView(self)
        self.graph.chosen.connect(self._show_chosen)
        self.graph.opened.connect(self._open)
        self.table = RelationsTable()
        self.rows = QTableView(self)
        self.rows.setModel(self.table)
        self._set_up_table(self.rows)
        self.rows.activated.connect(lambda index: self._open(self.table.node_in(index)))
        self.rows.selectionModel().currentChanged.connect(lambda index, _before: self._note_row(index.row()))
        self.said = QLabel(self)
        self.said.setObjectName("quiet")
        self.said.setWordWrap(True)
        self._build_actions()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._build_split())
        self.empty = EmptyState(self)
        self._stack.addWidget(self.empty)
        top = QHBoxLayout()
        top.addWidget(self.switch)
        top.addSpacing(12)
        top.addWidget(self.search, 1)
        ticks = QHBoxLayout()
        ticks.setSpacing(16)
        for tick in self.kinds.values():
            ticks.addWidget(tick)
        ticks.addStretch(1)
        for button in self._buttons:
            ticks.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addLayout(top)
        column.addLayout(ticks)
        column.addWidget(self._stack, 1)
        set_following_sheet(self, learning_sheet)

    def _build_split(self) -> QWidget:
        side = QWidget(self)
        below = QVBoxLayout(side)
        below.setContentsMargins(8, 0, 0, 0)
        below.addWidget(self.said)
        below.addWidget(self.rows, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.graph)
        split.addWidget(side)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        split.setSizes([660, 480])
        return split

    def _build_actions(self) -> None:
        self.open_it = QAction(icon("network"), _("&Open the organisation"), self)
        self.open_it.triggered.connect(self._open_chosen)
        self.show_all = QAction(_("Show a&ll relations"), self)
        self.show_all.triggered.connect(self._show_everything)
        self._buttons: list[QPushButton] = []
        for action in (self.open_it, self.show_all):
            button = QPushButton(action.text(), self)
            button.setAutoDefault(False)
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
            action.setEnabled(False)
            button.setEnabled(False)
            self._buttons.append(button)

    def _set_up_table(self, view: QTableView) -> None:
        view.setAccessibleName(_("Relations"))
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 10)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setSortingEnabled(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 104), (3, 58), (4, 104)):
            view.setColumnWidth(column, width)
        header.setSortIndicator(1, Qt.SortOrder.AscendingOrder)

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark: the lines beside the boxes are those of the picture."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._show_lines()

    def _show_lines(self) -> None:
        for place, tick in enumerate(self.kinds.values()):
            tick.setIcon(_line_icon(line_colour(self.palette(), place), DASHES[place]))

    # The window ------------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """The keyboard into the picture, as soon as it is drawn."""
        self._focus_graph = not self._graph.nodes
        (self.graph if self._graph.nodes else self.empty).setFocus(Qt.FocusReason.OtherFocusReason)

    def actions_for_menu(self) -> dict[str, list[QAction]]:
        """What can be done here, and the way to the lists."""
        return {"record": [self.open_it, self.show_all], "view": list(self.switch.actions_by_name.values())}

    def menu_title(self) -> str:
        """The menu of this page."""
        return _("Relat&ion")

    def count_words(self) -> str:
        """How many relations there are."""
        count = len(self._graph.edges)
        return ngettext("{count} relation", "{count} relations", count).format(count=format_number(count))

    def _choose_list(self, name: str) -> None:
        self.switch.show_choice(RELATIONS)  # the other page has a switch of its own
        if name != RELATIONS:
            self.other_list_wanted.emit(name)

    # What is read ----------------------------------------------------------------------------------------------------

    def job(self) -> Callable[[], Found]:
        """All relations, and where they first stand."""
        workspace = self._desk.workspace

        def read() -> Found:
            graph = read_relation_graph(workspace)
            return graph, GraphLayout(len(graph.nodes), [(edge.source, edge.target) for edge in graph.edges])

        return read

    def show_found(self, found: Found) -> None:
        """Show them; nothing moves where they are as before."""
        graph, layout = found
        same = graph == self._graph
        self._graph = graph
        if not same:
            self.graph.show_graph(graph, layout)
            self.table.show_graph(graph)
            self._show_chosen(self.graph.node)
        self.empty.show_words(
            "network", _("No relations yet"),
            _("Visits, trainings and activities in which several organisations take part will be drawn here."),
            [(_("Load the sample"), self.sample_wanted.emit)] if self._desk.writable else [],
        )  # fmt: skip
        self._stack.setCurrentIndex(0 if graph.nodes else 1)
        if graph.nodes and self._focus_graph:
            self._focus_graph = False
            self.graph.setFocus(Qt.FocusReason.OtherFocusReason)
        self.count_changed.emit(self.count_words())

    # What is chosen --------------------------------------------------------------------------------------------------

    def _show_kinds(self) -> None:
        kinds = {kind for kind, tick in self.kinds.items() if tick.isChecked()}
        self.graph.show_kinds(kinds)
        self.table.narrow(kinds=kinds)

    def _find(self, words: str) -> None:
        self.table.narrow(words=words)
        self._show_said()

    def _choose_found(self) -> None:
        """Enter in the search: the first organisation with these words."""
        from desktop.vocabularies import fold

        words = fold(self.search.text()).split()
        if not words:
            return
        for place, node in enumerate(self._graph.nodes):
            if all(word in fold(node.name) for word in words):
                self.graph.choose(place)
                return

    def _show_chosen(self, node: int) -> None:
        self.table.narrow(node=node)
        self.open_it.setEnabled(node >= 0)
        self._show_said()

    def _show_everything(self) -> None:
        self.search.clear()
        self.graph.choose(-1)
        self.graph.fit()

    def _show_said(self) -> None:
        node = self.graph.node
        self.show_all.setEnabled(node >= 0 or bool(self.search.text()))
        if node >= 0:
            words = _("Relations of {name}").format(name=self._graph.nodes[node].name or _("Untitled"))
        else:
            words = ngettext(
                "{count} organisation has relations with others.", "{count} organisations have relations with others.",
                len(self._graph.nodes),
            ).format(count=format_number(len(self._graph.nodes)))  # fmt: skip
            if self._graph.left_out:
                words += " " + ngettext(
                    "{count} more with fewer relations is not drawn.", "{count} more with fewer relations are not drawn.",
                    self._graph.left_out,
                ).format(count=format_number(self._graph.left_out))  # fmt: skip
        self.said.setText(words)

    def _note_row(self, row: int) -> None:
        """An organisation of the row can be opened."""
        self.open_it.setEnabled(row >= 0 or self.graph.node >= 0)

    def _open_chosen(self) -> None:
        """The one of the cell where the keyboard is, else the one that is chosen in the picture."""
        index = self.rows.currentIndex()
        in_table = index.isValid() and (self.rows.hasFocus() or self.graph.node < 0)
        self._open(self.table.node_in(index) if in_table else self.graph.node)

    def _open(self, node: int) -> None:
        if 0 <= node < len(self._graph.nodes):
            self._desk.record_wanted.emit(self._graph.nodes[node].id)


def _kind_words() -> list[str]:
    """The boxes, in the order of the kinds."""
    words = {
        LEARNT_FROM: _("Lea&rnt from"), VISITED: _("Visited and &hosted"), TRAINED: _("Traine&d"),
        PARTNER_OF: _("&Partners"),
    }  # fmt: skip
    return [words[kind] for kind in GRAPH_KINDS]


def _line_icon(colour: QColor, dashes: Sequence[float]) -> QIcon:
    picture = QPixmap(44, 32)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    pen = QPen(colour, 2)
    if dashes:
        pen.setDashPattern([each / 2 for each in dashes])
    painter.setPen(pen)
    painter.drawLine(0, 8, 22, 8)
    painter.end()
    return QIcon(picture)
