"""The zip of a package: written with the same bytes for the same content, read as if an enemy had made it.

Its comment holds the SHA-256 of all that stands before it, so that a byte changed on the way is noticed whatever the byte
means to zip. Reading needs no more memory than the directory, whose size is known before it is read.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from desktop.errors import Cancelled
from desktop.exchange.packages.compression import BZ2_SUFFIX, decompress
from desktop.exchange.packages.format import (
    CHANGES,
    COMMENT,
    COMPRESSED_NAMES,
    FILES,
    MANIFEST,
    PROOFS,
    SIGNATURE,
    SUMS,
    FileEntry,
)
from desktop.exchange.packages.limits import (
    MAX_ATTACHMENT,
    MAX_DIRECTORY,
    MAX_ENTRIES,
    MAX_FILE,
    MAX_LINE,
    MAX_MANIFEST,
    MAX_RATIO,
    MAX_RATIO_FROM,
    MAX_SIGNATURE,
    malformed,
    not_a_package,
    tampered,
    too_big,
)
from desktop.system.errors import reading_error
from desktop.system.files import flush_handle
from desktop.workspace.storage.open_workspaces import refuse_open_workspace

_CHUNK = 1 << 18
_END, _CENTRAL, _LOCAL = struct.Struct("<4s4H2LH"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s5H3L2H")
_TAIL = len(COMMENT) + 64
_NAME = re.compile(rb"[a-z0-9_][a-z0-9_-]{0,79}(\.[a-z0-9]{1,10})?\Z|files/[0-9a-f]{64}\Z")
_UTF8 = 0x800
_LINK = 0o120000


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in the zip."""

    name: str
    start: int  # of its packed bytes
    packed: int
    size: int
    crc: int
    deflated: bool


class ArchiveWriter:
    """Writes entries one after the other into `file`, which can be sought and read; `finish` ends it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=False, compresslevel=9)
        self.listed: dict[str, FileEntry] = {}

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(self, *_error: object) -> None:
        """Given up half way, it must not write into a file that is closed by then."""
        with suppress(OSError, ValueError):
            self._zip.close()

    def add(self, name: str, pieces: Iterable[bytes]) -> FileEntry:
        """Write an entry; attachments and what is squeezed as they are, the rest packed."""
        about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        about.create_system, about.external_attr = 3, 0o100644 << 16
        stored = name.startswith(FILES) or name.endswith(BZ2_SUFFIX) or name in (PROOFS, SUMS)
        about.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        digest, size = hashlib.sha256(), 0
        with self._zip.open(about, "w") as writing:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                writing.write(piece)
        self.listed[name] = FileEntry(size, digest.hexdigest())
        return self.listed[name]

    def finish(self, cancelled: Callable[[], bool] | None = None) -> None:
        """Write the directory and, as the comment, the digest of all that stands before it; flush."""
        self._zip.comment = COMMENT + b"0" * 64
        self._zip.close()
        self._file.flush()
        end = self._file.seek(0, os.SEEK_END) - 64
        digest = _digest(self._file, end, cancelled)
        self._file.seek(end)
        self._file.write(digest.encode())
        self._file.flush()
        flush_handle(self._file.fileno())


def _digest(file: IO[bytes], end: int, cancelled: Callable[[], bool] | None) -> str:
    digest, left = hashlib.sha256(), end
    file.seek(0)
    while left:
        piece = file.read(min(1 << 20, left))
        if not piece or (cancelled is not None and cancelled()):
            raise Cancelled
        digest.update(piece)
        left -= len(piece)
    return digest.hexdigest()


class Archive:
    """An open package file, its structure checked. Raises UserFacingError where it is none, was changed, or is hostile."""

    def __init__(self, file: BinaryIO, name: str, cancelled: Callable[[], bool] | None = None) -> None:
        """`name` is the one that people know the file by."""
        self._file = file
        self.name = name
        self.size = length = file.seek(0, os.SEEK_END)
        if length > MAX_FILE:
            raise too_big(name)
        self._look_at_end(length)
        self.sha256 = _digest(file, length - 64, cancelled)
        """Of all but the comment's own digest."""
        if self.sha256.encode() != self._last(length):
            raise tampered(name)
        count, size, start = self._end(length)
        if count > MAX_ENTRIES or size > MAX_DIRECTORY:
            raise too_big(name)
        file.seek(start)
        self.entries = self._directory(file.read(size), count, start)

    def _last(self, length: int) -> bytes:
        self._file.seek(length - 64)
        return self._file.read(64)

    def _look_at_end(self, length: int) -> None:
        """Does it end as packages do?"""
        self._file.seek(max(0, length - _END.size - _TAIL))
        tail = self._file.read()
        if not tail.startswith(b"PK\x05\x06") or not tail[_END.size :].startswith(COMMENT):
            raise not_a_package(self.name)

    def _end(self, length: int) -> tuple[int, int, int]:
        """Number of entries, size and place of the directory."""
        self._file.seek(length - _END.size - _TAIL)
        _sign, disk, other, here, count, size, start, comment = _END.unpack(self._file.read(_END.size))
        if disk or other or here != count or comment != _TAIL or start + size + _END.size + _TAIL != length:
            raise malformed(self.name, "zip")
        return count, size, start

    def _directory(self, data: bytes, count: int, start: int) -> dict[str, Entry]:
        """All entries; they fill the file from its first byte to the directory, in order, without gap or overlap."""
        found: dict[str, Entry] = {}
        place = following = 0
        for _number in range(count):
            if len(data) < place + _CENTRAL.size:
                raise malformed(self.name, "zip")
            (sign, _made, _needed, flags, method, _time, _date, crc, packed, size, name_length, extra, comment, disk,
             _inner, outer, offset) = _CENTRAL.unpack_from(data, place)  # fmt: skip
            raw = data[place + _CENTRAL.size : place + _CENTRAL.size + name_length]
            place += _CENTRAL.size + name_length
            if sign != b"PK\x01\x02" or extra or comment or disk or flags & ~_UTF8 or method not in (0, 8):
                raise malformed(self.name, "zip")
            if len(raw) != name_length or not _NAME.match(raw) or (outer >> 16) & 0o170000 == _LINK:
                raise malformed(self.name, _shown(raw))
            name = raw.decode("ascii")
            if name in found or offset != following:
                raise malformed(self.name, "zip")
            entry = Entry(name, offset + _LOCAL.size + name_length, packed, size, crc, method == 8)
            self._check_local(offset, raw, entry, flags, method)
            self._check_size(entry)
            found[name] = entry
            following = entry.start + packed
        if place != len(data) or following != start or MANIFEST not in found:
            raise malformed(self.name, "zip")
        return found

    def _check_local(self, offset: int, raw: bytes, entry: Entry, flags: int, method: int) -> None:
        self._file.seek(offset)
        header = self._file.read(_LOCAL.size + len(raw))
        if len(header) < _LOCAL.size:
            raise malformed(self.name, "zip")
        sign, _needed, flagged, how, _time, _date, crc, packed, size, name_length, extra = _LOCAL.unpack_from(header)
        expected = (b"PK\x03\x04", flags, method, entry.crc, entry.packed, entry.size, len(raw), 0)
        if (sign, flagged, how, crc, packed, size, name_length, extra) != expected or header[_LOCAL.size :] != raw:
            raise malformed(self.name, "zip")

    def _check_size(self, entry: Entry) -> None:
        if not entry.deflated and entry.size != entry.packed:
            raise malformed(self.name, "zip")
        if entry.size > MAX_RATIO_FROM and entry.size > MAX_RATIO * max(entry.packed, 1):
            raise too_big(self.name)
        if entry.size > {MANIFEST: MAX_MANIFEST, SIGNATURE: MAX_SIGNATURE}.get(entry.name, MAX_FILE):
            raise too_big(self.name)
        if entry.name.startswith(FILES) and entry.size > MAX_ATTACHMENT:
            raise too_big(self.name)

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of an entry, piece by piece, no more than it says. Raises UserFacingError where they differ."""
        entry = self.entries.get(name)
        if entry is None:
            raise malformed(self.name, name[:40])
        crc = given = 0
        for piece in self._unpacked(entry):
            given += len(piece)
            if given > entry.size:
                raise malformed(self.name, "zip")
            crc = zlib.crc32(piece, crc)
            yield piece
        if given != entry.size or crc != entry.crc:
            raise malformed(self.name, "zip")

    def _unpacked(self, entry: Entry) -> Iterator[bytes]:
        place, left = entry.start, entry.packed
        inflate = zlib.decompressobj(-15)
        while left:
            self._file.seek(place)  # others may read between
            packed = self._file.read(min(_CHUNK, left))
            if not packed:
                raise tampered(self.name)
            place, left = place + len(packed), left - len(packed)
            if not entry.deflated:
                yield packed
                continue
            try:
                while packed:
                    yield inflate.decompress(packed, _CHUNK)
                    packed = inflate.unconsumed_tail
                    if inflate.eof and (packed or inflate.unused_data):
                        raise malformed(self.name, "zip")
            except zlib.error as error:
                raise malformed(self.name, "zip") from error
        if entry.deflated:
            while not inflate.eof:
                piece = inflate.decompress(b"", _CHUNK)
                if not piece:
                    raise malformed(self.name, "zip")
                yield piece

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of an entry, unpacked where it is squeezed, without their ends; the last has one too."""
        rest: list[bytes] = []
        size = 0
        pieces = self.pieces(name)
        for piece in decompress(pieces, self.entries[name].size, self.name) if name.endswith(BZ2_SUFFIX) else pieces:
            *ended, last = piece.split(b"\n")
            for line in ended:
                yield b"".join([*rest, line])
                rest, size = [], 0
            if last:
                rest.append(last)
                size += len(last)
                if size > MAX_LINE:
                    raise too_big(self.name)
        if rest:
            raise malformed(self.name, "lines")

    def whole(self, name: str) -> bytes:
        """A small entry."""
        return b"".join(self.pieces(name))


def _shown(raw: bytes) -> str:
    """A name from outside, fit to be shown in a sentence."""
    return "".join(letter if letter.isprintable() else "?" for letter in raw[:60].decode("utf-8", "replace"))


def looks_like_package(path: Path) -> bool:
    """Is this file meant to be a package, by its content or its name? Raises UserFacingError where it cannot be read."""
    refuse_open_workspace(path)
    try:
        with path.open("rb") as file:
            head = file.read(80)
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            tail = file.read(len(COMMENT))
    except OSError as error:
        raise reading_error(error, path) from error
    return tail == COMMENT or (
        head.startswith(b"PK\x03\x04") and (CHANGES.encode() in head or COMPRESSED_NAMES[CHANGES].encode() in head)
    )
