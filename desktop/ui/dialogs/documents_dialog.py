"""Which paper of a visit, in which language, and where the PDF goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QPushButton, QWidget

from desktop.i18n import _, ngettext, speaking
from desktop.ui import file_dialogs
from desktop.ui.background import Task
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.dialogs.file_choice import FileChoice, free_file
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.dialogs.report_options import choice_box, language_box, paper_box
from desktop.values.missing_letters import missing_letters_words

if TYPE_CHECKING:
    from desktop.reports.visits import DocumentResult
    from desktop.ui.desk import Desk

_NO_NAME = '<>:"/\\|?*'
"""Letters that Windows takes in no name of a file."""


class DocumentsDialog(JobDialog):
    """Makes the PDF on a thread; closed by success, with `made`."""

    made = Signal(object, str)
    """The PDF's path, and in words what is in it."""

    printable = Signal(object, object, str)
    """A temporary folder, the PDF in it, and what to call it: it is to be printed."""

    def __init__(
        self,
        desk: Desk,
        visit: str,
        title: str,
        document: str = "",
        parent: QWidget | None = None,
        *,
        to_print: bool = False,
    ) -> None:
        """`to_print`: Enter prints."""
        from desktop.reports.visits import DOCUMENTS

        super().__init__(_("Visit documents"), desk.background, _("&Create the PDF"), parent)
        self._desk = desk
        self._visit = visit
        self._title = title
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(8)
        self.document = choice_box(self, *((name, _(label)) for name, label in DOCUMENTS.items()))
        self.document.setCurrentIndex(max(self.document.findData(document), 0))
        self.language = language_box(self)
        self.paper = paper_box(self)
        self.file = FileChoice(
            desk.settings, file_dialogs.DOCUMENTS, self._usual_file(), _("Save the PDF as"), ".pdf", self
        )
        rows.addRow(_("&Document"), self.document)
        rows.addRow(_("&Language"), self.language)
        rows.addRow(_("Paper si&ze"), self.paper)
        rows.addRow(_("&File"), self.file)
        self.form.addLayout(rows)
        self.with_data = Tick(_("Include the da&ta, so that another desk can import the PDF"), self)
        self.with_data.setToolTip(_("Without private notes, attachments, and people who did not agree"))
        self.with_data.setChecked(desk.writable)
        self.form.addWidget(self.with_data)
        self.names = self.paragraph(
            _(
                "All names are printed, also of people who did not agree to be named to others: give each page only to"
                " the person it names."
            ),
            quiet=True,
        )
        self.form.addWidget(self.names)
        self.document.currentIndexChanged.connect(self._other_document)
        self.language.currentIndexChanged.connect(lambda _index: self.file.propose(self._usual_file()))
        self.do.clicked.connect(self._make)
        self.print = QPushButton(_("P&rint…"), self)
        self.print.clicked.connect(self._print)
        self.print.setDefault(to_print)
        self.do.setDefault(not to_print)
        self.buttons.insertWidget(self.buttons.indexOf(self.do), self.print)
        self._show_data()

    def _usual_file(self) -> Path:
        workspace = self._desk.workspace.path
        title = "".join(" " if letter in _NO_NAME or not letter.isprintable() else letter for letter in self._title)
        from desktop.reports.visits import DOCUMENTS

        with speaking(self.language.currentData()):  # the name is in the language of the document
            stem = _("{paper}, {title}, {day}").format(
                paper=_(DOCUMENTS[self.document.currentData()]),
                title=" ".join(title.split())[:60].rstrip(" ."),
                day=date.today().isoformat(),
            )
        return free_file(
            file_dialogs.start_folder(self._desk.settings, file_dialogs.DOCUMENTS, workspace.parent), stem, ".pdf"
        )

    def _other_document(self) -> None:
        self.file.propose(self._usual_file())
        self._show_data()

    def _show_data(self) -> None:
        """Badges and sheets carry nothing; and what leaves is sealed first, which takes a desk that can be written."""
        from desktop.reports.visits import DOCUMENTS_WITH_DATA, FOR_THE_NAMED

        self.names.setVisible(self.document.currentData() in FOR_THE_NAMED)
        self.with_data.setVisible(self._desk.writable and self.document.currentData() in DOCUMENTS_WITH_DATA)

    def _make(self) -> None:
        target = self.target_of(self.file, _("Choose where to save the PDF."))
        if target is not None:
            self._write(target, self._made, with_data=self.with_data.isChecked())

    def _made(self, target: Path, result: DocumentResult) -> None:
        pages = ngettext("{number} page", "{number} pages", result.pages).format(number=result.pages)
        words = _("{name} was created: {pages}.").format(name=target.name, pages=pages)
        if result.missing:
            words += f" {missing_letters_words(result.missing)}"
        self.accept()
        self.made.emit(target, " ".join(filter(None, (words, result.not_agreed_note))))

    def _print(self) -> None:
        """Make the PDF, without data in it, where it is gone once it is printed."""
        from desktop.ui import printing

        if not printing.has_printer():
            self.show_message(str(printing.no_printer()), grave=True)
            return
        folder = TemporaryDirectory(prefix="focal-desk-", ignore_cleanup_errors=True)
        name = self.document.currentText()

        def done(target: Path, _result: DocumentResult) -> None:
            self.accept()
            self.printable.emit(folder, target, name)

        self._write(Path(folder.name) / "print.pdf", done, with_data=False)

    def _write(self, target: Path, then: Callable[[Path, DocumentResult], object], *, with_data: bool) -> None:
        from desktop.reports.visits import DOCUMENTS_WITH_DATA, DocumentOptions, write_visit_document

        workspace, writer, visit = self._desk.workspace, self._desk.writer, self._visit
        wanted = DocumentOptions(
            document=self.document.currentData(), language=self.language.currentData(),
            page_size=self.paper.currentData(), author=workspace.author,
        )  # fmt: skip
        with_data = with_data and self._desk.writable and wanted.document in DOCUMENTS_WITH_DATA

        def job(task: Task) -> DocumentResult:
            with TemporaryDirectory(prefix="focal-desk-", ignore_cleanup_errors=True) as folder:
                asked = wanted
                if self._desk.writable:
                    writer.flush()  # what was just typed goes along
                if with_data:
                    from desktop.exchange.signed_packages import package_for_pdf

                    package = package_for_pdf(
                        workspace, Path(folder), f"{target.stem}.fdz", lambda: task.cancelled
                    )  # fmt: skip
                    asked = replace(wanted, package=package)
                return write_visit_document(workspace, visit, target, asked, cancelled=lambda: task.cancelled)

        self.print.setEnabled(False)
        self.start(job, lambda result: then(target, result))

    def _rest(self) -> None:
        super()._rest()
        self.print.setEnabled(True)
