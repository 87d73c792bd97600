"""A package opened and checked, without taking anything in."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.exchange.packages.archive import Archive
from desktop.exchange.packages.change_lines import read_line
from desktop.exchange.packages.format import (
    CHANGES,
    COMPRESSED_NAMES,
    FILES,
    MANIFEST,
    PROOFS,
    SIGNATURE,
    SUMS,
    TEXTS,
    Manifest,
    read_manifest,
)
from desktop.exchange.packages.job_progress import TOTAL, Cancel, JobProgress, StepProgress
from desktop.exchange.packages.limits import malformed, tampered
from desktop.i18n import _
from desktop.system.errors import reading_error
from desktop.system.files import is_file
from desktop.workspace.changes.have_sets import Interval
from desktop.workspace.changes.proofs import Proof
from desktop.workspace.changes.shared_change import SharedChange
from desktop.workspace.storage.open_workspaces import refuse_open_workspace
from desktop.workspace.storage.readable_file_names import readable_name

_ATTACHMENTS = "attachments/"
_SIGNATURE, _SALT, _SUM = 64, 16, 8
"""Bytes of each in the files that hold them."""


class _Parts:
    """The bytes of an entry, as many at a time as asked for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""

    def next(self, size: int) -> bytes:
        """So many bytes; fewer at the end."""
        while len(self._left) < size and (piece := next(self._pieces, b"")):
            self._left += piece
        said, self._left = self._left[:size], self._left[size:]
        return said


class Package:
    """An open package; get one from `open_package`."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.name = archive.name
        self.sha256, self.size = archive.sha256, archive.size
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
        self._proven = self.manifest.major >= 3
        if self._proven and not {PROOFS, SUMS} <= set(self.manifest.files):
            raise malformed(self.name, "files")
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
        proofs = _Parts(self._archive.pieces(PROOFS)) if self._proven else None
        for line in self._archive.lines(self._changes):
            change = read_line(line, texts, self.manifest.replicas, self.name, proofs=self._proven)
            yield change if proofs is None or change.proof is None else self._with_proof(change, change.proof, proofs)
        if next(texts, None) is not None:
            raise malformed(self.name, "text")
        if proofs is not None and proofs.next(1):
            raise malformed(self.name, "proofs")

    def _with_proof(self, change: SharedChange, erased: Proof, proofs: _Parts) -> SharedChange:
        """A change with the proof that comes with it, of which nothing is compared yet."""
        said = proofs.next(_SIGNATURE + _SALT)
        if len(said) != _SIGNATURE + _SALT:
            raise malformed(self.name, "proofs")
        signature, salt = said[:_SIGNATURE], said[_SIGNATURE:]
        if erased.keys and salt.strip(b"\0"):
            raise malformed(self.name, "proofs")
        key, nonce = self.manifest.keys.get(change.replica, (b"", b""))
        proof = replace(erased, signature=signature, salt=b"" if erased.gone else salt, public_key=key, nonce=nonce)
        return replace(change, proof=proof)

    def sums(self) -> dict[str, bytes]:
        """A checksum of what its sender holds of each replica; of old ones without meaning."""
        if not self._proven:
            return {}
        said = self._archive.whole(SUMS)
        replicas = sorted(self.manifest.holds)
        if len(said) != _SUM * len(replicas):
            raise malformed(self.name, "sums")
        return {replica: said[_SUM * place : _SUM * (place + 1)] for place, replica in enumerate(replicas)}

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
            again = at == before and self._proven  # another version of one number
            if at < before or (at == before and not again):
                raise malformed(self.name, "order")
            if not self._proven and types.setdefault(change.record_id, change.type) != change.type:
                raise malformed(self.name, "type")
            spans = brought.setdefault(change.replica, [])
            if again:
                pass
            elif spans and spans[-1][1] + 1 == change.seq:
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
