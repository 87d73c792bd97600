"""The goals on the overview: each with a bar, what is reached of what is wanted, and whether it is on track."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.figures.goal_words import reached_words
from desktop.figures.goals import GoalProgress, GoalState, read_goals
from desktop.i18n import _, pgettext
from desktop.ui.current_time import today
from desktop.ui.listing.cell_painter import draw_words, tones
from desktop.ui.overview.block import Block
from desktop.ui.overview.opening_list import LINE, OpeningList
from desktop.ui.style.colours import hairline, mix, warning
from desktop.ui.tooltips import plain_tip
from desktop.values.dates import format_date

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_MOST = 40
"""More goals are seen in their list."""
_BAR, _BAR_WIDTH = 8, 150
_ROOM = 10
Index = QModelIndex | QPersistentModelIndex


class GoalsBlock(Block):
    """Grouped by who set them. A line opens its goal."""

    goals_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "overview: goals", _("Goals"), parent)
        self.all = QPushButton(_("All goals"), self)
        self.all.setAutoDefault(False)
        self.all.clicked.connect(self.goals_wanted)
        self.tools.addWidget(self.all)
        self.list = GoalList(self)
        self.list.opened.connect(self._open)
        self.column.addWidget(self.list)

    def job(self) -> Callable[[], list[GoalProgress]] | None:
        """All goals as they stand today."""
        workspace, day = self._desk.workspace, today()
        return lambda: read_goals(workspace, day)

    def show_found(self, found: list[GoalProgress]) -> None:
        """Show them."""
        self.say(
            "" if found else _("No goals yet: what is to be reached by when? “All goals” is where they are written.")
        )
        self.list.show_goals(found[:_MOST])

    def _open(self, goal: GoalProgress | str) -> None:
        if isinstance(goal, GoalProgress):
            self._desk.record_wanted.emit(goal.id)


class GoalList(OpeningList):
    """A line for each goal, one above for who set them. As high as it has to be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(GoalDelegate(self))
        self.setAccessibleName(_("Goals"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_goals(self, goals: list[GoalProgress]) -> None:
        """Show other goals; the keyboard stays on its place."""
        row = self.currentRow()
        self.clear()
        for organisation, those in groupby(goals, key=lambda each: each.organisation):
            if organisation:
                head = QListWidgetItem(organisation)
                head.setData(LINE, organisation)
                head.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self.addItem(head)
            for goal in those:
                item = QListWidgetItem(goal.title)
                item.setData(LINE, goal)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, _accessible_text(goal))
                item.setToolTip(plain_tip(_accessible_text(goal)))
                self.addItem(item)
        if 0 <= row < self.count():
            self.setCurrentRow(row)
        self.setVisible(bool(goals))
        self.setFixedHeight(self.count() * line_height(self.fontMetrics()) + 4)


class GoalDelegate(QStyledItemDelegate):
    """The title, a bar, the numbers, the state and the end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        return QSize(option.rect.width(), line_height(option.fontMetrics))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a goal, or who set those below."""
        goal = index.data(LINE)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        look = tones(option.palette, selected=focused, focused=focused,
                     hover=bool(option.state & QStyle.StateFlag.State_MouseOver))  # fmt: skip
        painter.save()
        inside = option.rect.adjusted(_ROOM, 0, -_ROOM, 0)
        if isinstance(goal, str):
            font = painter.font()
            font.setBold(True)
            painter.setFont(font)
            draw_words(painter, inside, goal, option.palette.windowText().color())
            painter.restore()
            return
        painter.fillRect(option.rect, look.ground)
        right = min(310, inside.width() * 2 // 5)
        bar_width = min(_BAR_WIDTH, inside.width() // 5)
        title = QRect(inside.x() + _ROOM, inside.y(), inside.width() - right - bar_width - 3 * _ROOM, inside.height())
        draw_words(painter, title, goal.title, look.words)
        bar = QRect(title.right() + _ROOM, inside.center().y() - _BAR // 2, bar_width, _BAR)
        words = QRect(bar.right() + _ROOM, inside.y(), right, inside.height())
        if not goal.trouble:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(hairline(option.palette))
            painter.drawRoundedRect(bar, 4, 4)
            painter.setBrush(_colour(goal, option))
            painter.drawRoundedRect(
                QRect(bar.x(), bar.y(), max(round(bar.width() * min(goal.share, 1)), 4), _BAR), 4, 4
            )
        draw_words(painter, words, _line(goal), look.words)
        painter.restore()


def line_height(metrics: QFontMetrics) -> int:
    """Pixels of a line with its room."""
    return metrics.height() + 8


def _colour(goal: GoalProgress, option: QStyleOptionViewItem) -> QColor:
    if goal.state in (GoalState.LATE, GoalState.MISSED):
        return warning(option.palette)
    highlight = option.palette.highlight().color()
    return highlight if goal.state is not GoalState.NOT_BEGUN else mix(highlight, option.palette.base().color(), 0.5)


def _line(goal: GoalProgress) -> str:
    if goal.trouble:
        return goal.label
    until = _("until {date}").format(date=format_date(goal.period.last))
    return f"{reached_words(goal)} · {goal.label} · {until}"


def _accessible_text(goal: GoalProgress) -> str:
    if goal.trouble:
        return f"{goal.title}. {goal.trouble}"
    return pgettext("field: value", "{field}: {value}").format(field=goal.title, value=_line(goal))
