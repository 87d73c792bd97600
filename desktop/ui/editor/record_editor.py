"""The record at the right of the window: its form, its history, and what refers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.editor.conflict_words import conflicts_by_field
from desktop.ui.editor.desk import EditorDesk
from desktop.ui.editor.form import RecordForm
from desktop.ui.editor.history_page import HistoryPage
from desktop.ui.editor.look import style_sheet
from desktop.ui.editor.record_reading import Reading, read_all, read_history, read_references
from desktop.ui.editor.refers_page import RefersPage
from desktop.ui.editor.runs import COURSE_KINDS, RunsTable
from desktop.ui.editor.typing_saver import TypingSaver
from desktop.ui.widgets.terms import term
from desktop.words import _
from desktop.workspace.fields import Value
from desktop.workspace.records import RECORD_TYPES

if TYPE_CHECKING:
    from desktop.ui.background import Background, Writer
    from desktop.workspace import Changed, Workspace

DETAILS, HISTORY, REFERS = range(3)


class RecordEditor(QWidget):
    """Shows one record; everything typed is saved as it is typed."""

    record_requested = Signal(str)
    _changed = Signal(object)  # from the writing thread to Qt's

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recordEditor")
        self._workspace: Workspace | None = None
        self._desk: EditorDesk | None = None
        self.saver: TypingSaver | None = None
        self._record_id = ""
        self._type = ""
        self._values: dict[str, Value] = {}
        self._stop_listening = None
        self._forms: dict[str, RecordForm] = {}
        self._runs: RunsTable | None = None
        self._reads = 0
        self._build()
        self._changed.connect(self._on_changed)
        if (app := QApplication.instance()) is not None:
            app.aboutToQuit.connect(self.finish)

    # The front door --------------------------------------------------------------------------------------------------

    def set_workspace(self, workspace: Workspace | None, writer: Writer | None, background: Background | None) -> None:
        """Work on this workspace from now on; None lets go of the one before."""
        self.show_record(None)
        if self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None
        for form in self._forms.values():
            self._pages.removeWidget(form)
            form.deleteLater()
        self._forms, self._runs = {}, None
        self._workspace, self.saver, self._desk = workspace, None, None
        if workspace is None or writer is None or background is None:
            return
        self._desk = EditorDesk(
            workspace, writer, background, shown=lambda: self._record_id, before_writing=self.flush,
            open_record=self.record_requested.emit, failed=self._say_failed,
        )  # fmt: skip
        self.saver = TypingSaver(workspace, self._desk.write, self)
        self.saver.saving.connect(lambda: self._say(_("Saving…"), False))
        self.saver.saved.connect(lambda: self._say(_("Saved"), False))
        self.saver.failed.connect(self._say_failed)
        self.saver.settled.connect(lambda *_ignored: self._read())
        self._stop_listening = workspace.listen(self._changed.emit)

    def show_record(self, record_id: str | None) -> None:
        """Show a record, of whatever type; None shows that none is chosen."""
        if record_id == self._record_id and record_id:
            return
        self.finish()
        self._record_id, self._type, self._values = record_id or "", "", {}
        self._say("", False)
        if not record_id or self._desk is None:
            self._outer.setCurrentWidget(self._nothing)
            return
        self._read()

    def show_new(self, record_id: str, type: str) -> None:
        """Show an empty form; the record is made by the first letter typed into it."""
        self.finish()
        self._record_id, self._values = record_id, {}
        self._say("", False)
        self._show_form(type)
        self._show_reading(Reading(None, ()), {}, frozenset(), fresh=True)
        self._form().go_to(RECORD_TYPES[type].title)

    @property
    def record_id(self) -> str:
        """The id of the record shown, "" for none."""
        return self._record_id

    def flush(self) -> None:
        """Hand what was typed to the writer now."""
        if self.saver is not None:
            self.saver.flush()

    def finish(self) -> None:
        """Write everything typed and end the stay: another record comes, or the window closes."""
        if self.saver is not None:
            self.saver.end_all()

    def go_to(self, field: str) -> None:
        """Put the keyboard into a field."""
        self.tabs.setCurrentIndex(DETAILS)
        if self._type:
            self._form().go_to(field)

    def form(self) -> RecordForm | None:
        """The form shown, if any."""
        return self._forms.get(self._type)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._nothing = QLabel(_("Choose a record to see and mend it here."), self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._nothing.setObjectName("recordKind")
        self._title = QLabel(self)
        self._title.setObjectName("recordTitle")
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._kind = QLabel(self)
        self._kind.setObjectName("recordKind")
        self._status = QLabel(self)
        self._status.setObjectName("statusPill")
        self._saved = QLabel(self)
        self._saved.setObjectName("savedState")
        self._saved.setWordWrap(True)
        self._saved.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._saved.setAccessibleName(_("State of saving"))
        line = QHBoxLayout()
        line.addWidget(self._kind)
        line.addWidget(self._status)
        line.addWidget(self._saved, 1)
        self.tabs = QTabBar(self)
        for words in (_("Details"), _("History"), _("Refers")):
            self.tabs.addTab(words)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(_("Parts of the record"))
        self.tabs.currentChanged.connect(self._turn)
        self._pages = QStackedWidget(self)
        self._history = HistoryPage(self)
        self._refers = RefersPage(self)
        self._refers.record_requested.connect(self.record_requested)
        self._pages.addWidget(self._history)
        self._pages.addWidget(self._refers)
        shown = QWidget(self)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QVBoxLayout()
        head.setContentsMargins(16, 14, 16, 0)
        head.setSpacing(6)
        head.addWidget(self._title)
        head.addLayout(line)
        head.addWidget(self.tabs)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        self._shown = shown
        self._outer = QStackedWidget(self)
        self._outer.addWidget(self._nothing)
        self._outer.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._outer)
        self._dress()

    def _dress(self) -> None:
        sheet = style_sheet(self.palette())
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark: another dress."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._dress()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is hidden is written."""
        super().hideEvent(event)
        self.flush()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is closed is written."""
        self.finish()
        super().closeEvent(event)

    def _form(self) -> RecordForm:
        return self._forms[self._type]

    def _show_form(self, type: str) -> None:
        if self._desk is None:
            return
        if type not in self._forms:
            form = RecordForm(RECORD_TYPES[type], self._desk, self)
            form.edited.connect(self._edited)
            form.unread.connect(self._unread)
            form.left.connect(self._left)
            self._forms[type] = form
            self._pages.addWidget(form)
            for part in RECORD_TYPES.values():
                if part.part_of == type:
                    self._add_runs(form, part.name)
        self._type = type
        self._forms[type].forget()
        self._turn(self.tabs.currentIndex())
        self._outer.setCurrentWidget(self._shown)

    def _add_runs(self, form: RecordForm, type: str) -> None:
        self._runs = runs = RunsTable(RECORD_TYPES[type], form)
        row = form.rows["platform"] if "platform" in form.rows else list(form.rows.values())[-1]
        section = form.sections[row.widget.field.section]
        section.rows.addWidget(runs)

        def edited(run_id: str, name: str, values: dict[str, Value]) -> None:
            if self.saver is not None:
                self.saver.take(run_id, type, name, values)

        def left(run_id: str, name: str) -> None:
            if self.saver is not None:
                self.saver.end_stay(run_id, name)

        runs.edited.connect(edited)
        runs.left.connect(left)
        runs.removed.connect(self._remove_run)

    def _remove_run(self, run_id: str) -> None:
        if self._desk is not None and self._workspace is not None:
            self.flush()
            journal = self._workspace.journal
            self._desk.write(lambda: journal.delete([run_id]), lambda: self._say(_("Saved"), False), self._say_failed)

    # Reading ---------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        if self._desk is None or self._workspace is None or self.saver is None or not self._record_id:
            return
        self._reads += 1
        read, record_id, saver, workspace = self._reads, self._record_id, self.saver, self._workspace
        form = self._forms.get(self._type)
        names = list(form.rows) if form is not None else []
        edits = {name: saver.edits_of(record_id, name) for name in names}
        busy = {name for name in names if saver.is_busy(record_id, name)}

        def job() -> tuple[Reading, dict[str, str]]:
            return read_all(workspace, record_id), saver.unread_of(record_id)

        def done(found: tuple[Reading, dict[str, str]]) -> None:
            if record_id != self._record_id or read != self._reads:
                return
            keep = busy | {
                name
                for name in names
                if saver.is_busy(record_id, name) or saver.edits_of(record_id, name) != edits[name]
            }
            self._show_reading(*found, frozenset(keep), fresh=form is None)

        self._desk.read(job, done)

    def _show_reading(self, reading: Reading, unread: dict[str, str], keep: frozenset[str], *, fresh: bool) -> None:
        record = reading.record
        if record is None and not self._type:
            self._outer.setCurrentWidget(self._nothing)
            return
        if record is not None and self._type != record.type:
            fresh = True
            self._show_form(record.type)
        form = self._form()
        values = dict(record.values) if record is not None else {}
        self._values.update(values)
        self._values = {
            **values,
            **{name: value for name, value in self._values.items() if name.partition("/")[0] in keep},
        }
        form.show_values(self._values, keep=keep)
        if fresh:
            form.show_unread(unread)
        conflicts = conflicts_by_field(record) if record is not None else {}
        for name, row in form.rows.items():
            row.show_conflicts(conflicts.get(name, {}))
        if self._runs is not None and self._type == self._runs_parent():
            self._runs.show_runs(self._record_id, reading.parts)
        self._show_head()
        if self.tabs.currentIndex() != DETAILS:
            self._turn(self.tabs.currentIndex())

    def _runs_parent(self) -> str:
        return next((kind.part_of for kind in RECORD_TYPES.values() if kind.part_of), "")

    def _show_head(self) -> None:
        kind = RECORD_TYPES[self._type]
        title = str(self._values.get(kind.title) or "")
        self._title.setText(title or _("Untitled"))
        self._title.setAccessibleName(title or _("Untitled"))
        self._kind.setText(_(kind.label))
        status = str(self._values.get("status") or "")
        self._status.setVisible(bool(status))
        if status:
            self._status.setText(term(kind.by_name["status"].vocabulary, status).label)
        missing = kind.missing(name for name, value in self._values.items() if value not in (None, "", False))
        self._form().missing.show_missing(missing)
        if self._runs is not None:
            has_runs = self._runs.table.rowCount() > 0
            self._runs.setVisible(has_runs or self._values.get("kind") in COURSE_KINDS)

    def _turn(self, tab: int) -> None:
        if self._type:
            page = {HISTORY: self._history, REFERS: self._refers}.get(tab, self._forms[self._type])
            self._pages.setCurrentWidget(page)
        if self._desk is None or self._workspace is None or not self._record_id or tab == DETAILS:
            return
        self.flush()
        workspace, record_id = self._workspace, self._record_id
        if tab == HISTORY:
            self._desk.read(
                lambda: read_history(workspace, record_id),
                lambda found: record_id == self._record_id and self._history.show_history(found),
            )
        else:
            self._desk.read(
                lambda: read_references(workspace, record_id),
                lambda found: record_id == self._record_id and self._refers.show_references(found),
            )

    # Edits -----------------------------------------------------------------------------------------------------------

    def _edited(self, name: str, values: dict[str, Value]) -> None:
        if self.saver is None:
            return
        self._values.update(values)
        self._values = {each: value for each, value in self._values.items() if value not in (None, "")}
        self.saver.take(self._record_id, self._type, name, values)
        self._show_head()

    def _unread(self, name: str, text: str) -> None:
        if self.saver is not None and self._record_id:
            self.saver.take_unread(self._record_id, name, text)

    def _left(self, name: str) -> None:
        if self.saver is not None and self._record_id:
            self.saver.end_stay(self._record_id, name)

    def _on_changed(self, changed: Changed) -> None:
        if not self._record_id:
            return
        part_types = {kind.name for kind in RECORD_TYPES.values() if kind.part_of and kind.part_of == self._type}
        for type, ids in changed.ids.items():
            if type in part_types or ((type == self._type or not self._type) and (not ids or self._record_id in ids)):
                self._read()
                return

    # Words -----------------------------------------------------------------------------------------------------------

    def _say(self, words: str, wrong: bool) -> None:
        self._saved.setText(words)
        self._saved.setProperty("wrong", wrong)
        self._saved.style().unpolish(self._saved)
        self._saved.style().polish(self._saved)

    def _say_failed(self, why: str) -> None:
        self._say(why, True)
