"""What can be done with a training on its page: certificates, sheets that come back, and papers that go out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.catalogue.trainings import Certificate, Training, Trainings
from desktop.i18n import _, current_language
from desktop.system.safe_names import safe_name
from desktop.ui import file_dialogs
from desktop.ui.icons import icon
from desktop.ui.learning.certificates_dialog import CertificatesDialog
from desktop.ui.learning.sheet_dialogs import EvaluationDialog, SheetDialog, SignInDialog
from desktop.ui.listing.progress_box import ProgressBox, ReportProgress
from desktop.ui.operations.dialogs import open_dialog

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_PDF = "PDF (*.pdf)"


class TrainingActions:
    """`selected` gives the training that is selected, None where none is."""

    def __init__(self, desk: Desk, page: QWidget, selected: Callable[[], Training | None]) -> None:
        self._desk = desk
        self._page = page
        self._selected = selected
        self._found = Trainings()
        self._certificates: list[Certificate] = []
        self.give = self._action(_("Give &certificates…"), "new", self._give)
        self.sign_in = self._action(_("Import &sign-in sheets…"), "import", lambda: self._open_sheets(SignInDialog))
        self.evaluate = self._action(_("Import an &evaluation…"), "import", lambda: self._open_sheets(EvaluationDialog))
        self.form = self._action(_("Evaluation &form…"), "report", lambda: self._write_form(later=False))
        self.later = self._action(_("Form for three &months later…"), "report", lambda: self._write_form(later=True))
        self._writing = (self.give, self.sign_in, self.evaluate)
        self._reading = (self.form, self.later)

    @property
    def all(self) -> list[QAction]:
        """In the order of the menu."""
        return [*self._writing, *self._reading]

    def _action(self, words: str, picture: str, then: Callable[[], object]) -> QAction:
        action = QAction(icon(picture), words, self._page)
        action.setEnabled(False)
        action.triggered.connect(lambda _checked: then())
        return action

    def show_found(self, found: Trainings, certificates: list[Certificate]) -> None:
        """What there is now."""
        self._found, self._certificates = found, certificates

    def show_state(self) -> None:
        """What can be done with what is selected."""
        some = self._selected() is not None
        for action in self._writing:
            action.setEnabled(some and self._desk.writable)
        for action in self._reading:
            action.setEnabled(some)

    def _give(self) -> None:
        if (training := self._selected()) is not None:
            people = {id: self._found.people.get(id, "") for id in (*training.participants, *training.trained)}
            certified = frozenset(each.person for each in self._certificates if each.training == training.id)
            open_dialog(CertificatesDialog(self._desk, training, people, certified, self._page.window()))

    def _open_sheets(self, dialog: type[SignInDialog] | type[EvaluationDialog]) -> SheetDialog | None:
        if (training := self._selected()) is None:
            return None
        made = dialog(self._desk, (training.id, training.title or _("Untitled")), self._page.window())
        open_dialog(made)
        return made

    def _write_form(self, *, later: bool) -> None:
        training = self._selected()
        if training is None:
            return
        title = _("Evaluation, three months later") if later else _("Evaluation")
        filters = ";;".join((_PDF, _("Table for Excel and others (*.csv)")))
        name = safe_name(f"{title}, {training.title}", ".pdf", fallback=title)
        target = self._ask(title, name, filters)
        if target is None:
            return
        workspace, id = self._desk.workspace, training.id

        def job(_report: ReportProgress, _box: ProgressBox) -> str:
            from desktop.reports.learning import EvaluationFormOptions, write_evaluation_form

            options = EvaluationFormOptions(later=later, language=current_language(), author=workspace.author)
            write_evaluation_form(workspace, id, target, options)
            return _("{name} is ready to be filled in.").format(name=target.name)

        self._write(target, job)

    def write_report(self, filters: Mapping[str, str]) -> None:
        """The trainers of what is listed."""
        title = _("Trainers")
        target = self._ask(title, f"{title}.pdf", _PDF)
        if target is None:
            return
        workspace = self._desk.workspace

        def job(_report: ReportProgress, box: ProgressBox) -> str:
            from desktop.reports.learning import TrainersOptions, write_trainers_report

            options = TrainersOptions(filters=filters, language=current_language(), author=workspace.author)
            made = write_trainers_report(workspace, target, options, cancelled=lambda: box.cancelled)
            return made.sentence(target.name)

        self._write(target, job)

    def _ask(self, title: str, name: str, filters: str) -> Path | None:
        settings, kind = self._desk.settings, file_dialogs.DOCUMENTS
        chosen = file_dialogs.ask_target(self._page, settings, kind, title, name, filters)
        return chosen.with_suffix(".pdf") if chosen is not None and not chosen.suffix else chosen

    def _write(self, target: Path, job: Callable[[ReportProgress, ProgressBox], str]) -> None:
        box = ProgressBox(_("Writing {name}…").format(name=target.name), 0, self._page)
        box.read(
            self._desk, lambda report_progress: job(report_progress, box),
            lambda words: self._desk.show_file(target, words),
        )  # fmt: skip
