"""The journal of a package, packed: what goes in comes out, and nothing else is taken for it."""

from __future__ import annotations

import bz2
import random

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.packages import compression
from desktop.exchange.packages.compression import compress, decompress

NOISE = random.Random(1).randbytes(1_500_000)
"""More than a block of bzip2, and more than is unpacked at once."""


def pieces(data: bytes, length: int) -> list[bytes]:
    return [data[start : start + length] for start in range(0, len(data), length)]


@pytest.mark.parametrize("data", [b"", b"a", b"line\n" * 200_000, NOISE], ids=["empty", "byte", "lines", "noise"])
def test_what_is_packed_comes_out_again_however_it_is_cut(data: bytes) -> None:
    packed = b"".join(compress(pieces(data, 400_000)))
    assert bz2.decompress(packed) == data
    for length in (len(packed), 70_000, 1_000_000):
        assert b"".join(decompress(pieces(packed, length), len(packed), "a.fdz")) == data


PACKED = bz2.compress(b"line\n" * 1000)


@pytest.mark.parametrize(
    "parts",
    [
        [], [b""], [PACKED[:-1]], [PACKED, b"x"], [PACKED + b"x"], [PACKED, PACKED], [PACKED + PACKED], [b"no bzip2"],
        [PACKED[:50], PACKED[51:]],
    ],
    ids=range(9),
)  # fmt: skip
def test_anything_but_one_whole_stream_is_refused(parts: list[bytes]) -> None:
    with pytest.raises(UserFacingError, match=r"a\.fdz"):
        list(decompress(parts, 1000, "a.fdz"))


def test_it_unpacks_to_so_much_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compression, "MAX_RATIO_FROM", 100)
    monkeypatch.setattr(compression, "MAX_RATIO", 50)
    assert b"".join(decompress([PACKED], 100, "a.fdz")) == b"line\n" * 1000, "5,000 bytes of 100"
    with pytest.raises(UserFacingError):
        list(decompress([PACKED], 99, "a.fdz"))
    few = bz2.compress(b"x" * 100)
    assert b"".join(decompress([few], 1, "a.fdz")) == b"x" * 100
    with pytest.raises(UserFacingError):
        list(decompress([bz2.compress(b"x" * 101)], 1, "a.fdz"))
