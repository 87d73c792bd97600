"""A visit, or all of them, as a calendar; and those who agreed as contacts: where the file goes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.background import Task
from desktop.ui.dialogs.file_choice import FileChoice, free_file
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.file_dialogs import CALENDARS, start_folder
from desktop.ui.widgets.number_text import counted

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

CALENDAR, CONTACTS = "calendar", "contacts"
_NO_NAME = '<>:"/\\|?*'


class ExportVisitsDialog(JobDialog):
    """`what` is CALENDAR or CONTACTS; `visit` an id, "" for all. Closed by success, with `made`."""

    made = Signal(object, str)
    """The file's path, and in words what is in it."""

    def __init__(self, desk: Desk, what: str, visit: str, title: str, parent: QWidget | None = None) -> None:
        titles = {CALENDAR: _("Export a calendar"), CONTACTS: _("Export contacts")}
        super().__init__(titles[what], desk.background, _("&Export"), parent)
        self._desk, self._what, self._visit = desk, what, visit
        workspace = desk.workspace.path
        name = "".join(" " if letter in _NO_NAME or not letter.isprintable() else letter for letter in title)
        stems = {CALENDAR: _("{title}, calendar of {day}"), CONTACTS: _("{title}, contacts of {day}")}
        stem = stems[what].format(
            title=" ".join(name.split())[:60].rstrip(" .") or workspace.stem, day=date.today().isoformat()
        )
        suffix = ".ics" if what == CALENDAR else ".vcf"
        path = free_file(start_folder(desk.settings, CALENDARS, workspace.parent), stem, suffix)
        self.file = FileChoice(desk.settings, CALENDARS, path, _("Save the file as"), suffix, self)
        rows = QFormLayout()
        rows.setHorizontalSpacing(16)
        rows.addRow(_("&File"), self.file)
        hint = QLabel(
            _("Sessions, tasks and follow-ups, for any calendar program. Without people and private "
              "notes. Sessions moved there are recognised as moved when you import the calendar again.")
            if what == CALENDAR
            else _("People who agreed to share their details, for phones and mail programs."),
            self,
        )  # fmt: skip
        hint.setWordWrap(True)
        hint.setForegroundRole(hint.palette().ColorRole.PlaceholderText)
        self.form.addLayout(rows)
        self.form.addWidget(hint)
        self.do.clicked.connect(self._export)

    def _export(self) -> None:
        target = self.target_of(self.file, _("Choose where to save the file."))
        if target is None:
            return
        desk, visit, write = self._desk, self._visit, _calendar if self._what == CALENDAR else _contacts

        def job(task: Task) -> str:
            if desk.writable:
                desk.writer.flush()  # what was just typed goes along
            return write(desk, visit, target, task)

        def done(words: str) -> None:
            self.accept()
            self.made.emit(target, words)

        self.start(job, done)


def _calendar(desk: Desk, visit: str, target: Path, task: Task) -> str:
    from desktop.visits.calendars import all_visits, export_calendar

    ids = [visit] if visit else all_visits(desk.workspace)
    made = export_calendar(desk.workspace, target, ids, cancelled=lambda: task.cancelled)
    words = ngettext("{name} was saved: {count} event.", "{name} was saved: {count} events.", made.events)
    said = words.format(name=target.name, count=counted(made.events))
    if made.undated:
        words = ngettext("{count} without a date: left out.", "{count} without a date: left out.", made.undated)
        said = f"{said} {words.format(count=counted(made.undated))}"
    return said


def _contacts(desk: Desk, visit: str, target: Path, _task: Task) -> str:
    from desktop.visits.calendars import export_contacts

    count = export_contacts(desk.workspace, target, visit=visit)
    words = ngettext("{name} was saved: {count} person.", "{name} was saved: {count} people.", count)
    return words.format(name=target.name, count=counted(count))
