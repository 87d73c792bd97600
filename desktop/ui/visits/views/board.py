"""The board: a column a stage. A card goes to another one by drag, or with Alt and an arrow; nothing forbids it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.catalogue import Query
from desktop.i18n import _
from desktop.ui.current_time import today
from desktop.ui.listing.list_spec import number
from desktop.ui.visits.views.board_column import BoardColumn
from desktop.ui.visits.views.view import VisitsView
from desktop.ui.widgets.displayed_codes import term, terms
from desktop.visits.stages import missing_items
from desktop.visits.visit import read_visit
from desktop.visits.visit_queries import VisitCard

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

COLUMN_WIDTH = 196


class BoardView(VisitsView):
    """Left and Right go from column to column, Alt with them takes the card along, Enter opens it."""

    key = "board"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._follow = ""  # the card that was moved and is to be selected where it arrives
        self.columns: dict[str, BoardColumn] = {}
        self._counts: dict[str, QLabel] = {}
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setContentsMargins(10, 8, 10, 8)
        across.setSpacing(8)
        for each in terms("visit_stages"):
            across.addWidget(self._column(each.code, each.label))
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        self.setFocusProxy(next(iter(self.columns.values())))

    def _column(self, stage: str, label: str) -> QWidget:
        holder = QFrame(self)
        holder.setObjectName("boardColumn")
        holder.setMinimumWidth(COLUMN_WIDTH)
        heading = QLabel(label, holder)
        heading.setObjectName("boardHeading")
        count = QLabel(holder)
        count.setObjectName("boardCount")
        found = BoardColumn(stage, label, writable=self.desk.writable, parent=holder)
        found.opened.connect(lambda id: self.opened.emit(id, "", ""))
        found.left.connect(self.left)
        found.typed.connect(self.typed)
        found.dropped.connect(self.move)
        found.stepped.connect(self._step)
        found.carried.connect(self._carry)
        top = QHBoxLayout()
        top.setContentsMargins(10, 8, 10, 4)
        top.addWidget(heading, 1)
        top.addWidget(count)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(found, 1)
        self.columns[stage] = found
        self._counts[stage] = count
        return holder

    # Reading ---------------------------------------------------------------------------------------------------------

    def job(self, query: Query) -> Callable[[], Mapping[str, Sequence[VisitCard]]]:
        """The cards by stage."""
        from desktop.visits import visit_queries

        workspace, day = self.desk.workspace, today()
        return lambda: visit_queries.read_board(workspace, query, day)

    def show_found(self, found: Mapping[str, Sequence[VisitCard]]) -> None:
        """Show the cards; the one that has the keyboard keeps it, wherever it went."""
        focused = next((each for each in self.columns.values() if each.hasFocus()), None)
        wanted = self._follow or (focused.current_id if focused is not None else "")
        for stage, column in self.columns.items():
            cards = found.get(stage, ())
            column.show_cards(cards)
            self._counts[stage].setText(number(len(cards)) if cards else "")
        self._follow = ""
        for column in self.columns.values():
            if wanted and column.select(wanted) and focused is not None:
                self._enter(column)
        if focused is not None and not wanted:
            self._enter(focused if focused.count else next((c for c in self.columns.values() if c.count), focused))

    # Moving ----------------------------------------------------------------------------------------------------------

    def move(self, id: str, stage: str) -> None:
        """Take a visit to a stage: one change, one undo. What is missing there is said, and forbids nothing."""
        if not self.desk.writable or self.stage_of(id) in ("", stage):
            return
        self._follow = id
        workspace = self.desk.workspace

        def job() -> tuple[str, str, list[str]]:
            with workspace.journal.group("edit") as group:
                workspace.journal.edit(id, {"stage": stage}, type="visit")
            visit = read_visit(workspace, id)
            lacks = [each.words() for each in missing_items(visit, stage)] if visit is not None else []
            return group.id, visit.record.title if visit is not None else "", lacks

        def done(found: tuple[str, str, list[str]]) -> None:
            group, title, lacks = found
            label = term("visit_stages", stage).label
            words = _("“{title}” is at “{stage}” now.").format(title=title or _("Untitled"), stage=label)
            if lacks:
                words += " " + _("Still missing:") + " " + " ".join(lacks)
            self.desk.show_message(words, _("Undo"), lambda: self._undo(group))

        self.desk.writer.run(job, done)

    def stage_of(self, id: str) -> str:
        """The column in which a card is; "" where there is none."""
        return next((stage for stage, column in self.columns.items() if column.has(id)), "")

    def _undo(self, group: str) -> None:
        workspace = self.desk.workspace
        self.desk.writer.run(
            lambda: workspace.journal.undo_group(group), lambda report: self.desk.show_message(report.sentence())
        )  # fmt: skip

    def _step(self, stage: str, way: int) -> None:
        """To the next column that has cards."""
        stages = list(self.columns)
        place = stages.index(stage) + way
        while 0 <= place < len(stages):
            if self.columns[stages[place]].count:
                self._enter(self.columns[stages[place]])
                return
            place += way

    def _carry(self, stage: str, way: int) -> None:
        stages = list(self.columns)
        place = stages.index(stage) + way
        id = self.columns[stage].current_id
        if id and 0 <= place < len(stages):
            self.move(id, stages[place])

    def _enter(self, column: BoardColumn) -> None:
        column.setFocus()
        column.select_any()
        holder = column.parentWidget()
        if holder is not None:
            self.area.ensureWidgetVisible(holder, 12, 0)
