"""One font: which letters it has, and the glyphs that a piece of text becomes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uharfbuzz

from desktop.errors import ProgrammingError

hb: Any = uharfbuzz
"""HarfBuzz: its binding has no types."""

PER_EM = 1000
"""Everything is measured in thousandths of the size, as PDF does."""

_FEATURES = {"kern": True, "liga": True}
_CFF_CAN_BE_CUT = hasattr(hb.SubsetFlags, "CFF_IDENTITY_CHARSET")
_NO_EMBEDDING = 0x0002
_NO_SUBSETTING = 0x0100
_BITMAPS_ONLY = 0x0200


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph where it falls: `cluster` is the place in the text it begins at, lengths in thousandths of the size."""

    gid: int
    cluster: int
    advance: int
    dx: int
    dy: int


class FontFace:
    """A font file with outlines. Not shared between threads."""

    def __init__(self, path: Path, *, index: int = 0, bold: bool = False) -> None:
        """Raises OSError or ValueError where the file is no font that may be embedded."""
        self.path = path
        self.index = index
        self.bold = bold
        self.hb_face: Any = hb.Face(hb.Blob(path.read_bytes()), index)
        if self.hb_face.glyph_count == 0:
            raise ValueError(f"{path.name} is no font")
        tags: set[str] = set(self.hb_face.table_tags)
        self.outlines = "glyf" if "glyf" in tags else "CFF " if "CFF " in tags and _CFF_CAN_BE_CUT else ""
        if not self.outlines or _embedding_refused(self.hb_face, tags):
            raise ValueError(f"{path.name} cannot be embedded")
        self.letters = frozenset(map(chr, self.hb_face.unicodes))
        self._font: Any = hb.Font(self.hb_face)
        self._font.scale = (PER_EM, PER_EM)
        self._widths: dict[int, int] = {}
        self.name = _name(path, index)

    def __repr__(self) -> str:
        return f"Face({self.name!r})"

    def width(self, gid: int) -> int:
        """The advance of a glyph on its own."""
        found = self._widths.get(gid)
        if found is None:
            found = self._widths[gid] = round(self._font.get_glyph_h_advance(gid))
        return found

    def glyph_of(self, letter: str) -> int:
        """The glyph of a letter on its own; 0 where there is none."""
        return int(self._font.get_nominal_glyph(ord(letter)) or 0)

    def draws(self, letter: str) -> bool:
        """Is there something to see? Some fonts list letters that they have no outline for."""
        gid = self.glyph_of(letter)
        if letter not in self.letters or gid == 0:
            return False
        ink = self._font.get_glyph_extents(gid)
        return letter.isspace() or (ink is not None and ink.width != 0)

    def shape(self, text: str, turned: bool) -> list[Glyph]:
        """The glyphs of a piece of one direction, from left to right as they are drawn."""
        buffer = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if turned else "ltr"
        buffer.language = "und"
        hb.shape(self._font, buffer, _FEATURES)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        if infos is None or positions is None:
            raise ProgrammingError("HarfBuzz shaped nothing")
        return [
            Glyph(info.codepoint, info.cluster, at.x_advance, at.x_offset, at.y_offset)
            for info, at in zip(infos, positions, strict=True)
        ]

    @property
    def ascent(self) -> int:
        """How far letters rise over the line."""
        return round(self._font.get_font_extents("ltr").ascender)

    @property
    def descent(self) -> int:
        """How far letters hang below the line, a negative number."""
        return round(self._font.get_font_extents("ltr").descender)


def _embedding_refused(face: Any, tags: set[str]) -> bool:
    """Do the font's makers forbid that a document carries it (OpenType, OS/2, fsType)?"""
    if "OS/2" not in tags:
        return False
    table: bytes = face.reference_table("OS/2").data
    if len(table) < 10:
        return False
    rights = int.from_bytes(table[8:10], "big")
    restricted = rights & 0x000F == _NO_EMBEDDING
    return restricted or bool(rights & (_NO_SUBSETTING | _BITMAPS_ONLY))


def _name(path: Path, index: int) -> str:
    plain = "".join(letter for letter in path.stem if letter.isascii() and (letter.isalnum() or letter == "-"))
    return (plain or "Font") + (f"-{index}" if index else "")
