"""A package opened and checked, without taking anything in."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.exchange.packages.archive import Archive
from desktop.exchange.packages.change_lines import read_line
from desktop.exchange.packages.format import (
    CHANGES,
    COMPRESSED_NAMES,
    FILES,
    MANIFEST,
    SIGNATURE,
    TEXTS,
    Manifest,
    read_manifest,
)
from desktop.exchange.packages.job_progress import TOTAL, Cancel, JobProgress, StepProgress
from desktop.exchange.packages.limits import malformed, tampered
from desktop.system.errors import reading_error
from desktop.system.files import is_file
from desktop.words import _
from desktop.workspace.changes.have_sets import Interval
from desktop.workspace.changes.shared_change import SharedChange
from desktop.workspace.storage.file_names import readable_name
from desktop.workspace.storage.open_workspaces import refuse_open_workspace

_ATTACHMENTS = "attachments/"


class Package:
    """An open package; get one from `open_package`."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.name = archive.name
        self.manifest_bytes = archive.whole(MANIFEST)
        """As it stands in the file: what a signature is made of."""
        self.manifest: Manifest = read_manifest(self.manifest_bytes, archive.name)
        self.signature = archive.whole(SIGNATURE) if SIGNATURE in archive.entries else None
        if set(archive.entries) - {SIGNATURE} != {MANIFEST, *self.manifest.files}:
            raise malformed(self.name, "files")
        changes, self._texts = self._journal(CHANGES), self._journal(TEXTS)
        if changes is None:
            raise malformed(self.name, "files")
        self._changes = changes
        self.referred: set[str] = set()
        """After `check`: sha256 of the attachments that its changes add."""

    def _journal(self, name: str) -> str | None:
        """Under which name an entry of the journal is there; None where it is not."""
        found = [each for each in (name, COMPRESSED_NAMES[name]) if each in self.manifest.files]
        if len(found) > 1:
            raise malformed(self.name, "files")
        return found[0] if found else None

    @property
    def attachments(self) -> list[str]:
        """sha256 of the attachments that it carries."""
        return sorted(name.removeprefix(FILES) for name in self.manifest.files if name.startswith(FILES))

    def attachment(self, sha256: str) -> Iterator[bytes]:
        """The bytes of an attachment, piece by piece."""
        return self._archive.pieces(FILES + sha256)

    def changes(self) -> Generator[SharedChange]:
        """Its changes by replica and seq, each checked by itself."""
        texts = self._archive.lines(self._texts) if self._texts is not None else iter(())
        for line in self._archive.lines(self._changes):
            yield read_line(line, texts, self.manifest.replicas, self.name)
        if next(texts, None) is not None:
            raise malformed(self.name, "text")

    def check(self, course: JobProgress | None = None, share: int = TOTAL) -> None:
        """Check everything that can be checked without a workspace: all sizes and digests, each change, the counts.

        `course`: of which this is so much. Raises UserFacingError, or Cancelled.
        """
        report = (course or JobProgress(None, None)).step(share)
        lines = self.manifest.files[self._changes].size
        total = sum(each.size for each in self.manifest.files.values()) + lines
        done = 0
        for name, about in self.manifest.files.items():
            digest, size = hashlib.sha256(), 0
            for piece in self._archive.pieces(name):
                report(done + size, total)
                digest.update(piece)
                size += len(piece)
            if digest.hexdigest() != about.sha256 or size != about.size:
                raise tampered(self.name)
            if name.startswith(FILES) and name != FILES + about.sha256:
                raise malformed(self.name, "files")
            done += size
        self._check_changes(lambda number, _all: report(done + lines * number // max(self.manifest.changes, 1), total))

    def _check_changes(self, report: StepProgress) -> None:
        count, before = 0, ("", 0)
        types: dict[str, str] = {}
        brought: dict[str, list[Interval]] = {}
        for change in self.changes():
            if count % 100 == 0:
                report(count, self.manifest.changes)
            count += 1
            at = (change.replica, change.seq)
            if at <= before:
                raise malformed(self.name, "order")
            if types.setdefault(change.record_id, change.type) != change.type:
                raise malformed(self.name, "type")
            spans = brought.setdefault(change.replica, [])
            if spans and spans[-1][1] + 1 == change.seq:
                spans[-1] = (spans[-1][0], change.seq)
            else:
                spans.append((change.seq, change.seq))
            before = at
            self.referred.update(
                field.removeprefix(_ATTACHMENTS)
                for field, value in change.values.items()
                if field.startswith(_ATTACHMENTS) and value is not None
            )
        if count != self.manifest.changes or brought != self.manifest.brings:
            raise malformed(self.name, "brings")


@contextmanager
def open_package(path: Path, cancelled: Cancel | None = None) -> Generator[Package]:
    """Open a package and read its manifest, after its digest and its structure were checked.

    Raises UserFacingError where it cannot be read, is none, was changed on its way, or is of a newer format.
    """
    if not is_file(path):
        raise UserFacingError(_("There is no file {name}.").format(name=path.name))
    refuse_open_workspace(path)
    try:
        with path.open("rb") as file:
            yield Package(Archive(file, readable_name(path.name), cancelled))
    except OSError as error:
        raise reading_error(error, path) from error
