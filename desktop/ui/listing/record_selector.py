"""Selecting a record by its id, also one that was made a moment ago and is not in the list yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.ui.listing.list_view import ListView

if TYPE_CHECKING:
    from desktop.catalogue import RecordList
    from desktop.ui.desk import Desk
    from desktop.ui.listing.list_spec import ListSpec


class RecordSelector(QObject):
    """Remembers one wanted record until the list is complete; then selects it, or says that it is not in there."""

    def __init__(
        self,
        desk: Desk,
        listing: RecordList,
        view: ListView,
        missing: Callable[[str], object],
        parent: QObject,
        key: str,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._desk = desk
        self._listing = listing
        self._view = view
        self._missing = missing
        self._wanted = ""
        self._new = ""

    def want(self, id: str) -> None:
        """Select this one as soon as the list is complete; now, where it is here already."""
        self._wanted = id
        self._find(last=False)

    def expect(self, id: str) -> None:
        """A record is being made under this id: select it when it appears."""
        self._new = id

    def changed(self, ids: frozenset[str]) -> None:
        """These have changed (an empty set: many): is the expected one among them?"""
        if self._new and self._new in ids:
            self._wanted, self._new = self._new, ""

    def chosen(self, anew: bool) -> None:
        """Another selection: where the person chose it, what was wanted is not any more."""
        if anew:
            self._wanted = ""

    def list_complete(self) -> None:
        """The whole order is known."""
        if self._wanted:
            self._find(last=True)

    def _find(self, *, last: bool) -> None:
        wanted = self._wanted

        def found(no: int | None) -> None:
            if wanted != self._wanted:
                return
            place = self._view.rows.place_of(no) if no is not None else -1
            if place >= 0:
                self._wanted = ""
                self._view.select_place(place)
            elif last:
                self._wanted = ""
                self._missing(wanted)

        self._desk.background.run(lambda: self._listing.no_of(wanted), found, topic=f"{self._key}: follow")


def follow_link(desk: Desk, listed: ListSpec, id: str, show: Callable[[str], object]) -> None:
    """A link in a record leads to another one: `show` it here, or let the page have it that shows its type."""
    workspace = desk.workspace

    def type_of() -> str:
        record = workspace.record(id)
        return record.type if record is not None else ""

    def found(type: str) -> None:
        if type in listed.elsewhere:
            desk.record_wanted.emit(id)
        else:
            show(id)

    desk.background.run(type_of, found, topic=f"{listed.key}: link")
