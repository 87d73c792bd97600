"""The window of suggestions for several activities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.catalogue.suggestions import (
    DEFAULT_CONFIDENCE,
    RecordSuggestion,
    accept_many,
    forget_learnt,
    read_learnt,
    suggest_for,
)
from desktop.errors import Cancelled
from desktop.i18n import _, ngettext
from desktop.ui.background import Task
from desktop.ui.buttons import primary
from desktop.ui.dialogs.step_dialog import plain_button, plain_label
from desktop.ui.listing.progress_box import ProgressBox, ReportProgress
from desktop.ui.suggestions.table_model import CONFIDENCE, RECORD, SUGGESTED, WORDS, SuggestionsModel
from desktop.values.numbers import format_number

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_MOST = 20_000
"""So many suggestions are shown at once; what more there is comes when these are decided."""
_PART = 500
"""Lines that the table gets at once."""


class SuggestionsDialog(QDialog):
    """Ticked are those above a confidence; nothing is set before *Accept*, and all of it is undone at once."""

    _read = Signal(list)

    def __init__(
        self, desk: Desk, read_ids: Callable[[], Sequence[str]], count: int, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        """`read_ids`: gives the ids of the activities, so many of them; called on another thread."""
        super().__init__(parent)
        self._desk, self._read_ids, self._count = desk, read_ids, count
        self._group = ""
        self._reading: Task | None = None
        self.setWindowTitle(_("Suggestions"))
        self.setModal(True)
        self.resize(900, 560)
        intro = plain_label(
            "",
            _(
                "Targets, hazards and essentials that titles and summaries speak of."
                " Only what is ticked is set when you accept."
            ),
            self,
        )
        self.model = SuggestionsModel(self)
        self.table = _Table(self)
        self.table.setModel(self.model)
        self.table.set_widths()
        self.above = QSpinBox(self)
        self.above.setRange(1, 100)
        self.above.setSuffix(" %")
        self.above.setValue(DEFAULT_CONFIDENCE)
        above_label = QLabel(_("&Tick all with a confidence from:"), self)
        above_label.setBuddy(self.above)
        self.above.valueChanged.connect(self.model.tick_above)
        self.progress = QProgressBar(self)
        self.progress.setRange(0, max(1, count))
        self.progress.setAccessibleName(_("Activities read"))
        self.status = plain_label("", "", self)
        self.undo = plain_button(self, _("&Undo"), self._undo)
        self.forget = plain_button(self, _("&Forget what was learnt"), self._forget)
        self.forget.setToolTip(
            _("Suggestions learn from what you accept on this desk. This never leaves it, and can be forgotten here.")
        )
        self.accept_button = primary(
            plain_button(
                self,
                ngettext("&Accept {count} suggestion", "&Accept {count} suggestions", 0).format(count=0),
                self._accept,
            )
        )
        close = plain_button(self, _("Close"), self.reject)
        above = QHBoxLayout()
        above.addWidget(above_label)
        above.addWidget(self.above)
        above.addStretch(1)
        above.addWidget(self.progress)
        below = QHBoxLayout()
        below.addWidget(self.undo)
        below.addWidget(self.forget)
        below.addStretch(1)
        below.addWidget(self.accept_button)
        below.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(intro)
        column.addLayout(above)
        column.addWidget(self.table, 1)
        column.addWidget(self.status)
        column.addLayout(below)
        self._read.connect(self._add)
        self.model.ticked_changed.connect(self._show_state)
        self._look()

    def _look(self, done_words: str = "") -> None:
        """Read the activities part by part; the table fills meanwhile."""
        if self._reading is not None:
            self._reading.cancel()
        self.model.clear()
        self.progress.setVisible(True)
        self.progress.setValue(0)
        self.status.setText(done_words or _("Reading titles and summaries…"))
        workspace, read_ids, total, read = self._desk.workspace, self._read_ids, self._count, self._read

        def job(task: Task) -> bool:
            def progress(count: int) -> None:
                if task.cancelled:
                    raise Cancelled
                task.progress(count, total)

            try:
                found = suggest_for(workspace, read_ids(), read_learnt(workspace), progress=progress)
                shown = islice(found, _MOST)
                while part := list(islice(shown, _PART)):
                    read.emit([task, *part])
            except Cancelled:
                return False
            return True

        def ready(whole: bool) -> None:
            if whole:
                self._finish(done_words)

        self._reading = self._desk.background.run_task(
            job, ready, lambda error: self.status.setText(str(error)),
            lambda number, _of: self.progress.setValue(number), topic="dialog: suggestions",
        )  # fmt: skip

    def _add(self, part: Sequence[object]) -> None:
        task, *lines = part
        if task is self._reading:
            self.model.add([each for each in lines if isinstance(each, RecordSuggestion)], self.above.value())

    def _finish(self, done_words: str) -> None:
        self.progress.setVisible(False)
        count = len(self.model.lines)
        words = ngettext("{count} suggestion.", "{count} suggestions.", count).format(count=format_number(count))
        if not count:
            words = _("Nothing more is suggested: titles and summaries say nothing else that is known here.")
        self.status.setText(f"{done_words} {words}".strip())
        if count and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, RECORD))
        self._show_state()

    def _show_state(self) -> None:
        count = len(self.model.ticked)
        self.accept_button.setText(
            ngettext("&Accept {count} suggestion", "&Accept {count} suggestions", count).format(
                count=format_number(count)
            )
        )
        self.accept_button.setEnabled(self._desk.writable and count > 0)
        self.undo.setEnabled(self._desk.writable and bool(self._group))
        self.forget.setEnabled(self._desk.writable)

    # What a person does ----------------------------------------------------------------------------------------------

    def _accept(self) -> None:
        accepted, workspace = self.model.ticked, self._desk.workspace
        box = ProgressBox(_("Accepting suggestions…"), len({each.id for each in accepted}), self)

        def job(report_progress: ReportProgress) -> str:
            return accept_many(workspace, accepted, report_progress)

        def done(group: str) -> None:
            self._group = group
            words = ngettext("{count} suggestion was accepted.", "{count} suggestions were accepted.", len(accepted))
            self._look(words.format(count=format_number(len(accepted))))

        box.write(self._desk, job, done)

    def _undo(self) -> None:
        group, self._group = self._group, ""
        journal = self._desk.workspace.journal
        self._desk.writer.run(lambda: journal.undo_group(group), lambda report: self._look(report.sentence()))

    def _forget(self) -> None:
        workspace = self._desk.workspace
        words = _("What was learnt is forgotten.")
        self._desk.writer.run(lambda: forget_learnt(workspace), lambda _count: self._look(words))

    def reject(self) -> None:
        """A search under way is given up."""
        if self._reading is not None:
            self._reading.cancel()
        super().reject()


class _Table(QTableView):
    """Space ticks the selected lines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Suggestions"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()

    def set_widths(self) -> None:
        """The words have what is left."""
        for column, width in ((RECORD, 290), (SUGGESTED, 270), (CONFIDENCE, 96)):
            self.setColumnWidth(column, width)
        self.horizontalHeader().setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks all lines selected, or takes the ticks away."""
        model = self.model()
        if event.key() == Qt.Key.Key_Space and isinstance(model, SuggestionsModel):
            model.turn([index.row() for index in self.selectionModel().selectedRows()])
        else:
            super().keyPressEvent(event)
