"""Packages (`.fdz`): what one desk hands to another as a file. The format is written down in `../FORMAT.md`.

made = export_package(workspace, path, known=known_to(workspace, manifest_of(their_last_package)))
report = import_package(workspace, path)
"""

from pathlib import Path

from desktop.exchange.packages.archive import looks_like_package
from desktop.exchange.packages.arrived import ArrivedField, ArrivedRecord, RecordsSeen, arrived_records
from desktop.exchange.packages.exporting import Exported, export_package, known_to
from desktop.exchange.packages.format import SUFFIX, Manifest
from desktop.exchange.packages.importing import import_package
from desktop.exchange.packages.leaving import Leaving, what_leaves
from desktop.exchange.packages.reading import Package, open_package
from desktop.exchange.packages.words import decision_words, missing_words, rights_words


def manifest_of(path: Path) -> Manifest:
    """What a package says of itself. Raises UserFacingError where it is none, or was changed on its way."""
    with open_package(path) as package:
        return package.manifest


__all__ = [
    "SUFFIX",
    "ArrivedField",
    "ArrivedRecord",
    "Exported",
    "Leaving",
    "Manifest",
    "Package",
    "RecordsSeen",
    "arrived_records",
    "decision_words",
    "export_package",
    "import_package",
    "known_to",
    "looks_like_package",
    "manifest_of",
    "missing_words",
    "open_package",
    "rights_words",
    "what_leaves",
]
