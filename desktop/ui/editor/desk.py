"""What the fields of the editor may ask, answered by the workspace on its own threads."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from desktop import catalogue
from desktop.errors import UserFacingError
from desktop.ui.background import Background, Writer
from desktop.ui.widgets.desk_access import Found
from desktop.words import _
from desktop.workspace.fields import Value

if TYPE_CHECKING:
    from desktop.workspace import Workspace

T = TypeVar("T")
MOST_FOUND = 8


class EditorDesk:
    """Reads on the background's threads, writes on the writer's; tells faults to `failed` as one sentence."""

    def __init__(
        self,
        workspace: Workspace,
        writer: Writer,
        background: Background,
        *,
        shown: Callable[[], str],
        before_writing: Callable[[], None],
        open_record: Callable[[str], None],
        failed: Callable[[str], None],
    ) -> None:
        self._workspace = workspace
        self._writer = writer
        self._background = background
        self._shown = shown
        self._before_writing = before_writing
        self._open = open_record
        self._failed = failed

    def read(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        """Run a job that only reads."""
        self._background.run(job, done, self._tell)

    def write(self, job: Callable[[], object], done: Callable[[], None], failed: Callable[[str], None]) -> None:
        """Run a job that writes, after all those before it."""
        self._writer.run(job, lambda _result: done(), lambda error: failed(_words(error)))

    def find(self, type: str, text: str, done: Callable[[Sequence[Found]], None]) -> None:
        """Records of a type whose name holds the text."""

        def job() -> list[Found]:
            return [Found(each.id, each.name, each.more) for each in catalogue.find_names(
                self._workspace, type, text, MOST_FOUND)]  # fmt: skip

        self.read(job, done)

    def names(self, type: str, ids: Sequence[str], done: Callable[[Mapping[str, str]], None]) -> None:
        """Names by id."""
        shown = self._shown()

        def show(names: Mapping[str, str]) -> None:
            if self._shown() == shown:
                done(names)

        self.read(lambda: {each.id: each.title for each in self._workspace.records(type, ids)}, show)

    def make(self, type: str, name: str, link: Callable[[str], Mapping[str, Value]]) -> None:
        """A new record and the link to it: one action, one undo."""
        self._before_writing()
        shown = self._shown()
        title = catalogue.title_field(type)

        def job() -> None:
            journal = self._workspace.journal
            with journal.group("edit", name):
                made = journal.create(type, {title: name})
                journal.edit(shown, link(made))

        self.write(job, lambda: None, self._failed)

    def attach(self, paths: Sequence[Path], done: Callable[[Mapping[str, str]], None]) -> None:
        """Copy files beside the workspace, each before anything refers to it."""
        shown = self._shown()

        def job() -> dict[str, str]:
            return {self._workspace.attachments.add(path): path.name for path in paths}

        def show(names: dict[str, str]) -> None:
            if self._shown() == shown:
                done(names)

        self._background.run(job, show, lambda error: (self._tell(error), self._shown() == shown and done({})))

    def copy_out(self, sha256: str, target: Path, done: Callable[[], None]) -> None:
        """Save a copy of an attachment elsewhere."""

        def job() -> None:
            try:
                shutil.copyfile(self._workspace.attachments.path(sha256), target)
            except OSError as error:
                raise UserFacingError(
                    _("Could not save {name}: {reason}.").format(name=target.name, reason=error.strerror or error)
                ) from error

        self._background.run(job, lambda _none: done(), self._tell)

    def open_record(self, id: str) -> None:
        """Show another record."""
        self._open(id)

    def _tell(self, error: BaseException) -> None:
        self._failed(_words(error))


def _words(error: BaseException) -> str:
    return str(error)
