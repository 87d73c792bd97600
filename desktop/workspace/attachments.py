"""Attachments: files that lie beside the workspace under the sha256 of their content, never under a name from outside.

`<workspace>.focal.files/ab/abcdef...`: the same content is kept once; a file is on the disk, whole, before the journal
refers to it; a name that somebody gave it lives in the journal and never becomes a path.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import Cancelled, UserFacingError
from desktop.i18n import _
from desktop.system.errors import reading_error, saving_error
from desktop.system.files import (
    CHUNK,
    delete_file,
    discard_file,
    exists,
    flush_handle,
    is_file,
    is_temporary,
    remove_left_overs,
    replace_file,
    replacing,
    temporary_beside,
)
from desktop.workspace.records.record_description import FieldKind, split_member
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.storage.open_workspaces import refuse_open_workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.workspace.storage.connections import Direct

LIMIT = 200 << 20
"""Bytes; larger files travel badly by e-mail and stick, and belong behind a link."""

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


def attachments_folder(workspace: Path) -> Path:
    """The folder beside a workspace file that holds its attachments."""
    return workspace.with_name(f"{workspace.name}.files")


class Attachments:
    """The attachments of one workspace, in `folder`; safe to call from any thread."""

    def __init__(self, folder: Path, *, limit: int = LIMIT) -> None:
        self.folder = folder
        self._limit = limit
        self._being_written: set[Path] = set()

    def add(self, path: Path, cancelled: Callable[[], bool] | None = None) -> str:
        """Copy a file in, flushed to the disk; returns the sha256 to refer to it by.

        Raises UserFacingError (too large, no file, unreadable, disk full), or Cancelled; nothing is left behind then.
        """
        refuse_open_workspace(path)
        try:
            if not is_file(path):
                raise UserFacingError(
                    _("{name} is not a file that can be attached.").format(name=path.name),
                    todo=_("Choose a file; a folder can be packed into a zip first."),
                )
            if path.stat().st_size > self._limit:
                raise self._too_large(path)
        except OSError as error:
            raise reading_error(error, path) from error
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            return self._copy_in(path, cancelled)
        except OSError as error:
            raise saving_error(error, self.folder) from error

    def _copy_in(self, path: Path, cancelled: Callable[[], bool] | None) -> str:
        temporary = temporary_beside(self.folder / "new")
        digest, size = hashlib.sha256(), 0
        try:
            self._being_written.add(temporary)
            with temporary.open("xb") as writing:
                for chunk in _pieces(path):
                    if cancelled is not None and cancelled():
                        raise Cancelled
                    size += len(chunk)
                    if size > self._limit:  # it grows while it is read
                        raise self._too_large(path)
                    digest.update(chunk)
                    writing.write(chunk)
                writing.flush()
                flush_handle(writing.fileno())
            sha256 = digest.hexdigest()
            target = self.path(sha256)
            if exists(target) and self.verify(sha256):
                return sha256
            target.parent.mkdir(exist_ok=True)
            replace_file(temporary, target)
            return sha256
        finally:
            discard_file(temporary, patience=None)
            self._being_written.discard(temporary)

    def take(self, sha256: str, pieces: Iterable[bytes]) -> bool:
        """Take in content that came with its sha256; False where it is here already.

        Raises UserFacingError (disk full ...), and ValueError where the content is another; nothing is left behind then.
        """
        target = self.path(sha256)
        if self.verify(sha256):
            return False
        digest = hashlib.sha256()
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with replacing(target) as temporary:
                self._being_written.add(temporary)
                with temporary.open("wb") as writing:
                    for piece in pieces:
                        digest.update(piece)
                        writing.write(piece)
                    if digest.hexdigest() != sha256:
                        raise ValueError(f"not the content of {sha256}")
        except OSError as error:
            raise saving_error(error, target) from error
        return True

    def drop(self, sha256: str) -> None:
        """Delete content that was just taken in and that nothing refers to."""
        with suppress(OSError):
            delete_file(self.path(sha256))

    def _too_large(self, path: Path) -> UserFacingError:
        return UserFacingError(
            _("{name} is larger than {limit} MB.").format(name=path.name, limit=self._limit >> 20),
            kept=_("It was not attached."),
            todo=_("Put it on a shared drive and add a link to it."),
        )

    def path(self, sha256: str) -> Path:
        """Where the content with this sha256 lies, or would lie. Raises ValueError for what is no sha256."""
        if not _SHA256.match(sha256):
            raise ValueError(f"not a sha256: {sha256!r}")
        return self.folder / sha256[:2] / sha256

    def exists(self, sha256: str) -> bool:
        """Is the content here?"""
        return bool(_SHA256.match(sha256)) and is_file(self.path(sha256))

    def sweep(self, older_than_s: float = 86_400) -> None:
        """Delete what was left of files that a killed program was taking in."""
        for folder in (self.folder, *self.folder.glob("[0-9a-f][0-9a-f]")):
            remove_left_overs(folder, older_than_s=older_than_s)

    def sweep_all(self) -> None:
        """The same of everything but what is being taken in now: for who alone may write the workspace."""
        for folder in (self.folder, *self.folder.glob("[0-9a-f][0-9a-f]")):
            for each in folder.glob(".~*.tmp"):
                if is_temporary(each) and each not in self._being_written:
                    discard_file(each)

    def verify(self, sha256: str) -> bool:
        """Read the content again: is it here, and what its sha256 says?"""
        if not self.exists(sha256):
            return False
        with self.path(sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256


def _pieces(path: Path) -> Generator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                yield piece
    except OSError as error:
        raise reading_error(error, path) from error


def attachments_in(conn: Connection) -> list[str]:
    """sha256 of all attachments that records show, sorted."""
    found: set[str] = set()
    for kind in RECORD_TYPES.values():
        for field in kind.fields:
            if field.kind is FieldKind.FILES:
                rows = conn.exec_driver_sql(
                    f"SELECT DISTINCT code FROM {kind.name}_member WHERE field = ?", (field.name,)
                )
                found.update(row[0] for row in rows)
    return sorted(found)


def attached_by(direct: Direct, replica: str, record: str, sha256: str) -> bool:
    """Did this replica attach the content to a record? What a former computer attached counts as another's."""
    from desktop.workspace.changes.value_compression import decode

    rows = direct.exec_driver_sql(
        "SELECT c.data FROM change c JOIN replica r ON r.no = c.replica_no WHERE c.record_id = ?"
        " AND substr(r.id, 1, 36) = ?",
        (record, replica[:36]),
    )
    return any(
        value is not None and split_member(name)[1] == sha256 for row in rows for name, value in decode(row[0]).items()
    )
