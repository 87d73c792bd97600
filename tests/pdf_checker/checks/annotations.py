"""Annotations, forms, signatures and actions (ISO 19005-3, 6.3 to 6.5; ISO 14289-1, 7.15 and 7.18)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.pdf_checker.checks.file import box_of
from tests.pdf_checker.document import Document, Page, Stream
from tests.pdf_checker.structure import Element
from tests.pdf_checker.syntax import text_of

_TYPES = frozenset((
    "Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline", "Squiggly",
    "StrikeOut", "Stamp", "Caret", "Ink", "Popup", "FileAttachment", "Widget", "PrinterMark", "TrapNet", "Watermark", "Redact",
))  # fmt: skip
_ACTIONS = frozenset(("GoTo", "GoToR", "GoToE", "Thread", "URI", "Named", "SubmitForm"))
_NAMED = frozenset(("NextPage", "PrevPage", "FirstPage", "LastPage"))
_HIDDEN, _PRINT = 2, 4
_NOT_SEEN = (1, 2, 32, 256)


def _all(pdf: Document, *subtypes: str) -> Iterator[tuple[Page, dict[str, Any]]]:
    for page, each in pdf.annotations:
        if not subtypes or pdf.get(each, "Subtype") in subtypes:
            yield page, each


def _flags(pdf: Document, annotation: dict[str, Any]) -> int:
    found = pdf.get(annotation, "F")
    return found if isinstance(found, int) else 0


def _is_unseen(pdf: Document, page: Page, annotation: dict[str, Any]) -> bool:
    """Is it hidden or outside of the page?"""
    if _flags(pdf, annotation) & _HIDDEN:
        return True
    box = box_of(pdf, page, "CropBox") or box_of(pdf, page, "MediaBox")
    place = pdf.array(annotation, "Rect")
    if box is None or len(place) != 4 or not all(isinstance(each, int | float) for each in place):
        return False
    left, right = sorted((place[0], place[2]))
    bottom, top = sorted((place[1], place[3]))
    return left >= box[2] or right <= box[0] or bottom >= box[3] or top <= box[1]


def _words(pdf: Document, entries: dict[str, Any], key: str) -> str:
    return text_of(pdf.get(entries, key))


def _name(pdf: Document, page: Page, annotation: dict[str, Any]) -> str:
    return f"{page}: {pdf.get(annotation, 'Subtype')}"


def _kind(element: Element | None) -> str | None:
    return element.standard if element is not None else None


def _others(pdf: Document) -> Iterator[tuple[Page, dict[str, Any], Element | None]]:
    """Annotations but for links, fields and what pops up, as far as they are seen."""
    for page, each in _all(pdf):
        if pdf.get(each, "Subtype") not in ("Widget", "Popup", "Link") and not _is_unseen(pdf, page, each):
            yield page, each, pdf.structure.of_object(each)


# PDF/UA ---------------------------------------------------------------------------------------------------------------


def in_annot_element(pdf: Document) -> Iterator[str]:
    for page, each, element in _others(pdf):
        if pdf.get(each, "Subtype") not in ("PrinterMark", "TrapNet") and _kind(element) != "Annot":
            yield _name(pdf, page, each)


def annotation_described(pdf: Document) -> Iterator[str]:
    for page, each, element in _others(pdf):
        described = _words(pdf, each, "Contents") or (element and element.text("Alt"))
        if _kind(element) == "Annot" and not described:
            yield _name(pdf, page, each)


def field_described(pdf: Document) -> Iterator[str]:
    for page, each in _all(pdf, "Widget"):
        element = pdf.structure.of_object(each)
        described = _words(pdf, each, "TU") or _words(pdf, pdf.dictionary(each, "Parent"), "TU")
        if not described and not (element and element.text("Alt")) and not _is_unseen(pdf, page, each):
            yield _name(pdf, page, each)


def trap_networks(pdf: Document) -> Iterator[str]:
    yield from (_name(pdf, page, each) for page, each in _all(pdf, "TrapNet") if not _is_unseen(pdf, page, each))


def tab_order(pdf: Document) -> Iterator[str]:
    for page in pdf.pages:
        if pdf.array(page.entries, "Annots") and pdf.get(page.entries, "Tabs") != "S":
            yield str(page)


def field_in_form(pdf: Document) -> Iterator[str]:
    for page, each in _all(pdf, "Widget"):
        if _kind(pdf.structure.of_object(each)) != "Form" and not _is_unseen(pdf, page, each):
            yield _name(pdf, page, each)


def form_has_one_field(pdf: Document) -> Iterator[str]:
    for element in pdf.structure.elements:
        if element.standard != "Form" or pdf.structure.attribute(element, "PrintField", "Role") is not None:
            continue
        objects = [each for each in element.contents if isinstance(each, dict) and each.get("Type") == "OBJR"]
        fields = [each for each in objects if pdf.get(each, "Obj", "Subtype") == "Widget"]
        if len(element.contents) != 1 or len(fields) != 1:
            yield str(element)


def link_in_link(pdf: Document) -> Iterator[str]:
    for page, each in _all(pdf, "Link"):
        if _kind(pdf.structure.of_object(each)) != "Link" and not _is_unseen(pdf, page, each):
            yield _name(pdf, page, each)


def link_described(pdf: Document) -> Iterator[str]:
    for page, each in _all(pdf, "Link"):
        if not _words(pdf, each, "Contents") and not _is_unseen(pdf, page, each):
            yield _name(pdf, page, each)


def _media_clips(pdf: Document) -> Iterator[dict[str, Any]]:
    yield from (each for each in pdf.dictionaries if each.get("Type") == "MediaClip" and pdf.get(each, "S") == "MCD")


def media_type(pdf: Document) -> Iterator[str]:
    yield from ("media clip" for each in _media_clips(pdf) if not _words(pdf, each, "CT"))


def media_described(pdf: Document) -> Iterator[str]:
    for each in _media_clips(pdf):
        found = pdf.array(each, "Alt")
        if (
            len(found) < 2
            or len(found) % 2
            or not all(isinstance(part, bytes) for part in found)
            or not any(found[1::2])
        ):
            yield "media clip"


def printer_marks(pdf: Document) -> Iterator[str]:
    for page, each in _all(pdf, "PrinterMark"):
        if pdf.structure.of_object(each) is not None and not _is_unseen(pdf, page, each):
            yield _name(pdf, page, each)


def contents_language(pdf: Document) -> Iterator[str]:
    if pdf.language is None:
        for page, each in _all(pdf):
            element = pdf.structure.of_object(each)
            if "Contents" in each and "Lang" not in each and (element is None or element.language is None):
                yield _name(pdf, page, each)


def field_language(pdf: Document) -> Iterator[str]:
    if pdf.language is None:
        yield from ("field" for each in _fields(pdf) if "TU" in each and "Lang" not in each)


def dynamic_xfa(pdf: Document) -> Iterator[str]:
    found = pdf.get(pdf.catalog, "AcroForm", "XFA")
    parts = [pdf.resolve(each) for each in found] if isinstance(found, list) else [found]
    if any(isinstance(each, Stream) and b"<dynamicRender>required" in each.data for each in parts):
        yield "AcroForm"


# PDF/A ----------------------------------------------------------------------------------------------------------------


def annotation_types(pdf: Document) -> Iterator[str]:
    yield from (_name(pdf, page, each) for page, each in _all(pdf) if pdf.get(each, "Subtype") not in _TYPES)


def flags_present(pdf: Document) -> Iterator[str]:
    for page, each in _all(pdf):
        if pdf.get(each, "Subtype") != "Popup" and "F" not in each:
            yield _name(pdf, page, each)


def flags_shown(pdf: Document) -> Iterator[str]:
    for page, each in _all(pdf):
        flags = _flags(pdf, each)
        if "F" in each and (not flags & _PRINT or any(flags & bit for bit in _NOT_SEEN)):
            yield _name(pdf, page, each)


def appearance_present(pdf: Document) -> Iterator[str]:
    for page, each in _all(pdf):
        place = pdf.array(each, "Rect")
        flat = len(place) == 4 and place[0] == place[2] and place[1] == place[3]
        if not flat and pdf.get(each, "Subtype") not in ("Popup", "Link") and not pdf.dictionary(each, "AP"):
            yield _name(pdf, page, each)


def appearance_normal(pdf: Document) -> Iterator[str]:
    for page, each in _all(pdf):
        if "AP" in each and set(pdf.dictionary(each, "AP")) != {"N"}:
            yield _name(pdf, page, each)


def _is_button(pdf: Document, each: dict[str, Any]) -> bool:
    kind = pdf.get(each, "FT") or pdf.get(each, "Parent", "FT")
    return pdf.get(each, "Subtype") == "Widget" and kind == "Btn"


def button_appearance(pdf: Document) -> Iterator[str]:
    for page, each in _all(pdf):
        found = pdf.get(each, "AP", "N")
        states = isinstance(found, dict) and not isinstance(found, Stream) and bool(found)
        if set(pdf.dictionary(each, "AP")) == {"N"} and _is_button(pdf, each) and not states:
            yield _name(pdf, page, each)


def other_appearance(pdf: Document) -> Iterator[str]:
    for page, each in _all(pdf):
        one = isinstance(pdf.get(each, "AP", "N"), Stream)
        if set(pdf.dictionary(each, "AP")) == {"N"} and not _is_button(pdf, each) and not one:
            yield _name(pdf, page, each)


def _fields(pdf: Document) -> Iterator[dict[str, Any]]:
    todo = pdf.array(pdf.catalog, "AcroForm", "Fields")
    seen: set[int] = set()
    while todo:
        each = todo.pop()
        if isinstance(each, dict) and id(each) not in seen:
            seen.add(id(each))
            yield each
            todo += pdf.array(each, "Kids")


def field_actions(pdf: Document) -> Iterator[str]:
    for page, each in _all(pdf, "Widget"):
        if "A" in each or "AA" in each:
            yield _name(pdf, page, each)


def field_triggers(pdf: Document) -> Iterator[str]:
    for each in _fields(pdf):
        if "AA" in each and pdf.get(each, "Subtype") != "Widget":
            yield f"field {_words(pdf, each, 'T')}"


def need_appearances(pdf: Document) -> Iterator[str]:
    if pdf.get(pdf.catalog, "AcroForm", "NeedAppearances") not in (None, False):
        yield "AcroForm"


def xfa(pdf: Document) -> Iterator[str]:
    if "XFA" in pdf.dictionary(pdf.catalog, "AcroForm"):
        yield "AcroForm"


def needs_rendering(pdf: Document) -> Iterator[str]:
    if pdf.get(pdf.catalog, "NeedsRendering") not in (None, False):
        yield "catalogue"


def _signatures(pdf: Document) -> Iterator[dict[str, Any]]:
    yield from (each for each in pdf.dictionaries if "ByteRange" in each and "Contents" in each)


def signature_covers_file(pdf: Document) -> Iterator[str]:
    for each in _signatures(pdf):
        span = pdf.array(each, "ByteRange")
        whole = len(span) == 4 and span[0] == 0 and span[2] + span[3] == len(pdf.data)
        hole = pdf.data[span[1] : span[2]] if whole else b""
        if not whole or hole[:1] != b"<" or hole[-1:] != b">":
            yield "signature"


def signature_certificate(pdf: Document) -> Iterator[str]:
    for each in _signatures(pdf):
        parts = _signed_data(pdf.get(each, "Contents"))
        if not any(tag == 0xA0 and inside for tag, inside in parts):
            yield "signature"


def one_signer(pdf: Document) -> Iterator[str]:
    for each in _signatures(pdf):
        parts = _signed_data(pdf.get(each, "Contents"))
        signers = parts[-1][1] if parts and parts[-1][0] == 0x31 else b""
        if len(_members(signers)) != 1:
            yield "signature"


def _signed_data(value: Any) -> list[tuple[int, bytes]]:
    """The parts of SignedData (RFC 2315, 9.1)."""
    outer = _members(value) if isinstance(value, bytes) else []
    content = _members(outer[0][1]) if outer else []
    wrapped = _members(content[1][1]) if len(content) > 1 else []
    return _members(wrapped[0][1]) if wrapped else []


def _members(data: bytes) -> list[tuple[int, bytes]]:
    """(tag, content) of the DER values in a row; what follows the last whole one is padding."""
    found: list[tuple[int, bytes]] = []
    at = 0
    while at + 2 <= len(data) and data[at]:
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            length, at = int.from_bytes(data[at : at + size], "big"), at + size
        if at + length > len(data):
            break
        found.append((tag, data[at : at + length]))
        at += length
    return found


def _actions(pdf: Document) -> list[dict[str, Any]]:
    """Actions wherever they hang: at annotations, bookmarks, pages, fields and the catalogue, and after one another."""
    found: list[Any] = []
    for each in pdf.dictionaries:
        if not {"A", "OpenAction", "Next", "AA"}.isdisjoint(each):
            for key in ("A", "OpenAction", "Next"):
                found += [action for action in pdf.array(each, key) if pdf.get(action, "S") is not None]
            found += map(pdf.resolve, pdf.dictionary(each, "AA").values())
    return [each for each in found if isinstance(each, dict) and "O" not in each]


def action_types(pdf: Document) -> Iterator[str]:
    yield from (str(pdf.get(each, "S")) for each in pdf.once(_actions) if pdf.get(each, "S") not in _ACTIONS)


def named_actions(pdf: Document) -> Iterator[str]:
    for each in pdf.once(_actions):
        if pdf.get(each, "S") == "Named" and pdf.get(each, "N") not in _NAMED:
            yield str(pdf.get(each, "N"))


def document_triggers(pdf: Document) -> Iterator[str]:
    if "AA" in pdf.catalog:
        yield "catalogue"


def page_triggers(pdf: Document) -> Iterator[str]:
    yield from (str(page) for page in pdf.pages if "AA" in page.entries)
