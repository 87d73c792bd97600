"""The list of records as Qt sees it: an order of numbers in memory, rows read a page at a time."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence
from enum import Enum, IntEnum
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.catalogue import stoppable
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.ui.background import Background
from desktop.ui.listing.columns import Column, Look
from desktop.ui.listing.row_pages import PAGE, ListedRow, RowPages
from desktop.ui.tooltips import plain_tip

MARKS = ("missing", "conflicts")
"""Read with every row, whatever the columns."""
FEW = 8
"""So many places are looked for one by one, and so many pages read again at once."""

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Cause(Enum):
    """Why the rows stand anew."""

    QUERY = "query"  # something else is searched for
    SORT = "sort"  # the same, in another order
    CHANGE = "change"  # records changed
    COLUMNS = "columns"


class Role(IntEnum):
    """What the list tells beside the words of a cell."""

    NO = Qt.ItemDataRole.UserRole + 1  # the record's local number
    ID = Qt.ItemDataRole.UserRole + 2
    RAW = Qt.ItemDataRole.UserRole + 3  # the code or number behind the words
    LOADED = Qt.ItemDataRole.UserRole + 4  # False: a placeholder


_TEXT_ROLES = frozenset(
    (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole, Role.ID, Role.RAW,
     Role.LOADED)
)  # fmt: skip


class Ordered(Protocol):
    """The whole order: numbers of the records."""

    @property
    def ids(self) -> array[int]: ...


class ListSource(Protocol):
    """What the catalogue's list answers, from any thread."""

    def first(self, query: Any, sort: Any, limit: int = ...) -> list[int]: ...
    def order(self, query: Any, sort: Any) -> Ordered: ...
    def rows(self, nos: Sequence[int], columns: Sequence[str], query: Any) -> Sequence[ListedRow]: ...


class RecordTableModel(QAbstractTableModel):
    """Shows what a query found. The first page comes at once, the rest when its order is known."""

    answered = Signal()  # the first rows of a new query are here
    counted = Signal(int)  # the order is complete: so many rows
    failed = Signal(object)  # the order could not be read

    def __init__(
        self, source: ListSource, background: Background, columns: Sequence[Column], key: str = "list"
    ) -> None:
        super().__init__()
        self._key = key  # begins the topics of its reads
        self._source = source
        self._background = background
        self._columns = tuple(columns)
        self._query: Any = None
        self._sort: Any = ()
        self._nos: array[int] = array("q")
        self._pages = RowPages()
        self._before: dict[int, ListedRow] = {}  # shown until a page is read again after the order changed
        self._generation = 0
        self.cause = Cause.QUERY
        """Of the last reset."""

    # What is shown ------------------------------------------------------------------------------------------

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the order in which the model has them."""
        return self._columns

    @property
    def nos(self) -> array[int]:
        """The local numbers of the records, in the order shown; not to be changed."""
        return self._nos

    def show(self, query: Any, sort: Any = ()) -> None:
        """Show another query or another order; the rows before stay until the first new ones are here."""
        cause = Cause.SORT if query == self._query else Cause.QUERY
        self._query, self._sort = query, sort
        names = self._names()

        def first() -> tuple[array[int], Sequence[ListedRow]]:
            nos = self._source.first(query, sort, PAGE)
            return array("q", nos), self._source.rows(nos, names, query)

        def shown(found: tuple[array[int], Sequence[ListedRow]]) -> None:
            nos, rows = found
            self._replace(nos, cause)
            if names == self._names():  # else other columns were chosen meanwhile: they read their own
                self._pages.put(0, _aligned(nos, rows))
            self.answered.emit()
            self._read_order()

        self._run(first, shown, self._failed, f"{self._key}: order")

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns."""
        self.cause = Cause.COLUMNS
        self.beginResetModel()
        self._columns = tuple(columns)
        self._generation += 1
        self._before = {}
        self._pages.clear()
        self.endResetModel()

    def refresh(self, ids: frozenset[str]) -> None:
        """These records have changed (an empty set: many): read again where they are shown, and the order."""
        stale = self._pages.make_stale(ids)
        for number in stale if len(stale) <= FEW else ():
            self._read_page(number * PAGE)
        if len(stale) > FEW and self._nos:  # those that are seen are read again as they are painted
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._nos) - 1, len(self._columns) - 1))
        self._read_order()

    def place_of(self, no: int) -> int:
        """Where a record stands, by its number; -1 where it is not in the list."""
        try:
            return self._nos.index(no)
        except ValueError:
            return -1

    def places_of(self, nos: Collection[int]) -> list[int]:
        """Where records stand, in the order of the list; those that are not in it are passed over."""
        if len(nos) <= FEW:
            return sorted(place for no in nos if (place := self.place_of(no)) >= 0)
        wanted = nos if isinstance(nos, set | frozenset) else set(nos)
        return [place for place, no in enumerate(self._nos) if no in wanted]

    def loaded(self) -> list[ListedRow]:
        """The rows that are held in memory."""
        return self._pages.rows()

    def listed(self, place: int) -> ListedRow | None:
        """The row at a place; where it is not here yet, None, and its page is read."""
        row = self._pages.row(place)
        if row is None or self._pages.is_stale(place):
            self._read_page(place)
        return row or self._before.get(self._nos[place])

    # What Qt asks -------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """As many as the order holds."""
        return 0 if parent.isValid() else len(self._nos)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """As many as are shown."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The label of a column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _("Click to sort by it, drag to move it, right-click to choose columns.") if column.sortable else ""
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; "…" while its page is being read, which asking for it begins."""
        column = self._columns[index.column()]
        if role == Role.NO:
            return self._nos[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return self._cell_data(self.listed(index.row()), column, role) if role in _TEXT_ROLES else None

    def _cell_data(self, row: ListedRow | None, column: Column, role: int) -> Any:
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
        if column.look is Look.TITLE:
            words = words or _("Untitled")
            marks = marks_in_words(row)
            if role == Qt.ItemDataRole.ToolTipRole:
                return plain_tip("\n".join([words, *marks]))
            if role == Qt.ItemDataRole.AccessibleTextRole:
                words = ", ".join([words, *marks])
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words)
        return f"{column.heading}: {words}" if role == Qt.ItemDataRole.AccessibleTextRole else words

    # Reading ------------------------------------------------------------------------------------------------

    def _names(self) -> tuple[str, ...]:
        return (*(column.name for column in self._columns), *MARKS)

    def _read_order(self) -> None:
        query, sort = self._query, self._sort

        def ordered(order: Ordered) -> None:
            self._take_order(order.ids)
            self.counted.emit(len(self._nos))

        self._run(lambda: self._source.order(query, sort), ordered, self._failed, f"{self._key}: order")

    def _run(
        self,
        job: Callable[[], object],
        then: Callable[[Any], object],
        failed: Callable[[BaseException], object],
        topic: str,
    ) -> None:
        """Read on another thread; a newer read of the same topic stops it."""
        self._background.run_task(lambda task: stoppable(task.interrupt_with, job), then, failed, topic=topic)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):  # a bug is told by the background itself
            self.failed.emit(error)

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
            self._replace(nos, Cause.CHANGE, {row.no: row for row in self._pages.rows()})

    def _replace(self, nos: array[int], cause: Cause, before: dict[int, ListedRow] | None = None) -> None:
        self.cause = cause
        self.beginResetModel()
        self._nos = nos
        self._generation += 1
        self._before = before or {}
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
            self._pages.put(number, _aligned(nos, rows))
            last = min(number * PAGE + len(nos), len(self._nos)) - 1
            if last >= number * PAGE:
                self.dataChanged.emit(self.index(number * PAGE, 0), self.index(last, len(self._columns) - 1))

        def failed(error: BaseException) -> None:
            if generation == self._generation:
                self._pages.give_up(number)
            if isinstance(error, UserFacingError):
                self._background.failed.emit(error)

        self._run(lambda: self._source.rows(nos, names, query), shown, failed, f"{self._key}: page {number}")


def _aligned(nos: Sequence[int], rows: Sequence[ListedRow]) -> list[ListedRow | None]:
    """A row for each number; None where the record has gone since the order was read."""
    found = {row.no: row for row in rows}
    return [found.get(no) for no in nos]


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def marks_in_words(row: ListedRow) -> list[str]:
    """What is to be done about a record: it is unfinished, or two desks disagree."""
    marks: list[str] = []
    if row.values.get("missing"):
        marks.append(_("Unfinished: something required is missing"))
    if row.values.get("conflicts"):
        marks.append(_("In conflict: two desks wrote different things"))
    return marks
