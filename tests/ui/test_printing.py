"""Printing without a printer: what would reach the paper goes into a PDF, and where none is known a sentence says so."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from desktop.catalogue import parse
from desktop.errors import Cancelled
from desktop.ui import printing
from desktop.ui.desk import Desk
from desktop.ui.dialogs.documents_dialog import DocumentsDialog
from desktop.ui.operations.printing import PrintOperations
from tests.ui.activities.conftest import Said, activity, desk, made, said

__all__ = ["desk", "made", "said"]


def to_file(path: Path) -> QPrinter:
    """A printer that writes a PDF."""
    found = QPrinter(QPrinter.PrinterMode.HighResolution)
    found.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    found.setOutputFileName(str(path))
    return found


def sizes(path: Path) -> list[tuple[int, int]]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [(round(page.get_width()), round(page.get_height())) for page in pdf]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Upright, lying, upright; the first with black in its middle."""
    canvas = Canvas(str(tmp_path / "pages.pdf"))
    for number, size in enumerate(((595, 842), (842, 595), (595, 842))):
        canvas.setPageSize(size)
        if number == 0:
            canvas.rect(248, 371, 100, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return tmp_path / "pages.pdf"


def test_each_page_is_printed_at_its_size_and_way_round(qtbot: QtBot, pages: Path, tmp_path: Path) -> None:
    out, steps = tmp_path / "out.pdf", list[tuple[int, int]]()
    assert printing.print_pdf(pages, to_file(out), lambda *step: steps.append(step), lambda: False) == 3
    assert sizes(out) == [(595, 842), (842, 595), (595, 842)] and steps == [(1, 3), (2, 3), (3, 3)]
    with pypdfium2.PdfDocument(out) as pdf:
        picture = pdf[0].render(scale=1).to_pil().convert("L")
    dark = [at for at in range(picture.height) if picture.getpixel((picture.width // 2, at)) < 128]
    assert abs(dark[0] - 371) <= 3 and abs(dark[-1] - 470) <= 3  # as large as it was, and in the middle


def test_the_pages_chosen_alone_and_nothing_once_cancelled(qtbot: QtBot, pages: Path, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "some.pdf")
    printer.setFromTo(2, 2)
    assert printing.print_pdf(pages, printer, lambda *_step: None, lambda: False) == 1
    assert sizes(tmp_path / "some.pdf") == [(842, 595)]
    asked: list[int] = []
    with pytest.raises(Cancelled):
        printing.print_pdf(
            pages, to_file(tmp_path / "none.pdf"), lambda *_step: asked.append(1), lambda: len(asked) == 1
        )


def test_what_is_selected_is_printed_and_without_a_printer_it_is_said(
    qtbot: QtBot, desk: Desk, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    operations = PrintOperations(None, None, lambda _visit: None)  # type: ignore[arg-type]
    faults: list[str] = []
    desk.failed.connect(lambda error: faults.append(str(error)))
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    operations.print_activities(desk, parse(""), [])
    assert "No printer is known to this computer." in faults[0]
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    out = tmp_path / "out.pdf"
    monkeypatch.setattr(printing, "ask_printer", lambda _name, _parent: to_file(out))
    operations.print_activities(desk, parse(""), [activity(1)])
    qtbot.waitUntil(lambda: bool(said.words))
    assert said.words == [f"1 page was sent to {out}."] and len(sizes(out)) == 1
    operations.print_activities(desk, parse("flood"), [])
    qtbot.waitUntil(lambda: len(said.words) == 2)
    assert len(sizes(out)) in (2, 3)  # a table, and figures


def test_a_document_of_a_visit_is_made_for_the_printer_alone(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = desk.workspace.journal.create("visit", {"title": "To Durban", "start": "2027-03-02", "end": "2027-03-04"})
    dialog = DocumentsDialog(desk, visit, "To Durban", to_print=True)
    qtbot.addWidget(dialog)
    dialog.show()
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    dialog.print.click()
    assert "No printer is known" in dialog.said
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    with qtbot.waitSignal(dialog.printable) as printable:
        dialog.print.click()
    folder, path, name = printable.args
    assert name == "Programme" and len(sizes(path)) >= 1
    folder.cleanup()
