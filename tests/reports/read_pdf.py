"""A PDF file read back: text, links, bookmarks, where each letter stands, and which glyphs were drawn."""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as raw

_STREAM = re.compile(rb"/FlateDecode.*?stream\r?\n(.*?)\r?\n?endstream", re.S)

_HANG = 3  # points that a letter such as J may lean out of its own width

_TOUCH = 1.2  # points that a letter may reach into the line above


@dataclass(frozen=True)
class Bookmark:
    """A line of the outline."""

    title: str
    level: int
    page: int


class Pdf:
    """A PDF file. A context manager."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = pypdfium2.PdfDocument(path)

    def __enter__(self) -> Pdf:
        return self

    def __exit__(self, *_error: object) -> None:
        self.file.close()

    def __len__(self) -> int:
        return len(self.file)

    def text(self, page: int) -> str:
        """What a page says, line breaks as spaces."""
        return " ".join(self.file[page].get_textpage().get_text_bounded().split())

    def whole_text(self) -> str:
        """What all pages say."""
        return " ".join(self.text(page) for page in range(len(self)))

    def bookmarks(self) -> list[Bookmark]:
        """The outline in its order."""
        return [Bookmark(item.get_title(), item.level, item.get_dest().get_index()) for item in self.file.get_toc()]

    def link_pages(self, page: int) -> list[int]:
        """The pages that the links of a page lead to."""
        found: list[int] = []
        sheet = self.file[page]
        at, link = ctypes.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(sheet.raw, ctypes.byref(at), ctypes.byref(link)):
            if dest := raw.FPDFLink_GetDest(self.file.raw, link):
                found.append(raw.FPDFDest_GetDestPageIndex(self.file.raw, dest))
        return found

    def outside(self, page: int, left: float, bottom: float, right: float, top: float) -> list[str]:
        """The letters of a page that are not wholly inside a frame."""
        return [
            letter
            for letter, box in self._letters(page)
            if box[0] < left - _HANG or box[1] < bottom or box[2] > right + _HANG or box[3] > top
        ]

    def between(self, page: int, bottom: float, top: float) -> list[str]:
        """The letters of a page that reach into a band across it."""
        return [letter for letter, box in self._letters(page) if box[1] < top and box[3] > bottom]

    def overlapping(self, page: int) -> list[tuple[str, str]]:
        """Pieces of text of a page that stand on one another."""
        text = self.file[page].get_textpage()
        boxes = sorted((text.get_rect(at) for at in range(text.count_rects())), key=lambda box: box[1])
        found: list[tuple[str, str]] = []
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                if other[1] >= one[3] - _TOUCH:
                    break
                if min(one[2], other[2]) - max(one[0], other[0]) > _TOUCH:
                    found.append((text.get_text_bounded(*one), text.get_text_bounded(*other)))
        return found

    def _letters(self, page: int) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
        """Each letter with its left, lower, right and upper edge."""
        text = self.file[page].get_textpage()
        for at in range(text.count_chars()):
            if (letter := text.get_text_range(at, 1)).strip():
                yield letter, text.get_charbox(at)


def addresses(path: Path) -> list[str]:
    """The addresses that the links of a file lead to, page by page."""
    with pikepdf.open(path) as document:
        links = [link for page in document.pages for link in page.get("/Annots", [])]
        return [str(link.A.URI) for link in links if "/A" in link]


def drawn_streams(path: Path) -> list[str]:
    """The drawing operators of a file, page by page."""
    found: list[str] = []
    for match in _STREAM.finditer(path.read_bytes()):
        try:
            content = zlib.decompress(match[1])
        except zlib.error:
            content = zlib.decompressobj().decompress(match[1])
        if b" Tf" in content:
            found.append(content.decode("ascii"))
    return found


def glyphs_in(operators: str) -> list[int]:
    """The numbers of the glyphs that operators draw, in their order."""
    found: list[int] = []
    for array in re.findall(r"\[([^\]]*)\] TJ", operators):
        for digits in re.findall(r"<([0-9A-F]+)>", array):
            found += [int(digits[at : at + 4], 16) for at in range(0, len(digits), 4)]
    return found
