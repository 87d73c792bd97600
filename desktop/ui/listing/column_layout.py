"""Which columns the list shows, in what order, how wide and sorted by what: chosen by the person, remembered."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent

from desktop.ui.listing.columns import Column, Look, columns, fitting
from desktop.ui.listing.list_spec import ListSpec
from desktop.ui.listing.list_view import ListView

LEAST_TITLE, MOST_TITLE = 170, 290
"""The least width of the title before a person drew it, in a narrow list and in a wide one."""
Sort = tuple[tuple[str, bool], ...]


class ColumnLayout(QObject):
    """Keeps the table's columns. Until a person chose, those that fit are shown; the title takes what room is left."""

    changed = Signal()  # other columns, or another order of the rows
    sorted = Signal()  # another order of the rows

    def __init__(self, view: ListView, listed: ListSpec, kept: str, keep: Callable[[str], object]) -> None:
        super().__init__(view)
        self._view = view
        self._keep = keep
        self._listed = listed
        self._title = listed.title
        self._known = columns(listed)
        self._widths: dict[str, int] = {}
        self._chosen: list[str] | None = None  # None: those that fit
        self._title_drawn = False  # the person gave the title a width
        self.sort: Sort = ()
        self._read(kept)
        self._arranging = False
        self._save = QTimer(self, singleShot=True, interval=400)
        self._save.timeout.connect(self.keep_now)
        header = view.horizontalHeader()
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._moved)
        header.sectionClicked.connect(self._clicked)
        view.viewport().installEventFilter(self)
        self._set(self._wanted())

    @property
    def known(self) -> list[Column]:
        """Every column there is."""
        return list(self._known.values())

    @property
    def shown(self) -> list[str]:
        """Names of the columns shown, from left to right."""
        header = self._view.horizontalHeader()
        model = self._view.rows
        return [model.columns[header.logicalIndex(place)].name for place in range(header.count())]

    @property
    def automatic(self) -> bool:
        """Are those shown that fit?"""
        return self._chosen is None

    def choose(self, names: Sequence[str]) -> None:
        """Show these columns in this order."""
        self._chosen = [self._title, *names] if self._title not in names else list(names)
        self._set([self._known[name] for name in self._chosen])
        self._emit_change()

    def toggle(self, name: str) -> None:
        """Show a column, or hide it; the title always stays."""
        names = self.shown
        if name in names:
            if name != self._title:
                self.choose([each for each in names if each != name])
            return
        order = list(self._known)
        after = [place for place, each in enumerate(names) if order.index(each) < order.index(name)]
        names.insert(after[-1] + 1 if after else len(names), name)
        self.choose(names)

    def choose_fitting(self) -> None:
        """Forget what was chosen: show what fits, as wide as at first."""
        self._chosen, self._title_drawn = None, False
        self._widths.clear()
        self._set(self._wanted())
        self._emit_change()

    def sort_by(self, name: str, descending: bool | None = None) -> None:
        """Sort by a column; a second time, the other way round. "" sorts by best match, then newest first."""
        if not name:
            sort: Sort = ()
        elif descending is not None:
            sort = ((name, descending),)
        elif self.sort[:1] and self.sort[0][0] == name:
            sort = ((name, not self.sort[0][1]),)
        else:
            column = self._known.get(name)
            sort = ((name, column.newest_first if column else False),)
        self.show_sort(sort)
        self.sorted.emit()
        self._save.start()

    def show_sort(self, sort: Sort) -> None:
        """Show by an arrow how the rows are sorted."""
        self.sort = sort
        if self._chosen is None and [each.name for each in self._wanted()] != self.shown:
            self._set(self._wanted())
            return
        header = self._view.horizontalHeader()
        names = [column.name for column in self._view.rows.columns]
        if sort and sort[0][0] in names:
            down = Qt.SortOrder.DescendingOrder if sort[0][1] else Qt.SortOrder.AscendingOrder
            header.setSortIndicatorShown(True)
            header.setSortIndicator(names.index(sort[0][0]), down)
        else:
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            header.setSortIndicatorShown(False)

    def keep_now(self) -> None:
        """Remember it all."""
        self._save.stop()
        found = {
            "chosen": self._chosen, "widths": self._widths, "title": self._title_drawn,
            "sort": [[name, down] for name, down in self.sort],
        }  # fmt: skip
        self._keep(json.dumps(found))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another width of the list: the title takes what is left, and perhaps others fit."""
        if isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width():
            if self._chosen is None and [each.name for each in self._wanted()] != self.shown:
                self._set(self._wanted())
                self.changed.emit()
            else:
                self._fill()
        return super().eventFilter(watched, event)

    # Arranging --------------------------------------------------------------------------------------------------

    def _wanted(self) -> list[Column]:
        if self._chosen is not None:
            return [self._known[name] for name in self._chosen]
        sorted_by = self.sort[0][0] if self.sort else ""
        at_first = [column for column in self._known.values() if column.shown or column.name == sorted_by]
        return fitting(
            self._listed, at_first, self._view.viewport().width(), self._width, self._least_title(), sorted_by
        )

    def _width(self, column: Column) -> int:
        return self._widths.get(column.name) or self._view.first_width(column)

    def _least_title(self) -> int:
        """In a narrow list the title shares the room with what tells records apart."""
        return max(LEAST_TITLE, min(MOST_TITLE, round(self._view.viewport().width() * 0.42)))

    def _set(self, wanted: Sequence[Column]) -> None:
        header = self._view.horizontalHeader()
        self._arranging = True
        for place in range(header.count()):  # the model has them in the order shown: no section stands elsewhere
            header.moveSection(header.visualIndex(place), place)
        self._view.rows.set_columns(wanted)
        for place, column in enumerate(wanted):
            header.resizeSection(place, self._width(column))
        self._arranging = False
        self.show_sort(self.sort)
        self._fill()

    def _fill(self) -> None:
        names = [column.name for column in self._view.rows.columns]
        if self._title not in names:
            return
        header, title = self._view.horizontalHeader(), names.index(self._title)
        others = sum(header.sectionSize(place) for place in range(header.count()) if place != title)
        least = self._width(self._known[self._title]) if self._title_drawn else self._least_title()
        self._arranging = True
        header.resizeSection(title, max(least, self._view.viewport().width() - others))
        self._arranging = False

    def _resized(self, place: int, _before: int, size: int) -> None:
        if self._arranging or not 0 <= place < len(self._view.rows.columns):
            return
        column = self._view.rows.columns[place]
        self._widths[column.name] = size
        if self._chosen is None:
            self._chosen = self.shown
        if column.look is Look.TITLE:
            self._title_drawn = True
        self._save.start()

    def _moved(self, _place: int, _before: int, _after: int) -> None:
        if not self._arranging:
            self._chosen = self.shown
            self._save.start()

    def _clicked(self, place: int) -> None:
        column = self._view.rows.columns[place]
        if column.sortable:
            self.sort_by(column.name)

    def _emit_change(self) -> None:
        self.changed.emit()
        self._save.start()

    def _read(self, kept: str) -> None:
        """What was kept, as far as it still makes sense."""
        try:
            found = json.loads(kept) if kept else {}
        except ValueError:
            return
        if not isinstance(found, dict):
            return
        chosen, widths, sort = found.get("chosen"), found.get("widths"), found.get("sort")
        if isinstance(chosen, list):
            names = [name for name in chosen if name in self._known]
            self._chosen = names if self._title in names else [self._title, *names]
        if isinstance(widths, dict):
            self._widths = {
                name: width for name, width in widths.items()
                if name in self._known and isinstance(width, int) and 20 <= width <= 4000
            }  # fmt: skip
        self._title_drawn = found.get("title") is True and self._title in self._widths
        if isinstance(sort, list):
            self.sort = tuple(
                (each[0], bool(each[1])) for each in sort
                if isinstance(each, list) and len(each) == 2 and each[0] in self._known and self._known[each[0]].sortable
            )  # fmt: skip
