"""Tagged PDF (PDF/UA-1, PDF/A-3) for whoever draws with ReportLab: see README.md. Imports nothing else of this program."""

from __future__ import annotations

from desktop.reports.tagged_pdf.binding import (
    NO_CONFORMANCE,
    Attachment,
    Conformance,
    bind_document,
    srgb_profile,
)
from desktop.reports.tagged_pdf.metadata import Metadata, Property, Schema
from desktop.reports.tagged_pdf.structure import (
    Annotation,
    Artifact,
    Element,
    PageContent,
    StructureError,
    StructureTree,
)

__all__ = [
    "NO_CONFORMANCE",
    "Annotation",
    "Artifact",
    "Attachment",
    "Conformance",
    "Element",
    "Metadata",
    "PageContent",
    "Property",
    "Schema",
    "StructureError",
    "StructureTree",
    "bind_document",
    "srgb_profile",
]
