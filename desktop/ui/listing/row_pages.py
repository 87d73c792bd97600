"""The few pages of a long list that are held in memory: least recently looked at goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

PAGE = 100
PAGES_KEPT = 40


class ListedRow(Protocol):
    """One row as the catalogue gives it: `values` hold codes, never labels."""

    @property
    def no(self) -> int: ...
    @property
    def id(self) -> str: ...
    @property
    def values(self) -> Mapping[str, Any]: ...


class RowPages:
    """Rows by their place in the list, a page at a time. A stale page is shown until it is read again."""

    def __init__(self) -> None:
        self._pages: OrderedDict[int, Sequence[ListedRow | None]] = OrderedDict()
        self._asked: set[int] = set()
        self._stale: set[int] = set()

    def row(self, place: int) -> ListedRow | None:
        """The row at a place; None where its page is not here (yet)."""
        page = self._pages.get(place // PAGE)
        if page is None:
            return None
        self._pages.move_to_end(place // PAGE)
        offset = place % PAGE
        return page[offset] if offset < len(page) else None

    def ask(self, place: int) -> int | None:
        """The page that must be read for this place; None where it is here, or already asked for."""
        number = place // PAGE
        if number in self._asked or (number in self._pages and number not in self._stale):
            return None
        self._asked.add(number)
        return number

    def is_stale(self, place: int) -> bool:
        """Is the row at a place shown as it was before a change?"""
        return place // PAGE in self._stale

    def rows(self) -> list[ListedRow]:
        """Every row held."""
        return [row for page in self._pages.values() for row in page if row is not None]

    def put(self, number: int, rows: Sequence[ListedRow | None]) -> None:
        """A page has been read."""
        self._asked.discard(number)
        self._stale.discard(number)
        self._pages[number] = rows
        self._pages.move_to_end(number)
        while len(self._pages) > PAGES_KEPT:
            gone, _rows = self._pages.popitem(last=False)
            self._stale.discard(gone)

    def give_up(self, number: int) -> None:
        """A page could not be read; it may be asked for again."""
        self._asked.discard(number)

    def make_stale(self, ids: frozenset[str]) -> list[int]:
        """Pages that show one of these records, or all where `ids` is empty: each has to be read again."""
        touched = [
            number for number, rows in self._pages.items() if not ids or any(row is not None and row.id in ids for row in rows)
        ]  # fmt: skip
        self._stale.update(touched)
        self._asked.difference_update(touched)
        return touched

    def grow(self, length: int) -> None:
        """The list that ended at `length` goes on: its last page, where not full, is to be read again."""
        if length % PAGE and length // PAGE in self._pages:
            self._stale.add(length // PAGE)

    def clear(self) -> None:
        """Forget every page: the order has changed."""
        self._pages.clear()
        self._asked.clear()
        self._stale.clear()
