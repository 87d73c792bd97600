"""How the values of a change are stored: as JSON, and where that is long, compressed, each change by itself.

What all changes share is a dictionary that comes with the program: names of fields, headings and words that texts of this
kind have. It holds nothing that a person typed, or erasing would leave it behind.

Text is JSON as it is; bytes are one byte that names the dictionary, then a raw DEFLATE stream (RFC 1951). A dictionary
is never edited, only followed by another with the next number: each file needs the one it was written with.

The changes of an import stand in blocks of a few, compressed together, which takes half the time and three quarters of
the room. `change_blocks.py` writes them, and rewrites one change where an erasure has to. The view `change` gives such a
change as one byte that says which it is, then its block.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from desktop.workspace.storage.sqlite import DamagedData

if TYPE_CHECKING:
    from zlib import _Compress, _Decompress  # pyright: ignore[reportPrivateUsage] - the stubs' names for what zlib returns

    from desktop.workspace.records.record_description import Value

Stored = str | bytes
"""What stands in `change.data`."""

_FOLDER = Path(__file__).resolve().parents[3] / "resources" / "changes"
_NEWEST = 1
_SHORTEST = 100
"""Characters of JSON below which compressing is not worth the time."""
_LONGEST = 1 << 28
"""Bytes of one change: more comes from a damaged file."""
MOST_IN_BLOCK = 32
_PLACE = 32
"""The first byte of what stands in a block, for the first of its changes; the others follow."""
_WINDOW = -15  # raw, of 32 KiB: dictionary and change together
_ALONE, _TOGETHER, _MEMORY = 3, 5, 7
"""Levels of compression, of one change and of a block. Measured: higher ones win 2 to 4 % and cost half as much again."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # one for all: made anew, it costs more


def to_json(value: Any) -> str:
    """Compact JSON with its letters as they are."""
    return _encode(value)


def encode(values: Mapping[str, Value]) -> Stored:
    """The values of a change as they are stored."""
    return pack(_encode(values))


def decode(stored: Stored) -> dict[str, Any]:
    """The values of a stored change. Raises DamagedData where they cannot be read."""
    try:
        found = json.loads(unpack(stored))
    except (ValueError, RecursionError) as error:
        raise DamagedData("a change that is damaged") from error
    if not isinstance(found, dict):
        raise DamagedData("a change without values")
    return cast("dict[str, Any]", found)


def pack(text: str) -> Stored:
    """JSON as it is stored."""
    return text if len(text) < _SHORTEST else _pack(text, _ALONE)


def pack_block(texts: Sequence[str]) -> bytes:
    """The JSON of some changes as a block."""
    return _pack("\n".join(texts), _TOGETHER)  # a line break in JSON as we write it is always escaped


def unpack_block(block: bytes) -> list[str]:
    """The JSON of the changes of a block. Raises DamagedData."""
    return _unpack(block).split("\n")


def _pack(text: str, level: int) -> bytes:
    packing = _packing(level).copy()
    packed = packing.compress(text.encode())
    return b"%c%b%b" % (_NEWEST, packed, packing.flush())


def unpack(stored: Stored) -> str:
    """The JSON that is stored. Raises DamagedData where it is damaged, or of a newer version."""
    if isinstance(stored, str):
        return stored
    if stored and 0 <= (place := stored[0] - _PLACE) < MOST_IN_BLOCK:
        return _in_block(stored, place)
    return _unpack(stored)


_last: tuple[bytes, list[str]] = b"", []
"""The block read last: what comes from one is read one after the other. Put here in one step, for any thread."""


def _in_block(stored: bytes, place: int) -> str:
    global _last
    block, (known, texts) = stored[1:], _last
    if block != known:
        texts = unpack_block(block)
        _last = block, texts
    if place >= len(texts):
        raise DamagedData("a block of changes that is cut off")
    return texts[place]


def _unpack(stored: bytes) -> str:
    if not stored or not 1 <= stored[0] <= _NEWEST:
        raise DamagedData("a change in a form that is not known")
    unpacking = _unpacking(stored[0]).copy()
    try:
        text = unpacking.decompress(memoryview(stored)[1:], _LONGEST)
    except zlib.error as error:
        raise DamagedData("a change that is damaged") from error
    if not unpacking.eof or unpacking.unused_data:
        raise DamagedData("a change that is cut off")
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        raise DamagedData("a change that is damaged") from error


def names_field(stored: Stored, name: str) -> bool:
    """Has a change a field of this name, or one that begins with it (`attachments/`)? Fast, and now and then yes for no:
    a text may say it too.
    """
    return f'"{name}' in unpack(stored)


@cache
def dictionary(number: int) -> bytes:
    """The words that changes written with this dictionary refer to."""
    return (_FOLDER / f"dictionary-{number}.txt").read_bytes()


@cache
def _packing(level: int) -> _Compress:
    """To be copied for each change, which costs less than to read the dictionary again."""
    return zlib.compressobj(level, zlib.DEFLATED, _WINDOW, _MEMORY, zlib.Z_DEFAULT_STRATEGY, dictionary(_NEWEST))


@cache
def _unpacking(number: int) -> _Decompress:
    return zlib.decompressobj(_WINDOW, dictionary(number))
