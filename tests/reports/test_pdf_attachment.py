"""A report that carries data: read by common readers, attached as PDF/A-3 does it, told on its cover."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as raw
import pytest

from desktop.errors import UserFacingError
from desktop.reports import SummaryOptions, write_summary
from desktop.workspace import Workspace
from tests.reports.read_pdf import Pdf

DATA = bytes(range(256)) * 40


def _report(folder: Path, name: str = "données – Ñandú.fdz", **wanted: object) -> tuple[Path, list[list[str]]]:
    """A report of three activities, two of them in it, and for which ids data were asked."""
    asked: list[list[str]] = []

    def make(ids: Sequence[str]) -> Path:
        asked.append(list(ids))
        (folder / name).write_bytes(DATA)
        return folder / name

    with closing(Workspace.create(folder / "Desk.focal")) as workspace:
        for start in ("2021", "2022-05", "2030"):
            workspace.journal.create("activity", {"title": f"Of {start}", "start": start})
        path = folder / "out.pdf"
        made = write_summary(workspace, path, SummaryOptions(period=("2021", "2022"), package=make, **wanted))  # type: ignore[arg-type]
        assert (made.activities, made.activities_in_package) == (2, 2)
    return path, asked


def test_the_file_is_attached_as_associated_data(tmp_path: Path) -> None:
    path, asked = _report(tmp_path)
    assert [len(set(ids)) for ids in asked] == [2]
    with pikepdf.open(path) as document:
        [(name, attached)] = document.attachments.items()
        assert name == attached.filename == "données – Ñandú.fdz"
        assert attached.get_file().read_bytes() == DATA
        assert attached.get_file().mime_type == "application/zip"
        [associated] = document.Root.AF
        assert associated.AFRelationship == pikepdf.Name.Data
        assert associated.objgen == attached.obj.objgen
        assert document.pdf_version >= "1.7"
        about = document.Root.Metadata.read_bytes().decode()
        assert hashlib.sha256(DATA).hexdigest() in about
        with document.open_metadata() as read:
            assert read["dc:title"] == "Summary of activities"
            assert read["{urn:focal-desk:carried:1#}PackageName"] == name
    assert b"PackageSHA256" in path.read_bytes()  # where a PDF that lost its data can be told by
    with pikepdf.open(path) as document:
        check = getattr(document, "check_pdf_syntax", None) or document.check  # renamed in version 10
        assert check() == []


def test_common_readers_show_and_save_the_attachment(tmp_path: Path) -> None:
    path, _asked = _report(tmp_path)
    with closing(pypdfium2.PdfDocument(path)) as document:
        assert document.count_attachments() == 1
        attachment = document.get_attachment(0)
        assert attachment.get_name() == "données – Ñandú.fdz"
        assert bytes(attachment.get_data()) == DATA
        kind = ctypes.c_ulong()
        assert raw.FPDFAttachment_GetFile(attachment.raw, None, 0, kind)
        for page in document:
            page.render(scale=0.2)


def test_the_cover_says_it_in_one_line(tmp_path: Path) -> None:
    path, _asked = _report(tmp_path)
    with Pdf(path) as read:
        lines = read.file[0].get_textpage().get_text_bounded().splitlines()
    assert "Data This PDF contains the data of its 2 activities for Focal Desk." in [line.strip() for line in lines]


def test_what_cannot_be_packed_leaves_no_report(tmp_path: Path) -> None:
    def fails(_ids: Sequence[str]) -> Path:
        raise UserFacingError("No room.")

    with closing(Workspace.create(tmp_path / "Desk.focal")) as workspace:
        workspace.journal.create("activity", {"title": "One"})
        with pytest.raises(UserFacingError, match="No room"):
            write_summary(workspace, tmp_path / "out.pdf", SummaryOptions(package=fails))
    assert not (tmp_path / "out.pdf").exists()
