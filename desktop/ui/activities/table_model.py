"""The list of activities as Qt sees it: an order of numbers in memory, rows read a page at a time."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.errors import UserFacingError
from desktop.ui.activities.row_pages import PAGE, ListedRow, RowPages
from desktop.ui.background import Background
from desktop.words import _

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Role(IntEnum):
    """What the list tells beside the words of a cell."""

    NO = Qt.ItemDataRole.UserRole + 1  # the activity's local number
    ID = Qt.ItemDataRole.UserRole + 2
    RAW = Qt.ItemDataRole.UserRole + 3  # the code or number behind the words
    LOADED = Qt.ItemDataRole.UserRole + 4  # False: a placeholder


@dataclass(frozen=True)
class Column:
    """One column: the field it shows, its heading, and how its value is said."""

    name: str
    label: str  # English source
    words: Callable[[Any], str] = str
    number: bool = False  # right-aligned


class Ordered(Protocol):
    """The whole order: numbers of the activities."""

    @property
    def ids(self) -> array[int]: ...


class ListSource(Protocol):
    """What the catalogue's list answers, from any thread."""

    def first(self, query: Any, sort: Any, limit: int = ...) -> list[int]: ...
    def order(self, query: Any, sort: Any) -> Ordered: ...
    def rows(self, nos: Sequence[int], columns: Sequence[str], query: Any) -> Sequence[ListedRow]: ...


class ActivityTableModel(QAbstractTableModel):
    """Shows what a query found. The first page comes at once, the rest when its order is known."""

    counted = Signal(int)  # the order is complete: so many rows

    def __init__(self, source: ListSource, background: Background, columns: Sequence[Column]) -> None:
        super().__init__()
        self._source = source
        self._background = background
        self._columns = tuple(columns)
        self._query: Any = None
        self._sort: Any = ()
        self._nos: array[int] = array("q")
        self._pages = RowPages()
        self._generation = 0

    # What is shown ------------------------------------------------------------------------------------------

    def show(self, query: Any, sort: Any = ()) -> None:
        """Show another query or another order; the rows before stay until the first new ones are here."""
        self._query, self._sort = query, sort
        names = self._names()

        def first() -> tuple[array[int], Sequence[ListedRow]]:
            nos = self._source.first(query, sort, PAGE)
            return array("q", nos), self._source.rows(nos, names, query)

        def shown(found: tuple[array[int], Sequence[ListedRow]]) -> None:
            nos, rows = found
            self._replace(nos)
            self._pages.put(0, rows)
            self._read_order()

        self._background.run(first, shown, topic="activities: order")

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns, in this order."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self._generation += 1
        self._pages.clear()
        self.endResetModel()

    def refresh(self, ids: frozenset[str]) -> None:
        """These records have changed (an empty set: many): read again where they are shown, and the order."""
        for number in self._pages.make_stale(ids):
            self._read_page(number * PAGE)
        self._read_order()

    def place_of(self, no: int) -> int:
        """Where an activity stands, by its number; -1 where it is not in the list."""
        try:
            return self._nos.index(no)
        except ValueError:
            return -1

    # What Qt asks -------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """As many as the order holds."""
        return 0 if parent.isValid() else len(self._nos)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """As many as are shown."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The label of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self._columns[section].label)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; "…" while its page is being read, which asking for it begins."""
        column = self._columns[index.column()]
        if role == Role.NO:
            return self._nos[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Role.ID,
            Role.RAW,
            Role.LOADED,
        ):
            return None
        row = self._pages.row(index.row())
        if row is None:
            self._read_page(index.row())
        return self._said(row, column, role)

    def _said(self, row: ListedRow | None, column: Column, role: int) -> Any:
        if role == Role.LOADED:
            return row is not None
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Role.ID:
            return row.id
        value = row.values.get(column.name)
        if role == Role.RAW:
            return value
        words = "" if value is None else column.words(value)
        return f"{_(column.label)}: {words}" if role == Qt.ItemDataRole.AccessibleTextRole else words

    # Reading ------------------------------------------------------------------------------------------------

    def _names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self._columns)

    def _read_order(self) -> None:
        query, sort = self._query, self._sort

        def ordered(order: Ordered) -> None:
            self._take_order(order.ids)
            self.counted.emit(len(self._nos))

        self._background.run(lambda: self._source.order(query, sort), ordered, topic="activities: order")

    def _take_order(self, nos: array[int]) -> None:
        here = len(self._nos)
        if nos == self._nos:
            return
        if (
            here and len(nos) > here and nos[:here] == self._nos
        ):  # the first page was right: nothing under the eye moves
            self.beginInsertRows(NOWHERE, here, len(nos) - 1)
            self._nos = nos
            self._pages.grow(here)
            self.endInsertRows()
        else:
            self._replace(nos)

    def _replace(self, nos: array[int]) -> None:
        self.beginResetModel()
        self._nos = nos
        self._generation += 1
        self._pages.clear()
        self.endResetModel()

    def _read_page(self, place: int) -> None:
        number = self._pages.ask(place)
        if number is None:
            return
        generation, query, names = self._generation, self._query, self._names()
        nos = list(self._nos[number * PAGE : (number + 1) * PAGE])

        def shown(rows: Sequence[ListedRow]) -> None:
            if generation != self._generation:
                return
            self._pages.put(number, rows)
            last = min(number * PAGE + len(rows), len(self._nos)) - 1
            if last >= number * PAGE:
                self.dataChanged.emit(self.index(number * PAGE, 0), self.index(last, len(self._columns) - 1))

        def failed(error: BaseException) -> None:
            if generation == self._generation:
                self._pages.give_up(number)
            if isinstance(error, UserFacingError):
                self._background.failed.emit(error)

        self._background.run(
            lambda: self._source.rows(nos, names, query), shown, failed, topic=f"activities: page {number}"
        )
