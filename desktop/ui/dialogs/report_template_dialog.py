"""A report by template: which blocks, of which period, in which language; the pages beside it as they will be printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.catalogue.report_templates import (
    PERIOD_LABELS,
    PERIODS,
    ReportTemplate,
    delete_report_template,
    find_report_template,
    list_report_templates,
    save_report_template,
)
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext, speaking
from desktop.ui.background import Task
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.dialogs.file_choice import FileChoice, free_file
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.dialogs.report_options import choice_box, language_box, paper_box
from desktop.ui.file_dialogs import DOCUMENTS, start_folder
from desktop.ui.pdf_pages import render_pages
from desktop.ui.widgets.ticked_list import Ticked, TickedList
from desktop.values.missing_letters import missing_letters_words
from desktop.values.numbers import format_number

if TYPE_CHECKING:
    from desktop.reports.templates import TemplateReportResult
    from desktop.ui.desk import Desk

_PREVIEW_WIDTH, _PREVIEW_PAGES, _PREVIEW_ACTIVITIES = 380, 8, 12
_QUIET_MS = 350
"""After a change, before the preview is made anew."""
_SPLITS = ("country", "region", "section", "module", "year", "organisation", "goal", "method", "hazard_cluster")
_GROUPS = ("kind", "year", "country", "goal", "module", "status", "none")


class ReportTemplateDialog(JobDialog):
    """Makes the PDF on a thread; closed by success, with `made`."""

    made = Signal(object, str)
    """The PDF's path, and in words what is in it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Report by template"), desk.background, _("&Create the PDF"), parent)
        self._desk = desk
        self._template = list_report_templates()[0]
        self._folder = TemporaryDirectory(prefix="focal-desk-", ignore_cleanup_errors=True)
        self._later = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._later.timeout.connect(self._make_preview)
        self.finished.connect(lambda _result: self._clean())
        self._fill()
        self.resize(QSize(1060, 640))
        self.do.clicked.connect(self._make)
        self._list_templates("")

    # What is asked ---------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        from desktop.figures import GROUPINGS

        self.templates = choice_box(self)
        self.templates.setAccessibleName(_("Template"))
        self.templates.activated.connect(lambda _row: self._choose(self.templates.currentData()))
        self.save_button = QPushButton(_("&Save as template…"), self)
        self.delete_button = QPushButton(_("D&elete the template"), self)
        for button, ask in ((self.save_button, self._save), (self.delete_button, self._delete)):
            button.setAutoDefault(False)
            button.clicked.connect(ask)
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.blocks = TickedList(_("Parts of the report"), self)
        self.blocks.list.setMinimumHeight(150)
        self.period = choice_box(self, *((code, _(PERIOD_LABELS[code])) for code in PERIODS))
        self.period.setEditable(True)
        self.period.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.period.setAccessibleName(_("Period"))
        self.compare = Tick(_("Compare &with the period before"), self)
        self.language = language_box(self)
        self.paper = paper_box(self)
        self.group = choice_box(
            self, *((code, _(GROUPINGS[code].label) if code in GROUPINGS else _("Not grouped")) for code in _GROUPS)
        )
        self.split = choice_box(self, *((code, _(GROUPINGS[code].label)) for code in _SPLITS))
        self.query = QLineEdit(self)
        self.query.setPlaceholderText(_("all, or a search such as kind:training country:KE"))
        self.file = FileChoice(
            self._desk.settings, DOCUMENTS, self._usual_file(), _("Save the PDF as"), ".pdf", self
        )  # fmt: skip
        head = QHBoxLayout()
        words = QLabel(_("Te&mplate"), self)
        words.setBuddy(self.templates)
        self.templates.setMinimumWidth(200)
        head.addWidget(words)
        head.addWidget(self.templates, 1)
        for each in (self.save_button, self.delete_button):
            head.addWidget(each)
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.setVerticalSpacing(5)
        rows.addRow(_("&Period"), self.period)
        rows.addRow("", self.compare)
        rows.addRow(_("&Only activities"), self.query)
        rows.addRow(_("&Group activities by"), self.group)
        rows.addRow(_("Figures &by group"), self.split)
        rows.addRow(_("&Language"), self.language)
        rows.addRow(_("Paper si&ze"), self.paper)
        rows.addRow(_("&File"), self.file)
        self.with_data = Tick(_("Include the da&ta, so that another desk can import the PDF"), self)
        self.with_data.setToolTip(_("Without private notes, attachments, and people who did not agree"))
        self.with_data.setChecked(self._desk.writable)
        self.with_data.setVisible(self._desk.writable)  # what leaves is sealed and signed first
        left = QVBoxLayout()
        left.addLayout(head)
        left.addWidget(self.about)
        left.addWidget(self.blocks, 1)
        left.addLayout(rows)
        left.addWidget(self.with_data)
        self.pages = QScrollArea(self)
        self.pages.setWidgetResizable(True)
        self.pages.setFixedWidth(_PREVIEW_WIDTH + 40)
        self.pages.setAccessibleName(_("Preview of the pages"))
        self.pages_said = QLabel(self)
        self.pages_said.setWordWrap(True)
        self.pages_said.setTextFormat(Qt.TextFormat.PlainText)
        right = QVBoxLayout()
        right.addWidget(self.pages, 1)
        right.addWidget(self.pages_said)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addLayout(left, 1)
        across.addLayout(right)
        self.form.addLayout(across)
        self.blocks.changed.connect(self._later.start)
        self.period.currentTextChanged.connect(lambda _text: self._later.start())
        self.query.textChanged.connect(lambda _text: self._later.start())
        self.compare.toggled.connect(lambda _on: self._later.start())
        for box in (self.language, self.paper, self.group, self.split):
            box.currentIndexChanged.connect(lambda _row: self._later.start())

    def _list_templates(self, key: str) -> None:
        """Read the templates, and choose one; the first where that is not there."""
        workspace = self._desk.workspace

        def show(found: list[ReportTemplate]) -> None:
            self.templates.clear()
            for each in found:
                self.templates.addItem(each.name, each.key)
            self.templates.setCurrentIndex(max(self.templates.findData(key), 0))
            self._choose(self.templates.currentData())

        self._desk.background.run(lambda: list_report_templates(workspace), show, topic="report templates")

    def _choose(self, key: str) -> None:
        workspace = self._desk.workspace
        self._desk.background.run(
            lambda: find_report_template(workspace, key), self.show_template, self._failed_to_read,
            topic="report template",
        )  # fmt: skip

    def _failed_to_read(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.show_message(str(error), grave=True)

    def show_template(self, template: ReportTemplate) -> None:
        """Show what a template has; its blocks first, then the others."""
        from desktop.reports.templates import BLOCKS
        from desktop.reports.templates.template_report import unknown_note

        self._template = template
        self.about.setText(template.summary)
        self.about.setVisible(bool(template.summary))
        known = [name for name in dict.fromkeys(template.blocks) if name in BLOCKS]
        self.blocks.show_lines(
            Ticked(name, _(BLOCKS[name].label), name in known, tip=_(BLOCKS[name].about))
            for name in (*known, *(each for each in BLOCKS if each not in known))
        )
        at = self.period.findData(template.period)
        self.period.setCurrentIndex(max(at, 0))
        if at < 0:
            self.period.setEditText(template.period)
        self.compare.setChecked(template.compare)
        self.query.setText(template.query)
        for box, code in ((self.group, template.group), (self.split, template.split)):
            box.setCurrentIndex(max(box.findData(code), 0))
        if (row := self.language.findData(template.language)) >= 0:
            self.language.setCurrentIndex(row)
        self.delete_button.setEnabled(template.own and self._desk.writable)
        self.save_button.setEnabled(self._desk.writable)
        self.show_message(unknown_note([name for name in template.blocks if name not in BLOCKS]))
        self.file.propose(self._usual_file())
        self._later.start()

    def chosen(self) -> ReportTemplate:
        """The template as it is shown now. Blocks of a newer version stay in it."""
        from desktop.reports.templates import BLOCKS

        text = self.period.currentText().strip()
        labels = {_(PERIOD_LABELS[code]): code for code in PERIODS}
        unknown = [name for name in self._template.blocks if name not in BLOCKS]
        return replace(
            self._template, blocks=(*self.blocks.chosen, *unknown), period=labels.get(text, text),
            language=self.language.currentData(), compare=self.compare.isChecked(), query=self.query.text().strip(),
            group=self.group.currentData(), split=self.split.currentData(),
        )  # fmt: skip

    def _usual_file(self) -> Path:
        workspace = self._desk.workspace.path
        with speaking(self.language.currentData()):
            stem = f"{workspace.stem}, {self._template.name} {date.today().isoformat()}"
        return free_file(start_folder(self._desk.settings, DOCUMENTS, workspace.parent), stem, ".pdf")

    # The preview -----------------------------------------------------------------------------------------------------

    def _make_preview(self) -> None:
        if self.running or not self.isVisible():
            return
        from desktop.reports.templates import TemplateReportOptions, write_template_report

        workspace, ratio = self._desk.workspace, self.devicePixelRatioF()
        path = Path(self._folder.name) / "preview.pdf"
        wanted = TemplateReportOptions(
            template=self.chosen(), language=self.language.currentData(), page_size=self.paper.currentData(),
            author=workspace.author, most=_PREVIEW_ACTIVITIES,
        )  # fmt: skip

        def job(task: Task) -> tuple[list[QImage], int, int]:
            made = write_template_report(workspace, path, wanted, cancelled=lambda: task.cancelled)
            return *render_pages(path, _PREVIEW_WIDTH, ratio, _PREVIEW_PAGES), made.activities

        self._desk.background.run_task(job, self._show_pages, self._failed_preview, topic="report preview")

    def _show_pages(self, found: tuple[list[QImage], int, int]) -> None:
        images, count, activities = found
        column = QWidget(self.pages)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(8, 8, 8, 8)
        for number, image in enumerate(images, 1):
            page = QLabel(column)
            page.setPixmap(QPixmap.fromImage(image))
            page.setFixedSize(
                QSize(round(image.deviceIndependentSize().width()), round(image.deviceIndependentSize().height()))
            )
            page.setAccessibleName(_("Page {number}").format(number=format_number(number)))
            layout.addWidget(page)
        layout.addStretch(1)
        self.pages.setWidget(column)
        words = ngettext("{number} activity", "{number} activities", activities).format(
            number=format_number(activities)
        )
        parts = [words]
        if activities > _PREVIEW_ACTIVITIES:
            parts.append(
                ngettext("the preview shows {count} of them in full", "the preview shows {count} of them in full",
                         _PREVIEW_ACTIVITIES).format(count=format_number(_PREVIEW_ACTIVITIES))
            )  # fmt: skip
        if count > len(images):
            parts.append(
                ngettext("the first {count} page", "the first {count} pages", len(images))
                .format(count=format_number(len(images)))
            )  # fmt: skip
        self.pages_said.setText(" · ".join(parts))

    def _failed_preview(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.pages.setWidget(QWidget(self.pages))
            self.pages_said.setText(str(error))

    def _clean(self) -> None:
        self._later.stop()
        self._folder.cleanup()

    # Templates -------------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        name, wanted = QInputDialog.getText(
            self,
            _("Save as template"),
            _("Name of the template:"),
            text=self._template.name if self._template.own else "",
        )
        if not wanted:
            return
        own = self._template.own and name.strip() == self._template.name
        template = replace(self.chosen(), name=name.strip(), key=self._template.key if own else "")
        workspace = self._desk.workspace

        def done(key: object) -> None:
            self._list_templates(str(key))
            self.show_message(_("The template was saved. It travels with the packages that you send."))

        self._desk.writer.run(lambda: save_report_template(workspace, template), done, self._failed_to_read)

    def _delete(self) -> None:
        workspace, key = self._desk.workspace, self._template.key

        def done(_result: object) -> None:
            self._list_templates("")
            self.show_message(_("The template was deleted. Undo brings it back."))

        self._desk.writer.run(lambda: delete_report_template(workspace, key), done, self._failed_to_read)

    # The PDF ---------------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        from desktop.reports.templates import TemplateReportOptions, write_template_report
        from desktop.reports.templates.template_report import period_of

        template = self.chosen()
        try:
            period_of(template.period, date.today())
        except UserFacingError as error:
            self.show_message(str(error), grave=True)
            self.period.setFocus()
            return
        if not self.blocks.chosen:
            self.show_message(_("Tick at least one part of the report."), grave=True)
            self.blocks.list.setFocus()
            return
        target = self.target_of(self.file, _("Choose where to save the PDF."))
        if target is None:
            return
        workspace = self._desk.workspace
        wanted = TemplateReportOptions(
            template=template, language=self.language.currentData(), page_size=self.paper.currentData(),
            author=workspace.author,
        )  # fmt: skip
        writer, with_data = self._desk.writer, self.with_data.isChecked()

        def job(task: Task) -> TemplateReportResult:
            with TemporaryDirectory(prefix="focal-desk-", ignore_cleanup_errors=True) as folder:
                asked = wanted
                if with_data:
                    from desktop.exchange.signed_packages import package_for_pdf

                    writer.flush()  # what was just typed goes along
                    package = package_for_pdf(workspace, Path(folder), f"{target.stem}.fdz", lambda: task.cancelled)
                    asked = replace(wanted, package=package)
                return write_template_report(
                    workspace, target, asked, progress=task.progress, cancelled=lambda: task.cancelled
                )

        def done(result: TemplateReportResult) -> None:
            pages = ngettext("{number} page", "{number} pages", result.pages).format(number=format_number(result.pages))
            words = _("{name} was created: {pages}.").format(name=target.name, pages=pages)
            if result.missing:
                words += f" {missing_letters_words(result.missing)}"
            self.accept()
            self.made.emit(target, " ".join(filter(None, (words, result.unknown_note))))

        self.start(job, done)
