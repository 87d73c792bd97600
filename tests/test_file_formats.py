"""The lists of file formats: what is dropped and what dialogs offer goes by them, and a table format more is a line."""

from __future__ import annotations

import json
import pkgutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop import file_formats
from desktop.exchange.tables import Table, format_detection, open_table
from desktop.file_formats import CALENDARS, CONTACTS, PACKAGES, TABLES, WORKSPACES, FileFormat
from desktop.ui.dropped_files import dropped_paths
from desktop.ui.importing.file_line import FileLine
from desktop.ui.operations.packages import PackageOperations
from desktop.ui.operations.tables import TableOperations
from desktop.ui.operations.visits import VisitOperations
from desktop.ui.settings import Settings


def _suffixes(*lists: tuple[FileFormat, ...]) -> list[str]:
    return [suffix for formats in lists for each in formats for suffix in each.suffixes]


class JsonLinesReader:
    """A reader as somebody begins to write one: an object a line, the headings are the keys of the first."""

    def recognises(self, path: Path, start: bytes) -> bool:
        return start.startswith(b"{")

    def open(self, path: Path, sheet: object, encoding: object, knows: object) -> Table:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        headings = tuple(rows[0])
        return Table(
            path=path, headings=headings, hashtags=("",) * len(headings), first_line=1,
            read=lambda: [(line, [str(row[name]) for name in headings], "") for line, row in enumerate(rows, 1)],
        )  # fmt: skip


def test_a_table_format_more_is_a_line_and_its_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "drills.jsonl"
    path.write_text('{"Title": "Flood drill", "Country": "KE"}\n{"Title": "Cool roofs", "Country": "IN"}\n', "utf-8")
    monkeypatch.setattr(
        format_detection,
        "TABLES",
        (FileFormat((".jsonl",), "tests.test_file_formats:JsonLinesReader"), *file_formats.TABLES),
    )
    assert [row.cells for row in open_table(path).rows()] == [["Flood drill", "KE"], ["Cool roofs", "IN"]]


def test_every_table_format_has_a_reader_and_no_suffix_is_given_twice() -> None:
    for each in TABLES:
        reader = pkgutil.resolve_name(each.reader)()
        assert callable(reader.recognises) and callable(reader.open)
    every = _suffixes(WORKSPACES, TABLES, PACKAGES, CALENDARS, CONTACTS)
    assert len(set(every)) == len(every) and all(each == each.lower() and each.startswith(".") for each in every)


@pytest.mark.parametrize("suffix", _suffixes(WORKSPACES, TABLES, PACKAGES, CALENDARS, CONTACTS))
def test_whatever_can_be_read_can_be_dropped(qapp: object, suffix: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(f"/tmp/a{suffix.upper()}")])
    event = QDropEvent(
        QPointF(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    assert [path.suffix.lower() for path in dropped_paths(event)] == [suffix]


def test_dialogs_offer_whatever_can_be_read(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda _parent, _title, _folder, filters: (asked.append(filters), ("", ""))[1]
    )
    window = QWidget()
    qtbot.addWidget(window)
    shell = SimpleNamespace(settings=Settings(tmp_path))
    for operations, formats in (
        (TableOperations, TABLES), (PackageOperations, PACKAGES), (VisitOperations, (*CALENDARS, *CONTACTS)),
    ):  # fmt: skip
        operations(shell, window).ask_import()  # type: ignore[arg-type]
        assert all(f"*{suffix}" in asked[-1] for suffix in _suffixes(formats)), asked[-1]
    line = FileLine(window)
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: asked.append(dialog.nameFilters()[0]))
    line.ask_file()
    assert all(f"*{suffix}" in asked[-1] for suffix in _suffixes(TABLES))
