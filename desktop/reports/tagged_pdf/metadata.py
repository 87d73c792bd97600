"""What the file says of itself in XMP: title, language, and which standards it keeps (ISO 19005-3, 6.6; ISO 14289-1, 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

_HEAD = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
)
_TAIL = '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>\n'
_PDFUA = "http://www.aiim.org/pdfua/ns/id/"
_PDFA = "http://www.aiim.org/pdfa/ns/id/"
_EXTENSION = (
    ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"'
)


@dataclass(frozen=True)
class Property:
    """A property of a schema of one's own: "Text", "Integer", "URI" ... as XMP calls its types."""

    name: str
    value: str
    description: str
    type: str = "Text"


@dataclass(frozen=True)
class Schema:
    """Properties that XMP does not define: PDF/A wants them described in the file that uses them."""

    prefix: str
    address: str
    description: str
    properties: Sequence[Property]


@dataclass
class Metadata:
    """What the file says of itself."""

    title: str
    author: str
    subject: str
    language: str
    """Of the text, BCP 47: "fr"."""
    creator: str = ""
    """The program that the text was written with."""
    producer: str = ""
    """The program that made a PDF of it."""
    schemas: list[Schema] = field(default_factory=list[Schema])


def xmp_packet(about: Metadata, pdfa_level: str, pdfua: bool) -> str:
    """The packet. `pdfa_level` is "A", "U" or "B" of PDF/A-3, "" for no PDF/A."""
    schemas = list(about.schemas)
    if pdfua:
        part = Property("part", "1", "Part of ISO 14289 that the file conforms to", "Integer")
        schemas.insert(0, Schema("pdfuaid", _PDFUA, "PDF/UA identification", [part]))
    said = [_HEAD, _dublin_core(about)]
    if pdfa_level:
        said.append(
            f'<rdf:Description rdf:about="" xmlns:pdfaid="{_PDFA}"><pdfaid:part>3</pdfaid:part>'
            f"<pdfaid:conformance>{pdfa_level}</pdfaid:conformance></rdf:Description>"
        )
    said += map(_values, schemas)
    if schemas and pdfa_level:
        bag = "".join(map(_description, schemas))
        said.append(
            f'<rdf:Description rdf:about=""{_EXTENSION}><pdfaExtension:schemas><rdf:Bag>{bag}</rdf:Bag>'
            "</pdfaExtension:schemas></rdf:Description>"
        )
    return "".join([*said, _TAIL])


def _dublin_core(about: Metadata) -> str:
    parts = [
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">',
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(about.title)}</rdf:li></rdf:Alt></dc:title>',
    ]
    if about.subject:
        text = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(about.subject)}</rdf:li></rdf:Alt>'
        parts.append(f"<dc:description>{text}</dc:description>")
    if about.author:
        parts.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(about.author)}</rdf:li></rdf:Seq></dc:creator>")
    parts.append(f"<dc:language><rdf:Bag><rdf:li>{escape(about.language)}</rdf:li></rdf:Bag></dc:language>")
    if about.creator:
        parts.append(f"<xmp:CreatorTool>{escape(about.creator)}</xmp:CreatorTool>")
    if about.producer:
        parts.append(f"<pdf:Producer>{escape(about.producer)}</pdf:Producer>")
    return "".join([*parts, "</rdf:Description>"])


def _values(schema: Schema) -> str:
    values = "".join(
        f"<{schema.prefix}:{each.name}>{escape(each.value)}</{schema.prefix}:{each.name}>" for each in schema.properties
    )
    return f'<rdf:Description rdf:about="" xmlns:{schema.prefix}={quoteattr(schema.address)}>{values}</rdf:Description>'


def _description(schema: Schema) -> str:
    properties = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{each.name}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{each.type}</pdfaProperty:valueType>"
        "<pdfaProperty:category>internal</pdfaProperty:category>"
        f"<pdfaProperty:description>{escape(each.description)}</pdfaProperty:description></rdf:li>"
        for each in schema.properties
    )
    return (
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaSchema:schema>{escape(schema.description)}</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{escape(schema.address)}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{schema.prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )
