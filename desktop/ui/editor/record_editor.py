"""The record at the right of the window: its form, its history, and what refers to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QMoveEvent
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.editor import notices
from desktop.ui.editor.conflict_choices import conflicts_by_field
from desktop.ui.editor.context import PartPage, RecordContext, RecordPart
from desktop.ui.editor.desk_access import Beside, EditorDeskAccess
from desktop.ui.editor.form import RecordForm
from desktop.ui.editor.form_suggestions import FormSuggestions, suggestions_of
from desktop.ui.editor.header import RecordHead
from desktop.ui.editor.pages import DETAILS, HISTORY, REFERS, EditorPages
from desktop.ui.editor.part_tables import FormParts
from desktop.ui.editor.record_data import RecordData, read_all, read_history, read_mentions
from desktop.ui.editor.trail import Trail
from desktop.ui.editor.typing_saver import TypingSaver
from desktop.ui.style.editor import style_sheet
from desktop.ui.widgets.displayed_codes import term
from desktop.workspace import RECORD_TYPES, Value, untitled

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.background import Background, Writer
    from desktop.ui.settings import Settings
    from desktop.workspace import Changed, Workspace

    DeskMaker = Callable[[Callable[[], tuple[str, str]], Callable[[], None], Beside | None], EditorDeskAccess]

__all__ = ["DETAILS", "HISTORY", "REFERS", "RecordEditor"]
_READ_AFTER_MS = 15
"""A change and the word that it is saved come right after another: one reading for both."""


class RecordEditor(QWidget):
    """Shows one record; everything typed is saved as it is typed.

    Undo: while a person types, Ctrl+Z belongs to the text they type in; where that has nothing (more) to take back it
    is the window's, which takes back the journal's last action (call `flush` before). Leaving a field ends both the
    text's own undo and the stay.
    """

    record_requested = Signal(str)
    conflicts_requested = Signal(str)  # of this record, side by side
    read = Signal(object)  # a `Reading` of the record shown
    evidence_wanted = Signal(str, str)  # kind and code of a subject (desktop/evidence/subject.py)
    file_made = Signal(object, str)  # a path and a sentence: a copy of an attachment was saved
    visit_wanted = Signal(str, str)  # the activity shown, and its title: it is to be planned as a visit
    gone = Signal()  # the record shown is not here any more: what made it was undone
    _changed = Signal(object)  # from the writing thread to Qt's

    def __init__(
        self,
        parent: QWidget | None = None,
        first: str = "activity",
        beside: Mapping[str, Sequence[PartPage]] | None = None,
    ) -> None:
        """`beside`: the further pages that a type has, beside its form."""
        super().__init__(parent)
        self.setObjectName("recordEditor")
        self._first = first  # the type whose form is made before it is known what will be shown
        self._workspace: Workspace | None = None
        self._desk: EditorDeskAccess | None = None
        self.saver: TypingSaver | None = None
        self._record_id = ""
        self._type = ""
        self._survivor = ""
        self._trail = Trail()
        self._values: dict[str, Value] = {}
        self._stop_listening = None
        self._go_later = ""  # a field that waits for its record to be read
        self._arriving = True  # the record shown has not been seen yet: nothing has a place
        self._forms: dict[str, RecordForm] = {}
        self._form_parts: dict[str, FormParts] = {}
        self._suggestions: dict[str, FormSuggestions] = {}
        self._beside = dict(beside or {})
        self.context: RecordContext | None = None
        self._kept_activities: set[str] = set()  # study visits that stay activities, for as long as the program runs
        self._meant = ""  # the type asked for; "" where only an id is known
        self._soon = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._soon.timeout.connect(self._read)
        self._build()
        self._changed.connect(self._on_changed)
        if (app := QApplication.instance()) is not None:
            app.aboutToQuit.connect(self.finish)

    # The front door --------------------------------------------------------------------------------------------------

    def set_workspace(
        self,
        workspace: Workspace | None,
        writer: Writer | None,
        background: Background | None,
        settings: Settings | None = None,
    ) -> None:
        """Work on this workspace from now on; None lets go of the one before."""
        self.show_record(None)
        if self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None
        self.pages.forget()
        self._forms, self._form_parts, self._suggestions, self.context = {}, {}, {}, None
        self._workspace, self.saver, self._desk = workspace, None, None
        if workspace is None or writer is None or background is None:
            return
        make_desk = self._desk_of(workspace, writer, background, settings)
        self._desk = make_desk(lambda: (self._record_id, self._type), self.flush, None)
        self.saver = TypingSaver(workspace, self._desk.write, self)
        self.context = RecordContext(workspace, self.saver, self._desk, make_desk)
        self.saver.saving.connect(lambda: self.head.show_state(_("Saving…")))
        self.saver.saved.connect(lambda: self.head.show_state(_("Saved")))
        self.saver.failed.connect(self.head.show_unsaved)
        self.saver.written_to_file.connect(lambda *_ignored: self._soon.start())
        self._stop_listening = stop = workspace.listen(self._changed.emit)
        self.destroyed.connect(lambda: stop())  # a page thrown away hears nothing more

    def _desk_of(
        self, workspace: Workspace, writer: Writer, background: Background, settings: Settings | None
    ) -> DeskMaker:
        return lambda shown, before, beside: EditorDeskAccess(
            workspace, writer, background, shown=shown, before_writing=before, open_record=self._follow,
            failed=self.head.show_save_failure, beside=beside, settings=settings, show_file=self.file_made.emit,
            show_evidence=self.evidence_wanted.emit,
        )  # fmt: skip

    def show_record(self, record_id: str | None, type: str = "") -> None:
        """Show a record, of this type or of whatever type it is; None shows that none is chosen."""
        if record_id == self._record_id and record_id and type in ("", self._type, self._meant):
            return
        self.finish()
        self._meant = type
        self._record_id, self._type, self._values = record_id or "", "", {}
        self._go_later = ""
        self._tidy_head()
        if not record_id or self._desk is None:
            self._outer.setCurrentWidget(self._nothing)
            return
        self._read()

    def show_new(self, record_id: str, type: str) -> None:
        """Show an empty form; the record is made by the first letter typed into it."""
        self.finish()
        if self._workspace is None or self._workspace.read_only:
            return
        self._record_id, self._values = record_id, {}
        self._tidy_head()
        self._show_form(type)
        self.pages.turn_to(DETAILS)
        self._show_reading(RecordData(), frozenset())
        self._arrived()
        self._form().go_to(RECORD_TYPES[type].title)

    @property
    def record_id(self) -> str:
        """The id of the record shown, "" for none."""
        return self._record_id

    @property
    def all_saved(self) -> bool:
        """Is everything typed in the file? False while the disk refuses it: closing now would lose it."""
        return self.saver is None or self.saver.all_saved

    def flush(self) -> None:
        """Hand what was typed to the writer now."""
        if self.saver is not None:
            self.saver.flush()

    def finish(self) -> None:
        """Write everything typed and end the stay: another record comes, or the window closes."""
        if self.saver is not None:
            self.saver.end_all()

    @property
    def empty(self) -> bool:
        """Is no record shown, none asked for, and none that has just gone?"""
        return not self._record_id and self._outer.currentWidget() is self._nothing

    def part(self, label: str) -> RecordPart | None:
        """The page of this name (English source) beside the form shown."""
        return self.pages.part(self._type, label)

    def go_to(self, field: str) -> None:
        """Put the keyboard into a field; of a record that is still being read, as soon as it is here."""
        self.pages.turn_to(DETAILS)
        if self._type:
            self._form().go_to(field)
        else:
            self._go_later = field

    def form(self) -> RecordForm | None:
        """The form shown, if any."""
        return self._forms.get(self._type)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._nothing = self._sentence(_("Select a record to read and edit it here."))
        self._gone = self._sentence(
            _("This record is not here any more: what made it was undone. Redo brings it back.")
        )
        self._shown = QWidget(self)
        self.head = RecordHead(self._shown)
        self.head.back_wanted.connect(self._go_back)
        self.notices = notices.RecordNotices(self._shown)
        self.notices.wanted.connect(self._act)
        self.pages = EditorPages(self._shown)
        self.tabs = self.pages.tabs
        self.pages.stack.installEventFilter(self)
        self.pages.turned.connect(self._turn)
        self.pages.refers.record_requested.connect(self._follow)
        self.pages.history.erase_wanted.connect(lambda entry: self._desk and self._desk.ask_to_erase(entry, self))
        self.pages.history.forget_wanted.connect(lambda: self._act(notices.FORGET))
        head = QVBoxLayout()
        head.setContentsMargins(16, 14, 16, 0)
        head.setSpacing(8)
        for widget in (self.head, self.notices, self.tabs):
            head.addWidget(widget)
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.pages.stack, 1)
        self._outer = QStackedWidget(self)
        self._outer.addWidget(self._nothing)
        self._outer.addWidget(self._gone)
        self._outer.addWidget(self._shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._outer)
        self._apply_style()

    def _sentence(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        label.setObjectName("recordKind")
        return label

    def _apply_style(self) -> None:
        sheet = style_sheet(self.palette(), self.font())
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark: another dress."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._apply_style()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What stands above the form grows or shrinks: its fields stay where they are seen."""
        if isinstance(event, QMoveEvent) and not self._arriving and (form := self.form()) is not None:
            form.keep_place(event.pos().y() - event.oldPos().y())
        return False

    def _arrived(self) -> None:
        if (layout := self._shown.layout()) is not None:
            layout.activate()
        self._arriving = False

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

    def _make_form(self, type: str, desk: EditorDeskAccess) -> None:
        form = RecordForm(RECORD_TYPES[type], desk, self.pages.stack)  # under another parent it would be dressed twice
        form.edited.connect(self._edited)
        form.unread.connect(self._unread)
        form.left.connect(self._left)
        self._forms[type] = form
        beside = self._beside.get(type, ())
        self.pages.add_type(type, form, beside)
        if self.context is not None and not beside:
            self._form_parts[type] = FormParts(form, self.context)
        if self._workspace is not None and (found := suggestions_of(form, self._workspace, desk)) is not None:
            self._suggestions[type] = found

    def _show_form(self, type: str) -> None:
        if self._desk is None:
            return
        if type not in self._forms:
            self._make_form(type, self._desk)
        self._type = type
        self._forms[type].forget()
        if self.context is not None:
            self.pages.show_type(type, self.context)
        self._outer.setCurrentWidget(self._shown)

    # Reading ---------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        self._soon.stop()
        if self._desk is None or self._workspace is None or self.saver is None or not self._record_id:
            return
        record_id, type, saver, workspace = self._record_id, self._type, self.saver, self._workspace
        meant = type or self._meant
        names = list(self._forms[type].rows) if type else []
        edits = {name: saver.edits_of(record_id, name) for name in names}
        busy = {name for name in names if saver.is_busy(record_id, name)}
        waiting = saver.unread_waiting(record_id)

        def job() -> RecordData:
            found = read_all(workspace, record_id, meant)
            kept = {id: saver.unread_of(id) for id in (record_id, *(part.id for part in found.parts))}
            kept[record_id] = {name: text for name, text in {**kept[record_id], **waiting}.items() if text}
            return replace(found, unread=kept)

        def done(found: RecordData) -> None:
            if record_id != self._record_id:
                return
            typed = {name for name in names if saver.is_busy(record_id, name)}
            typed |= {name for name in names if saver.edits_of(record_id, name) != edits[name]}
            self._show_reading(found, frozenset(busy | typed))

        self._desk.read(job, done, topic=f"record of editor {id(self)}")
        if not self._forms:  # while it is being read: what is left afterwards stays below the blink of an eye
            self._make_form(self._first, self._desk)

    def _show_reading(self, reading: RecordData, keep: frozenset[str]) -> None:
        """Show what was read; the fields in `keep` are being typed in and stay as they are."""
        record = reading.record
        if record is None and not self._type:
            self._outer.setCurrentWidget(self._nothing)
            return
        if _is_gone(reading) and (not self._type or (self._values and not keep)):
            self._show_gone(reading)  # a form emptied by hand shows no values any more, and stays
            return
        is_fresh = record is not None and self._type != record.type
        if record is not None and is_fresh:
            self._show_form(record.type)
        form, workspace = self._form(), self._workspace
        read_only = workspace is None or workspace.read_only
        values = dict(record.values) if record is not None else {}
        typed = {name: value for name, value in self._values.items() if name.partition("/")[0] in keep}
        # What is typed and not in the file yet counts, also where it takes something away.
        self._values = {name: value for name, value in values.items() if name.partition("/")[0] not in keep} | typed
        self._survivor = (record.survivor or "") if record is not None else ""
        closed = record is not None and (record.binned or bool(record.survivor or reading.erased))
        form.set_read_only(read_only or closed)
        self.pages.history.may_erase = not read_only
        form.show_values(self._values, keep=keep)
        if is_fresh:
            form.show_unread(reading.unread.get(self._record_id, {}))
        conflicts = conflicts_by_field(record, reading.names) if record is not None else {}
        for name, row in form.rows.items():
            row.show_conflicts(conflicts.get(name, {}))
        said = notices.notices_of(record, reading) if record is not None else []
        if record is not None and not closed and record.id not in self._kept_activities:
            said += notices.visit_offer(record.type, record.values)
        self.notices.show_notices(said, may_act=not read_only)
        if (parts := self._form_parts.get(self._type)) is not None:
            parts.show_reading(self._record_id, reading, read_only=form.read_only)
        self.pages.show_reading(self._record_id, reading, read_only=form.read_only)
        self.read.emit(reading)
        self._show_head()
        if is_fresh:
            self._arrived()
        if self.pages.shown in (HISTORY, REFERS):
            self._turn(self.pages.shown)
        if self._go_later:
            field, self._go_later = self._go_later, ""
            form.go_to(field)

    def _show_gone(self, reading: RecordData) -> None:
        """Nothing to type into: a letter would make another record of this one. Once it is back, it is shown again."""
        self.finish()
        self._type, self._values = "", {}
        self._outer.setCurrentWidget(self._gone)
        self.read.emit(reading)
        self.gone.emit()

    def _show_head(self) -> None:
        kind = RECORD_TYPES[self._type]
        status = kind.by_name.get("status") or kind.by_name.get("stage")
        code = str(self._values.get(status.name) or "") if status is not None else ""
        translated = (value for name, value in self._values.items() if name.startswith(f"{kind.title}/"))
        title = str(self._values.get(kind.title) or next(translated, ""))
        words = term(status.vocabulary, code).label if status is not None and code else ""
        self.head.show_record(title or untitled(kind), _(kind.label), words, code)
        self._form().show_missing(self._values)
        if (suggestions := self._suggestions.get(self._type)) is not None:
            suggestions.show_values(self._record_id, self._values)
        if (parts := self._form_parts.get(self._type)) is not None:
            parts.show_where_of_use(self._values)

    def _tidy_head(self) -> None:
        self._arriving = True
        self.notices.forget()
        self._trail.arrived(self._record_id)
        self.head.show_back(self._trail.title)
        read_only = self._workspace is not None and self._workspace.read_only
        self.head.show_state(_("Read-only") if read_only else "")

    def _turn(self, page: str) -> None:
        if self._desk is None or self._workspace is None or not self._record_id or page == DETAILS:
            return
        self.flush()
        workspace, record_id, topic = self._workspace, self._record_id, f"beside the record of editor {id(self)}"
        type = self._type
        if page == HISTORY:
            self._desk.read(
                lambda: read_history(workspace, record_id, type), self.pages.history.show_history, topic=topic
            )
        elif page == REFERS:
            self._desk.read(lambda: read_mentions(workspace, record_id), self.pages.refers.show_mentions, topic=topic)

    def _follow(self, id: str) -> None:
        """A link in this record leads to another one."""
        self._trail.leave(self._record_id, self.head.title.accessibleName(), id)
        self.record_requested.emit(id)

    def _go_back(self) -> None:
        if id := self._trail.back():
            self.record_requested.emit(id)

    # Edits -----------------------------------------------------------------------------------------------------------

    def _edited(self, name: str, values: dict[str, Value]) -> None:
        if self.saver is None:
            return
        self._values.update(values)
        self._values = {each: value for each, value in self._values.items() if value not in (None, "")}
        self.saver.take(self._record_id, self._type, name, values)
        rows = self._form().rows
        for other in {each.partition("/")[0] for each in values} - {name}:  # a place brings its country
            if other in rows:
                rows[other].widget.show_values(self._values)
        self._show_head()

    def _unread(self, name: str, text: str) -> None:
        if self.saver is not None and self._record_id:
            self.saver.take_unread(self._record_id, name, text)

    def _left(self, name: str) -> None:
        if self.saver is not None and self._record_id:
            self.saver.end_session(self._record_id, name)

    def _act(self, action: str) -> None:
        """Do what a notice offers."""
        if self._desk is None or self._workspace is None:
            return
        if action == notices.OPEN_OTHER:
            self._follow(self._survivor)
        elif action == notices.FORGET:
            self._desk.ask_to_forget(self)
        elif action == notices.SIDE_BY_SIDE:
            self.conflicts_requested.emit(self._record_id)
        elif action == notices.PLAN_VISIT:
            self.finish()
            self.visit_wanted.emit(self._record_id, self.head.title.accessibleName())
        elif action == notices.KEEP_ACTIVITY:
            self._kept_activities.add(self._record_id)
            self._soon.start()
        else:
            about = self._type, self._record_id, self._survivor
            if (operation := notices.operation_for(action, self._workspace, *about)) is not None:
                self._desk.act(operation)

    def _on_changed(self, changed: Changed) -> None:
        if not self._record_id:
            return
        # Another type counts too: a part of this record, or one whose name stands in it.
        if any(type != self._type or not ids or self._record_id in ids for type, ids in changed.ids.items()):
            self._soon.start()


def _is_gone(reading: RecordData) -> bool:
    """Has nothing been written in this record, or was all of it taken back?"""
    record = reading.record
    return record is None or not (record.values or record.binned or record.survivor or reading.erased)
