"""The list of conflicts: record, field, what happened, from whom; by field where that is wanted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.i18n import _
from desktop.ui.conflicts import conflict_text
from desktop.ui.conflicts.conflict_data import ConflictRow
from desktop.ui.style.colours import hairline, muted

ROLE = Qt.ItemDataRole.UserRole
_ROOM = 10
Option = QStyleOptionViewItem
Index = QModelIndex | QPersistentModelIndex


class ConflictList(QTreeWidget):
    """Several may be selected; Enter goes to the values."""

    chosen = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Conflicts"))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_TwoLines(self))
        self.setMouseTracking(True)
        self._every: list[ConflictRow] = []
        self.itemSelectionChanged.connect(self.chosen)
        self.itemActivated.connect(lambda _item: self.entered.emit())

    def show_conflicts(self, every: Sequence[ConflictRow], *, grouped: bool) -> None:
        """Show these; what was selected stays selected, else what came into its place is."""
        keys = {each.key for each in self.selected()}
        place = self._place()
        self.blockSignals(True)
        self.clear()
        self._every = sorted(every, key=lambda each: each.group) if grouped else list(every)
        above: QTreeWidgetItem | None = None
        for each in self._every:
            if grouped and (above is None or above.data(0, ROLE + 1) != each.group):
                above = QTreeWidgetItem(self)
                above.setFlags(Qt.ItemFlag.ItemIsEnabled)
                above.setData(0, ROLE + 1, each.group)
            item = QTreeWidgetItem(above) if grouped and above is not None else QTreeWidgetItem(self)
            item.setData(0, ROLE, each)
            item.setText(
                0, _("{who}, {when}").format(who=f"{each.title} – {each.field} – {each.kind}", when=each.from_whom)
            )
        for number in range(self.topLevelItemCount()):
            head = self.topLevelItem(number)
            if head is not None and head.data(0, ROLE) is None:
                head.setText(0, f"{head.data(0, ROLE + 1)} ({head.childCount()})")
        self.expandAll()
        self._select(keys, place)
        self.blockSignals(False)
        self.chosen.emit()

    @property
    def listed(self) -> list[ConflictRow]:
        """What is listed, from the top."""
        return self._every

    def selected(self) -> list[ConflictRow]:
        """What is selected, from the top."""
        keys = {item.data(0, ROLE).key for item in self.selectedItems() if item.data(0, ROLE) is not None}
        return [each for each in self._every if each.key in keys]

    def select(self, keys: set[tuple[str, str]]) -> None:
        """Select these (record id, field)."""
        self.clearSelection()
        self._select(keys, -1)

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        for number in range(self.topLevelItemCount()):
            top = self.topLevelItem(number)
            if top is not None:
                below = [top.child(at) for at in range(top.childCount())] if top.data(0, ROLE) is None else [top]
                found += [each for each in below if each is not None]
        return found

    def _place(self) -> int:
        items, chosen = self._items(), self.selectedItems()
        return next((place for place, item in enumerate(items) if item in chosen), 0)

    def _select(self, keys: set[tuple[str, str]], place: int) -> None:
        items = self._items()
        wanted = [item for item in items if item.data(0, ROLE).key in keys]
        if not wanted and items and place >= 0:
            wanted = [items[min(place, len(items) - 1)]]
        if wanted:
            self.setCurrentItem(wanted[0])
            for item in wanted:
                item.setSelected(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrow to the right lead to the values."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class _TwoLines(QStyledItemDelegate):
    """The record above; field, what happened and from whom below."""

    def sizeHint(self, option: Option, index: Index) -> QSize:
        """Three lines of text, or one for the heading of a group."""
        line = QFontMetrics(option.font).height()
        return QSize(120, line * 3 + 18 if index.data(ROLE) is not None else line + 14)

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        """One conflict."""
        palette, listed = option.palette, index.data(ROLE)
        wanted = QStyleOptionViewItem(option)
        self.initStyleOption(wanted, index)
        wanted.text = ""
        widget = option.widget
        style = widget.style() if widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, wanted, painter, widget)
        painter.save()
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        rect = QRect(option.rect).adjusted(_ROOM, 6, -_ROOM, -6)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ink = palette.color(QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text)
        quiet = ink if selected else muted(palette)
        painter.setPen(hairline(palette))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if not isinstance(listed, ConflictRow):
            _line(painter, rect, str(index.data()), bold, quiet)
            painter.restore()
            return
        step = QFontMetrics(option.font).height() + 3
        _line(painter, rect, listed.title, bold, ink)
        _line(painter, rect.translated(0, step), listed.field, option.font, ink)
        moment = conflict_text.newest(listed.disputed)
        below = f"{listed.kind} · {listed.from_whom}" + (f" · {moment}" if moment else "")
        _line(painter, rect.translated(0, 2 * step), below, option.font, quiet)
        painter.restore()


def _line(painter: QPainter, rect: QRect, words: str, font: QFont, colour: QColor) -> None:
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(colour)
    place = QRect(rect.left(), rect.top(), rect.width(), metrics.height())
    flat = " ".join(words.split())
    painter.drawText(
        place,
        Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine,
        metrics.elidedText(flat, Qt.TextElideMode.ElideRight, rect.width()),
    )
