"""Packages (`.fdz`): what one desk hands to another as a file. The format is written down in `../FORMAT.md`.

made = export_package(workspace, path, known=known_to(workspace, manifest_of(their_last_package)))
report = import_package(workspace, path)
"""

from pathlib import Path

from desktop.exchange.packages.archive import looks_like_package
from desktop.exchange.packages.export_preview import ExportPreview, preview_export
from desktop.exchange.packages.format import SUFFIX, Manifest
from desktop.exchange.packages.incoming_records import (
    IncomingField,
    IncomingRecord,
    IncomingRecordCollector,
    read_incoming_records,
)
from desktop.exchange.packages.missing_changes_text import missing_changes_sentences
from desktop.exchange.packages.package import Package, open_package
from desktop.exchange.packages.package_importer import import_package
from desktop.exchange.packages.package_writer import ExportedPackage, export_package, known_to
from desktop.exchange.packages.rejected_changes_text import rejected_changes_sentences, rejected_counts_sentences


def manifest_of(path: Path) -> Manifest:
    """What a package says of itself. Raises UserFacingError where it is none, or was changed on its way."""
    with open_package(path) as package:
        return package.manifest


__all__ = [
    "SUFFIX",
    "ExportPreview",
    "ExportedPackage",
    "IncomingField",
    "IncomingRecord",
    "IncomingRecordCollector",
    "Manifest",
    "Package",
    "export_package",
    "import_package",
    "known_to",
    "looks_like_package",
    "manifest_of",
    "missing_changes_sentences",
    "open_package",
    "preview_export",
    "read_incoming_records",
    "rejected_changes_sentences",
    "rejected_counts_sentences",
]
