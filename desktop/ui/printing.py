"""A PDF through the system's print dialog: what is printed is what the file shows, page by page.

Qt's printing and the reader of PDF files are loaded when somebody prints.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtWidgets import QWidget

from desktop.errors import Cancelled, UserFacingError
from desktop.i18n import _

if TYPE_CHECKING:
    from pypdfium2 import PdfPage
    from PySide6.QtPrintSupport import QPrinter

_DPI = 300
"""Enough for letters of 6 points; a page of A4 is 26 MB then."""
one_reader = threading.Lock()
"""The reader of PDF files takes one thread at a time."""


def has_printer() -> bool:
    """Does the system know a printer?"""
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())


def no_printer() -> UserFacingError:
    """What to do without one."""
    return UserFacingError(
        _("No printer is known to this computer."),
        kept=_("Nothing was printed."),
        todo=_("Set one up in the settings of your system, or make the PDF and print it elsewhere."),
    )


def ask_printer(name: str, parent: QWidget) -> QPrinter | None:
    """Let the person choose printer, pages and copies in the system's dialog; None where they cancel. `name`: of the job.

    Raises UserFacingError where there is no printer.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    if not has_printer():
        raise no_printer()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print"))
    return printer if dialog.exec() else None


def print_pdf(
    path: Path, printer: QPrinter, progress: Callable[[int, int], object], cancelled: Callable[[], bool]
) -> int:
    """Send the chosen pages of a PDF to a printer, each at its own size and way round, made smaller where the paper is;
    returns how many. May run on any thread.

    Raises UserFacingError where the printer does not take them, and Cancelled: what was sent so far is withdrawn.
    """
    from pypdfium2 import PdfDocument

    with one_reader, PdfDocument(path) as pdf:
        chosen = list(_chosen(printer, len(pdf)))
        painter = QPainter()
        for done, number in enumerate(chosen):
            if cancelled():
                printer.abort()
                painter.end()
                raise Cancelled
            page = pdf[number]
            wide = page.get_width() > page.get_height()
            printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
            if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
                raise UserFacingError(
                    _("The printer did not take the pages."),
                    kept=_("Nothing here was changed."),
                    todo=_("Look whether it is switched on and has paper, or choose another one."),
                )
            _paint(page, painter, printer)
            page.close()
            progress(done + 1, len(chosen))
        painter.end()
    return len(chosen)


def _chosen(printer: QPrinter, pages: int) -> Iterator[int]:
    """The pages that the person chose, counted from 0."""
    first, last = printer.fromPage() or 1, min(printer.toPage() or pages, pages)
    backwards = printer.pageOrder() is printer.PageOrder.LastPageFirst
    numbers = range(first - 1, last)
    yield from reversed(numbers) if backwards else numbers


def _paint(page: PdfPage, painter: QPainter, printer: QPrinter) -> None:
    """Draw a page in the middle of what the printer can reach, as large as on the file's own paper and no larger."""
    bitmap = page.render(
        scale=_DPI / 72,  # pyright: ignore[reportArgumentType] - any number
        rev_byteorder=True,
        prefer_bgrx=True,
    )
    image = QImage(
        bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
    )  # fmt: skip
    room = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
    size = QRectF(0, 0, page.get_width(), page.get_height()).size() * (printer.resolution() / 72)
    paper = QRectF(printer.pageLayout().fullRectPixels(printer.resolution())).size()
    if size.width() > paper.width() + 2 or size.height() > paper.height() + 2:
        size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRectF(0, 0, size.width(), size.height())
    target.moveCenter(QRectF(0, 0, room.width(), room.height()).center())
    painter.drawImage(target, image)
    bitmap.close()
