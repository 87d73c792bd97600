"""Pictures of PDF pages: the summary of the sample, by goal on A4 and by country on Letter, and the compact one."""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pypdfium2

from desktop.i18n import current_language
from desktop.reports import SummaryOptions, write_summary

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.dialogs.report_template_dialog import ReportTemplateDialog

_SHARPNESS = 1.5  # pixels of a point


def page_pictures(path: Path, pages: range | None = None) -> dict[str, bytes]:
    """Each page of a PDF file as PNG, by its number."""
    found: dict[str, bytes] = {}
    with pypdfium2.PdfDocument(path) as pdf:
        for number in pages or range(len(pdf)):
            if number < len(pdf):
                buffer = io.BytesIO()
                pdf[number].render(scale=_SHARPNESS).to_pil().save(buffer, "PNG")
                found[f"{number + 1:03}"] = buffer.getvalue()
    return found


def _summary(desk: Desk, group_by: str, page_size: str, *, compact: bool = False) -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "summary.pdf"
        wanted = SummaryOptions(
            language=current_language(), group_by=group_by, page_size=page_size, compact=compact
        )  # fmt: skip
        write_summary(desk.workspace, path, wanted)
        return page_pictures(path)


def by_goal(desk: Desk) -> dict[str, bytes]:
    """The summary of the sample by goal, on A4."""
    return _summary(desk, "goal", "A4")


def by_country(desk: Desk) -> dict[str, bytes]:
    """The summary of the sample by country, on Letter."""
    return _summary(desk, "country", "Letter")


def compact(desk: Desk) -> dict[str, bytes]:
    """The compact summary of the sample by kind, on A4."""
    return _summary(desk, "kind", "A4", compact=True)


def by_template(desk: Desk) -> ReportTemplateDialog:
    """The dialog of reports by template, with the preview of the annual report."""
    from PySide6.QtWidgets import QApplication

    from desktop.ui.dialogs.report_template_dialog import ReportTemplateDialog
    from tests.pictures.scenes_importing import _until

    dialog = ReportTemplateDialog(desk)
    dialog.show()
    _until(dialog, lambda: dialog.templates.count() > 0 and dialog.blocks.list.count() > 0)
    dialog.templates.setCurrentIndex(dialog.templates.findData("evidence"))
    dialog.templates.activated.emit(dialog.templates.currentIndex())
    _until(dialog, lambda: dialog.pages.widget() is not None)
    QApplication.processEvents()
    return dialog


SCENES = {
    "summary-goal": by_goal,
    "summary-country": by_country,
    "summary-compact": compact,
    "report-template": by_template,
}
