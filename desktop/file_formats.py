"""The files that the desk reads, by their suffixes, and what reads a table.

Open and import dialogs, dropped files and the command line go by these lists. A table format more is a line in TABLES and
its reader. Light on purpose: a reader is loaded when a file of its format comes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class FileFormat:
    """Suffixes are small, with their dot. `reader`: of a table, "module:class" of a `TableReader`."""

    suffixes: tuple[str, ...]
    reader: str = ""


WORKSPACES = (FileFormat((".focal",)),)
TABLES = (
    FileFormat((".xlsx", ".xlsm", ".xls", ".ods"), "desktop.exchange.tables.workbook:WorkbookReader"),
    FileFormat((".docx",), "desktop.exchange.tables.document_table:DocumentReader"),
    FileFormat((".zip",), "desktop.exchange.tables.file_collection:ArchiveReader"),
    FileFormat((".xml",), "desktop.exchange.tables.iati_xml:IatiReader"),
    FileFormat((), "desktop.exchange.tables.file_collection:DataPackageReader"),
    FileFormat((".json", ".jsonl", ".ndjson", ".geojson"), "desktop.exchange.tables.json_table:JsonReader"),
    FileFormat((".bib", ".ris"), "desktop.exchange.tables.publication_list:PublicationReader"),
    FileFormat((".csv", ".tsv", ".tab", ".txt"), "desktop.exchange.tables.delimited:DelimitedReader"),
)
"""The first whose reader recognises the content reads it, whatever the file is called; the last reads any text."""
FOLDER = FileFormat((), "desktop.exchange.tables.file_collection:FolderReader")
"""A folder of tables."""
_ONLY_HERE = FileFormat((".fdz",))
PACKAGES = (_ONLY_HERE, FileFormat((".pdf",)))
"""A PDF may carry a package; where it does not, that is said."""
CALENDARS = (FileFormat((".ics", ".ical", ".ifb", ".icalendar", ".vcs")),)
CONTACTS = (FileFormat((".vcf", ".vcard")),)


def fits(path: Path, formats: Iterable[FileFormat]) -> bool:
    """Is a file called as one of these formats?"""
    return any(path.suffix.lower() in each.suffixes for each in formats)


def opens_elsewhere(path: Path) -> bool:
    """Does another program show such a file? A package is for a desk alone."""
    return not fits(path, (_ONLY_HERE, *WORKSPACES))


def are_files(words: Iterable[str]) -> bool:
    """Are these the names of files that the desk reads, as a double click on them gives? No command ends so."""
    paths = [Path(word) for word in words]
    return bool(paths) and all(fits(path, (*WORKSPACES, *TABLES, *PACKAGES, *CALENDARS, *CONTACTS)) for path in paths)


def patterns(formats: Iterable[FileFormat]) -> str:
    """ "*.csv *.tsv": as a file dialog takes them."""
    return " ".join(f"*{suffix}" for each in formats for suffix in each.suffixes)
