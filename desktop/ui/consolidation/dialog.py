"""A folder of packages: what lies there, taking it in, and the report, also of an earlier time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import UserFacingError
from desktop.exchange.consolidation import (
    ConsolidationProgress,
    ConsolidationResult,
    FoundFiles,
    Phase,
    folder_name,
    progress_text,
)
from desktop.i18n import _, ngettext
from desktop.ui.consolidation.consolidation_job import ConsolidationJob
from desktop.ui.consolidation.report_rows import ReportRows
from desktop.ui.consolidation.report_view import ReportView
from desktop.ui.dialogs.step_dialog import StepDialog, make_readable, trouble_words
from desktop.ui.style.consolidation import report_sheet
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.number_text import counted
from desktop.ui.widgets.time_text import moment

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

LOOKING, TROUBLE, FOUND, TAKING, DONE, BACK = range(6)


class ConsolidationDialog(StepDialog):
    """`sources`: a folder or a few files; or `report`: the number of a consolidation to be told again.

    Esc cancels what is going on: what is taken in by then stays, and is told. `conflicts_wanted`: the person wants to
    settle what is in conflict since.
    """

    conflicts_wanted = Signal()

    def __init__(
        self, desk: Desk, sources: Sequence[Path] = (), *, report: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Import a folder"), parent)
        self._desk = desk
        self._sources = list(sources)
        self._wanted = report
        self._rows: ReportRows | None = None
        self.work = ConsolidationJob(desk, self)
        self._build()
        self.work.looked.connect(self._looked)
        self.work.ran.connect(self._ran)
        self.work.read.connect(lambda rows: self._show_report(rows, ""))
        self.work.import_undone.connect(lambda words, rows: self._show_report(rows, words))
        self.work.refused.connect(self._refused)
        self.work.given_up.connect(self._given_up)
        self.work.progressed.connect(self._progress)
        self.work.back.connect(self.busy_with)

    def begin(self) -> None:
        """Look at the folder, or read the report."""
        if self._wanted:
            self.busy.begin(_("Reading the report…"))
            self._enter(BACK)
            self.work.read_again(self._wanted)
        else:
            self.busy.begin(progress_text(ConsolidationProgress(Phase.LOOKING)))
            self._enter(LOOKING, _("Nothing is saved yet."))
            self.work.look(self._sources)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setModal(True)
        self.resize(min(self.fontMetrics().averageCharWidth() * 170, 1160), 640)
        head = self.make_head(" ".join(each.name for each in self._sources[:1]))
        self.plan = self.plain_label("importTrouble")
        make_readable(self.plan)
        self.report = ReportView(self._desk, self)
        self.report.ticked.connect(self._allow)
        self.report.chosen.connect(self._allow)
        self.report.said.connect(lambda words: self.words.setText(words))
        self.undo_one = self.button(_("Undo &this one"), self._undo_one)
        self.undo = self.button(_("Undo &all"), self._undo)
        self.admit = self.button("", self._admit)
        self.resolve = self.button(_("Resolve the conflicts"), self._open_conflicts)
        self.lay_out(head, (self.plan, self.report), (self.undo_one, self.undo, self.admit, self.resolve))

    def sheet(self) -> str:
        """As the page of exchange."""
        return report_sheet(self.palette(), self.font())

    # Steps -----------------------------------------------------------------------------------------------------------

    def _enter(self, step: int, words: str = "") -> None:
        self.step = step
        pages = {TROUBLE: self.trouble, FOUND: self.plan, DONE: self.report}
        self.pages.setCurrentWidget(pages.get(step, self.busy))
        self.words.setText(words)
        self.cancel.setVisible(step in (LOOKING, FOUND, TAKING, BACK))
        self.cancel.setEnabled(True)
        self.next.setVisible(step in (TROUBLE, FOUND, DONE))
        self.next.setText(_("&Import") if step == FOUND else _("Close"))
        self._allow()

    def _allow(self) -> None:
        """Which buttons stand there, by what the report holds, what is ticked and what is selected."""
        report = self._rows.report if self._rows is not None and self.step == DONE else None
        mine = report is not None and self._desk.writable
        self.undo.setVisible(mine and report is not None and bool(report.groups))
        selected = [each for each in self.report.files.selected if each.group]
        one = self.report.table is self.report.files and len(selected) == 1
        self.undo_one.setVisible(self.undo.isVisibleTo(self) and one)
        self.resolve.setVisible(report is not None and report.status.disputed > 0)
        ticks = len(self.report.files.ticks)
        self.admit.setVisible(mine and ticks > 0)
        words = ngettext("Import the selec&ted file", "Import the {count} selec&ted files", ticks)
        self.admit.setText(words.format(count=counted(ticks)))

    def _progress(self, step: ConsolidationProgress) -> None:
        """The bar goes by files, and within a file by its parts."""
        self.busy.words.setText(progress_text(step))
        if step.phase is Phase.TAKING and step.files:
            part = step.done / step.total if step.total else 0.0
            self.busy_with(int((step.number - 1 + min(part, 1.0)) * 100), step.files * 100)
        elif step.phase is Phase.BACKING_UP:
            self.busy_with(step.done, step.total)

    def _looked(self, found: FoundFiles) -> None:
        if self.closing:
            self.end()
            return
        self.title.setText(found.root.name or str(found.root))
        self.title.setToolTip(plain_tip(str(found.root)))
        if not found.packages:
            self.trouble.setText(
                "\n\n".join((_("There is no package here, and no PDF that could contain one."),
                             _("Packages are files that end in .fdz.")))
            )  # fmt: skip
            self._enter(TROUBLE)
            self.next.setFocus()
            return
        count = len(found.packages)
        said = [
            ngettext("{count} package, or PDF that may contain one.", "{count} packages, or PDFs that may contain one.", count)
            .format(count=counted(count))
        ]  # fmt: skip
        if found.other_count:
            words = ngettext("{count} other file is ignored.", "{count} other files are ignored.", found.other_count)
            said.append(words.format(count=counted(found.other_count)))
        said.append(
            _("A backup is made first. Each package is imported completely or not at all, in any order, "
              "and never twice. Unsigned packages, packages signed with a changed key, and packages of a "
              "desk that is not known here yet are left out unless you select them.")
        )  # fmt: skip
        self.plan.setText("\n\n".join(said))
        self._enter(FOUND, _("Nothing is saved yet."))
        self.next.setFocus()

    def go_on(self) -> None:
        """Take it in, or close."""
        if self.step == FOUND:
            self._take(self._sources)
        else:
            self.accept()

    def _take(self, sources: Sequence[Path], ticks: frozenset[str] = frozenset(), go_on: int = 0) -> None:
        self.busy.begin(progress_text(ConsolidationProgress(Phase.LOOKING)))
        self._enter(TAKING, _("You can stop at any time: data already imported is kept."))
        self.cancel.setFocus()
        self.work.take(sources, ticks, go_on)

    def _ran(self, ran: ConsolidationResult, rows: ReportRows) -> None:
        words = _("Done.")
        if ran.error is not None:
            words = str(ran.error)
        elif ran.stopped:
            words = _("Stopped. Data already imported is kept.")
        self._show_report(rows, words)

    def _show_report(self, rows: ReportRows, words: str) -> None:
        self._rows = rows
        if self.closing:  # what was taken in is told on the page of exchange
            self.end()
            return
        consolidation = rows.report.consolidation
        self.title.setText(folder_name(rows.report))
        self.title.setToolTip(plain_tip(consolidation.place))
        self.about.setText(
            _("Imported {time} from {folder}").format(time=moment(consolidation.begun), folder=consolidation.place)
        )
        self.report.show_rows(rows)
        self._enter(DONE, words)
        self.next.setFocus()

    def _refused(self, error: UserFacingError) -> None:
        if self.closing:
            self.end()
            return
        self.trouble.setText(trouble_words(error))
        self._enter(TROUBLE)
        self.next.setFocus()

    def _given_up(self) -> None:
        if self.closing or self._rows is None:
            self.end()
            return
        self._show_report(self._rows, _("Cancelled. Nothing was changed."))

    # From the report -------------------------------------------------------------------------------------------------

    def _admit(self) -> None:
        """Take in the refused files that are ticked."""
        if self._rows is None:
            return
        ticks, report = self.report.files.ticks, self._rows.report
        root = Path(report.consolidation.place)
        self._take([root / each.path for each in report.files if each.sha256 in ticks], ticks, report.consolidation.no)

    def _undo(self) -> None:
        if self._rows is not None:
            self._undo_import(self._rows.report.groups)

    def _undo_one(self) -> None:
        self._undo_import([each.group for each in self.report.files.selected if each.group])

    def _undo_import(self, groups: Sequence[str]) -> None:
        if self._rows is not None and groups:
            self.busy.begin(_("Undoing the import…"))
            self._enter(BACK, _("If you cancel, nothing changes."))
            self.work.undo_import(self._rows.report.consolidation.no, groups)

    def _open_conflicts(self) -> None:
        self.accept()
        self.conflicts_wanted.emit()

    # The end ---------------------------------------------------------------------------------------------------------

    def give_up(self) -> bool:
        """What is taken in by then stays."""
        if not self.work.running:
            return False
        self.cancel.setEnabled(False)
        self.words.setText(_("Stopping…"))
        self.work.give_up()
        return True
