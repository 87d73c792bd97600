"""Attachments from others: which of them would run something, and the mark that the system knows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.system.received_files import mark_as_received, starts_program
from desktop.system.safe_names import safe_file_name


@pytest.mark.parametrize(
    "name",
    ["setup.exe", "Invoice.PDF.EXE", "a.lnk", "list.js", "run.sh", "x.desktop", "image.iso", "macro.bat.", "a.ps1 "],
)
def test_what_runs_something(name: str) -> None:
    assert starts_program(name) and starts_program(safe_file_name(name))


@pytest.mark.parametrize(
    "name", ["report.pdf", "plan.docx", "list.csv", "photo.jpg", "exe", "budget.xlsm", "notes.exe.txt"]
)
def test_what_is_only_shown(name: str) -> None:
    assert not starts_program(name)


def test_a_file_stays_as_it_is_with_the_mark(tmp_path: Path) -> None:
    """On Windows the mark is a stream beside the content, which not every disk has."""
    path = tmp_path / "plan.docx"
    path.write_bytes(b"plan")
    mark_as_received(path)
    assert path.read_bytes() == b"plan"
    stream = Path(f"{path}:Zone.Identifier")
    if os.name == "nt" and stream.exists():
        assert stream.read_text("ascii").splitlines() == ["[ZoneTransfer]", "ZoneId=3"]
    mark_as_received(tmp_path / "gone.docx")  # no fault either
    assert [each.name for each in tmp_path.iterdir() if ":" not in each.name] == ["plan.docx"]  # Wine has no streams
