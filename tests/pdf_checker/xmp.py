"""XMP packets: properties, their kinds of value, and the extension schemas of PDF/A (ISO 19005-3, 6.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/XML/1998/namespace"
DC = "http://purl.org/dc/elements/1.1/"
PDFA = "http://www.aiim.org/pdfa/ns/id/"
PDFUA = "http://www.aiim.org/pdfua/ns/id/"
EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
TYPE = "http://www.aiim.org/pdfa/ns/type#"
FIELD = "http://www.aiim.org/pdfa/ns/field#"

TEXT, INTEGER, BOOLEAN, DATE, BAG, SEQ, ALT, LANG_ALT, STRUCTURE = (
    "Text", "Integer", "Boolean", "Date", "bag", "seq", "alt", "Lang Alt", "structure",
)  # fmt: skip
PREDEFINED: dict[str, dict[str, str]] = {
    DC: {
        "contributor": BAG, "coverage": TEXT, "creator": SEQ, "date": SEQ, "description": LANG_ALT, "format": TEXT,
        "identifier": TEXT, "language": BAG, "publisher": BAG, "relation": BAG, "rights": LANG_ALT, "source": TEXT,
        "subject": BAG, "title": LANG_ALT, "type": BAG,
    },
    "http://ns.adobe.com/xap/1.0/": {
        "Advisory": BAG, "BaseURL": TEXT, "CreateDate": DATE, "CreatorTool": TEXT, "Identifier": BAG, "Label": TEXT,
        "MetadataDate": DATE, "ModifyDate": DATE, "Nickname": TEXT, "Rating": INTEGER, "Thumbnails": ALT,
    },
    "http://ns.adobe.com/xap/1.0/rights/": {
        "Certificate": TEXT, "Marked": BOOLEAN, "Owner": BAG, "UsageTerms": LANG_ALT, "WebStatement": TEXT,
    },
    "http://ns.adobe.com/xap/1.0/mm/": {
        "DerivedFrom": STRUCTURE, "DocumentID": TEXT, "History": SEQ, "InstanceID": TEXT, "ManagedFrom": STRUCTURE,
        "Manager": TEXT, "ManageTo": TEXT, "ManageUI": TEXT, "ManagerVariant": TEXT, "RenditionClass": TEXT,
        "RenditionParams": TEXT, "VersionID": TEXT, "Versions": SEQ,
    },
    "http://ns.adobe.com/pdf/1.3/": {"Keywords": TEXT, "PDFVersion": TEXT, "Producer": TEXT},
    PDFA: {"part": INTEGER, "amd": TEXT, "corr": TEXT, "conformance": TEXT},
    EXTENSION: {"schemas": BAG},
}  # fmt: skip
"""Namespace -> property -> kind of value, of the schemas that a text document may need. Those of pictures and films are left
out: a report that names them is found.
"""
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?")
_FITS = {
    INTEGER: re.compile(r"[+-]?\d+").fullmatch,
    BOOLEAN: re.compile(r"True|False").fullmatch,
    DATE: _DATE.fullmatch,
}
_ARRAYS = {BAG: "Bag", SEQ: "Seq", ALT: "Alt", LANG_ALT: "Alt"}
_SIMPLE_TYPES = frozenset((
    "text", "integer", "boolean", "date", "uri", "url", "real", "rational", "mimetype", "propername", "agentname", "guid",
    "locale", "lang alt", "xpath", "renditionclass", "resourceref", "resourceevent", "version", "job", "choice", "dimensions",
    "thumbnail", "font", "colorant", "cfapattern", "devicesettings", "flash", "gpscoordinate", "oecf/sfr", "any",
))  # fmt: skip

FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "schema": (SCHEMA, ("schema", "namespaceURI", "prefix", "property", "valueType")),
    "property": (PROPERTY, ("name", "valueType", "category", "description")),
    "type": (TYPE, ("type", "namespaceURI", "prefix", "description", "field")),
    "field": (FIELD, ("name", "valueType", "description")),
}
"""The parts of an extension schema: (namespace, fields)."""
PREFIXES = {
    SCHEMA: "pdfaSchema",
    PROPERTY: "pdfaProperty",
    TYPE: "pdfaType",
    FIELD: "pdfaField",
    EXTENSION: "pdfaExtension",
}


@dataclass(frozen=True, slots=True)
class Property:
    """A property, written as an element or as an attribute."""

    namespace: str
    name: str
    prefix: str
    element: etree._Element | None
    value: str

    def fits(self, wanted: str) -> bool:
        """Is the value of this kind?"""
        element = self.element
        if wanted == STRUCTURE:
            return element is not None and len(element) + len(element.attrib) > 0
        array = _ARRAYS.get(wanted)
        if array is None:
            if element is not None and len(element):
                return False
            fits = _FITS.get(wanted)
            return fits is None or fits(self.value.strip()) is not None
        if element is None or [each.tag for each in element] != [f"{{{RDF}}}{array}"]:
            return False
        return wanted != LANG_ALT or all(f"{{{XML}}}lang" in each.attrib for each in element[0])


class Packet:
    """The XMP of a metadata stream."""

    def __init__(self, data: bytes, main: bool) -> None:
        self.data = data
        self.main = main
        found = re.search(rb"<\?xpacket\s+begin=(.*?)\?>", data, re.DOTALL)
        self.header = found[1].decode("utf-8", "replace") if found else ""
        self.root: etree._Element | None = None
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            self.root = etree.fromstring(data.strip(b"\0 \r\n\t"), parser)
        except (etree.XMLSyntaxError, ValueError):
            pass

    @cached_property
    def rdf(self) -> etree._Element | None:
        """The RDF element."""
        if self.root is None:
            return None
        return self.root if self.root.tag == f"{{{RDF}}}RDF" else next(self.root.iter(f"{{{RDF}}}RDF"), None)

    @cached_property
    def properties(self) -> list[Property]:
        """All properties of the packet."""
        found: list[Property] = []
        for description in self.rdf if self.rdf is not None else ():
            if not isinstance(description.tag, str):
                continue
            names = {address: prefix or "" for prefix, address in description.nsmap.items()}
            for key, value in description.attrib.items():
                name = etree.QName(key)
                if name.namespace not in (RDF, XML, None):
                    found.append(
                        Property(name.namespace or "", name.localname, names[name.namespace], None, str(value))
                    )
            for each in description:
                if isinstance(each.tag, str):
                    name = etree.QName(each)
                    words = each.text or ""
                    found.append(Property(name.namespace or "", name.localname, each.prefix or "", each, words))
        return found

    def find(self, namespace: str, name: str) -> Property | None:
        """A property by its name."""
        return next((each for each in self.properties if (each.namespace, each.name) == (namespace, name)), None)

    @cached_property
    def containers(self) -> list[Property]:
        """The containers of extension schemas; one at most is allowed."""
        return [each for each in self.properties if each.namespace == EXTENSION]

    @cached_property
    def schemas(self) -> list[etree._Element]:
        """The extension schemas that the packet describes, each the element that holds the fields."""
        return [each for container in self.containers for each in _members(container.element)]

    def parts(self) -> Iterator[tuple[str, etree._Element]]:
        """(kind of part, element) of all extension schemas: "schema", "property", "type", "field"."""
        for schema in self.schemas:
            yield "schema", schema
            for each in _members(_field(schema, SCHEMA, "property")):
                yield "property", each
            for each in _members(_field(schema, SCHEMA, "valueType")):
                yield "type", each
                for below in _members(_field(each, TYPE, "field")):
                    yield "field", below

    @cached_property
    def described(self) -> dict[tuple[str, str], str]:
        """(namespace, property) -> kind of value, as the extension schemas have it."""
        found: dict[tuple[str, str], str] = {}
        for schema in self.schemas:
            address = _text(_field(schema, SCHEMA, "namespaceURI"))
            for each in _members(_field(schema, SCHEMA, "property")):
                kind = _text(_field(each, PROPERTY, "valueType"))
                found[address, _text(_field(each, PROPERTY, "name"))] = kind
        return found

    def is_type_known(self, name: str, schema: etree._Element) -> bool:
        """Is it a type of XMP, one that the schema itself describes, or an array of those?"""
        name = name.strip()
        plain = re.sub(r"^(open |closed )?(choice of )?((bag|seq|alt) )?(of )?", "", name.lower()).strip()
        own = {_text(_field(each, TYPE, "type")) for each in _members(_field(schema, SCHEMA, "valueType"))}
        return plain in _SIMPLE_TYPES or name in own or plain in {each.lower() for each in own}


def _members(element: etree._Element | None) -> list[etree._Element]:
    if element is None or not len(element) or element[0].tag not in (f"{{{RDF}}}Bag", f"{{{RDF}}}Seq", f"{{{RDF}}}Alt"):
        return []
    found: list[etree._Element] = []
    for each in element[0]:
        inside = each.find(f"{{{RDF}}}Description")
        found.append(inside if inside is not None else each)
    return found


def _field(element: etree._Element, namespace: str, name: str) -> etree._Element | None:
    return element.find(f"{{{namespace}}}{name}")


def _text(element: etree._Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def field_named(element: etree._Element, name: str) -> list[etree._Element]:
    """The fields of that name in any namespace."""
    return [each for each in element if isinstance(each.tag, str) and etree.QName(each).localname == name]


def schema_of(element: etree._Element) -> etree._Element:
    """The schema that a part belongs to."""
    at = element
    while at is not None and _field(at, SCHEMA, "namespaceURI") is None:
        at = at.getparent()
    return at if at is not None else element
