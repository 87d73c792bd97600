"""Finding the package in a PDF from outside, which may hold anything.

The file is not interpreted: no object is built, no table followed, no script, font or picture looked at. In a PDF an
attachment is a stream of its own, never inside another; so all streams are visited as they lie in the file, and those
are taken out that begin as a zip and end as a package of Focal Desk does, as they are or deflated once. What is
written is bounded, what is held in memory is a few pieces. So a cross-reference table that lies, a loop among
objects or a stream that unpacks to gigabytes cannot harm, and a package is found whatever program saved the PDF anew.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from desktop.errors import Cancelled, UserFacingError
from desktop.exchange.packages import looks_like_package
from desktop.exchange.packages.format import COMMENT
from desktop.exchange.pdf.no_package import explain_missing_package, several, spoilt, too_large
from desktop.i18n import _
from desktop.system.errors import reading_error
from desktop.system.files import discard_file, replace_file
from desktop.workspace.storage.open_workspaces import is_open_here, refuse_open_workspace

MAX_PDF = 100_000_000  # bytes
MAX_CARRIED = 50_000_000  # bytes of all that looks like a zip in it
_MAX_STREAMS = 200_000  # times that the word stands there, twice for each stream
_MAX_ENDS = 1_000
_GAP = 16  # blanks between a dictionary and the word
_MAX_ZIPS = 50  # attachments that begin as a zip does
_CHUNK = 1 << 18
_PEEK = 512
_PACKED = 1 << 12  # what comes before a broken place is still seen

_HEAD = b"%PDF-"
_STREAM = b"stream"
_ZIP = b"PK\x03\x04"
_LAST = len(COMMENT) + 64
_END = struct.Struct("<4s4H2LH")
"""The end of a zip: sign, numbers of disks and entries, size and place of the directory, length of the comment."""

Cancel = Callable[[], bool]


def looks_like_pdf(path: Path) -> bool:
    """Is this file a PDF by its first bytes? False where it cannot be read."""
    if is_open_here(path):
        return False
    try:
        with path.open("rb") as file:
            return _HEAD in file.read(1024)
    except OSError:
        return False


def find_package(pdf: Path, folder: Path, cancelled: Cancel | None = None) -> Path:
    """Take the package that a PDF carries out into `folder`, under the PDF's own name; nothing of it is checked yet.

    Raises UserFacingError where the PDF cannot be read, carries none (the sentence says what became of it, as far as
    it can be told) or several, or Cancelled.
    """
    refuse_open_workspace(pdf)
    target = folder / pdf.name
    try:
        with pdf.open("rb") as file:
            size = file.seek(0, 2)
            if size > MAX_PDF:
                raise too_large(pdf, MAX_PDF)
            if not size or not looks_like_pdf(pdf):
                raise UserFacingError(
                    _("{name} is not a PDF, or its beginning is missing.").format(name=pdf.name),
                    kept=_("Nothing was imported."),
                    todo=_("Ask the sender to send it again."),
                )
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                found = _extract(data, pdf, target, cancelled)
                if not found:
                    raise explain_missing_package(pdf, data, _streams(data))
    except OSError as error:
        discard_file(target)
        raise reading_error(error, pdf) from error
    except BaseException:
        discard_file(target)
        raise
    return target


def _extract(data: mmap.mmap, pdf: Path, target: Path, cancelled: Cancel | None) -> bool:
    """Write the one package to `target`; False where there is none."""
    kept, cut = b"", False
    room, zips = MAX_CARRIED, 0
    ends = _ends(data)
    for number, start in enumerate(_streams(data)):
        if number % 1_000 == 0 and cancelled is not None and cancelled():
            raise Cancelled
        pieces = _zip_at(data, start, ends)
        if pieces is None:
            continue
        zips += 1
        if zips > _MAX_ZIPS:
            raise several(pdf)
        trial = target.with_name(f"{zips}.tmp")
        try:
            room -= _write(trial, pieces, room, pdf, cancelled)
            digest = _last_bytes(trial)
            if digest.startswith(COMMENT):
                if kept and kept != digest:
                    raise several(pdf)
                kept = digest  # or the same once more, as some programs save an attachment twice
                replace_file(trial, target)
            elif not kept and looks_like_package(trial):
                cut = True
        finally:
            discard_file(trial)
    if cut and not kept:
        raise spoilt(pdf)
    return bool(kept)


def _streams(data: mmap.mmap) -> Iterator[int]:
    """Where the bytes of each stream begin: after a dictionary, the word and the end of its line."""
    place = data.find(_STREAM)
    for _number in range(_MAX_STREAMS):
        if place < 0:
            return
        after = place + len(_STREAM)
        ended = 2 if data[after : after + 2] == b"\r\n" else 1
        if data[max(0, place - _GAP) : place].rstrip(b" \t\r\n\0\f").endswith(b">>"):
            yield after + ended
        place = data.find(_STREAM, after)


def _ends(data: mmap.mmap) -> dict[int, int]:
    """Where packages lie as they are: start -> end, as the end of each says."""
    found: dict[int, int] = {}
    place = data.find(COMMENT)
    for _number in range(_MAX_ENDS):
        if place < _END.size:
            break
        sign, *_entries, size, start, comment = _END.unpack(data[place - _END.size : place])
        if sign == b"PK\x05\x06" and comment == _LAST:
            found[place - _END.size - size - start] = place + _LAST
        place = data.find(COMMENT, place + 1)
    return found


def _zip_at(data: mmap.mmap, start: int, ends: Mapping[int, int]) -> Iterator[bytes] | None:
    """The pieces of what may be a package in a stream; None where it holds something else."""
    if start in ends:
        return _plain(data, start, ends[start])
    head = data[start : start + _PEEK]
    if len(head) > 2 and head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0:
        try:
            begins = zlib.decompressobj().decompress(head, len(_ZIP))
        except zlib.error:
            return None
        if begins == _ZIP:
            return _inflated(data, start)
    return None


def _plain(data: mmap.mmap, start: int, end: int) -> Iterator[bytes]:
    for place in range(start, end, _CHUNK):
        yield data[place : min(place + _CHUNK, end)]


def _inflated(data: mmap.mmap, start: int) -> Iterator[bytes]:
    """What a deflated stream holds, up to its own end or to where it breaks."""
    inflate = zlib.decompressobj()
    place = start
    while not inflate.eof and place < len(data):
        packed = data[place : place + _PACKED]
        place += len(packed)
        while packed and not inflate.eof:
            try:
                yield inflate.decompress(packed, _CHUNK)
            except zlib.error:
                return
            packed = inflate.unconsumed_tail


def _write(trial: Path, pieces: Iterator[bytes], room: int, pdf: Path, cancelled: Cancel | None) -> int:
    written = 0
    with trial.open("xb") as file:
        for piece in pieces:
            if cancelled is not None and cancelled():
                raise Cancelled
            written += len(piece)
            if written > room:
                raise too_large(pdf, MAX_CARRIED)
            file.write(piece)
    return written


def _last_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - _LAST))
        return file.read()
