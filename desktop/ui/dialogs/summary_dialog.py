"""What shall stand in the summary, in which language, and where the PDF goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop.i18n import _, ngettext, speaking
from desktop.ui.background import Task
from desktop.ui.dialogs.activity_scope import WhichActivities
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.dialogs.file_choice import FileChoice, free_file
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.dialogs.report_options import choice_box, language_box, paper_box
from desktop.ui.file_dialogs import DOCUMENTS, start_folder
from desktop.values.dates import parse_period
from desktop.values.missing_letters import missing_letters_words

if TYPE_CHECKING:
    from desktop.catalogue import Query
    from desktop.reports import SummaryResult
    from desktop.ui.desk import Desk


class SummaryDialog(JobDialog):
    """Makes the PDF on a thread; closed by success, with `made`."""

    made = Signal(object, str)
    """The PDF's path, and in words what is in it."""

    def __init__(self, desk: Desk, query: Query, selected_ids: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(_("Summary as PDF"), desk.background, _("&Create the PDF"), parent)
        self._desk = desk
        self.which = WhichActivities(desk, query, selected_ids, self)
        self.form.addWidget(self.which)
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(8)
        self.group_by = choice_box(
            self, ("kind", _("Kind")), ("year", _("Year")), ("country", _("Country")), ("goal", _("Development goal")),
            ("status", _("Status")), ("none", _("Not grouped")),
        )  # fmt: skip
        self.layout_choice = choice_box(
            self, ("full", _("Full: a block for each activity")), ("compact", _("Compact: a table of activities"))
        )
        self.language = language_box(self)
        self.paper = paper_box(self)
        self.period_from = QLineEdit(self)
        self.period_to = QLineEdit(self)
        for field, name in ((self.period_from, _("Period from")), (self.period_to, _("Period to"))):
            field.setAccessibleName(name)
            field.setFixedWidth(108)
            field.setToolTip(_("A year, a month or a day: 2026, 2026-05 or 2026-05-03"))
        self.period_from.setPlaceholderText(_("beginning"))
        self.period_to.setPlaceholderText(_("end"))
        period = QHBoxLayout()
        period.setSpacing(8)
        period.addWidget(self.period_from)
        between = QLabel(_("to"), self)
        between.setBuddy(self.period_to)
        period.addWidget(between)
        period.addWidget(self.period_to)
        self.file = FileChoice(desk.settings, DOCUMENTS, self._usual_file(), _("Save the PDF as"), ".pdf", self)
        rows.addRow(_("La&yout"), self.layout_choice)
        rows.addRow(_("&Group by"), self.group_by)
        when = QLabel(_("&Period"), self)
        when.setBuddy(self.period_from)
        rows.addRow(when, period)
        rows.addRow(_("&Language"), self.language)
        rows.addRow(_("Paper si&ze"), self.paper)
        rows.addRow(_("&File"), self.file)
        self.form.addLayout(rows)
        self.with_data = Tick(_("Include the da&ta, so that another desk can import the PDF"), self)
        self.with_data.setToolTip(_("Without private notes, attachments, and people who did not agree"))
        self.with_data.setChecked(desk.writable)
        self.with_data.setVisible(desk.writable)  # what leaves is sealed and signed first
        self.form.addWidget(self.with_data)
        self.language.currentIndexChanged.connect(lambda _index: self.file.propose(self._usual_file()))
        self.do.clicked.connect(self._make)

    def _usual_file(self) -> Path:
        workspace = self._desk.workspace.path
        with speaking(self.language.currentData()):  # the name is in the language of the report
            stem = _("{name}, summary of {day}").format(name=workspace.stem, day=date.today().isoformat())
        return free_file(start_folder(self._desk.settings, DOCUMENTS, workspace.parent), stem, ".pdf")

    def _period(self) -> tuple[str, str] | None:
        start, end = parse_period(self.period_from.text()), parse_period(self.period_to.text())
        return (start.start if start else "", end.last if end else "") if start or end else None

    def _make(self) -> None:
        for field in (self.period_from, self.period_to):
            if field.text().strip() and parse_period(field.text()) is None:
                self.show_message(
                    _("Write the period as years, months or days: 2026, 2026-05 or 2026-05-03."), grave=True
                )
                field.setFocus()
                return
        target = self.target_of(self.file, _("Choose where to save the PDF."))
        if target is None:
            return
        from desktop.reports import SummaryOptions, write_summary

        workspace = self._desk.workspace
        wanted = SummaryOptions(
            ids=self.which.ids, query=self.which.query, language=self.language.currentData(),
            page_size=self.paper.currentData(), group_by=self.group_by.currentData(), period=self._period(),
            author=workspace.author, compact=self.layout_choice.currentData() == "compact",
        )  # fmt: skip

        writer, with_data = self._desk.writer, self.with_data.isChecked()

        def job(task: Task) -> SummaryResult:
            with TemporaryDirectory(prefix="focal-desk-", ignore_cleanup_errors=True) as folder:
                asked = wanted
                if with_data:
                    from desktop.exchange.signed_packages import package_for_pdf

                    writer.flush()  # what was just typed goes along
                    package = package_for_pdf(
                        workspace, Path(folder), f"{target.stem}.fdz", lambda: task.cancelled
                    )  # fmt: skip
                    asked = replace(wanted, package=package)
                return write_summary(workspace, target, asked, progress=task.progress, cancelled=lambda: task.cancelled)

        def done(result: SummaryResult) -> None:
            activities = ngettext("{number} activity", "{number} activities", result.activities)
            pages = ngettext("{number} page", "{number} pages", result.pages)
            words = _("{name} was created: {activities} on {pages}.").format(
                name=target.name,
                activities=activities.format(number=result.activities),
                pages=pages.format(number=result.pages),
            )
            if result.missing:
                words += f" {missing_letters_words(result.missing)}"
            self.accept()
            self.made.emit(target, words)

        self.start(job, done)
