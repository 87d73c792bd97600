"""Which paper of a forum, in which language, and where the file goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QSpinBox, QWidget

from desktop.errors import Cancelled
from desktop.i18n import _, ngettext, speaking
from desktop.reports.forum import DOCUMENTS, SHEET, SHEET_SUFFIXES, ForumReportOptions, write_forum_report
from desktop.ui.background import Task
from desktop.ui.dialogs.file_choice import FileChoice, free_file
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.dialogs.report_options import choice_box, language_box, paper_box
from desktop.ui.file_dialogs import DOCUMENTS as FOLDER
from desktop.ui.file_dialogs import start_folder
from desktop.values.missing_letters import missing_letters_words

if TYPE_CHECKING:
    from desktop.reports.forum.forum_report import ForumReportResult
    from desktop.ui.desk import Desk


class PaperDialog(JobDialog):
    """Makes the file on a thread; closed by success, with `made`."""

    made = Signal(object, str)
    """The file's path, and in words what is in it."""

    def __init__(self, desk: Desk, forum: str, groups: int, seed: int, parent: QWidget | None = None) -> None:
        """`groups`, `seed`: how groups are drawn."""
        super().__init__(_("Papers of the forum"), desk.background, _("&Create the paper"), parent)
        self._desk, self._forum = desk, forum
        self.document = choice_box(self, *((name, _(words)) for name, words in DOCUMENTS.items()))
        self.groups, self.seed = QSpinBox(self), QSpinBox(self)
        self.groups.setRange(1, 500)
        self.groups.setValue(groups)
        self.seed.setRange(1, 999_999)
        self.seed.setValue(seed)
        self.language = language_box(self)
        self.paper = paper_box(self)
        self.file = FileChoice(desk.settings, FOLDER, self._usual_file(), _("Save the paper as"), ".pdf", self)
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(8)
        rows.addRow(_("&Document"), self.document)
        rows.addRow(_("&Groups"), self.groups)
        rows.addRow(_("Draw num&ber"), self.seed)
        rows.addRow(_("&Language"), self.language)
        rows.addRow(_("Paper si&ze"), self.paper)
        rows.addRow(_("&File"), self.file)
        self.form.addLayout(rows)
        for box in (self.document, self.language):
            box.currentIndexChanged.connect(lambda _index: self._propose())
        self.do.clicked.connect(self._make)
        self._propose()

    def _propose(self) -> None:
        with_groups = self.document.currentData() in ("groups", "signs")
        for field in (self.groups, self.seed):
            field.setEnabled(with_groups)
        self.paper.setEnabled(self.document.currentData() != SHEET)
        self.file.set_suffix(self._suffix)
        self.file.propose(self._usual_file())

    @property
    def _suffix(self) -> str:
        return SHEET_SUFFIXES[0] if self.document.currentData() == SHEET else ".pdf"

    def _usual_file(self) -> Path:
        with speaking(self.language.currentData()):
            stem = _(DOCUMENTS[self.document.currentData()])
        return free_file(
            start_folder(self._desk.settings, FOLDER, self._desk.workspace.path.parent), stem, self._suffix
        )

    def _make(self) -> None:
        target = self.target_of(self.file, _("Choose where to save the paper."))
        if target is None:
            return
        workspace, forum = self._desk.workspace, self._forum
        wanted = ForumReportOptions(
            document=self.document.currentData(), language=self.language.currentData(),
            page_size=self.paper.currentData(), author=workspace.author, groups=self.groups.value(), seed=self.seed.value(),
        )  # fmt: skip

        def job(task: Task) -> ForumReportResult:
            def check() -> None:
                if task.cancelled:
                    raise Cancelled

            return write_forum_report(workspace, forum, target, wanted, check)

        def done(result: ForumReportResult) -> None:
            words = _("{title}: {file}") if not result.pages else ngettext(
                "{title}: {count} page in {file}", "{title}: {count} pages in {file}", result.pages
            )  # fmt: skip
            words = words.format(title=result.title, count=result.pages, file=target.name)
            if result.not_named:
                more = ngettext(
                    "One person has not agreed to be named.",
                    "{count} people have not agreed to be named.",
                    result.not_named,
                )
                words = f"{words} {more.format(count=result.not_named)}"
            if result.missing:
                words += f" {missing_letters_words(result.missing)}"
            self.accept()
            self.made.emit(target, words)

        self.start(job, done)
