"""Why the list is empty, in words, and the ways out of it: told apart by what was searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.catalogue import Query, RecordList
from desktop.i18n import _
from desktop.ui.listing.empty_state import EmptyState, Then
from desktop.ui.listing.list_spec import ListSpec

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

MOST_TRIED = 4
"""So many terms are left out one by one to see what would be found without them."""


class EmptyWords(QObject):
    """Looks in the background whether a search without one of its terms would find something."""

    new_wanted = Signal()
    import_wanted = Signal()
    sample_wanted = Signal()
    query_wanted = Signal(str)

    def __init__(self, desk: Desk, listed: ListSpec, listing: RecordList, state: EmptyState, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._listed = listed
        self._listing = listing
        self._state = state

    def show_reason(self, query: Query) -> None:
        """Say why this query found nothing."""
        if query.empty:
            self._show_first()
        elif query.in_bin and len(query.terms) == 1:
            self._state.show_words(
                "bin", _("The bin is empty"), _("Deleted records stay here until you restore them."),
                [(self._listed.back_words(), lambda: self.query_wanted.emit(""))],
            )  # fmt: skip
        else:
            self._show_no_match(query)

    def _show_first(self) -> None:
        words, hint = self._listed.first_words()
        if self._desk.writable:
            self._state.show_words(self._listed.picture, words, hint, self.first_ways())
        else:
            self._state.show_words(self._listed.picture, words, _("This workspace is read-only here."), [])

    def first_ways(self) -> list[tuple[str, Then]]:
        """What to begin with: the first one is the most likely."""
        new = (self._listed.new_words(), self.new_wanted.emit)
        first = [(_("&Import a table…"), self.import_wanted.emit)] if self._listed.imported else []
        last = [(_("&Load sample data"), self.sample_wanted.emit)] if self._listed.in_sample else []
        return [*first, new, *last]

    def _show_no_match(self, query: Query) -> None:
        self._state.show_words(
            self._listed.picture,
            self._listed.no_match(query.text.strip()),
            _("Try fewer words, or only the beginning of one."),
            [(_("&Clear the search"), lambda: self.query_wanted.emit(""))],
        )
        if len(query.terms) < 2:
            return
        listing = self._listing

        def job() -> list[tuple[str, str, int]]:
            found: list[tuple[str, str, int]] = []
            for words, rest in self._without_one(query)[:MOST_TRIED]:
                count = listing.count(rest)
                if count:
                    found.append((words, rest.text, count))
            return sorted(found, key=lambda each: -each[2])[:2]

        self._desk.background.run(job, lambda found: self._offer(found), topic=f"{self._listed.key}: without one")

    def _offer(self, found: list[tuple[str, str, int]]) -> None:
        for words, text, count in found:
            said = self._listed.without(words, count)
            self._state.add_way(said.replace("&", "&&"), lambda text=text: self.query_wanted.emit(text))

    def _without_one(self, query: Query) -> list[tuple[str, Query]]:
        """(what was left out, the rest) for each of its terms."""
        from desktop.catalogue.query.tokens import tokens

        pieces = list(tokens(query.text))
        found: list[tuple[str, Query]] = []
        for place, piece in enumerate(pieces):
            kept = (query.text[each.start : each.end] for at, each in enumerate(pieces) if at != place)
            rest = self._listed.parse(" ".join(kept))
            if not rest.empty and rest != query:
                found.append((query.text[piece.start : piece.end], rest))
        return found
