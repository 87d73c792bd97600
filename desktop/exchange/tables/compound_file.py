"""A look into an old workbook (a compound file, [MS-CFB]) before it is read.

Its reader follows the chains of sectors for ever where one leads back into itself: a damaged file of 6 kB took all the memory
of the computer.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

_HEADER, _ENTRY = 512, 128
_RESERVED = 0xFFFFFFFA  # and above: no sector
_STREAM, _ROOT = 2, 5


class EndlessFile(Exception):
    """A chain leads back into itself, or a stream claims to hold more than the file has."""


def check_compound_file(content: bytes) -> None:
    """Raises EndlessFile where reading would never end or take room without measure. Other damage is for the reader to find."""
    if len(content) < _HEADER:
        return
    shift, mini_shift = struct.unpack_from("<HH", content, 30)
    if shift not in (9, 12) or mini_shift > shift:
        return
    sectors = _Sectors(content, shift)
    sectors.read_table()
    directory = sectors.stream(_number(content, 48))
    mini_table = _numbers(sectors.stream(_number(content, 60)))
    least, short_sizes = _number(content, 56), struct.unpack_from("<H", content, 26)[0] == 3
    for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        entry = directory[place : place + _ENTRY]
        kind, start = entry[66], _number(entry, 116)
        size = _number(entry, 120) if short_sizes else struct.unpack_from("<Q", entry, 120)[0]
        if kind not in (_STREAM, _ROOT) or not size:
            continue
        if size > len(content):
            raise EndlessFile
        for _sector in _chain(start, mini_table if kind == _STREAM and size < least else sectors.table):
            pass


class _Sectors:
    def __init__(self, content: bytes, shift: int) -> None:
        self._content, self._size = content, 1 << shift
        self.table: list[int] = []

    def read_table(self) -> None:
        """Which sector follows each."""
        places = list(struct.unpack_from("<109I", self._content, 76))
        following, seen = _number(self._content, 68), set[int]()
        while following < _RESERVED and (more := _numbers(self._sector(following))):
            if following in seen:
                raise EndlessFile
            seen.add(following)
            places += more[:-1]
            following = more[-1]
        for place in places:
            if place < _RESERVED:
                self.table += _numbers(self._sector(place))

    def stream(self, start: int) -> bytes:
        """What the sectors of a chain hold together."""
        return b"".join(self._sector(each) for each in _chain(start, self.table))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._content[at : at + self._size]


def _chain(start: int, table: Sequence[int]) -> Iterator[int]:
    count = 0
    while start < len(table):
        count += 1
        if count > len(table):
            raise EndlessFile
        yield start
        start = table[start]


def _number(content: bytes, place: int) -> int:
    return int.from_bytes(content[place : place + 4], "little")


def _numbers(content: bytes) -> list[int]:
    return list(struct.unpack_from(f"<{len(content) // 4}I", content))
