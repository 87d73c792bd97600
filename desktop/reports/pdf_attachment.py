"""The data that a report was made from, attached to it.

The metadata name the package with its SHA-256, so that a PDF that has lost it can be told from one that never had any.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from desktop import NAME
from desktop.i18n import _
from desktop.reports.layout import Document
from desktop.reports.tagged_pdf import Attachment, Property, Schema

MIME = "application/zip"
SCHEMA = "urn:focal-desk:carried:1#"


def attach_package(document: Document, package: Path) -> None:
    """Have the document carry the package under its own name. Raises OSError where it cannot be read."""
    data = package.read_bytes()
    said = _("The data of this report, for {name}").format(name=NAME)
    document.attachments.append(Attachment(package.name, data, said, MIME))
    properties = [
        Property("PackageName", package.name, "Name of the attached package"),
        Property("PackageSHA256", hashlib.sha256(data).hexdigest(), "SHA-256 of the attached package, in hexadecimal"),
    ]
    document.metadata.schemas.append(Schema("carried", SCHEMA, f"Data that a report of {NAME} carries", properties))
