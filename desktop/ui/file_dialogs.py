"""The system's dialogs for files: each kind of file begins in the folder last used for it, at first in the person's
documents.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.system.files import is_folder
from desktop.ui.settings import Settings

ATTACHMENTS, CALENDARS, DOCUMENTS, PACKAGES, TABLES, WORKSPACES = (
    "attachments", "calendars", "documents", "packages", "tables", "workspaces",
)  # fmt: skip
"""Kinds of files that people keep in one place: documents are PDFs, calendars also contacts."""


def start_folder(settings: Settings, kind: str, first: Path | None = None) -> Path:
    """Where a dialog for this kind of file begins; before anything was chosen in `first`, else in the documents."""
    for folder in (settings.folder(kind), first):
        if folder is not None and is_folder(folder):
            return folder
    from platformdirs import user_documents_path

    found = user_documents_path()
    return found if is_folder(found) else Path.home()


def ask_file(
    parent: QWidget, settings: Settings, kind: str, title: str, filters: str, first: Path | None = None
) -> Path | None:
    """A file to be opened; None where the person chose none. `first`: as `start_folder` has it."""
    start = start_folder(settings, kind, first)
    chosen, _filter = QFileDialog.getOpenFileName(parent, title, str(start), filters)
    return _remembered(settings, kind, chosen)


def ask_files(parent: QWidget, settings: Settings, kind: str, title: str, filters: str) -> list[Path]:
    """Files to be opened together; none where the person chose none."""
    chosen, _filter = QFileDialog.getOpenFileNames(parent, title, str(start_folder(settings, kind)), filters)
    return [path for name in chosen if (path := _remembered(settings, kind, name)) is not None]


def ask_target(
    parent: QWidget, settings: Settings, kind: str, title: str, name: str | Path, filters: str, *, ask_replace: bool = True
) -> Path | None:  # fmt: skip
    """Where a file is to be saved; `name` is what it would be called, with its folder where one is chosen already."""
    options = QFileDialog.Option(0) if ask_replace else QFileDialog.Option.DontConfirmOverwrite
    proposed = name if Path(name).is_absolute() else start_folder(settings, kind) / name
    chosen, _filter = QFileDialog.getSaveFileName(parent, title, str(proposed), filters, "", options)
    return _remembered(settings, kind, chosen)


def ask_folder(parent: QWidget, settings: Settings, kind: str, title: str, start: Path | None = None) -> Path | None:
    """A folder; the dialog begins in `start` where one is chosen already."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start or start_folder(settings, kind)))
    if not chosen:
        return None
    settings.keep_folder(kind, Path(chosen))
    return Path(chosen)


def _remembered(settings: Settings, kind: str, chosen: str) -> Path | None:
    if not chosen:
        return None
    path = Path(chosen)
    settings.keep_folder(kind, path.parent)
    return path
