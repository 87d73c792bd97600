"""PDF syntax read into plain Python values: objects as pikepdf writes them, and content streams (PDF 32000-1, 7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_END = rb"\0\t\n\f\r ()<>\[\]{}/%"
_TOKEN = re.compile(
    rb"[\0\t\n\f\r ]*(?:%[^\r\n]*[\0\t\n\f\r ]*)*(?:"
    rb"(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?=[" + _END + rb"]|\Z))"
    rb"|(?P<name>/[^" + _END + rb"]*)"
    rb"|(?P<hex><(?!<)[^>]*>)"
    rb"|(?P<string>\((?:[^()\\]|\\.)*\))"
    rb"|(?P<mark><<|>>|[\[\]{}])"
    rb"|(?P<word>[^" + _END + rb"]+)"
    rb"|(?P<nested>\()"
    rb"|(?P<end>\Z))",
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_HASH = re.compile(rb"#([0-9A-Fa-f]{2})")
_SPACES = re.compile(rb"[\0\t\n\f\r ]+")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_INLINE_END = re.compile(rb"[\0\t\n\f\r ]EI(?=[" + _END + rb"]|\Z)")
WORDS = {b"true": True, b"false": False, b"null": None}


class Name(str):
    """A name, one character for each of its bytes, without the slash."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to an indirect object."""

    number: int


class Operator(str):
    """An operator of a content stream."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class InlineImage:
    """The dictionary of an inline image, with its keys as they stand there."""

    entries: dict[str, Any]


def read_value(data: bytes) -> Any:
    """The one object that `data` spells."""
    return next(iter(read_values(data)))


def read_values(data: bytes, remarks: list[str] | None = None) -> Iterator[Any]:
    """Values and operators one after the other. Faults of hexadecimal strings are noted in `remarks`: "odd", "no digit"."""
    position, end = 0, len(data)
    stack: list[list[Any]] = []
    here: list[Any] = []
    while position < end:
        found = _TOKEN.match(data, position)
        if found is None:  # a bracket that closes nothing
            position += 1
            continue
        kind, position = found.lastgroup, found.end()
        text: bytes = found[kind]
        match kind:
            case "end":
                break
            case "number":
                value: Any = float(text) if b"." in text else int(text)
            case "name":
                value = _name(text)
            case "hex":
                value = _hex(text, remarks)
            case "string":
                value = _string(text[1:-1])
            case "nested":
                position = _end_of_string(data, position)
                value = _string(data[found.end() : position - 1])
            case "mark" if text in (b"<<", b"["):
                stack.append(here)
                here = [text]
                continue
            case "mark" if text in (b">>", b"]"):
                if not stack:
                    continue
                value = here[1:] if here[0] == b"[" else dict(zip(here[1::2], here[2::2], strict=False))
                here = stack.pop()
            case "mark":
                value = Operator(text.decode("latin-1"))
            case _ if text == b"R" and len(here) >= 2 and isinstance(here[-2], int):
                here.pop()
                value = Ref(here.pop())
            case _ if text in WORDS:
                value = WORDS[text]
            case _:
                value = Operator(text.decode("latin-1"))
        here.append(value)
        if not stack and isinstance(value, Operator):
            if value == "ID":
                yield InlineImage(dict(zip(here[0:-1:2], here[1:-1:2], strict=False)))
                over = _INLINE_END.search(data, position)
                position = over.end() if over else end
            else:
                yield from here
            here = []
    yield from here


def _name(text: bytes) -> Name:
    if b"#" in text:
        text = _HASH.sub(lambda found: bytes([int(found[1], 16)]), text)
    return Name(text[1:].decode("latin-1"))


def _hex(text: bytes, remarks: list[str] | None) -> bytes:
    digits = _SPACES.sub(b"", text[1:-1])
    try:
        if len(digits) % 2:
            if remarks is not None:
                remarks.append("odd")
            digits += b"0"
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        if remarks is not None:
            remarks.append("no digit")
        return b""


def _string(text: bytes) -> bytes:
    if b"\\" not in text:
        return text

    def plain(found: re.Match[bytes]) -> bytes:
        what = found[1]
        return bytes([int(what, 8) & 255]) if what[:1].isdigit() and what[:1] < b"8" else _LETTERS.get(what, what)

    return _ESCAPED.sub(plain, text)


def _end_of_string(data: bytes, position: int) -> int:
    depth = 1
    while depth and position < len(data):
        match data[position : position + 1]:
            case b"\\":
                position += 1
            case b"(":
                depth += 1
            case b")":
                depth -= 1
            case _:
                pass
        position += 1
    return position


def text_of(value: Any) -> str:
    """A text string as it is meant (PDF 32000-1, 7.9.2.2); "" for what is none."""
    if not isinstance(value, bytes):
        return ""
    for mark, encoding in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")):
        if value.startswith(mark):
            return value[len(mark) :].decode(encoding, "replace")
    return value.decode("latin-1")
