"""Several files read as one list: those of an archive (ZIP), of a folder, or of a Frictionless package.

Every file in it that holds a table with titles is read, and every other one with the same column of identifiers; the rest
is named. The columns are those of all files, by their headings; a row says in which file it stands.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, cast

from desktop.errors import UserFacingError
from desktop.exchange.columns.recognition import guess_mapping
from desktop.exchange.tables.document_table import DocumentReader
from desktop.exchange.tables.format_detection import open_table
from desktop.exchange.tables.joined_tables import join_tables
from desktop.exchange.tables.limits import MAX_RATIO, MAX_UNPACKED, nothing_kept
from desktop.exchange.tables.other_formats import archive_refused, refuse_slides
from desktop.exchange.tables.survey_workbook import from_form_sheets
from desktop.exchange.tables.table import RawRow, Table
from desktop.exchange.tables.table_reader import KnowsHeading
from desktop.exchange.tables.workbook import ZIPPED
from desktop.exchange.tables.zip_check import kind_of_zip, too_much_unpacked, too_tightly_packed, unpacking
from desktop.i18n import _
from desktop.system.errors import reading_error
from desktop.system.hidden_entries import is_system_name
from desktop.system.safe_names import safe_file_name

_MAX_FILES = 200
_MAX_DEPTH = 5
_CHUNK = 1 << 18
_PACKAGE = "datapackage.json"


class ArchiveReader:
    """A ZIP of tables."""

    def recognises(self, path: Path, start: bytes) -> bool:
        """A ZIP that is no workbook: that one's reader was asked before."""
        return start.startswith(ZIPPED)

    def open(self, path: Path, sheet: str | None, encoding: str | None, knows: KnowsHeading) -> Table:
        """The tables in it, unpacked into a folder that goes with the table."""
        folder = tempfile.TemporaryDirectory(prefix="focal-desk-", ignore_cleanup_errors=True)
        with zipfile.ZipFile(path) as archive:
            refuse_slides(path, set(archive.namelist()))
            members = sorted(_unpacked(path, archive, Path(folder.name)))
        table = _together(path, members, encoding, knows)
        inner = table.read
        return replace(table, read=lambda: _held(folder, inner))


class FolderReader:
    """A folder of tables."""

    def recognises(self, path: Path, start: bytes) -> bool:
        """Whoever asks has seen that it is a folder."""
        return True

    def open(self, path: Path, sheet: str | None, encoding: str | None, knows: KnowsHeading) -> Table:
        """The tables in it and in the folders inside."""
        return _together(path, list(_files_of(path)), encoding, knows)


class DataPackageReader:
    """The description of a Frictionless package, which lists the tables beside it."""

    def recognises(self, path: Path, start: bytes) -> bool:
        """It has its name from the standard."""
        return path.name == _PACKAGE and start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")

    def open(self, path: Path, sheet: str | None, encoding: str | None, knows: KnowsHeading) -> Table:
        """The tables that it lists, as far as they are there."""
        return _together(path, list(_files_of(path.parent)), encoding, knows)


def _held(_folder: object, read: Callable[[], Any]) -> Iterator[RawRow]:
    """Rows of files in a folder that is there as long as somebody can ask for them."""
    yield from read()


def _unpacked(path: Path, archive: zipfile.ZipFile, folder: Path) -> Iterator[tuple[str, Path]]:
    parts = [part for part in archive.infolist() if not part.is_dir() and not _is_ignored(part.filename)]
    _check_count(path, len(parts))
    total = 0
    for number, part in enumerate(parts):
        place = folder / str(number)
        place.mkdir()
        target = place / safe_file_name(PurePosixPath(part.filename.replace("\\", "/")).name)
        with unpacking(path), archive.open(part) as packed, target.open("wb") as out:
            while piece := packed.read(_CHUNK):
                total += len(piece)
                if total > MAX_UNPACKED:
                    raise too_much_unpacked(path)
                if packed.tell() > MAX_RATIO * max(part.compress_size, 40_000):
                    raise too_tightly_packed(path)
                out.write(piece)
        yield part.filename, target


def _files_of(path: Path) -> Iterator[tuple[str, Path]]:
    found: list[tuple[str, Path]] = []
    waiting = [(path, 0)]
    try:
        while waiting:
            folder, depth = waiting.pop()
            for each in sorted(folder.iterdir()):
                if each.is_symlink() or is_system_name(each.name):
                    continue
                if each.is_dir() and depth < _MAX_DEPTH:
                    waiting.append((each, depth + 1))
                elif each.is_file():
                    found.append((each.relative_to(path).as_posix(), each))
            _check_count(path, len(found))
    except OSError as error:
        raise reading_error(error, path) from error
    yield from sorted(found)


def _is_ignored(name: str) -> bool:
    return any(is_system_name(part) for part in PurePosixPath(name).parts if part not in (".", ".."))


def _check_count(path: Path, count: int) -> None:
    if count > _MAX_FILES:
        raise nothing_kept(
            _("{name} has more than {limit} files.").format(name=path.name, limit=_MAX_FILES),
            _("Put the tables that belong together into a folder of their own."),
        )


# Together -----------------------------------------------------------------------------------------------------


def _together(path: Path, members: Sequence[tuple[str, Path]], encoding: str | None, knows: KnowsHeading) -> Table:
    members, listed, other_records = _by_description(members)
    opened: list[tuple[str, Table]] = []
    unread = [(name, _("It lists other records than activities.")) for name in other_records]
    for name, file in members:
        try:
            with file.open("rb") as content:
                zipped = content.read(4) == ZIPPED
            if zipped and not kind_of_zip(file) and not DocumentReader().recognises(file, ZIPPED):
                raise archive_refused(file)  # an archive in an archive may hold itself
            opened.append((name, open_table(file, encoding=encoding or listed.get(name), knows=knows)))
        except UserFacingError as error:
            unread.append((name, error.what))
    form = from_form_sheets(path, _Book(opened), "CSV") if len(opened) > 1 else None
    if form is not None:
        return replace(form, sheets=(), files_not_read=tuple(unread))
    chosen, others = _chosen(opened)
    if not chosen:
        raise nothing_kept(
            _("{name} has no table that can be read.").format(name=path.name),
            _("Unpack it and import the table in it."),
        )
    unread += [(name, _("It has no column with titles.")) for name, _table in others]
    return join_tables(path, chosen, sorted(unread))


def _by_description(members: Sequence[tuple[str, Path]]) -> tuple[list[tuple[str, Path]], dict[str, str], list[str]]:
    """Of a Frictionless package the files that its description lists, with their encodings; else all of them. Last those of a
    desk's own package that hold other records than activities.
    """
    description = next((file for name, file in members if PurePosixPath(name).name == _PACKAGE), None)
    if description is None:
        return list(members), {}, []
    others = [(name, file) for name, file in members if file != description]
    above = next(name for name, file in members if file == description).rpartition("/")[0]
    listed: dict[str, str] = {}
    try:
        whole: object = json.loads(description.read_text("utf-8-sig"))
    except (ValueError, OSError, RecursionError):
        return others, {}, []
    described: Mapping[str, object] = cast("Mapping[str, object]", whole) if isinstance(whole, dict) else {}
    resources, own = described.get("resources"), described.get("name") == "focal-desk"
    other_records: list[str] = []
    for each in cast("list[object]", resources) if isinstance(resources, list) else []:
        if isinstance(each, dict):
            resource = cast("Mapping[str, object]", each)
            paths = resource.get("path")
            for place in cast("list[object]", paths) if isinstance(paths, list) else [paths]:
                name = f"{above}/{place}" if above else str(place)
                listed[name] = str(resource.get("encoding") or "")
                if own and resource.get("name") not in ("activity", None):
                    other_records.append(name)
    there = [(name, file) for name, file in others if name in listed and name not in other_records]
    return (there or others), {name: encoding for name, encoding in listed.items() if encoding}, other_records


def _chosen(opened: Sequence[tuple[str, Table]]) -> tuple[list[tuple[str, Table]], list[tuple[str, Table]]]:
    """(tables that are read, tables that are passed over)."""
    fields = [{use.field: use.column for use in guess_mapping(table).uses} for _name, table in opened]
    if not any("title" in each for each in fields):
        best = max(range(len(opened)), key=lambda at: len(fields[at]), default=None)
        read: set[int] = set() if best is None else {best}
    else:
        identifiers = {each.get("source_id") for each in fields if "title" in each} - {None}
        read = {at for at, each in enumerate(fields) if "title" in each or each.get("source_id") in identifiers}
    return (
        [each for at, each in enumerate(opened) if at in read],
        [each for at, each in enumerate(opened) if at not in read],
    )


class _Book:
    """Files of one folder as the sheets of a workbook: the headings are its first row."""

    def __init__(self, opened: Sequence[tuple[str, Table]]) -> None:
        self._tables = {PurePosixPath(name).stem: table for name, table in opened}
        self.sheets = tuple(self._tables)
        self.hidden: tuple[str, ...] = ()

    def rows(self, sheet: str) -> Iterator[RawRow]:
        table = self._tables[sheet]
        yield 1, list(table.headings), ""
        for row in table.rows():
            yield row.line, row.cells, row.refused
