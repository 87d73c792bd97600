"""What a field may ask of the desk around it, without knowing the window: read, write and open, never on Qt's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop.errors import UserFacingError
from desktop.workspace import Value

if TYPE_CHECKING:
    from desktop.ui.settings import Settings
    from desktop.vocabularies.gazetteer import Place


@dataclass(frozen=True)
class Found:
    """A record that a name found: id, name, and what tells it from its namesakes."""

    id: str
    name: str
    more: str = ""


class DeskAccess(Protocol):
    """Answers come back on Qt's thread; where the record shown has changed meanwhile they are not given."""

    @property
    def settings(self) -> Settings | None:
        """What this computer remembers; None where nothing is to be remembered."""
        ...

    def find(self, type: str, text: str, done: Callable[[Sequence[Found]], None]) -> None:
        """Records of a type whose name holds the text, best first, few."""
        ...

    def complete_place(self, text: str, country: str, done: Callable[[Sequence[Place]], None]) -> None:
        """Places of the world whose name begins so, those of the country first."""
        ...

    def is_place_named(self, place: Place, text: str, done: Callable[[bool], None]) -> None:
        """Is a text a name of a place, in whatever language?"""
        ...

    def names(self, type: str, ids: Sequence[str], done: Callable[[Mapping[str, str]], None]) -> None:
        """Names by id."""
        ...

    def make(
        self, type: str, name: str, link: Callable[[str], Mapping[str, Value]], failed: Callable[[], None]
    ) -> None:
        """Make a record with this name and link it from the record shown, as one action."""
        ...

    def attach(self, field: str, paths: Sequence[Path], done: Callable[[], None]) -> None:
        """Copy files beside the workspace, then link them from the record shown now, also when another is by then."""
        ...

    def lacking(self, sha256s: Sequence[str], done: Callable[[frozenset[str]], None]) -> None:
        """Which of these attachments have not come to this desk."""
        ...

    def copy_out(self, sha256: str, target: Path, done: Callable[[], None]) -> None:
        """Save a copy of an attachment elsewhere."""
        ...

    def copy_to_open(self, sha256: str, name: str, done: Callable[[Path], None]) -> None:
        """Make a copy of an attachment, under this name, that another program may show; it goes when the desk is closed."""
        ...

    def fail(self, error: UserFacingError) -> None:
        """Say why something was not done."""
        ...

    def show_saved(self, path: Path) -> None:
        """Say that a copy was saved, with what can be done with the file."""
        ...

    def open_record(self, id: str) -> None:
        """Show another record."""
        ...

    def open_evidence(self, kind: str, code: str) -> None:
        """Show the evidence on a target, a module or a method."""
        ...
