"""The journal of a package, packed by bzip2: half as long as by deflate, in bounded memory both ways.

It stands in the zip as it is, so that whatever opens zips opens the package, and takes out the tables at least.
"""

from __future__ import annotations

import bz2
from collections.abc import Generator, Iterable

from desktop.exchange.packages.limits import MAX_RATIO, MAX_RATIO_FROM, malformed, too_big

BZ2_SUFFIX = ".bz2"
_CHUNK = 1 << 18


def compress(pieces: Iterable[bytes]) -> Generator[bytes]:
    """Bytes packed as one stream of bzip2, with blocks of 900,000 bytes."""
    packing = bz2.BZ2Compressor(9)
    for piece in pieces:
        if packed := packing.compress(piece):
            yield packed
    yield packing.flush()


def decompress(pieces: Iterable[bytes], size: int, name: str) -> Generator[bytes]:
    """What was packed so, piece by piece; `size`: how many bytes it has packed, of the package `name`.

    Raises UserFacingError where it is anything but one whole stream, or unpacks to too much.
    """
    unpacking, given, most = bz2.BZ2Decompressor(), 0, max(MAX_RATIO_FROM, MAX_RATIO * size)
    for piece in pieces:
        if unpacking.eof:
            raise malformed(name, "bzip2")
        rest = piece
        while True:
            try:
                unpacked = unpacking.decompress(rest, _CHUNK)
            except (OSError, ValueError) as error:
                raise malformed(name, "bzip2") from error
            given += len(unpacked)
            if given > most:
                raise too_big(name)
            yield unpacked
            if unpacking.eof or unpacking.needs_input:
                break
            rest = b""
        if unpacking.unused_data:
            raise malformed(name, "bzip2")
    if not unpacking.eof:
        raise malformed(name, "bzip2")
