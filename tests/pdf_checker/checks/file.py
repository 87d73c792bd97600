"""The file itself: header, trailer, objects, limits (ISO 19005-3, 6.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.pdf_checker.document import Document, Page
from tests.pdf_checker.fonts import read_cmap

_HEADER = re.compile(rb"%PDF-1\.[0-7](?:\r\n|\r|\n)")
_FILTERS = frozenset((
    "ASCIIHexDecode", "ASCII85Decode", "FlateDecode", "RunLengthDecode", "CCITTFaxDecode", "JBIG2Decode", "DCTDecode",
    "JPXDecode",
))  # fmt: skip
_INLINE_FILTERS = (_FILTERS - {"JBIG2Decode", "JPXDecode"}) | {"AHx", "A85", "Fl", "RL", "CCF", "DCT"}
_BOXES = ("MediaBox", "CropBox", "TrimBox", "ArtBox", "BleedBox")
LARGEST_INTEGER, LARGEST_REAL, SMALLEST_REAL = 2147483647, 3.403e38, 1.175e-38
LONGEST_STRING, LONGEST_NAME, MOST_OBJECTS, DEEPEST_STATE, MOST_COLOURANTS, LARGEST_CID = (
    32767,
    127,
    8388607,
    28,
    32,
    65535,
)


def header_version(pdf: Document) -> Iterator[str]:
    if not _HEADER.search(pdf.data[:1032]):
        yield "header"


def header_at_start(pdf: Document) -> Iterator[str]:
    if not _HEADER.match(pdf.data):
        yield "header"


def binary_comment(pdf: Document) -> Iterator[str]:
    line = re.search(rb"%PDF-[^\r\n]*(?:\r\n|\r|\n)(%[^\r\n]*)", pdf.data[:1100])
    if line is None or len(line[1]) < 5 or any(byte < 128 for byte in line[1][1:5]):
        yield "second line"


def file_identifier(pdf: Document) -> Iterator[str]:
    found = pdf.array(pdf.trailer, "ID")
    if len(found) != 2 or not all(isinstance(each, bytes) and each for each in found):
        yield "trailer"


def encrypted(pdf: Document) -> Iterator[str]:
    if pdf.encryption:
        yield "trailer"


def data_after_end(pdf: Document) -> Iterator[str]:
    _before, mark, after = pdf.data.rpartition(b"%%EOF")
    if not mark or after not in (b"", b"\n", b"\r", b"\r\n"):
        yield f"{len(after)} bytes"


def xref_lines(pdf: Document) -> Iterator[str]:
    yield from pdf.raw.wrong_xref


def odd_hex_strings(pdf: Document) -> Iterator[str]:
    yield from pdf.raw.odd_hex
    yield from (place for place, remark in pdf.content.hex_remarks if remark == "odd")


def bad_hex_strings(pdf: Document) -> Iterator[str]:
    yield from pdf.raw.bad_hex
    yield from (place for place, remark in pdf.content.hex_remarks if remark == "no digit")


def stream_lengths(pdf: Document) -> Iterator[str]:
    yield from pdf.raw.wrong_lengths


def stream_lines(pdf: Document) -> Iterator[str]:
    yield from pdf.raw.wrong_stream_lines


def outside_streams(pdf: Document) -> Iterator[str]:
    for each in pdf.streams:
        if not {"F", "FFilter", "FDecodeParms"}.isdisjoint(each):
            yield f"object {each.number}"


def stream_filters(pdf: Document) -> Iterator[str]:
    for each in pdf.streams:
        parameters = pdf.get(each, "DecodeParms")
        for at, name in enumerate(pdf.array(each, "Filter")):
            own = parameters if isinstance(parameters, dict) else pdf.get(parameters, at)
            identity = name == "Crypt" and pdf.get(own, "Name") == "Identity"
            if name not in _FILTERS and not identity:
                yield f"object {each.number}: {name}"


def names_in_utf8(pdf: Document) -> Iterator[str]:
    names: list[object] = [pdf.get(each, "BaseFont") for each in pdf.font_dictionaries]
    names += [each.type for each in pdf.structure.elements]
    for space in pdf.content.spaces:
        if space[0] == "Separation":
            names.append(pdf.resolve(space[1]))
        elif space[0] == "DeviceN":
            names += pdf.array(space, 1)
    for each in names:
        try:
            str(each).encode("latin-1").decode("utf-8")
        except UnicodeError:
            yield str(each)


def object_spacing(pdf: Document) -> Iterator[str]:
    yield from pdf.raw.wrong_spacing


def inline_filters(pdf: Document) -> Iterator[str]:
    for place, image in pdf.content.inline_images:
        found = image.get("F", image.get("Filter"))
        for each in found if isinstance(found, list) else [found] if found is not None else []:
            if each not in _INLINE_FILTERS:
                yield f"{place}: {each}"


def permissions(pdf: Document) -> Iterator[str]:
    for key in pdf.dictionary(pdf.catalog, "Perms"):
        if key not in ("UR3", "DocMDP"):
            yield key


def digests_beside_docmdp(pdf: Document) -> Iterator[str]:
    if "DocMDP" not in pdf.dictionary(pdf.catalog, "Perms"):
        return
    for each in pdf.dictionaries:
        if "TransformMethod" in each and not {"DigestLocation", "DigestMethod", "DigestValue"}.isdisjoint(each):
            yield "signature reference"


# Limits ---------------------------------------------------------------------------------------------------------------


def integers(pdf: Document) -> Iterator[str]:
    for each in (*pdf.values, *(number for _place, number in pdf.content.numbers)):
        if type(each) is int and not -LARGEST_INTEGER - 1 <= each <= LARGEST_INTEGER:
            yield str(each)


def large_reals(pdf: Document) -> Iterator[str]:
    for each in (*pdf.values, *(number for _place, number in pdf.content.numbers)):
        if type(each) is float and abs(each) > LARGEST_REAL:
            yield str(each)


def small_reals(pdf: Document) -> Iterator[str]:
    for each in (*pdf.values, *(number for _place, number in pdf.content.numbers)):
        if type(each) is float and 0 < abs(each) < SMALLEST_REAL:
            yield str(each)


def long_strings(pdf: Document) -> Iterator[str]:
    for each in (*pdf.values, *(value for _place, value in pdf.content.long_values)):
        if isinstance(each, bytes) and len(each) > LONGEST_STRING:
            yield f"{len(each)} bytes"


def long_names(pdf: Document) -> Iterator[str]:
    for each in (*pdf.values, *(value for _place, value in pdf.content.long_values)):
        if isinstance(each, str) and len(each) > LONGEST_NAME:
            yield f"{each[:20]}…"


def object_count(pdf: Document) -> Iterator[str]:
    if len(pdf.objects) > MOST_OBJECTS:
        yield str(len(pdf.objects))


def state_nesting(pdf: Document) -> Iterator[str]:
    if pdf.content.deepest > DEEPEST_STATE:
        yield f"{pdf.content.deepest} levels"


def colourant_count(pdf: Document) -> Iterator[str]:
    for space in pdf.content.spaces:
        if space[0] == "DeviceN" and len(pdf.array(space, 1)) > MOST_COLOURANTS:
            yield f"{len(pdf.array(space, 1))} colourants"


def large_cids(pdf: Document) -> Iterator[str]:
    for each in pdf.streams:
        if "CMapName" in each or each.get("Type") == "CMap":
            largest = read_cmap(each.data).largest_cid
            if largest > LARGEST_CID:
                yield f"object {each.number}: {largest}"


def page_boundaries(pdf: Document) -> Iterator[str]:
    for page in pdf.pages:
        for name in _BOXES:
            box = box_of(pdf, page, name)
            if box and not all(3 <= side <= 14400 for side in (box[2] - box[0], box[3] - box[1])):
                yield f"{page}: {name}"


def box_of(pdf: Document, page: Page, name: str) -> tuple[float, float, float, float] | None:
    """(left, bottom, right, top) of a page boundary."""
    found = pdf.array(page.entries, name) or pdf.array(page.inherited, name)
    if len(found) != 4 or not all(isinstance(each, int | float) for each in found):
        return None
    return min(found[0], found[2]), min(found[1], found[3]), max(found[0], found[2]), max(found[1], found[3])
