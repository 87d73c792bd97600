"""A document of ReportLab bound as PDF/UA-1 and PDF/A-3: structure, colours, attachments, what it says of itself."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from desktop.reports.tagged_pdf.file_writer import write_file
from desktop.reports.tagged_pdf.metadata import Metadata, xmp_packet
from desktop.reports.tagged_pdf.structure import PageContent, StructureTree
from desktop.reports.tagged_pdf.structure_objects import allow_entries, pdfdoc, prepare_structure

_VERSION_4_2 = bytes.fromhex("04200000")
"""Of the ICC profiles that PDF 1.7 names; what Pillow makes uses nothing newer and says 4.4."""


@dataclass(frozen=True)
class Attachment:
    """A file that the document carries: "Data" it was made from, its "Source", an "Alternative", a "Supplement"."""

    name: str
    data: bytes
    description: str
    mime: str
    relationship: str = "Data"


@dataclass(frozen=True)
class Conformance:
    """Which standards the file says that it keeps. Whoever draws what breaks one says so."""

    pdfua: bool = True
    pdfa_level: str = "A"
    """ "A" (tagged), "U" (every letter has its Unicode) or "B" (it looks the same everywhere) of PDF/A-3; "" for none."""


NO_CONFORMANCE = Conformance(pdfua=False, pdfa_level="")


@cache
def srgb_profile() -> bytes:
    """An ICC profile of sRGB, made by Pillow (LittleCMS); it bears the time at which it was made."""
    from PIL import ImageCms

    colours: Any = ImageCms  # its types are not all known
    made: bytes = colours.ImageCmsProfile(colours.createProfile("sRGB")).tobytes()
    return made[:8] + _VERSION_4_2 + made[12:]


def bind_document(
    document: Any,
    tree: StructureTree,
    pages: Sequence[PageContent],
    about: Metadata,
    *,
    profile: bytes | None = None,
    attachments: Sequence[Attachment] = (),
    conformance: Conformance | None = None,
    canvas: Any = None,
) -> bytes:
    """The file of a `reportlab.pdfbase.pdfdoc.PDFDocument` to which all pages were added.

    `pages` in their order, each with its `page`. Colours are those of `profile`, sRGB where none is given. `canvas` is
    the one of ReportLab that was drawn on, if it was.
    """
    kept = conformance or Conformance()
    catalog = document.Catalog
    allow_entries(catalog, "OutputIntents", "AF")
    catalog.Lang = pdfdoc.PDFString(about.language)
    _describe(document, about, kept)
    catalog.OutputIntents = _output_intents(document, profile or srgb_profile())
    _attach(document, attachments)

    def write() -> bytes:
        return write_file(document, prepare_structure(document, tree, pages))

    document.format = write  # called once outlines and fonts have been put into it
    return document.GetPDFData(canvas)


def _describe(document: Any, about: Metadata, kept: Conformance) -> None:
    document.setTitle(about.title)
    document.setAuthor(about.author)
    document.setSubject(about.subject)
    document.setCreator(about.creator)
    document.setProducer(about.producer)
    document.Catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})
    document.Catalog.Metadata = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}),
        xmp_packet(about, kept.pdfa_level, kept.pdfua).encode("utf-8"),
    )


def _output_intents(document: Any, profile: bytes) -> Any:
    stream = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"N": 3, "Filter": pdfdoc.PDFName("FlateDecode")}), zlib.compress(profile, 9)
    )
    intent = {
        "Type": pdfdoc.PDFName("OutputIntent"),
        "S": pdfdoc.PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": pdfdoc.PDFString("sRGB"),
        "RegistryName": pdfdoc.PDFString("http://www.color.org"),
        "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(stream, "OutputProfile"),
    }
    return pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent)])


def _attach(document: Any, attachments: Sequence[Attachment]) -> None:
    """Each file in the names tree, where readers list attachments, and associated with the document (PDF/A-3, annex E)."""
    if not attachments:
        return
    names: list[Any] = []
    for at, each in enumerate(sorted(attachments, key=lambda each: each.name)):
        about = {
            "Type": pdfdoc.PDFName("EmbeddedFile"),
            "Subtype": "/" + each.mime.replace("/", "#2F"),
            "Filter": pdfdoc.PDFName("FlateDecode"),
            "Params": pdfdoc.PDFDictionary(
                {"Size": len(each.data), "ModDate": pdfdoc.PDFString(_now())}
            ),
        }  # fmt: skip
        stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(about), zlib.compress(each.data, 6))
        file = document.Reference(stream, f"Attachment{at}.file")
        specification = {
            "Type": pdfdoc.PDFName("Filespec"),
            "F": pdfdoc.PDFString(each.name),
            "UF": pdfdoc.PDFString(each.name),
            "Desc": pdfdoc.PDFString(each.description),
            "AFRelationship": pdfdoc.PDFName(each.relationship),
            "EF": pdfdoc.PDFDictionary({"F": file, "UF": file}),
        }
        reference = document.Reference(pdfdoc.PDFDictionary(specification), f"Attachment{at}")
        names += [pdfdoc.PDFString(each.name), reference]
    document.Catalog.AF = pdfdoc.PDFArray(names[1::2])
    tree = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray(names)})
    document.Catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": tree})


def _now() -> str:
    return datetime.now(UTC).strftime("D:%Y%m%d%H%M%SZ")
