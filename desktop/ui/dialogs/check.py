"""Is the workspace in order? Looked at on a thread, told in words, mended where that is possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.background import Task
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.icons import icon

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.workspace import CheckReport


class CheckDialog(JobDialog):
    """Begins to look as soon as it is opened."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Check the workspace"), desk.background, _("Check a&gain"), parent)
        self._desk = desk
        self.resize(560, 360)
        self._intro = QLabel(
            _("Every record is compared with the change log, and every attachment with its checksum."),
            self,
        )
        self._intro.setWordWrap(True)
        self._verdict = QLabel(self)
        self._verdict.setWordWrap(True)
        font = self._verdict.font()
        font.setWeight(font.Weight.DemiBold)
        self._verdict.setFont(font)
        self.problems = QListWidget(self)
        self.problems.setWordWrap(True)
        self.problems.setAlternatingRowColors(True)
        self.problems.setAccessibleName(_("Problems found"))
        self.problems.hide()
        for widget in (self._intro, self._verdict):
            self.form.addWidget(widget)
        self.form.addWidget(self.problems, 1)
        self.form.addStretch(0)
        self.repair = QPushButton(icon("check"), _("&Repair"), self)
        self.repair.setToolTip(_("Makes a backup first, then rebuilds records and search from the change log"))
        self.repair.setAutoDefault(False)
        self.repair.hide()
        self.repair.clicked.connect(lambda: self._check(repair=True))
        self.buttons.insertWidget(0, self.repair)
        self.cancel.setText(_("Close"))
        self.do.clicked.connect(lambda: self._check())
        self._check()

    @property
    def verdict(self) -> str:
        """What was found, in a sentence."""
        return self._verdict.text()

    def _check(self, *, repair: bool = False) -> None:
        from desktop.workspace import check

        path = self._desk.workspace.path
        self._verdict.setText(_("Checking…"))
        self.repair.hide()

        def job(task: Task) -> CheckReport:
            return check(path, repair=repair, progress=task.progress, cancelled=lambda: task.cancelled)

        self.start(job, self._show)
        self.cancel.setText(_("Cancel"))

    def _rest(self) -> None:
        super()._rest()
        self.cancel.setText(_("Close"))

    def reject(self) -> None:
        """Stop looking, or close."""
        if self.running:
            self._verdict.clear()
        super().reject()

    def _failed(self, error: BaseException) -> None:
        self._verdict.clear()
        super()._failed(error)

    def _show(self, report: CheckReport) -> None:
        self.problems.clear()
        self.problems.addItems([problem.words for problem in report.problems])
        self.problems.setVisible(bool(report.problems))
        if report.ok:
            words = ngettext(
                "No problems found: {count} record.", "No problems found: {count} records.", report.records
            ).format(count=report.records)
        else:
            count = len(report.problems)
            words = ngettext(
                "{count} problem found:", "{count} problems found:", count
            ).format(count=count)  # fmt: skip
        if report.repaired:
            repaired = ngettext("{count} repaired.", "{count} repaired.", report.repaired)
            words = f"{repaired.format(count=report.repaired)} {words}"
        self._verdict.setText(words)
        self.repair.setVisible(any(problem.repairable for problem in report.problems) and self._desk.writable)
        (self.repair if self.repair.isVisible() else self.cancel).setFocus()
