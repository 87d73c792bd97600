"""A PDF of another program that carries a package: an empty page, the package attached."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf


def pdf_with_package(package: Path) -> bytes:
    """The PDF; the package is attached under its own name."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(_BLANK)) as document:
        document.attachments[package.name] = pikepdf.AttachedFileSpec(
            document, package.read_bytes(), filename=package.name, mime_type="application/zip"
        )
        document.save(made)
    return made.getvalue()


def _blank() -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(made)
    return made.getvalue()


_BLANK = _blank()
