"""The overview: what is due, waits and was edited last; figures; coverage: blocks that a person ticks and orders."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext, pgettext
from desktop.ui.current_time import today
from desktop.ui.dialogs.ticked_list_dialog import TickedListDialog
from desktop.ui.listing.empty_state import EmptyState
from desktop.ui.listing.tab_order import step
from desktop.ui.live_page import LivePage
from desktop.ui.overview.block import Block
from desktop.ui.overview.blocks import BLOCKS, CHARTS, COVERAGE, FIGURES, GOALS, MAP, WORK, BlockSettings
from desktop.ui.overview.charts_block import ChartsBlock
from desktop.ui.overview.coverage_block import CoverageBlock
from desktop.ui.overview.figures_block import FiguresBlock
from desktop.ui.overview.goals_block import GoalsBlock
from desktop.ui.overview.map_block import MapBlock
from desktop.ui.overview.overview_data import WITHIN, Overview, read_overview
from desktop.ui.overview.overview_text import (
    CONFLICT,
    EXCHANGE,
    MOST,
    RECORD,
    Line,
    clash_lines,
    due_lines,
    edited_lines,
    unsent_lines,
    waiting_lines,
)
from desktop.ui.overview.section import Section
from desktop.ui.style.overview import overview_sheet
from desktop.ui.widgets.number_text import counted
from desktop.ui.widgets.ticked_list import Ticked
from desktop.values.dates import format_date

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

TOPIC = "overview: page"
QUIET_MS = 400
"""Typing changes the desk at every pause: it is read again when it has been quiet for so long."""
WORK_HEIGHT = 330
"""Pixels that the lists of what is to be done have at least."""
QWIDGETSIZE_MAX = (1 << 24) - 1
LOOK_MS = 60_000
"""So often it is looked whether another day has begun."""


class OverviewPage(LivePage):
    """Made for one desk and one language; reads itself again when the desk changes and it is seen."""

    exchange_wanted = Signal()
    waiting_wanted = Signal()
    visit_wanted = Signal()
    """A new one."""
    import_package_wanted = Signal()
    evidence_wanted = Signal()
    goals_wanted = Signal()
    list_wanted = Signal(str, str)
    """A record type and a query: the list behind a figure or a square."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, TOPIC, QUIET_MS, parent)
        self._wants_keyboard = False
        self.overview: Overview | None = None
        self._title = QLabel(_("Overview"), self)
        self._title.setObjectName("overviewTitle")
        self._title.setContentsMargins(16, 12, 16, 6)
        self.customize = QPushButton(_("Choose &blocks…"), self)
        self.customize.setToolTip(_("Which parts this page has, and in which order"))
        self.customize.setAutoDefault(False)
        self.customize.clicked.connect(self.ask_blocks)
        top = QHBoxLayout()
        top.setContentsMargins(0, 8, 16, 2)
        top.addWidget(self._title, 1)
        self.evidence = QPushButton(pgettext("page", "Evidence"), self)
        self.evidence.setToolTip(
            _("What was done, what changed and what is missing: on a target, a place, an organisation …")
        )
        self.evidence.setAutoDefault(False)
        self.evidence.clicked.connect(self.evidence_wanted)
        top.addWidget(self.evidence)
        top.addWidget(self.customize)
        self.due = Section(_("Due"), _("Nothing is due within {count} days.").format(count=WITHIN), self, tall=True)
        self.clashes = Section(_("In conflict"), "", self)
        self.unsent = Section(_("Not sent yet"), "", self)
        self.waiting = Section(_("Waiting"), "", self)
        self.edited = Section(_("Last edited"), _("Nothing was edited yet."), self, tall=True)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.due)
        for section in (self.clashes, self.unsent, self.waiting, self.edited):
            right.addWidget(section, 1 if section is self.edited else 0)
        self.edited.setMinimumHeight(150)
        self.due.setMinimumHeight(150)
        for section in self.sections:
            section.opened.connect(self._open)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 0, 16, 14)
        self._column.setSpacing(14)
        self.work = QWidget(inside)
        self.work.setMinimumHeight(WORK_HEIGHT)
        across = QHBoxLayout(self.work)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(14)
        for column, share in ((left, 6), (right, 5)):
            column.setSpacing(12)
            across.addLayout(column, share)
        self._settings = settings = BlockSettings(desk)
        self.figures = FiguresBlock(desk, settings.kept(FIGURES), lambda words: settings.keep(FIGURES, words), inside)
        self.coverage = CoverageBlock(
            desk, settings.kept(COVERAGE), lambda words: settings.keep(COVERAGE, words), inside
        )
        self.goals = GoalsBlock(desk, inside)
        self.goals.goals_wanted.connect(self.goals_wanted)
        self.map = MapBlock(desk, settings.kept(MAP), lambda words: settings.keep(MAP, words), inside)
        self.charts = ChartsBlock(desk, settings.kept(CHARTS), lambda words: settings.keep(CHARTS, words), inside)
        self._blocks: dict[str, QWidget] = {
            WORK: self.work, GOALS: self.goals, FIGURES: self.figures, COVERAGE: self.coverage, MAP: self.map,
            CHARTS: self.charts,
        }  # fmt: skip
        for block in self.live_blocks:
            block.list_wanted.connect(self.list_wanted)
        self._arrange()
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        full = QWidget(self)
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.area, 1)
        self.empty = EmptyState(self)
        self._pages = QStackedWidget(self)
        for each in (QWidget(self), self.empty, full):
            self._pages.addWidget(each)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self._day = QTimer(self, interval=LOOK_MS)
        self._day.timeout.connect(self._look_at_day)
        self._day.start()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._show_empty()
        self._apply_style()

    @property
    def sections(self) -> tuple[Section, ...]:
        """All parts, in the order in which they are read."""
        return self.due, self.clashes, self.unsent, self.waiting, self.edited

    @property
    def live_blocks(self) -> list[Block]:
        """The blocks that read themselves, whether they are shown or not."""
        return [each for each in self._blocks.values() if isinstance(each, Block)]

    @property
    def shown_blocks(self) -> list[str]:
        """The blocks that are ticked, as they stand."""
        return self._settings.shown

    def _arrange(self) -> None:
        """Put the blocks that are ticked below each other, in their order."""
        while self._column.count():
            self._column.takeAt(0)
        shown = self._settings.shown
        self.work.setMaximumHeight(WORK_HEIGHT if len(shown) > 1 else QWIDGETSIZE_MAX)
        for name, block in self._blocks.items():
            block.setVisible(name in shown)
        for name in shown:
            self._column.addWidget(self._blocks[name])
        if shown != [WORK]:
            self._column.addStretch(1)

    def ask_blocks(self) -> None:
        """Let the person tick the blocks and put them in order."""
        shown = self._settings.shown
        dialog = TickedListDialog(
            _("Blocks of the overview"),
            _("Space shows or hides a block. Alt with the arrows moves it."),
            [Ticked(name, _(BLOCKS[name]), name in shown) for name in dict.fromkeys([*shown, *BLOCKS])],
            self,
        )
        dialog.accepted.connect(lambda: self.choose_blocks(dialog.chosen))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def choose_blocks(self, names: list[str]) -> None:
        """Show these blocks, in this order, from now on."""
        self._settings.choose(names)
        self._arrange()
        self._read_blocks()

    def _show_empty(self) -> None:
        ways = []
        if self._desk.writable:
            ways = [
                (_("&Plan a visit…"), self.visit_wanted.emit),
                (_("Import a &package…"), self.import_package_wanted.emit),
            ]
        self.empty.show_words(
            "overview",
            _("Nothing to do yet"),
            _("Due dates, conflicts, unsent changes and waiting items appear here, and the records you edited last."),
            ways,
        )

    # Reading ---------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while it was not seen, the day too."""
        self._look_at_day()
        super().showEvent(event)

    def _look_at_day(self) -> None:
        if self.overview is not None and self.overview.today != today():
            self._after_change()

    def job(self) -> Callable[[], Overview]:
        """What is read on a thread."""
        workspace, day = self._desk.workspace, today()
        return lambda: read_overview(workspace, day)

    def show_found(self, found: Overview) -> None:
        """Show what is due and what waits."""
        self.overview = overview = found
        late = sum(each.overdue for each in overview.due)
        parts = []
        if late:
            parts.append(ngettext("{count} overdue", "{count} overdue", late).format(count=counted(late)))
        if coming := len(overview.due) - late:
            words = ngettext("{count} within {days} days", "{count} within {days} days", coming)
            parts.append(words.format(count=counted(coming), days=WITHIN))
        about = ", ".join(parts)
        if len(overview.due) > MOST:
            about += ". " + _("The first {count} are shown.").format(count=MOST)
        self._title.setText(
            _("Overview of {day}").format(day=format_date(overview.today.isoformat()))
        )  # a person sees at once whether it is today's
        self.due.show_lines(due_lines(overview), about=about)
        self.clashes.show_lines(clash_lines(overview), heading=_counting(_("In conflict"), overview.in_conflict))
        self.unsent.show_lines(unsent_lines(overview), heading=_counting(_("Not sent yet"), len(overview.unsent)))
        self.waiting.show_lines(waiting_lines(overview), heading=_counting(_("Waiting"), overview.waiting.count))
        self.edited.show_lines(edited_lines(overview))
        for section in (self.clashes, self.unsent, self.waiting):
            section.setVisible(section.list.count() > 0)
        self._pages.setCurrentIndex(1 if overview.empty else 2)
        if not overview.empty:
            self._read_blocks()
        if self._wants_keyboard or self.window().focusWidget() is self:
            self.enter()

    def _read_blocks(self) -> None:
        """What takes longer comes after the rest is shown."""
        for block in self.live_blocks:
            if not block.isHidden():
                block.read()

    # The person ------------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """The keyboard to the first list with something in it, as soon as it is read."""
        self._wants_keyboard = self.overview is None
        if self.overview is None:
            self.setFocus()
            return
        lists = [section.list for section in self.sections if section.list.count()]
        if lists:
            lists[0].setFocus()
        elif self.empty.buttons:
            self.empty.buttons[0].setFocus()

    def _open(self, line: Line) -> None:
        if line.opens == RECORD:
            self._desk.record_wanted.emit(line.id)
        elif line.opens == CONFLICT:
            self._desk.conflicts_wanted.emit(line.id)
        elif line.opens == EXCHANGE:
            self.exchange_wanted.emit()
        else:
            self.waiting_wanted.emit()

    def tab(self, window: QWidget, *, forward: bool) -> bool:
        """Tab goes as the eye does: block by block; in the first, down the left side, then down the right one."""
        if self.empty.isVisible():
            return step(window, self, (self.empty,), forward=forward)
        parts: list[QWidget] = [self.evidence, self.customize]
        for name in self._settings.shown:
            parts += self.sections if name == WORK else (self._blocks[name],)
        return step(window, self, parts, forward=forward)

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_day"):
            self._apply_style()

    def _apply_style(self) -> None:
        sheet = overview_sheet(self.palette(), self.font())
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)


def _counting(words: str, count: int) -> str:
    return f"{words} ({counted(count)})" if count else words
