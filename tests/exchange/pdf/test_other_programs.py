"""Programs that people have open a report that carries data, and save the package out of it."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from desktop.exchange.packages import open_package
from desktop.exchange.signed_packages import package_for_pdf
from desktop.reports import SummaryOptions, write_summary
from desktop.workspace import RECORD_TYPES, Workspace
from tests.exchange.merging.values import edit, fields_of, record_id


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of activities with all that can stand in them, with its data."""
    folder = tmp_path_factory.mktemp("report")
    with closing(Workspace.create(folder / "desk.focal", home=folder / "home")) as workspace:
        workspace.journal.set_author("<b>Amina</b> & co")
        for number in range(12):
            kind = RECORD_TYPES["activity"]
            values = dict(edit(kind, each, number + 3 * place) for place, each in enumerate(fields_of("activity")))
            workspace.journal.create(
                "activity", values | {"title": f"=1+1 <b>no {number}</b>"}, id=record_id("activity", number)
            )
        path = folder / "report.pdf"
        made = write_summary(workspace, path, SummaryOptions(package=package_for_pdf(workspace, folder, "data.fdz")))
        assert made.activities_in_package == 12
    return path


def _brings(package: Path) -> int:
    with open_package(package) as opened:
        opened.check()
        return opened.manifest.records["activity"]


def test_pikepdf_finds_no_fault(report: Path) -> None:
    with pikepdf.open(report) as document:
        check = getattr(document, "check_pdf_syntax", None) or document.check  # renamed in version 10
        assert check() == []


def test_pdfium_shows_it_and_saves_what_is_attached(report: Path, tmp_path: Path) -> None:
    with closing(pypdfium2.PdfDocument(report)) as document:
        assert document.count_attachments() == 1
        attached = document.get_attachment(0)
        assert attached.get_name() == "data.fdz"
        (tmp_path / "data.fdz").write_bytes(attached.get_data())
        words = "".join(page.get_textpage().get_text_range() for page in document)
        assert "=1+1 <b>no 3</b>" in words.replace("\r\n", " ")
    assert _brings(tmp_path / "data.fdz") == 12


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed here")
def test_qpdf_finds_no_fault(report: Path) -> None:
    done = subprocess.run(["qpdf", "--check", str(report)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("pdfdetach") is None, reason="poppler's pdfdetach is not installed here")
def test_poppler_lists_and_saves_what_is_attached(report: Path, tmp_path: Path) -> None:
    listed = subprocess.run(["pdfdetach", "-list", str(report)], capture_output=True, text=True, check=True)
    assert "1 embedded files" in listed.stdout and "data.fdz" in listed.stdout
    saved = tmp_path / "saved.fdz"
    subprocess.run(["pdfdetach", "-save", "1", "-o", str(saved), str(report)], check=True)
    assert _brings(saved) == 12
