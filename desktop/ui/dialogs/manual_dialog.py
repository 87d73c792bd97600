"""In which language and on which paper the manual is saved, and where it goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from desktop.i18n import _, ngettext, speaking
from desktop.system.safe_names import safe_name
from desktop.ui.background import Background, Task
from desktop.ui.dialogs.file_choice import FileChoice, free_file
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.dialogs.report_options import language_box, paper_box
from desktop.ui.file_dialogs import DOCUMENTS, start_folder
from desktop.ui.settings import Settings
from desktop.ui.welcome import usual_path


class ManualDialog(JobDialog):
    """Makes the PDF on a thread; closed by success, with `made`. It needs no workspace."""

    made = Signal(object, str)
    """The PDF's path, and in words what is in it."""

    def __init__(self, settings: Settings, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(_("Save the manual"), background, _("&Create the PDF"), parent)
        self._settings = settings
        self.form.addWidget(
            self.paragraph(_("All topics of the help as one PDF, with contents and pictures, to print or to pass on."))
        )
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(8)
        self.language = language_box(self)
        self.paper = paper_box(self)
        self.file = FileChoice(settings, DOCUMENTS, self._usual_file(), _("Save the PDF as"), ".pdf", self)
        rows.addRow(_("&Language"), self.language)
        rows.addRow(_("Paper si&ze"), self.paper)
        rows.addRow(_("&File"), self.file)
        self.form.addLayout(rows)
        self.language.currentIndexChanged.connect(lambda _index: self.file.propose(self._usual_file()))
        self.do.clicked.connect(self._make)

    def _usual_file(self) -> Path:
        from desktop import NAME

        with speaking(self.language.currentData()):  # the name is in the language of the document
            stem = safe_name(_("The manual of {name}").format(name=NAME), "", fallback=NAME)
        return free_file(start_folder(self._settings, DOCUMENTS, usual_path().parent), stem, ".pdf")

    def _make(self) -> None:
        target = self.target_of(self.file, _("Choose where to save the PDF."))
        if target is None:
            return
        from desktop.reports.manual import ManualOptions, write_manual

        wanted = ManualOptions(language=self.language.currentData(), page_size=self.paper.currentData())

        def job(task: Task) -> int:
            return write_manual(target, wanted, cancelled=lambda: task.cancelled)

        def done(count: int) -> None:
            pages = ngettext("{number} page", "{number} pages", count).format(number=count)
            self.accept()
            self.made.emit(target, _("{name} was created: {pages}.").format(name=target.name, pages=pages))

        self.start(job, done)
