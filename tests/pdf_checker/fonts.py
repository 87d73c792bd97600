"""Fonts of a PDF: from codes to glyphs, widths and text (PDF 32000-1, 9.6 to 9.10)."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Any

from reportlab.pdfbase import _fontdata, _glyphlist

from tests.pdf_checker.document import Document, Stream
from tests.pdf_checker.font_programs import FontProgram, read_program
from tests.pdf_checker.syntax import Operator, read_values, text_of

PREDEFINED_CMAPS = frozenset((
    "Identity-H", "Identity-V", "GB-EUC-H", "GB-EUC-V", "GBpc-EUC-H", "GBpc-EUC-V", "GBK-EUC-H", "GBK-EUC-V",
    "GBKp-EUC-H", "GBKp-EUC-V", "GBK2K-H", "GBK2K-V", "UniGB-UCS2-H", "UniGB-UCS2-V", "UniGB-UTF16-H", "UniGB-UTF16-V",
    "B5pc-H", "B5pc-V", "HKscs-B5-H", "HKscs-B5-V", "ETen-B5-H", "ETen-B5-V", "ETenms-B5-H", "ETenms-B5-V", "CNS-EUC-H",
    "CNS-EUC-V", "UniCNS-UCS2-H", "UniCNS-UCS2-V", "UniCNS-UTF16-H", "UniCNS-UTF16-V", "83pv-RKSJ-H", "90ms-RKSJ-H",
    "90ms-RKSJ-V", "90msp-RKSJ-H", "90msp-RKSJ-V", "90pv-RKSJ-H", "Add-RKSJ-H", "Add-RKSJ-V", "EUC-H", "EUC-V",
    "Ext-RKSJ-H", "Ext-RKSJ-V", "H", "V", "UniJIS-UCS2-H", "UniJIS-UCS2-V", "UniJIS-UCS2-HW-H", "UniJIS-UCS2-HW-V",
    "UniJIS-UTF16-H", "UniJIS-UTF16-V", "KSC-EUC-H", "KSC-EUC-V", "KSCms-UHC-H", "KSCms-UHC-V", "KSCms-UHC-HW-H",
    "KSCms-UHC-HW-V", "KSCpc-EUC-H", "UniKS-UCS2-H", "UniKS-UCS2-V", "UniKS-UTF16-H", "UniKS-UTF16-V",
))  # fmt: skip
"""The CMaps that every reader knows (PDF 32000-1, table 118)."""

KNOWN_COLLECTIONS = frozenset(("GB1", "CNS1", "Japan1", "Korea1"))
_STANDARD_FONTS = frozenset(_fontdata.standardFonts)
_ENCODINGS = {
    "WinAnsiEncoding": _fontdata.encodings["WinAnsiEncoding"],
    "MacRomanEncoding": _fontdata.encodings["MacRomanEncoding"],
    "StandardEncoding": _fontdata.encodings["StandardEncoding"],
}
GLYPH_NAMES: dict[str, Any] = _glyphlist._glyphname2unicode
"""The Adobe Glyph List."""


class CMap:
    """A character map: code lengths, CIDs or text, and what it says of itself."""

    def __init__(self, data: bytes) -> None:
        self.lengths: list[tuple[int, int, int]] = []
        """(bytes, first code, last code)."""
        self.cids: dict[int, int] = {}
        self.largest_cid = 0
        self.texts: dict[int, str] = {}
        self.used: list[str] = []
        self.writing_mode = 0
        stack: list[Any] = []
        for each in read_values(data):
            if not isinstance(each, Operator):
                stack.append(each)
                continue
            match each:
                case "usecmap" if stack:
                    self.used.append(str(stack[-1]))
                case "def" if len(stack) >= 2 and stack[-2] == "WMode":
                    self.writing_mode = stack[-1]
                case "endcodespacerange":
                    self._code_spaces(stack)
                case "endcidrange":
                    for at in range(0, len(stack) - 2, 3):
                        first, last = (int.from_bytes(value, "big") for value in stack[at : at + 2])
                        cid: int = stack[at + 2]
                        self.largest_cid = max(self.largest_cid, cid + last - first)
                        self.cids.update(zip(range(first, last + 1), range(cid, cid + last - first + 1), strict=True))
                case "endcidchar":
                    for code, cid in zip(stack[::2], stack[1::2], strict=False):
                        self.cids[int.from_bytes(code, "big")] = cid
                        self.largest_cid = max(self.largest_cid, cid)
                case "endbfchar":
                    for code, text in zip(stack[::2], stack[1::2], strict=False):
                        self.texts[int.from_bytes(code, "big")] = _unicode(text)
                case "endbfrange":
                    self._text_ranges(stack)
                case _:
                    pass
            stack = []

    def _code_spaces(self, stack: list[Any]) -> None:
        for first, last in zip(stack[::2], stack[1::2], strict=False):
            self.lengths.append((len(first), int.from_bytes(first, "big"), int.from_bytes(last, "big")))

    def _text_ranges(self, stack: list[Any]) -> None:
        for at in range(0, len(stack) - 2, 3):
            first, last = (int.from_bytes(value, "big") for value in stack[at : at + 2])
            for step, code in enumerate(range(first, last + 1)):
                if isinstance(stack[at + 2], list):
                    self.texts[code] = _unicode(stack[at + 2][step]) if step < len(stack[at + 2]) else ""
                else:
                    start = stack[at + 2]
                    after = (int.from_bytes(start, "big") + step).to_bytes(len(start), "big")
                    self.texts[code] = _unicode(after)


@lru_cache(maxsize=64)
def read_cmap(data: bytes) -> CMap:
    """The character map of a stream."""
    return CMap(data)


def _unicode(value: Any) -> str:
    return value.decode("utf-16-be", "replace") if isinstance(value, bytes) else ""


class Font:
    """A font dictionary."""

    def __init__(self, document: Document, entries: dict[str, Any]) -> None:
        self.document = document
        self.entries = entries
        self.subtype = str(document.get(entries, "Subtype") or "")
        self.composite = self.subtype == "Type0"
        self.below: dict[str, Any] = document.dictionary(entries, "DescendantFonts", 0) if self.composite else entries
        self.descriptor: dict[str, Any] = document.dictionary(self.below, "FontDescriptor")
        self.encoding = document.get(entries, "Encoding")

    def __str__(self) -> str:
        return f"font {self.document.get(self.entries, 'BaseFont')}"

    @cached_property
    def file(self) -> Stream | None:
        """The embedded font program as a stream."""
        for key in ("FontFile", "FontFile2", "FontFile3"):
            found = self.document.get(self.descriptor, key)
            if isinstance(found, Stream):
                return found
        return None

    @cached_property
    def program(self) -> FontProgram | None:
        """The embedded font program."""
        return read_program(self.file.data) if self.file is not None else None

    @property
    def is_subset(self) -> bool:
        """Does its name say that it is a subset?"""
        name = str(self.document.get(self.below, "BaseFont") or "")
        return name[6:7] == "+" and name[:6].isalpha() and name[:6].isupper()

    @property
    def symbolic(self) -> bool:
        """Do its flags say that it is symbolic?"""
        flags = self.document.get(self.descriptor, "Flags")
        return bool(isinstance(flags, int) and flags & 4)

    @property
    def standard(self) -> bool:
        """Is it one of the 14 fonts that every reader brings?"""
        return self.subtype == "Type1" and self.document.get(self.entries, "BaseFont") in _STANDARD_FONTS

    # Codes -----------------------------------------------------------------------------------------------------------

    @cached_property
    def cmap(self) -> CMap | None:
        """The embedded CMap of a composite font."""
        return read_cmap(self.encoding.data) if isinstance(self.encoding, Stream) else None

    def codes(self, shown: bytes) -> list[int]:
        """The codes in a string."""
        if not self.composite:
            return list(shown)
        if self.cmap is None or not self.cmap.lengths:
            return [int.from_bytes(shown[at : at + 2], "big") for at in range(0, len(shown), 2)]
        found: list[int] = []
        at = 0
        while at < len(shown):
            size = next(
                (
                    size
                    for size, first, last in self.cmap.lengths
                    if first <= int.from_bytes(shown[at : at + size], "big") <= last
                ),
                self.cmap.lengths[0][0],
            )
            found.append(int.from_bytes(shown[at : at + size], "big"))
            at += size
        return found

    def cid(self, code: int) -> int | None:
        """The CID of a code of a composite font; None where only the reader's own CMap knows."""
        if self.cmap is not None:
            return self.cmap.cids.get(code, 0)
        return code if str(self.encoding) in ("Identity-H", "Identity-V") else None

    @cached_property
    def names(self) -> dict[int, str]:
        """Code -> glyph name that the encoding of a simple font gives."""
        base = self.document.get(self.encoding, "BaseEncoding") if isinstance(self.encoding, dict) else self.encoding
        listed = _ENCODINGS.get(str(base))
        found: dict[int, str] = {}
        if listed is not None:
            found = {code: name for code, name in enumerate(listed) if name}
        elif self.subtype == "TrueType" and not self.symbolic:
            found = {code: name for code, name in enumerate(_ENCODINGS["StandardEncoding"]) if name}
        elif self.program is not None and self.subtype != "TrueType":
            found = dict(self.program.encoding)
        code = 0
        for each in self.differences:
            if isinstance(each, int):
                code = each
            else:
                found[code] = str(each)
                code += 1
        return found

    @property
    def differences(self) -> list[Any]:
        """The Differences of its encoding."""
        return self.document.array(self.encoding, "Differences") if isinstance(self.encoding, dict) else []

    # Glyphs ----------------------------------------------------------------------------------------------------------

    def glyph(self, code: int) -> int | None:
        """The number of the glyph that a code shows; 0 for none, None where that cannot be known."""
        program = self.program
        if program is None:
            return None
        if self.composite:
            cid = self.cid(code)
            if cid is None:
                return None
            if program.kind == "CFF":
                return program.cids.get(cid, 0) if program.cids else cid if cid < program.count else 0
            mapped = self.document.get(self.below, "CIDToGIDMap")
            if isinstance(mapped, Stream):
                return int.from_bytes(mapped.data[2 * cid : 2 * cid + 2], "big")
            return cid
        if self.subtype == "TrueType":
            return self._truetype_glyph(code, program)
        name = self.names.get(code, ".notdef")
        return program.names.index(name) if name in program.names else 0

    def _truetype_glyph(self, code: int, program: FontProgram) -> int:
        if self.symbolic or not self.names:
            for key, codes in (((3, 0), (0xF000 + code, code)), ((1, 0), (code,))):
                found = next((program.cmaps[key][each] for each in codes if each in program.cmaps.get(key, {})), 0)
                if found:
                    return found
            return 0
        letter = letter_of(self.names.get(code, ""))
        found = program.cmaps.get((3, 1), {}).get(ord(letter), 0) if len(letter) == 1 else 0
        if not found and (1, 0) in program.cmaps:
            try:
                found = program.cmaps[1, 0].get(letter.encode("mac_roman")[0], 0) if letter else 0
            except UnicodeEncodeError:
                found = 0
        return found

    def is_present(self, code: int) -> bool:
        """Does the embedded program have the glyph? True where that cannot be known."""
        glyph = self.glyph(code)
        if glyph is None or self.program is None:
            return True
        if self.composite:
            if self.program.kind == "CFF" and self.program.cids:
                return self.cid(code) in self.program.cids
            return glyph < self.program.count and (glyph > 0 or self.cid(code) == 0)
        return glyph > 0 or self.names.get(code) == ".notdef"

    def is_notdef(self, code: int) -> bool:
        """Does the code show the glyph for what is missing?"""
        return self.cid(code) == 0 if self.composite else self.names.get(code) == ".notdef"

    # Widths ----------------------------------------------------------------------------------------------------------

    def width(self, code: int) -> float | None:
        """The width that the font dictionary gives."""
        if self.composite:
            cid = self.cid(code)
            return None if cid is None else self._cid_widths.get(cid, self._default_width)
        widths = self.document.array(self.entries, "Widths")
        at = code - (self.document.get(self.entries, "FirstChar") or 0)
        return widths[at] if 0 <= at < len(widths) else self.document.get(self.descriptor, "MissingWidth") or 0

    @cached_property
    def _default_width(self) -> float:
        found = self.document.get(self.below, "DW")
        return found if isinstance(found, int | float) else 1000

    @cached_property
    def _cid_widths(self) -> dict[int, float]:
        found: dict[int, float] = {}
        listed = self.document.array(self.below, "W")
        at = 0
        while at + 1 < len(listed):
            if isinstance(listed[at + 1], list):
                found.update(enumerate(listed[at + 1], listed[at]))
                at += 2
            else:
                found.update(dict.fromkeys(range(listed[at], listed[at + 1] + 1), listed[at + 2]))
                at += 3
        return found

    def program_width(self, code: int) -> float | None:
        """The width that the embedded program gives; None where that cannot be known."""
        glyph = self.glyph(code)
        program = self.program
        return (
            program.widths[glyph] if program is not None and glyph is not None and glyph < len(program.widths) else None
        )

    # Text ------------------------------------------------------------------------------------------------------------

    @cached_property
    def to_unicode(self) -> CMap | None:
        """Its ToUnicode map."""
        found = self.document.get(self.entries, "ToUnicode")
        return read_cmap(found.data) if isinstance(found, Stream) else None

    def text(self, code: int) -> str | None:
        """The text that a code stands for; None where nothing says it."""
        if self.to_unicode is not None and code in self.to_unicode.texts:
            return self.to_unicode.texts[code]
        if self.composite:
            info = self.document.dictionary(self.below, "CIDSystemInfo")
            known = text_of(info.get("Registry")) == "Adobe" and text_of(info.get("Ordering")) in KNOWN_COLLECTIONS
            return "\ufffd" if known else None
        if self.subtype == "TrueType" and self.symbolic:
            return None
        return letter_of(self.names.get(code, "")) or None


def letter_of(name: str) -> str:
    """The text that a glyph name of the Adobe Glyph List stands for; "" for other names."""
    found = GLYPH_NAMES.get(name)
    if found is not None:
        return "".join(map(chr, found)) if isinstance(found, tuple | list) else chr(found)
    if name.startswith("uni") and len(name) == 7:
        try:
            return chr(int(name[3:], 16))
        except ValueError:
            return ""
    return ""
