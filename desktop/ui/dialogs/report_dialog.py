"""A report of one record as PDF: what of it, in which language, on which paper, where the file goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QWidget

from desktop.i18n import _
from desktop.system.safe_names import safe_name
from desktop.ui.background import Task
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.dialogs.file_choice import FileChoice, free_file
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.dialogs.report_options import choice_box, language_box, paper_box
from desktop.ui.file_dialogs import DOCUMENTS, start_folder

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


@dataclass(frozen=True)
class ReportChoices:
    """What the person chose. `scope`: a code of those offered, "" where none were."""

    scope: str
    language: str
    page_size: str
    package: Callable[[Sequence[str]], Path] | None = None
    """Makes the data that the PDF carries; None for a PDF without."""


WriteReport = Callable[[Path, ReportChoices, Callable[[], bool]], str]
"""(where to, what, whether it was cancelled) -> a sentence on what was made; called on a thread."""


class ReportDialog(JobDialog):
    """Makes the PDF on a thread; closed by success."""

    def __init__(
        self, desk: Desk, title: str, name: str, write: WriteReport, *, scopes: Sequence[tuple[str, str]] = (),
        formats: Sequence[tuple[str, str]] = (), with_data: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`name`: what the file would be called; `scopes`: (code, words), the first is chosen; `formats`: (suffix, words)
        where it may be something else than a PDF; `with_data`: offer to put the data in.
        """
        super().__init__(title, desk.background, _("&Create the file") if formats else _("&Create the PDF"), parent)
        self._desk, self._write = desk, write
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(8)
        self.scope = choice_box(self, *scopes)
        self.language = language_box(self)
        self.paper = paper_box(self)
        folder = start_folder(desk.settings, DOCUMENTS, desk.workspace.path.parent)
        proposed = free_file(folder, safe_name(name, fallback=title), ".pdf")
        self.file = FileChoice(desk.settings, DOCUMENTS, proposed, _("Save the PDF as"), ".pdf", self)
        if scopes:
            rows.addRow(_("&Of"), self.scope)
        else:
            self.scope.hide()
        rows.addRow(_("&Language"), self.language)
        self.format = choice_box(self, *formats)
        self.format.activated.connect(lambda _row: self._choose_format())
        if formats:
            rows.addRow(_("File t&ype"), self.format)
        else:
            self.format.hide()
        rows.addRow(_("Paper si&ze"), self.paper)
        rows.addRow(_("&File"), self.file)
        self.form.addLayout(rows)
        self.with_data = Tick(_("Include the da&ta, so that another desk can import the PDF"), self)
        self.with_data.setToolTip(_("Without private notes, attachments, and people who did not agree"))
        offered = with_data and desk.writable  # what leaves is sealed and signed first
        self.with_data.setChecked(offered)
        self.with_data.setVisible(offered)
        self.form.addWidget(self.with_data)
        self.do.clicked.connect(self._make)

    def _choose_format(self) -> None:
        """The name ends as its files do; only a PDF has pages."""
        suffix = str(self.format.currentData())
        self.file.set_suffix(suffix)
        self.paper.setEnabled(suffix == ".pdf")

    def _make(self) -> None:
        target = self.target_of(self.file, _("Choose where to save the file."))
        if target is None:
            return
        scope = str(self.scope.currentData() or "")
        language, page_size = str(self.language.currentData()), str(self.paper.currentData())
        workspace, writer, write, with_data = (
            self._desk.workspace,
            self._desk.writer,
            self._write,
            self.with_data.isChecked(),
        )

        def job(task: Task) -> str:
            writer.flush()  # what was just typed goes along
            if not with_data:
                return write(target, ReportChoices(scope, language, page_size), lambda: task.cancelled)
            with TemporaryDirectory(prefix="focal-desk-", ignore_cleanup_errors=True) as folder:
                from desktop.exchange.signed_packages import package_for_pdf

                package = package_for_pdf(workspace, Path(folder), f"{target.stem}.fdz", lambda: task.cancelled)
                choices = ReportChoices(scope, language, page_size, package)
                return write(target, choices, lambda: task.cancelled)

        def done(words: str) -> None:
            self.accept()
            self._desk.show_file(target, words)

        self.start(job, done)
