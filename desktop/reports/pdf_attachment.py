"""A PDF that carries the data it was made from: a file attached as PDF/A-3 associates files with a document.

The file stands in the names tree (`EmbeddedFiles`), where every reader lists attachments, and under `AF` of the
catalogue with the relationship `Data` (ISO 19005-3, annex E). The metadata name it with its SHA-256, so that a PDF that
has lost it can be told from one that never had any.
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from xml.sax.saxutils import escape

from desktop import NAME
from desktop.i18n import _

MIME = "application/zip"
SCHEMA = "urn:focal-desk:carried:1#"
_LAST = b"</rdf:RDF>"


def attach_package(pdf: bytes, package: Path) -> bytes:
    """A PDF of `layout.Document` with the package attached under its own name; the same bytes for the same two.

    Raises OSError where the package cannot be read.
    """
    import pikepdf

    data = package.read_bytes()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        said = _("The data of this report, for {name}").format(name=NAME)
        attached = pikepdf.AttachedFileSpec(
            document, data, filename=package.name, description=said, mime_type=MIME, relationship=pikepdf.Name.Data
        )
        document.attachments[package.name] = attached
        document.Root.AF = pikepdf.Array([attached.obj])
        about = document.Root.Metadata
        about.write(about.read_bytes().replace(_LAST, _package_metadata(package.name, data) + _LAST))
        made = io.BytesIO()
        document.save(made, min_version="1.7", deterministic_id=True, fix_metadata_version=False)
    return made.getvalue()


def _package_metadata(name: str, data: bytes) -> bytes:
    return (
        f'<rdf:Description rdf:about="" xmlns:carried="{SCHEMA}">'
        f"<carried:PackageName>{escape(name)}</carried:PackageName>"
        f"<carried:PackageSHA256>{hashlib.sha256(data).hexdigest()}</carried:PackageSHA256></rdf:Description>"
    ).encode()
