"""What a field may ask while many records are changed at once: there is no record shown that it belongs to."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from desktop import catalogue
from desktop.errors import UserFacingError
from desktop.ui.widgets.desk_access import Found
from desktop.workspace.records.record_description import Value

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.vocabularies.gazetteer import Place

MOST_FOUND = 8
T = TypeVar("T")


class BulkDeskAccess:
    """Finds records by name; a record to be made is only written down, and made in the same action as the change."""

    def __init__(self, desk: Desk, linked: Callable[[Mapping[str, Value]], object]) -> None:
        self._desk = desk
        self.settings = desk.settings
        self._linked = linked
        self._asked = 0
        self.to_make: dict[str, tuple[str, str]] = {}
        """id -> (type, name) of the records that the change needs and that are not there yet."""

    def forget(self) -> None:
        """The field that asked is gone: no answer arrives there."""
        self._asked += 1

    def find(self, type: str, text: str, done: Callable[[Sequence[Found]], None]) -> None:
        """Records of a type whose name holds the text."""
        workspace = self._desk.workspace

        def job() -> list[Found]:
            found = catalogue.find_names(workspace, type, text, MOST_FOUND)
            return [Found(each.id, each.name, each.more) for each in found]

        self._desk.background.run(job, self._answer(done), topic="list: bulk find")

    def complete_place(self, text: str, country: str, done: Callable[[Sequence[Place]], None]) -> None:
        """One field is changed here: a place that brings others with it is not offered."""

    def is_place_named(self, place: Place, text: str, done: Callable[[bool], None]) -> None:
        """No place is offered here."""

    def names(self, type: str, ids: Sequence[str], done: Callable[[Mapping[str, str]], None]) -> None:
        """Names by id, also of those not made yet."""
        workspace, here = self._desk.workspace, {id: name for id, (_type, name) in self.to_make.items() if id in ids}
        self._desk.background.run(
            lambda: {**{each.id: each.title for each in workspace.records(type, ids)}, **here}, self._answer(done)
        )

    def _answer(self, done: Callable[[T], None]) -> Callable[[T], None]:
        asked = self._asked
        return lambda found: done(found) if asked == self._asked else None

    def make(
        self, type: str, name: str, link: Callable[[str], Mapping[str, Value]], failed: Callable[[], None]
    ) -> None:
        """Write down that a record is wanted, and link it."""
        id = str(uuid.uuid4())
        self.to_make[id] = (type, name)
        self._linked(link(id))

    def attach(self, field: str, paths: Sequence[Path], done: Callable[[], None]) -> None:
        """Files belong to one record: not asked for here."""
        done()

    def lacking(self, sha256s: Sequence[str], done: Callable[[frozenset[str]], None]) -> None:
        """Nobody attaches files to many at once."""

    def copy_out(self, sha256: str, target: Path, done: Callable[[], None]) -> None:
        """Files belong to one record: not asked for here."""

    def copy_to_open(self, sha256: str, name: str, done: Callable[[Path], None]) -> None:
        """Files belong to one record: not asked for here."""

    def fail(self, error: UserFacingError) -> None:
        """Say why something was not done."""
        self._desk.show_error(error)

    def show_saved(self, path: Path) -> None:
        """Nothing is saved here."""

    def open_record(self, id: str) -> None:
        """The dialog stays."""

    def open_evidence(self, kind: str, code: str) -> None:
        """The dialog stays."""
