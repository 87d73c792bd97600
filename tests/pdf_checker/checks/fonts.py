"""Fonts and the text they show (ISO 19005-3, 6.2.11; ISO 14289-1, 7.21)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.pdf_checker.content import FontUse
from tests.pdf_checker.document import Document, Stream
from tests.pdf_checker.fonts import GLYPH_NAMES, PREDEFINED_CMAPS, Font
from tests.pdf_checker.syntax import Name, text_of

_SUBTYPES = frozenset(("Type1", "MMType1", "TrueType", "Type3", "Type0", "CIDFontType0", "CIDFontType2"))
_FILE_SUBTYPES = (None, "Type1C", "CIDFontType0C", "OpenType")
_SIMPLE = ("Type1", "MMType1", "TrueType", "Type3")
_FORBIDDEN = frozenset("\0\ufffe\ufeff")


def _used(pdf: Document) -> Iterator[tuple[Font, FontUse]]:
    for use in pdf.content.fonts.values():
        yield pdf.font(use.entries), use


def _simple(pdf: Document) -> Iterator[Font]:
    for entries in pdf.font_dictionaries:
        font = pdf.font(entries)
        if font.subtype in _SIMPLE and not font.standard:
            yield font


def font_type(pdf: Document) -> Iterator[str]:
    yield from (str(pdf.font(each)) for each in pdf.font_dictionaries if pdf.get(each, "Type") != "Font")


def font_subtype(pdf: Document) -> Iterator[str]:
    yield from (str(pdf.font(each)) for each in pdf.font_dictionaries if pdf.get(each, "Subtype") not in _SUBTYPES)


def font_name(pdf: Document) -> Iterator[str]:
    for each in pdf.font_dictionaries:
        if pdf.get(each, "Subtype") != "Type3" and not isinstance(pdf.get(each, "BaseFont"), Name):
            yield str(pdf.font(each))


def first_code(pdf: Document) -> Iterator[str]:
    yield from (str(font) for font in _simple(pdf) if not isinstance(pdf.get(font.entries, "FirstChar"), int))


def last_code(pdf: Document) -> Iterator[str]:
    yield from (str(font) for font in _simple(pdf) if not isinstance(pdf.get(font.entries, "LastChar"), int))


def width_count(pdf: Document) -> Iterator[str]:
    for font in _simple(pdf):
        first, last = (pdf.get(font.entries, key) for key in ("FirstChar", "LastChar"))
        count = len(pdf.array(font.entries, "Widths"))
        known = isinstance(first, int) and isinstance(last, int)
        if count == 0 or (known and count != last - first + 1):
            yield str(font)


def file_subtype(pdf: Document) -> Iterator[str]:
    for entries in pdf.font_dictionaries:
        font = pdf.font(entries)
        if font.file is not None and pdf.get(font.file, "Subtype") not in _FILE_SUBTYPES:
            yield str(font)


# Composite fonts ------------------------------------------------------------------------------------------------------


def _composite(pdf: Document) -> Iterator[Font]:
    for entries in pdf.font_dictionaries:
        font = pdf.font(entries)
        if font.composite:
            yield font


def collections_agree(pdf: Document) -> Iterator[str]:
    for font in _composite(pdf):
        if isinstance(font.encoding, Stream):
            map_info = pdf.dictionary(font.encoding, "CIDSystemInfo")
            font_info = pdf.dictionary(font.below, "CIDSystemInfo")
            named = ("Registry", "Ordering")
            same = all(text_of(pdf.get(map_info, key)) == text_of(pdf.get(font_info, key)) for key in named)
            if not same or (pdf.get(font_info, "Supplement") or 0) > (pdf.get(map_info, "Supplement") or 0):
                yield str(font)


def glyph_map(pdf: Document) -> Iterator[str]:
    for entries in pdf.font_dictionaries:
        if pdf.get(entries, "Subtype") == "CIDFontType2" and pdf.font(entries).file is not None:
            found = pdf.get(entries, "CIDToGIDMap")
            if not isinstance(found, Stream) and found != "Identity":
                yield str(pdf.font(entries))


def embedded_cmaps(pdf: Document) -> Iterator[str]:
    for font in _composite(pdf):
        if not isinstance(font.encoding, Stream) and font.encoding not in PREDEFINED_CMAPS:
            yield f"{font}: {font.encoding}"


def writing_modes(pdf: Document) -> Iterator[str]:
    for font in _composite(pdf):
        if font.cmap is not None and (pdf.get(font.encoding, "WMode") or 0) != font.cmap.writing_mode:
            yield str(font)


def used_cmaps(pdf: Document) -> Iterator[str]:
    for font in _composite(pdf):
        if font.cmap is not None:
            used: list[Any] = [*font.cmap.used, pdf.get(font.encoding, "UseCMap")]
            for each in used:
                name = pdf.get(each, "CMapName") if isinstance(each, Stream) else each
                if name is not None and name not in PREDEFINED_CMAPS:
                    yield f"{font}: {name}"


# Embedding ------------------------------------------------------------------------------------------------------------


def embedded_fonts(pdf: Document) -> Iterator[str]:
    for font, use in _used(pdf):
        if font.subtype != "Type3" and use.visible and font.file is None:
            yield str(font)


def glyphs_present(pdf: Document) -> Iterator[str]:
    for font, use in _used(pdf):
        if font.file is not None and font.program is None:
            yield f"{font}: not readable"
        for code in use.visible:
            if not font.is_present(code):
                yield f"{font}: code {code:X}"


def charset_lists_glyphs(pdf: Document) -> Iterator[str]:
    for entries in pdf.font_dictionaries:
        font = pdf.font(entries)
        listed = pdf.get(font.descriptor, "CharSet")
        if font.subtype in ("Type1", "MMType1") and font.is_subset and isinstance(listed, bytes) and font.program:
            names = set(re.findall(r"/([^/\s]+)", text_of(listed))) | {".notdef"}
            if names != set(font.program.names) | {".notdef"}:
                yield str(font)


def cidset_lists_glyphs(pdf: Document) -> Iterator[str]:
    for entries in pdf.font_dictionaries:
        font = pdf.font(entries)
        listed = pdf.get(font.descriptor, "CIDSet")
        if font.subtype.startswith("CIDFontType") and font.is_subset and isinstance(listed, Stream) and font.program:
            bits = {8 * at + bit for at, byte in enumerate(listed.data) for bit in range(8) if byte & (128 >> bit)}
            program = font.program
            present = set(program.cids) if program.cids else program.outlines or set(range(program.count))
            if not present | {0} <= bits | {0} or any(bit >= program.count and bit not in present for bit in bits):
                yield str(font)


def widths_agree(pdf: Document) -> Iterator[str]:
    for font, use in _used(pdf):
        for code in use.visible:
            written, drawn = font.width(code), font.program_width(code)
            if written is not None and drawn is not None and abs(written - drawn) > 1:
                yield f"{font}: code {code:X} is {drawn:g} wide, not {written:g}"


# Encodings of TrueType fonts ------------------------------------------------------------------------------------------


def _truetype(pdf: Document, symbolic: bool) -> Iterator[Font]:
    for entries in pdf.font_dictionaries:
        font = pdf.font(entries)
        if font.subtype == "TrueType" and font.symbolic == symbolic:
            yield font


def plain_cmap(pdf: Document) -> Iterator[str]:
    for font in _truetype(pdf, symbolic=False):
        if font.program is not None and set(font.program.cmaps) <= {(3, 0)}:
            yield str(font)


def plain_encoding(pdf: Document) -> Iterator[str]:
    for font in _truetype(pdf, symbolic=False):
        base = pdf.get(font.encoding, "BaseEncoding") if isinstance(font.encoding, dict) else font.encoding
        names = [each for each in font.differences if isinstance(each, str)]
        listed = all(each in GLYPH_NAMES for each in names)
        unicode_cmap = font.program is None or (3, 1) in font.program.cmaps
        if base not in ("MacRomanEncoding", "WinAnsiEncoding") or (names and not (listed and unicode_cmap)):
            yield str(font)


def symbolic_encoding(pdf: Document) -> Iterator[str]:
    yield from (str(font) for font in _truetype(pdf, symbolic=True) if font.encoding is not None)


def symbolic_cmap(pdf: Document) -> Iterator[str]:
    for font in _truetype(pdf, symbolic=True):
        if font.program is not None and len(font.program.cmaps) != 1 and (3, 0) not in font.program.cmaps:
            yield str(font)


# Text -----------------------------------------------------------------------------------------------------------------


def text_known(pdf: Document) -> Iterator[str]:
    for font, use in _used(pdf):
        for code in use.visible | use.hidden:
            if font.text(code) is None:
                yield f"{font}: code {code:X}"


def text_sensible(pdf: Document) -> Iterator[str]:
    for font, use in _used(pdf):
        for code in use.visible | use.hidden:
            found = font.text(code)
            if found is not None and not _FORBIDDEN.isdisjoint(found):
                yield f"{font}: code {code:X}"


def private_letters(pdf: Document) -> Iterator[str]:
    for font, use in _used(pdf):
        for code in use.without_text:
            if any(_is_private(letter) for letter in font.text(code) or ""):
                yield f"{font}: code {code:X}"


def _is_private(letter: str) -> bool:
    return "\ue000" <= letter <= "\uf8ff" or letter >= "\U000f0000"


def notdef_shown(pdf: Document) -> Iterator[str]:
    for font, use in _used(pdf):
        for code in use.visible | use.hidden:
            if font.is_notdef(code):
                yield f"{font}: code {code:X}"
