"""Embedded font programs: which glyphs they have, how wide those are, and how codes lead to them."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from functools import lru_cache

_HEX = re.compile(rb"[0-9A-Fa-f\s]{8}")


@dataclass(slots=True)
class FontProgram:
    """A font program. Widths are in thousandths of the size, by glyph number; a glyph has a name, a CID or its number."""

    kind: str
    """"TrueType", "CFF" or "Type1"."""
    count: int
    widths: list[float]
    names: list[str] = field(default_factory=list)
    """Names of the glyphs by their number, where the program has them."""
    cids: dict[int, int] = field(default_factory=dict)
    """CID -> glyph of a CID-keyed program."""
    outlines: set[int] = field(default_factory=set)
    """Glyphs of a TrueType program with an outline."""
    cmaps: dict[tuple[int, int], dict[int, int]] = field(default_factory=dict)
    """(platform, encoding) -> code -> glyph."""
    encoding: dict[int, str] = field(default_factory=dict)
    """Code -> glyph name, as the program itself has it."""


@lru_cache(maxsize=64)
def read_program(data: bytes) -> FontProgram | None:
    """The font program that `data` holds; None where it cannot be read."""
    try:
        if data[:4] in (b"\0\1\0\0", b"true", b"OTTO"):
            return _sfnt(data)
        if data[:1] == b"\1":
            return _cff(data)
        if data[:2] in (b"%!", b"\x80\1"):
            return _type1(data)
    except (struct.error, IndexError, ValueError, KeyError):
        pass
    return None


# TrueType and OpenType ------------------------------------------------------------------------------------------------


def _sfnt(data: bytes) -> FontProgram:
    tables: dict[bytes, bytes] = {}
    for at in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _sum, start, length = struct.unpack_from(">4sIII", data, 12 + 16 * at)
        tables[tag] = data[start : start + length]
    count: int = struct.unpack_from(">H", tables[b"maxp"], 4)[0]
    widths: list[float] = []
    if b"hmtx" in tables and b"hhea" in tables and b"head" in tables:
        em: int = struct.unpack_from(">H", tables[b"head"], 18)[0]
        measured: int = struct.unpack_from(">H", tables[b"hhea"], 34)[0]
        for at in range(count):
            where = min(at, measured - 1) * 4
            widths.append(struct.unpack_from(">H", tables[b"hmtx"], where)[0] * 1000 / em)
    made = FontProgram("TrueType", count, widths)
    if b"CFF " in tables:
        below = _cff(tables[b"CFF "])
        made.kind, made.names, made.cids = "CFF", below.names, below.cids
        made.widths = widths or below.widths
    elif b"loca" in tables:
        long: int = struct.unpack_from(">h", tables[b"head"], 50)[0]
        places = struct.unpack_from(f">{count + 1}{'I' if long else 'H'}", tables[b"loca"])
        made.outlines = {at for at in range(count) if places[at + 1] > places[at]}
    if b"cmap" in tables:
        made.cmaps = _cmaps(tables[b"cmap"])
    return made


def _cmaps(data: bytes) -> dict[tuple[int, int], dict[int, int]]:
    found: dict[tuple[int, int], dict[int, int]] = {}
    for at in range(struct.unpack_from(">H", data, 2)[0]):
        platform, encoding, start = struct.unpack_from(">HHI", data, 4 + 8 * at)
        found[platform, encoding] = _cmap(data, start)
    return found


def _cmap(data: bytes, start: int) -> dict[int, int]:
    form: int = struct.unpack_from(">H", data, start)[0]
    found: dict[int, int] = {}
    if form == 0:
        found = dict(enumerate(data[start + 6 : start + 262]))
    elif form == 6:
        first, count = struct.unpack_from(">HH", data, start + 6)
        found = dict(enumerate(struct.unpack_from(f">{count}H", data, start + 10), first))
    elif form == 4:
        half: int = struct.unpack_from(">H", data, start + 6)[0]
        count = half // 2
        ends = struct.unpack_from(f">{count}H", data, start + 14)
        starts = struct.unpack_from(f">{count}H", data, start + 16 + half)
        deltas = struct.unpack_from(f">{count}h", data, start + 16 + 2 * half)
        offsets_at = start + 16 + 3 * half
        offsets = struct.unpack_from(f">{count}H", data, offsets_at)
        for at in range(count):
            for code in range(starts[at], min(ends[at], 0xFFFE) + 1):
                if offsets[at]:
                    where = offsets_at + 2 * at + offsets[at] + 2 * (code - starts[at])
                    gid: int = struct.unpack_from(">H", data, where)[0]
                    gid = (gid + deltas[at]) & 0xFFFF if gid else 0
                else:
                    gid = (code + deltas[at]) & 0xFFFF
                found[code] = gid
    elif form == 12:
        for at in range(struct.unpack_from(">I", data, start + 12)[0]):
            first, last, gid = struct.unpack_from(">III", data, start + 16 + 12 * at)
            found.update(zip(range(first, last + 1), range(gid, gid + last - first + 1), strict=True))
    return {code: gid for code, gid in found.items() if gid}


# Compact Font Format (Adobe technical note 5176) ----------------------------------------------------------------------


def _cff(data: bytes) -> FontProgram:
    at = data[2]
    _names, at = _index(data, at)
    tops, at = _index(data, at)
    strings, at = _index(data, at)
    shared, _after = _index(data, at)
    top = _dict(tops[0])
    charstrings, _after = _index(data, int(top[17][0]))
    count = len(charstrings)
    keyed = (12, 30) in top
    charset = _charset(data, int(top.get(15, [0])[0]), count)
    made = FontProgram("CFF", count, [])
    if keyed:
        made.cids = {cid: gid for gid, cid in enumerate(charset)}
        parts, _after = _index(data, int(top[12, 36][0]))
        privates = [_private(data, _dict(part)) for part in parts]
        select = _fd_select(data, int(top[12, 37][0]), count)
    else:
        made.names = [_string(sid, strings) for sid in charset]
        privates, select = [_private(data, top)], [0] * count
    for gid, charstring in enumerate(charstrings):
        private = privates[select[gid]]
        width = _width(charstring, private.routines, shared)
        made.widths.append(private.default if width is None else private.nominal + width)
    return made


def _index(data: bytes, at: int) -> tuple[list[bytes], int]:
    count: int = struct.unpack_from(">H", data, at)[0]
    if count == 0:
        return [], at + 2
    size = data[at + 2]
    places = [int.from_bytes(data[at + 3 + size * n : at + 3 + size * (n + 1)], "big") for n in range(count + 1)]
    base = at + 2 + size * (count + 1)
    return [data[base + places[n] : base + places[n + 1]] for n in range(count)], base + places[-1]


def _dict(data: bytes) -> dict[int | tuple[int, int], list[float]]:
    found: dict[int | tuple[int, int], list[float]] = {}
    operands: list[float] = []
    at = 0
    while at < len(data):
        first = data[at]
        at += 1
        if first <= 21:
            key: int | tuple[int, int] = first
            if first == 12:
                key = (12, data[at])
                at += 1
            found[key] = operands
            operands = []
        elif first == 30:
            text = ""
            while True:
                byte = data[at]
                at += 1
                for half in (byte >> 4, byte & 15):
                    text += "0123456789.EE -"[half] if half < 15 and half != 12 else "E-" if half == 12 else ""
                if byte & 15 == 15:
                    break
            operands.append(float(text.strip() or 0))
        else:
            value, at = _number(data, at, first)
            operands.append(value)
    return found


def _number(data: bytes, at: int, first: int) -> tuple[int, int]:
    if first == 28:
        return struct.unpack_from(">h", data, at)[0], at + 2
    if first == 29:
        return struct.unpack_from(">i", data, at)[0], at + 4
    if first <= 246:
        return first - 139, at
    if first <= 250:
        return (first - 247) * 256 + data[at] + 108, at + 1
    return -(first - 251) * 256 - data[at] - 108, at + 1


def _charset(data: bytes, at: int, count: int) -> list[int]:
    if at <= 2:
        return list(range(count))
    found = [0]
    form = data[at]
    at += 1
    while len(found) < count:
        first: int = struct.unpack_from(">H", data, at)[0]
        if form == 0:
            found.append(first)
            at += 2
        else:
            more: int = data[at + 2] if form == 1 else struct.unpack_from(">H", data, at + 2)[0]
            found += range(first, first + more + 1)
            at += 3 if form == 1 else 4
    return found[:count]


def _fd_select(data: bytes, at: int, count: int) -> list[int]:
    if data[at] == 0:
        return list(data[at + 1 : at + 1 + count])
    found = [0] * count
    ranges: int = struct.unpack_from(">H", data, at + 1)[0]
    for each in range(ranges):
        first, which, after = struct.unpack_from(">HBH", data, at + 3 + 3 * each)
        found[first:after] = [which] * (after - first)
    return found


@dataclass(frozen=True, slots=True)
class _Private:
    """What a private dictionary says of widths, and the routines that its charstrings call."""

    default: float
    nominal: float
    routines: list[bytes]


def _private(data: bytes, top: dict[int | tuple[int, int], list[float]]) -> _Private:
    size, start = (int(each) for each in top.get(18, [0, 0]))
    private = _dict(data[start : start + size])
    routines = _index(data, start + int(private[19][0]))[0] if 19 in private else []
    return _Private(private.get(20, [0])[0], private.get(21, [0])[0], routines)


def _string(sid: int, strings: list[bytes]) -> str:
    return strings[sid - 391].decode("latin-1") if sid >= 391 else f"sid{sid}" if sid else ".notdef"


def _width(charstring: bytes, own: list[bytes], shared: list[bytes]) -> float | None:
    """The width at the start of a Type 2 charstring, as difference to the nominal one; None for the default."""
    operands: list[float] = []
    called: list[tuple[bytes, int]] = []
    at = 0
    while at < len(charstring):
        first = charstring[at]
        at += 1
        if first == 255:
            operands.append(struct.unpack_from(">i", charstring, at)[0] / 65536)
            at += 4
        elif first >= 32 or first == 28:
            value, at = _number(charstring, at, first)
            operands.append(value)
        elif first in (10, 29):  # a routine, by its number less a bias
            routines = own if first == 10 else shared
            bias = 107 if len(routines) < 1240 else 1131 if len(routines) < 33900 else 32768
            called.append((charstring, at))
            charstring, at = routines[int(operands.pop()) + bias], 0
        elif first == 11 and called:
            charstring, at = called.pop()
        else:
            even = first in (1, 3, 18, 19, 20, 23)
            usual = 1 if first in (4, 22) else 2 if first == 21 else 0
            has_width = len(operands) % 2 == 1 if even else first in (4, 14, 21, 22) and len(operands) > usual
            if first == 14 and len(operands) == 4:
                has_width = False
            return operands[0] if has_width else None
    return None


# Type 1 ---------------------------------------------------------------------------------------------------------------

_CODE = re.compile(rb"dup\s+(\d+)\s*/(\S+)\s+put")
_CHARSTRING = re.compile(rb"/(\S+)\s+(\d+)\s+(?:RD|-\||\S+)\s")


def _type1(data: bytes) -> FontProgram:
    while data[:1] == b"\x80":  # the segments of a PFB file
        parts: list[bytes] = []
        at = 0
        while at < len(data) and data[at] == 0x80 and data[at + 1] != 3:
            length: int = struct.unpack_from("<I", data, at + 2)[0]
            parts.append(data[at + 6 : at + 6 + length])
            at += 6 + length
        data = b"".join(parts)
    clear, _found, locked = data.partition(b"eexec")
    locked = locked.lstrip(b" \t\r\n") if locked[:1] in b" \t\r\n" else locked
    if _HEX.match(locked):
        digits = re.sub(rb"\s", b"", locked)
        locked = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii", "ignore"))
    private = _unlocked(locked, 55665)[4:]
    made = FontProgram("Type1", 0, [])
    made.encoding = {int(found[1]): found[2].decode("latin-1") for found in _CODE.finditer(clear)}
    at = private.find(b"/CharStrings")
    while found := _CHARSTRING.search(private, at + 1):
        if found[1] == b"CharStrings":
            at = found.start()
            continue
        length = int(found[2])
        made.names.append(found[1].decode("latin-1"))
        made.widths.append(_type1_width(_unlocked(private[found.end() : found.end() + length], 4330)[4:]))
        at = found.end() + length
    made.count = len(made.names)
    return made


def _unlocked(data: bytes, key: int) -> bytes:
    plain = bytearray()
    for each in data:
        plain.append(each ^ (key >> 8))
        key = ((each + key) * 52845 + 22719) & 0xFFFF
    return bytes(plain)


def _type1_width(charstring: bytes) -> float:
    operands: list[float] = []
    at = 0
    while at < len(charstring):
        first = charstring[at]
        at += 1
        if first == 255:
            operands.append(struct.unpack_from(">i", charstring, at)[0])
            at += 4
        elif first >= 32:
            value, at = _number(charstring, at, first)
            operands.append(value)
        elif first == 13:
            return operands[-1]
        elif first == 12 and charstring[at] == 7:
            return operands[-2]
        elif first == 12 and charstring[at] == 12:
            at += 1
            below = operands.pop()
            operands.append(operands.pop() / below)
        else:
            break
    return 0
