"""What a folder is for: packages of other desks, tables to import, or both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.exchange.consolidation.package_search import find_packages
from desktop.exchange.pdf import looks_like_pdf
from desktop.file_formats import TABLES, fits
from desktop.workspace import Workspace

_TEXTS = (".txt", ".json", ".xml", ".zip", ".docx")
"""Beside packages, files called so are more likely a word about them than a table."""


@dataclass(frozen=True)
class FolderContents:
    """How many files of a folder, and of the folders inside it, are what."""

    packages: int = 0
    reports: int = 0  # PDFs, which may carry a package
    tables: int = 0
    files: int = 0

    @property
    def may_hold_packages(self) -> bool:
        """Is there something that a consolidation would look at?"""
        return bool(self.packages or self.reports)


def look_into(workspace: Workspace, folder: Path, cancelled: Callable[[], bool] | None = None) -> FolderContents:
    """Count what lies in a folder; tables by what they are called. Raises UserFacingError where it cannot be read, or holds
    too much, and errors.Cancelled.
    """
    found = find_packages(workspace, [folder], cancelled=cancelled)
    reports = sum(looks_like_pdf(path) for path in found.packages)
    packages = len(found.packages) - reports
    tables = [path for path in found.other_files if fits(path, TABLES)]
    if packages:
        tables = [path for path in tables if path.suffix.lower() not in _TEXTS]
    return FolderContents(packages, reports, len(tables), found.other_count + len(found.packages))
