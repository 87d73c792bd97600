"""Metadata (ISO 19005-3, 6.6; ISO 14289-1, 5 and 7.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from tests.pdf_checker import xmp
from tests.pdf_checker.document import Document, Stream
from tests.pdf_checker.xmp import Packet, Property

Check = Callable[[Document], Iterator[str]]
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)


def _main(pdf: Document) -> Packet | None:
    return next((each for each in pdf.packets if each.main and each.rdf is not None), None)


def _identifier(namespace: str, name: str) -> Callable[[Document], Property | None]:
    def find(pdf: Document) -> Property | None:
        packet = _main(pdf)
        return packet.find(namespace, name) if packet is not None else None

    return find


_part, _conformance = _identifier(xmp.PDFA, "part"), _identifier(xmp.PDFA, "conformance")
_ua_part = _identifier(xmp.PDFUA, "part")


def metadata_present(pdf: Document) -> Iterator[str]:
    if not isinstance(pdf.get(pdf.catalog, "Metadata"), Stream):
        yield "catalogue"


def title_present(pdf: Document) -> Iterator[str]:
    packet = _main(pdf)
    found = packet.find(xmp.DC, "title") if packet is not None else None
    if packet is not None and (found is None or found.element is None or not "".join(found.element.itertext()).strip()):
        yield "metadata"


def title_shown(pdf: Document) -> Iterator[str]:
    if pdf.get(pdf.catalog, "ViewerPreferences", "DisplayDocTitle") is not True:
        yield "catalogue"


def metadata_language(pdf: Document) -> Iterator[str]:
    if pdf.language is not None:
        return
    for packet in pdf.packets:
        for each in packet.properties:
            if each.element is not None and any(
                item.get(f"{{{xmp.XML}}}lang") == "x-default" for item in each.element.iter(f"{{{xmp.RDF}}}li")
            ):
                yield each.name


# Which standard the file follows --------------------------------------------------------------------------------------


def _has_schema(namespace: str) -> Check:
    def check(pdf: Document) -> Iterator[str]:
        packet = _main(pdf)
        if packet is not None and not any(each.namespace == namespace for each in packet.properties):
            yield "metadata"

    return check


ua_identified = _has_schema(xmp.PDFUA)
a_identified = _has_schema(xmp.PDFA)


def ua_part(pdf: Document) -> Iterator[str]:
    if any(ua_identified(pdf)):
        return
    found = _ua_part(pdf)
    if _main(pdf) is not None and (found is None or found.value.strip() != "1"):
        yield "metadata"


def a_part(pdf: Document) -> Iterator[str]:
    if any(a_identified(pdf)):
        return
    found = _part(pdf)
    if _main(pdf) is not None and (found is None or found.value.strip() != "3"):
        yield "metadata"


def a_level(*levels: str) -> Check:
    def check(pdf: Document) -> Iterator[str]:
        if any(a_identified(pdf)):
            return
        found = _conformance(pdf)
        if _main(pdf) is not None and (found is None or found.value.strip() not in levels):
            yield found.value if found is not None else "metadata"

    return check


level_a, level_b, level_u = a_level("A"), a_level("A", "B", "U"), a_level("A", "U")


def _prefix(namespace: str, name: str, wanted: str) -> Check:
    def check(pdf: Document) -> Iterator[str]:
        packet = _main(pdf)
        found = packet.find(namespace, name) if packet is not None else None
        if found is not None and found.prefix != wanted:
            yield f"{found.prefix}:{name}"

    return check


ua_part_prefix = _prefix(xmp.PDFUA, "part", "pdfuaid")
ua_amd_prefix = _prefix(xmp.PDFUA, "amd", "pdfuaid")
ua_corr_prefix = _prefix(xmp.PDFUA, "corr", "pdfuaid")
a_part_prefix = _prefix(xmp.PDFA, "part", "pdfaid")
a_level_prefix = _prefix(xmp.PDFA, "conformance", "pdfaid")
a_amd_prefix = _prefix(xmp.PDFA, "amd", "pdfaid")
a_corr_prefix = _prefix(xmp.PDFA, "corr", "pdfaid")


# Packets --------------------------------------------------------------------------------------------------------------


def packet_bytes(pdf: Document) -> Iterator[str]:
    yield from ("packet header" for each in pdf.packets if re.search(r"\bbytes\s*=", each.header))


def packet_encoding(pdf: Document) -> Iterator[str]:
    yield from ("packet header" for each in pdf.packets if re.search(r"\bencoding\s*=", each.header))


def packet_readable(pdf: Document) -> Iterator[str]:
    for each in pdf.packets:
        if each.rdf is None and not _is_foreign(each):
            yield "metadata"


def packet_utf8(pdf: Document) -> Iterator[str]:
    yield from ("metadata" for each in pdf.packets if _is_foreign(each))


def _is_foreign(packet: Packet) -> bool:
    """Is it written in another encoding than UTF-8?"""
    if packet.data[:2] in (b"\xfe\xff", b"\xff\xfe") or b"\0<" in packet.data[:8] or b"<\0" in packet.data[:8]:
        return True
    try:
        packet.data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


# Properties -----------------------------------------------------------------------------------------------------------


def _described(pdf: Document, packet: Packet) -> dict[tuple[str, str], str]:
    main = _main(pdf)
    return {**(main.described if main is not None else {}), **packet.described}


def properties_known(pdf: Document) -> Iterator[str]:
    for packet in pdf.packets:
        described = _described(pdf, packet)
        for each in packet.properties:
            if each.name not in xmp.PREDEFINED.get(each.namespace, {}) and (each.namespace, each.name) not in described:
                yield f"{each.prefix}:{each.name}"


def property_types(pdf: Document) -> Iterator[str]:
    for packet in pdf.packets:
        described = _described(pdf, packet)
        for each in packet.properties:
            wanted = xmp.PREDEFINED.get(each.namespace, {}).get(each.name)
            if each.namespace == xmp.EXTENSION:
                continue
            if wanted is None:
                wanted = _kind(described.get((each.namespace, each.name), ""))
            if wanted is not None and not each.fits(wanted):
                yield f"{each.prefix}:{each.name}"


def _kind(described: str) -> str | None:
    """The kind of value that an extension schema names; None for one that is not looked into."""
    name = described.strip().lower()
    if name == "lang alt":
        return xmp.LANG_ALT
    for kind in (xmp.BAG, xmp.SEQ, xmp.ALT):
        if name.startswith(kind):
            return kind
    known = {each.lower(): each for each in (xmp.TEXT, xmp.INTEGER, xmp.BOOLEAN, xmp.DATE)}
    return known.get(name)


def extension_fields_known(pdf: Document) -> Iterator[str]:
    for packet in pdf.packets:
        for kind, element in packet.parts():
            namespace, names = xmp.FIELDS[kind]
            for each in element:
                if isinstance(each.tag, str) and etree.QName(each).localname not in names:
                    yield etree.QName(each).localname
                elif isinstance(each.tag, str) and etree.QName(each).namespace != namespace:
                    yield f"{each.prefix}:{etree.QName(each).localname}"


def extension_container(pdf: Document) -> Iterator[str]:
    for packet in pdf.packets:
        for each in packet.containers:
            bag = each.element is not None and [child.tag for child in each.element] == [f"{{{xmp.RDF}}}Bag"]
            if not bag or each.prefix != "pdfaExtension":
                yield f"{each.prefix}:{each.name}"


def extension_field(kind: str, name: str, wanted: str = "text", *, required: bool = True) -> Check:
    """A check of one field of a part of extension schemas: there, under its usual prefix, of its kind."""
    namespace, _names = xmp.FIELDS[kind]

    def check(pdf: Document) -> Iterator[str]:
        for packet in pdf.packets:
            for part, element in packet.parts():
                if part != kind:
                    continue
                found = xmp.field_named(element, name)
                if not found:
                    if required:
                        yield f"{xmp.PREFIXES[namespace]}:{name}"
                    continue
                each = found[0]
                if each.prefix != xmp.PREFIXES[namespace] or not _fits(each, wanted, packet):
                    yield f"{each.prefix}:{name}"

    return check


def _fits(element: etree._Element, wanted: str, packet: Packet) -> bool:
    words = (element.text or "").strip()
    if wanted == "seq":
        return [each.tag for each in element] == [f"{{{xmp.RDF}}}Seq"]
    if len(element) or not words:
        return False
    if wanted == "address":
        return _ADDRESS.fullmatch(words) is not None
    if wanted == "category":
        return words in ("internal", "external")
    return wanted != "type" or packet.is_type_known(words, xmp.schema_of(element))
