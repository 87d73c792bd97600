"""The bytes of a PDF file as they stand: where objects begin and end, and how hexadecimal strings are spelled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.pdf_checker.document import Document

_PART = re.compile(
    rb"(?P<string>\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))"
    rb"|(?P<comment>%[^\r\n]*)"
    rb"|(?P<dictionary><<)"
    rb"|(?P<hex><[^>]*>)"
    rb"|(?P<begin>(?:\A|(?<=[\0\t\n\f\r ]))(\d+)([\0\t\n\f\r ]+)(\d+)([\0\t\n\f\r ]+)obj(?![A-Za-z]))"
    rb"|(?P<end>endobj)"
    rb"|(?P<stream>(?<=>>)[\0\t\n\f\r ]*stream(?=[\r\n ]))"
    rb"|(?P<xref>(?:(?<=[\r\n])|\A)xref)",
    re.DOTALL,
)
_SPACE = re.compile(rb"[\0\t\n\f\r ]")
_XREF = re.compile(rb"xref(?:\r\n|\r|\n)\d+ \d+")
_LENGTH = re.compile(rb"/Length[\0\t\n\f\r ]+(\d+)(?:[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+(R))?")
_FAR = 2000
"""A dictionary before a stream is shorter than this."""
_EOL = (b"\r", b"\n")


class RawFile:
    """What only the bytes can tell. Each list holds places in words."""

    def __init__(self, document: Document) -> None:
        self.data = document.data
        self.odd_hex: list[str] = []
        self.bad_hex: list[str] = []
        self.wrong_lengths: list[str] = []
        self.wrong_stream_lines: list[str] = []
        self.wrong_spacing: list[str] = []
        self.wrong_xref: list[str] = []
        self._read(document)

    def _read(self, document: Document) -> None:
        data, at, number = self.data, 0, 0
        while found := _PART.search(data, at):
            at = found.end()
            match found.lastgroup:
                case "hex":
                    digits = _SPACE.sub(b"", found.group()[1:-1])
                    if len(digits) % 2:
                        self.odd_hex.append(f"byte {found.start()}")
                    if re.search(rb"[^0-9A-Fa-f]", digits):
                        self.bad_hex.append(f"byte {found.start()}")
                case "begin":
                    number = int(found[6])
                    after = data[at : at + 1] in _EOL
                    if len(found[7]) != 1 or len(found[9]) != 1 or not after or not _begins_line(data, found.start()):
                        self.wrong_spacing.append(f"object {number}")
                case "end":
                    if not _begins_line(data, found.start()) or data[at : at + 1] not in _EOL:
                        self.wrong_spacing.append(f"object {number}")
                case "stream":
                    at = self._skip_stream(document, number, found.start("stream"), at)
                case "xref":
                    if not _XREF.match(data, found.start()):
                        self.wrong_xref.append(f"byte {found.start()}")
                case _:
                    pass

    def _skip_stream(self, document: Document, number: int, start: int, at: int) -> int:
        data = self.data
        place = f"object {number}"
        begins = at + 2 if data[at : at + 2] == b"\r\n" else at + 1
        if data[at : at + 1] != b"\n" and data[at : at + 2] != b"\r\n":
            self.wrong_stream_lines.append(place)
        length = -1
        for written in _LENGTH.finditer(data, max(0, start - _FAR), start):  # the last one is that of this stream
            value = int(written[1])
            found = document.objects.get(value) if written[2] else value
            length = found if isinstance(found, int) else -1
        after = begins + length
        if length >= 0 and re.match(rb"(\r\n|\r|\n)?endstream", data[after : after + 11]):
            over = data.index(b"endstream", after)
        else:
            self.wrong_lengths.append(place)
            over = data.find(b"endstream", at)
            if over < 0:
                return len(data)
            return over + 9
        if over == after:
            self.wrong_stream_lines.append(place)
        return over + 9


def _begins_line(data: bytes, at: int) -> bool:
    return at == 0 or data[at - 1 : at] in _EOL
