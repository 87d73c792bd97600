"""The file: ReportLab's objects, packed into object streams with the many small ones of the structure.

ReportLab writes each object by itself, with a line of twenty bytes in a table; forty elements for each activity of a
long report would double its size and its time. Object streams and a cross-reference stream are of PDF 1.5 (ISO
32000-1, 7.5.7 and 7.5.8).
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence
from typing import Any

from desktop.reports.tagged_pdf.structure_objects import RawObject, pdfdoc

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PACKED = 200
"""Objects of one object stream; a reader unpacks all of them for one."""
_LEVEL = 6
_END = b"endstream"


def write_file(document: Any, further: Callable[[int], list[bytes]]) -> bytes:
    """The whole file. `further` gives the bytes of more objects, numbered from a number on; none of them is a stream.

    It also knows by then what stands in each `RawObject`.
    """
    formatted: list[tuple[int, bytes | RawObject]] = []
    places: dict[int, int] = {}
    parts = [HEADER]
    size = len(HEADER)
    digest = hashlib.sha256(HEADER)

    def put(number: int, content: bytes) -> None:
        nonlocal size
        places[number] = size
        part = b"%d 0 obj\n%s\nendobj\n" % (number, content)
        parts.append(part)
        digest.update(part)
        size += len(part)

    number = 0
    while number + 1 in document.numberToId:  # objects may be added while others are formatted
        number += 1
        item = document.idToObject[document.numberToId[number]]
        if isinstance(item, RawObject):
            formatted.append((number, item))
            continue
        content = pdfdoc.format(item, document, toplevel=1).strip()
        if content.endswith(_END):
            put(number, content[: -len(_END)] + b"\n" + _END)  # PDF/A wants a line of its own
        else:
            formatted.append((number, content))
    more = further(number + 1)
    packed = [(at, item.content if isinstance(item, RawObject) else item) for at, item in formatted]
    packed += enumerate(more, number + 1)
    number += len(more)
    within: list[tuple[int, int, int]] = []  # (first object, how many, number of the stream)
    for start in range(0, len(packed), _PACKED):
        part = packed[start : start + _PACKED]
        number += 1
        put(number, _object_stream(part))
        within += [(first, count, number) for first, count in _runs([each for each, _content in part])]
    number += 1
    identity = digest.hexdigest()[:32].upper().encode("ascii")
    catalog, info = (
        document.idToObjectNumberAndVersion[document.Reference(each).name][0]
        for each in (document.Catalog, document.info)
    )
    table = _cross_references(places, within, number, size)
    parts.append(
        b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 1]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/Filter/FlateDecode"
        b"/DecodeParms<</Predictor 12/Columns 6>>/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
        % (number, number + 1, catalog, info, identity, identity, len(table), table, size)
    )
    return b"".join(parts)


def _object_stream(objects: Sequence[tuple[int, bytes]]) -> bytes:
    heads: list[bytes] = []
    offset = 0
    for number, content in objects:
        heads.append(b"%d %d" % (number, offset))
        offset += len(content) + 1
    head = b" ".join(heads) + b"\n"
    data = zlib.compress(head + b"\n".join([content for _number, content in objects]), _LEVEL)
    return b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (
        len(objects),
        len(head),
        len(data),
        data,
    )


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """(first, count) of numbers that follow one another."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == sum(found[-1]):
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((number, 1))
    return found


def _cross_references(
    places: dict[int, int], within: Sequence[tuple[int, int, int]], own: int, own_place: int
) -> bytes:
    """Where each object stands: each row as it differs from the one above (PNG's predictor "Up")."""
    rows: dict[int, tuple[int, bytes]] = {}  # first object -> (how many, the first row)
    rows[0] = (1, b"\x00" + bytes(4) + b"\xff")
    for number, place in [*places.items(), (own, own_place)]:
        rows[number] = (1, b"\x01" + place.to_bytes(4, "big") + b"\x00")
    index: dict[int, int] = {}
    for first, count, stream in within:
        begin = index.get(stream, 0)
        rows[first] = (count, b"\x02" + stream.to_bytes(4, "big") + bytes((begin,)))
        index[stream] = begin + count
    said: list[bytes] = []
    above = bytes(6)
    for number in sorted(rows):
        count, row = rows[number]
        said.append(b"\x02" + bytes((mine - over) & 0xFF for mine, over in zip(row, above, strict=True)))
        said.append((b"\x02" + bytes(5) + b"\x01") * (count - 1))
        above = row[:5] + bytes((row[5] + count - 1,))
    return zlib.compress(b"".join(said), _LEVEL)
