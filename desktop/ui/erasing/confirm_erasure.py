"""What both dialogs share: what cannot be taken back is done only after a tick, and what was done is said in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from shiboken6 import isValid

from desktop.i18n import _, ngettext
from desktop.ui.background import Background, Task
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.widgets.choice import StillBox
from desktop.workspace.changes.erasure_decisions import REASONS
from desktop.workspace.erasure.reasons import reason_words

if TYPE_CHECKING:
    from desktop.workspace import Workspace
    from desktop.workspace.erasing import Erased


class ForGoodDialog(JobDialog):
    """Erases when its button is pressed; the button wakes up with the tick."""

    def __init__(self, title: str, workspace: Workspace, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(title, background, _("&Erase permanently"), parent)
        self.workspace = workspace
        self.tick = Tick(_("I understand that this &cannot be undone"), self)
        self.tick.toggled.connect(lambda _on: self._look())
        self.do.setAutoDefault(False)
        self.cancel.setDefault(True)
        self.do.clicked.connect(self._erase)
        self.finished_with: Erased | None = None

    def add_reason(self) -> None:
        """A line that asks why, for others who are asked to do the same."""
        self.reason = StillBox(self)
        self.reason.addItem(_("Not given"), "")
        for code in REASONS:
            self.reason.addItem(reason_words(code), code)
        label = QLabel(_("&Reason"), self)
        label.setBuddy(self.reason)
        self.reason.setAccessibleName(_("Reason"))
        self.reason.setToolTip(_("Sent with the erasure, and shown to others who have to decide"))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label)
        line.addWidget(self.reason)
        line.addStretch(1)
        self.form.addLayout(line)

    def read(self, job: Callable[[], object], then: Callable[..., object]) -> None:
        """Ask the workspace on a thread; nothing can be done before the answer."""
        self.do.setEnabled(False)
        asked = self._background.run(job, lambda found: then(found) if isValid(self) else None, topic="erasing")
        self.finished.connect(lambda _result: asked.cancel())

    def job(self) -> Callable[[Task], Erased] | None:
        """What the button does; None where nothing is chosen."""
        raise NotImplementedError

    def done_words(self) -> str:
        """What is said when it is done."""
        return _(
            "Permanently erased here and in the backups. Other desks erase it when they import your next packages."
        )

    def _look(self) -> None:
        self.do.setEnabled(self.tick.isChecked() and self.job() is not None)

    def _erase(self) -> None:
        if (job := self.job()) is not None and self.tick.isChecked():
            self.start(job, self._done)

    def _rest(self) -> None:
        super()._rest()
        self._look()

    def _done(self, done: Erased) -> None:
        self.finished_with = done
        self.tick.hide()
        self.do.hide()
        self.cancel.setText(_("Close"))
        self.cancel.setFocus()
        words = [self.done_words()]
        if done.files:
            words.append(
                ngettext(
                    "{count} attached file was deleted.", "{count} attached files were deleted.", done.files
                ).format(count=done.files)
            )
        if done.left:
            names = ", ".join(path.name for path in done.left)
            words.append(
                _("These files could not be rewritten yet; this will be tried again at the next start: {names}").format(
                    names=names
                )
            )
        self.show_message(" ".join(words), grave=bool(done.left))
