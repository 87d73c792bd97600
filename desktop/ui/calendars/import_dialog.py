"""A file from another program that is looked at before anything of it is taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QWidget

from desktop.i18n import _
from desktop.ui.background import Task
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.widgets.number_text import counted

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class ArrivedDialog(JobDialog):
    """Reads as soon as it is opened; closed by success, with `made`. `intro` says what the file is."""

    made = Signal(str)
    """What was done, in words."""

    def __init__(self, desk: Desk, path: Path, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, desk.background, _("&Import"), parent)
        self._desk, self._path = desk, path
        self.intro = QLabel(self)
        self.intro.setWordWrap(True)
        self.intro.setTextFormat(Qt.TextFormat.PlainText)
        self.form.addWidget(self.intro)
        self.problems = QListWidget(self)
        self.problems.setAccessibleName(_("Not recognised"))
        self.problems.setWordWrap(True)
        self.problems.hide()

    def show_problems(self, problems: Sequence[str]) -> None:
        """What was left out of the file, or read in another way: a line each."""
        self.problems.clear()
        self.problems.addItems(list(problems))
        self.problems.setVisible(bool(problems))
        self.problems.setMaximumHeight((self.fontMetrics().height() + 6) * min(len(problems), 4) + 8)

    def look(self, job: Callable[[Task], object], show: Callable[[Any], object]) -> None:
        """Read the file on a thread."""
        self.intro.setText(_("Reading {name}…").format(name=self._path.name))
        self.start(job, show)

    def _failed(self, error: BaseException) -> None:
        self.intro.setText(self._path.name)
        super()._failed(error)

    def _rest(self) -> None:
        super()._rest()
        self._count()

    def _count(self) -> None:
        count = self.chosen_count()
        self.do.setEnabled(count > 0 and self._desk.writable and not self.running)
        self.do.setText(_("&Import") + (f" ({counted(count)})" if count else ""))

    def chosen_count(self) -> int:
        """How many of what the file holds are ticked."""
        raise NotImplementedError(type(self))  # each kind of file has its own
