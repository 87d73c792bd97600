"""What is shown, on paper: the PDF of it, through the system's print dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from desktop.errors import UserFacingError
from desktop.i18n import _, current_language, ngettext
from desktop.ui.listing.progress_box import ProgressBox, ReportProgress
from desktop.ui.page import ACTIVITIES
from desktop.ui.window_protocol import WindowProtocol

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop.catalogue import Query
    from desktop.ui.desk import Desk

_WHOLE = 100
"""Steps of the progress."""
_ALONE = 5
"""Up to so many selected activities are printed with all that they say, without a cover; more of them as a table."""


class PrintOperations:
    """Of the activities that are listed or selected, and of a visit, whose documents are asked for first."""

    def __init__(self, shell: WindowProtocol, parent: QWidget, documents: Callable[[str], object]) -> None:
        """`documents` asks which document of a visit."""
        self._shell = shell
        self._parent = parent
        self._documents = documents

    def print_shown(self) -> None:
        """Print what the page shows."""
        desk, view = self._shell.desk, self._shell.view
        if desk is None or view is None:
            return
        view.finish()
        visit = view.shown_visit()
        if visit:
            self._documents(visit)
        elif visit is not None:
            desk.show_message(_("Select the visit whose documents you want to print."))
        elif view.is_shown(ACTIVITIES):
            self.print_activities(desk, view.query(), view.selected_ids())
        else:
            desk.show_message(
                _("This page has nothing to print. Activities and the documents of visits can be printed.")
            )

    def print_activities(self, desk: Desk, query: Query, selected: Sequence[str]) -> None:
        """Those that are selected, or all that are listed, as a table; a few that are selected with all that they say."""
        from desktop.reports import SummaryOptions, write_summary

        if not self._may_print(desk):
            return
        few = 0 < len(selected) <= _ALONE
        wanted = SummaryOptions(
            ids=list(selected) or None, query=query, language=current_language(), page_size=usual_paper(),
            author=desk.workspace.author, front=not few, compact=not few,
        )  # fmt: skip
        folder = TemporaryDirectory(prefix="focal-desk-", ignore_cleanup_errors=True)
        path, workspace = Path(folder.name) / "print.pdf", desk.workspace
        box = ProgressBox(_("Making the pages…"), _WHOLE, self._parent)

        def job(report_progress: ReportProgress) -> Path:
            write_summary(workspace, path, wanted, progress=_in_steps(report_progress), cancelled=lambda: box.cancelled)
            return path

        box.read(desk, job, lambda _path: self._print(desk, path, workspace.path.stem, folder))

    def print_document(self, desk: Desk, folder: TemporaryDirectory[str], path: Path, name: str) -> None:
        """A PDF that was made in a folder of its own, which goes afterwards."""
        self._print(desk, path, name, folder)

    def _may_print(self, desk: Desk) -> bool:
        from desktop.ui import printing

        if printing.has_printer():
            return True
        desk.show_error(printing.no_printer())
        return False

    def _print(self, desk: Desk, path: Path, name: str, folder: TemporaryDirectory[str]) -> None:
        from desktop.ui import printing

        try:
            printer = printing.ask_printer(name, self._parent)
        except UserFacingError as error:
            desk.show_error(error)
            printer = None
        if printer is None:
            folder.cleanup()
            return
        box = ProgressBox(_("Printing…"), _WHOLE, self._parent)

        def job(report_progress: ReportProgress) -> int:
            with folder:
                return printing.print_pdf(path, printer, _in_steps(report_progress), lambda: box.cancelled)

        box.read(desk, job, lambda pages: desk.show_message(_sent(printer, pages)))


def usual_paper() -> str:
    """Letter where people use it, else A4."""
    inches = QLocale.system().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return "Letter" if inches else "A4"


def _in_steps(report_progress: ReportProgress) -> Callable[[int, int], object]:
    return lambda done, total: report_progress(done * _WHOLE // max(total, 1))


def _sent(printer: QPrinter, pages: int) -> str:
    words = ngettext("{number} page was sent to {printer}.", "{number} pages were sent to {printer}.", pages)
    return words.format(number=pages, printer=printer.printerName() or printer.outputFileName())
