"""What the fields of the editor may ask, answered by the workspace on its own threads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from desktop import catalogue
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.system.errors import writing_error
from desktop.system.files import copy_whole
from desktop.system.received_files import mark_as_received
from desktop.ui.background import Background, Writer
from desktop.ui.widgets.desk_access import Found
from desktop.vocabularies import fold
from desktop.workspace import PARENT, RECORD_TYPES, Record, Value, member
from desktop.workspace.storage.home import folder_to_open
from desktop.workspace.storage.readable_file_names import readable_name

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.settings import Settings
    from desktop.vocabularies.gazetteer import Place
    from desktop.workspace import HistoryEntry, Workspace

T = TypeVar("T")
MOST_FOUND = 8


@dataclass(frozen=True)
class Beside:
    """What a part stands beside: the record that it belongs to, and all the parts of that."""

    record: Callable[[], str]
    parts: Callable[[], Sequence[Record]]


class EditorDeskAccess:
    """Reads on the background's threads, writes on the writer's; tells faults to `failed` as one sentence.

    `shown` says which record is on the screen and of what type, `before_writing` hands typed text to the writer first.
    """

    def __init__(
        self,
        workspace: Workspace,
        writer: Writer,
        background: Background,
        *,
        shown: Callable[[], tuple[str, str]],
        before_writing: Callable[[], None],
        open_record: Callable[[str], None],
        failed: Callable[[BaseException], None],
        beside: Beside | None = None,
        settings: Settings | None = None,
        show_file: Callable[[Path, str], object] | None = None,
        show_evidence: Callable[[str, str], object] | None = None,
    ) -> None:
        self._show_evidence = show_evidence
        self.settings = settings
        self._show_file = show_file
        self._workspace = workspace
        self._writer = writer
        self._background = background
        self._shown = shown
        self._before_writing = before_writing
        self._open = open_record
        self._failed = failed
        self._beside = beside

    def read(self, job: Callable[[], T], done: Callable[[T], object], *, topic: str = "") -> None:
        """Run a job that only reads; of one `topic` only the newest answers."""
        self._background.run(job, done, self._failed, topic=topic)

    def write(
        self, job: Callable[[], object], done: Callable[[], object], failed: Callable[[BaseException], object]
    ) -> None:
        """Run a job that writes, after all those before it."""
        self._writer.run(job, lambda _result: done(), failed)

    def act(self, job: Callable[[], object]) -> None:
        """Write something that is no typing (give back, remove); a fault is told."""
        self._before_writing()
        self.write(job, _nothing, self._failed)

    def find(self, type: str, text: str, done: Callable[[Sequence[Found]], None]) -> None:
        """Records of a type whose name holds the text; where it is a part, those of the same record alone."""
        if self._beside is not None and RECORD_TYPES[type].part_of:
            words = fold(text).split()
            those = (part for part in self._beside.parts() if part.type == type)
            found = [Found(part.id, part.title) for part in those if all(word in fold(part.title) for word in words)]
            done(found[:MOST_FOUND])
            return

        def job() -> list[Found]:
            found = catalogue.find_names(self._workspace, type, text, MOST_FOUND)
            return [Found(each.id, each.name, each.more) for each in found]

        self.read(job, done, topic="names while typing")

    def complete_place(self, text: str, country: str, done: Callable[[Sequence[Place]], None]) -> None:
        """Places of the world whose name begins so, those of the country first."""
        from desktop.vocabularies.gazetteer import complete

        self.read(lambda: complete(text, country=country), done, topic="places while typing")

    def is_place_named(self, place: Place, text: str, done: Callable[[bool], None]) -> None:
        """Is a text a name of a place, in whatever language?"""
        from desktop.vocabularies.gazetteer import is_named

        shown = self._shown()

        def answer(named: bool) -> None:
            if self._shown() == shown:
                done(named)

        self.read(lambda: is_named(place, text), answer)

    def names(self, type: str, ids: Sequence[str], done: Callable[[Mapping[str, str]], None]) -> None:
        """Names by id."""
        shown = self._shown()

        def show(names: Mapping[str, str]) -> None:
            if self._shown() == shown:
                done(names)

        self.read(lambda: catalogue.names_of(self._workspace, type, ids), show)

    def make(
        self, type: str, name: str, link: Callable[[str], Mapping[str, Value]], failed: Callable[[], None]
    ) -> None:
        """A new record and the link to it: one action, one undo."""
        self._before_writing()
        shown, shown_type = self._shown()
        values: dict[str, Value] = {catalogue.title_field(type): name}
        if self._beside is not None and RECORD_TYPES[type].part_of:
            values[PARENT] = self._beside.record()

        def job() -> None:
            journal = self._workspace.journal
            with journal.group("edit"):
                made = journal.create(type, values)
                journal.edit(shown, link(made), type=shown_type)

        def not_made(error: BaseException) -> None:
            self._failed(error)
            if self._shown() == (shown, shown_type):
                failed()

        self.write(job, _nothing, not_made)

    def attach(self, field: str, paths: Sequence[Path], done: Callable[[], None]) -> None:
        """Copy files beside the workspace, each before anything refers to it; those that cannot be are told."""
        self._before_writing()
        shown, shown_type = self._shown()

        def copy() -> tuple[dict[str, Value], list[UserFacingError]]:
            copied: dict[str, Value] = {}
            refused: list[UserFacingError] = []
            for path in paths:
                try:
                    copied[member(field, self._workspace.attachments.add(path))] = readable_name(path.name)
                except UserFacingError as error:
                    refused.append(error)
            return copied, refused

        def link(found: tuple[dict[str, Value], list[UserFacingError]]) -> None:
            copied, refused = found
            if copied:
                workspace = self._workspace
                self.write(lambda: workspace.journal.edit(shown, copied, type=shown_type), _nothing, self._failed)
            for error in refused:
                self._failed(error)
            ended()

        def ended() -> None:
            if self._shown() == (shown, shown_type):
                done()

        self._background.run(copy, link, lambda error: (self._failed(error), ended()))

    def lacking(self, sha256s: Sequence[str], done: Callable[[frozenset[str]], None]) -> None:
        """Which of these attachments have not come to this desk."""
        shown, wanted, attachments = self._shown(), list(sha256s), self._workspace.attachments

        def show(found: frozenset[str]) -> None:
            if self._shown() == shown:
                done(found)

        self.read(lambda: frozenset(each for each in wanted if not attachments.exists(each)), show)

    def copy_out(self, sha256: str, target: Path, done: Callable[[], None]) -> None:
        """Save a copy of an attachment elsewhere."""
        record = self._shown()[0]
        self._background.run(lambda: self._copy(record, sha256, target), lambda _none: done(), self._failed)

    def copy_to_open(self, sha256: str, name: str, done: Callable[[Path], None]) -> None:
        """Make a copy of an attachment that another program may show; it goes when the desk is closed."""
        record = self._shown()[0]

        def job() -> Path:
            target = folder_to_open(sha256, self._workspace.home) / name
            self._copy(record, sha256, target)
            return target

        self._background.run(job, done, self._failed)

    def _copy(self, record: str, sha256: str, target: Path) -> None:
        if not self._workspace.attachments.exists(sha256):
            raise UserFacingError(
                _("The attached file {name} is not on this desk.").format(name=target.name),
                todo=_("Ask the person who attached it for a package that contains it."),
            )
        try:
            copy_whole(self._workspace.attachments.path(sha256), target)
        except OSError as error:
            raise writing_error(error, target) from error
        if not self._workspace.attached_here(record, sha256):
            mark_as_received(target)

    def fail(self, error: UserFacingError) -> None:
        """Say why something was not done."""
        self._failed(error)

    def show_saved(self, path: Path) -> None:
        """Say that a copy was saved, with what can be done with the file."""
        if self._show_file is not None:
            self._show_file(path, _("Saved as {name}.").format(name=path.name))

    def ask_to_erase(self, entry: HistoryEntry, parent: QWidget) -> None:
        """Let the person choose what of an entry of the shown record, or of a part of it, goes for good."""
        from desktop.ui.erasing import EraseDialog

        self._before_writing()
        EraseDialog(self._workspace, self._background, entry.id, entry, parent).open()

    def ask_to_forget(self, parent: QWidget) -> None:
        """Let the person have all of the shown person go for good."""
        from desktop.ui.erasing import ForgetDialog

        self._before_writing()
        dialog = ForgetDialog(self._workspace, self._background, self._shown()[0], parent)
        dialog.record_wanted.connect(self._open)
        dialog.open()

    def open_record(self, id: str) -> None:
        """Show another record."""
        self._open(id)

    def open_evidence(self, kind: str, code: str) -> None:
        """Show the evidence on a target, a module or a method."""
        if self._show_evidence is not None:
            self._show_evidence(kind, code)


def _nothing() -> None:
    return None
