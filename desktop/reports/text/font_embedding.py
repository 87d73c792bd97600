"""Fonts written into the PDF: the glyphs used and no others, with what each stands for (PDF 32000-1, 9.7)."""

from __future__ import annotations

import zlib
from typing import Any

import reportlab.pdfbase.pdfdoc as _pdfdoc

from desktop.reports.text.font_faces import PER_EM, FontFace, hb
from desktop.reports.text.shaping import GlyphUse

pdfdoc: Any = _pdfdoc
"""ReportLab's objects of a PDF file: they have no types."""

_BLOCK = 100
"""Entries of one block of a character map (Adobe technical note 5014)."""


def compressed_stream(content: bytes, **entries: Any) -> Any:
    """A compressed stream."""
    dictionary = pdfdoc.PDFDictionary({**entries, "Filter": pdfdoc.PDFName("FlateDecode")})
    return pdfdoc.PDFStream(dictionary, zlib.compress(content, 6))


def embed_font(document: Any, name: str, face: FontFace, use: GlyphUse) -> Any:
    """The font's dictionary, with all that belongs to it put into the document."""
    glyphs = sorted({0, *use.texts})
    base = pdfdoc.PDFName(f"{_tag(glyphs)}+{face.name}")
    data = _subset(face, glyphs)
    if face.outlines == "glyf":
        file = compressed_stream(data, Length1=len(data))
        kind, entry = "CIDFontType2", "FontFile2"
    else:
        file = compressed_stream(data, Subtype=pdfdoc.PDFName("OpenType"))
        kind, entry = "CIDFontType0", "FontFile3"
    descriptor: dict[str, Any] = {
        "Type": pdfdoc.PDFName("FontDescriptor"),
        "FontName": base,
        "Flags": 4,
        "FontBBox": pdfdoc.PDFArrayCompact([-PER_EM, face.descent, 2 * PER_EM, face.ascent]),
        "ItalicAngle": 0,
        "Ascent": face.ascent,
        "Descent": face.descent,
        "CapHeight": 714,
        "StemV": 140 if face.bold else 80,
        entry: document.Reference(file, f"{name}.file"),
    }
    below: dict[str, Any] = {
        "Type": pdfdoc.PDFName("Font"),
        "Subtype": pdfdoc.PDFName(kind),
        "BaseFont": base,
        "CIDSystemInfo": _system("Identity", 0, "Adobe"),
        "FontDescriptor": document.Reference(pdfdoc.PDFDictionary(descriptor), f"{name}.descriptor"),
        "DW": 0,
        "W": pdfdoc.PDFArrayCompact(_widths(face, glyphs)),
    }
    if kind == "CIDFontType2":
        below["CIDToGIDMap"] = pdfdoc.PDFName("Identity")
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("Type0"),
            "BaseFont": base,
            "Encoding": pdfdoc.PDFName("Identity-H"),
            "DescendantFonts": pdfdoc.PDFArray([document.Reference(pdfdoc.PDFDictionary(below), f"{name}.below")]),
            "ToUnicode": document.Reference(
                compressed_stream(_to_unicode_map(use).encode("ascii")), f"{name}.spelling"
            ),
        }
    )


def _subset(face: FontFace, glyphs: list[int]) -> bytes:
    """The font file with these glyphs alone, their numbers kept."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    if face.outlines != "glyf":
        wanted.flags |= hb.SubsetFlags.CFF_IDENTITY_CHARSET
    if face.hb_face.has_var_data:
        wanted.pin_all_axes_to_default(face.hb_face)
    for tag in ("GSUB", "GPOS", "GDEF", "kern", "morx", "kerx", "name", "cmap", "OS/2", "post", "DSIG", "BASE", "meta"):
        if tag in ("cmap", "OS/2", "post", "name") and face.outlines != "glyf":
            continue
        wanted.drop_table_tag_set.add(hb_tag(tag))
    return bytes(wanted.subset(face.hb_face).blob.data)


def hb_tag(name: str) -> int:
    """A table's name as the number that HarfBuzz knows it by."""
    return int.from_bytes(name.ljust(4).encode("ascii"), "big")


def _widths(face: FontFace, glyphs: list[int]) -> list[Any]:
    """[first [width width ...] ...]: glyphs in a row share one list."""
    found: list[Any] = []
    row: list[int] = []
    before = -2
    for gid in glyphs:
        if gid != before + 1:
            row = []
            found += [gid, pdfdoc.PDFArrayCompact(row)]
            row = found[-1].sequence
        row.append(face.width(gid))
        before = gid
    return found


def _to_unicode_map(use: GlyphUse) -> str:
    """The map from glyphs to text that searching and copying go by."""
    known = [(gid, text) for gid, text in sorted(use.texts.items()) if text]
    said = [
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def",
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange",
    ]
    for start in range(0, len(known), _BLOCK):
        block = known[start : start + _BLOCK]
        said.append(f"{len(block)} beginbfchar")
        said += [f"<{gid:04X}> <{text.encode('utf-16-be').hex().upper()}>" for gid, text in block]
        said.append("endbfchar")
    said.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
    return "\n".join(said)


def _system(ordering: str, supplement: int, registry: str) -> Any:
    return pdfdoc.PDFDictionary(
        {
            "Registry": pdfdoc.PDFString(registry),
            "Ordering": pdfdoc.PDFString(ordering),
            "Supplement": supplement,
        }
    )


def _tag(glyphs: list[int]) -> str:
    """Six capital letters that tell one subset from another."""
    number = zlib.crc32(repr(glyphs).encode("ascii"))
    return "".join(chr(ord("A") + (number // 26**place) % 26) for place in range(6))
