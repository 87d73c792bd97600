"""A visit over the whole page: the way back, its stage, and all its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.editor import RecordEditor
from desktop.ui.editor.record_data import RecordData
from desktop.ui.icons import icon
from desktop.ui.style.visits import visit_sheet
from desktop.ui.visits.record.pages import PAGE_OF, visit_pages
from desktop.ui.visits.record.stage_line import StageLine
from desktop.ui.visits.record.sub_pages import SubPages
from desktop.ui.visits.record.suggestions import VisitSuggestions
from desktop.ui.visits.record.visit_data import as_visit
from desktop.ui.widgets.displayed_codes import term
from desktop.workspace import Record

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class VisitView(QWidget):
    """Esc leads out of a page to its tab, and from there back, where no field has a use for it; Ctrl+Tab turns the pages."""

    left = Signal()
    gone = Signal()  # the visit shown is not there any more: what made it was undone
    record_requested = Signal(str)
    documents_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        desk.expect_writing()  # the whole page is a form
        self._wanted: tuple[str, str] | None = None  # a part to show once the visit is read: type, id
        self.setObjectName("visitView")
        self.back = QPushButton(_("‹ &Back to the visits"), self)
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self.left)
        self.papers = QPushButton(icon("report"), _("Docu&ments…"), self)
        self.papers.setToolTip(_("Programme, briefing, badges, sheets, learning note and more, as PDF"))
        self.papers.setAutoDefault(False)
        self.papers.clicked.connect(self.documents_wanted)
        self.stage = StageLine(self)
        self.stage.chosen.connect(self._choose_stage)
        self.stage.wanted.connect(self.go_to)
        self.editor = RecordEditor(self, "visit", {"visit": visit_pages(desk)})
        self.editor.set_workspace(desk.workspace, desk.writer, desk.background, desk.settings)
        self.editor.record_requested.connect(self.record_requested)
        self.editor.conflicts_requested.connect(desk.conflicts_wanted)
        self.editor.file_made.connect(desk.show_file)
        self.editor.evidence_wanted.connect(desk.evidence_wanted)
        self.editor.read.connect(self._show_reading)
        self.editor.gone.connect(self.gone)
        self.editor.pages.left.connect(self.left)
        self.suggestions = VisitSuggestions(desk, self._choose_stage, self)
        self._top = top = QGridLayout()
        top.setContentsMargins(16, 10, 16, 0)
        top.setHorizontalSpacing(12)
        top.setVerticalSpacing(8)
        top.setColumnStretch(1, 1)
        top.addWidget(self.back, 0, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.papers, 0, 2, Qt.AlignmentFlag.AlignTop)
        self._stage_below: bool | None = None
        self._place_stage()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.editor, 1)
        column.addWidget(self.suggestions)  # below, so that nothing moves when it comes or goes
        self._apply_style()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the stages have a line of their own."""
        super().resizeEvent(event)
        self._place_stage()

    def _place_stage(self) -> None:
        beside = self.back.sizeHint().width() + self.papers.sizeHint().width() + 2 * 12 + 2 * 16
        below = self.width() < beside + self.stage.steps.whole_width
        if below != self._stage_below:
            self._stage_below = below
            self._top.removeWidget(self.stage)
            if below:
                self._top.addWidget(self.stage, 1, 0, 1, 3)
            else:
                self._top.addWidget(self.stage, 0, 1)

    @property
    def visit_id(self) -> str:
        """The visit shown; "" for none."""
        return self.editor.record_id

    def show_visit(self, id: str, part: tuple[str, str] | None = None) -> None:
        """Show a visit, and this part of it (type, id)."""
        self._wanted = part
        if id == self.editor.record_id:
            self._go_to_wanted()
        self.editor.show_record(id, "visit")

    def show_new(self, id: str) -> None:
        """An empty brief; the visit is made by the first letter."""
        self._wanted = None
        self.editor.show_new(id, "visit")

    def turn_to(self, page: str) -> None:
        """Show the page of this name (English source)."""
        self.editor.pages.turn_to(page)

    def go_to(self, part: str, field: str) -> None:
        """To where something is written: a field of the visit, or the parts of a type."""
        if part == "visit":
            self.editor.go_to(field)
            return
        page = PAGE_OF[part]
        self.turn_to(page)
        shown = self.editor.part(page)
        if isinstance(shown, SubPages):
            shown.turn_to_type(part)
        if shown is not None:
            shown.enter()

    def finish(self) -> None:
        """What was typed is written."""
        self.editor.finish()
        for part in self.editor.pages.parts_of("visit"):
            part.write()

    def enter(self) -> None:
        """The keyboard into the page shown."""
        part = self.editor.part(self.editor.pages.shown)
        if part is not None:
            part.enter()
        else:
            self.editor.tabs.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Back, and through the pages."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            here = QApplication.focusWidget()
            if here is not None and self.editor.pages.stack.isAncestorOf(here):
                self.editor.tabs.setFocus()  # out of the page; once more leads back
            else:
                self.left.emit()
        elif control and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            way = -1 if event.key() == Qt.Key.Key_Backtab else 1
            tabs = self.editor.tabs
            tabs.setCurrentIndex((tabs.currentIndex() + way) % tabs.count())
            self.enter()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._apply_style()

    def _apply_style(self) -> None:
        sheet = visit_sheet(self.palette(), self.font())
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def _show_reading(self, reading: RecordData) -> None:
        visit = as_visit(reading)
        if visit is not None:
            form = self.editor.form()
            self.stage.show_visit(visit, read_only=form is None or form.read_only)
        self.stage.setVisible(visit is not None)
        self.suggestions.show_visit(visit)
        if reading.record is not None:
            self._go_to_wanted(reading.record)

    def _go_to_wanted(self, _record: Record | None = None) -> None:
        if self._wanted is None:
            return
        (type, id), self._wanted = self._wanted, None
        if type in PAGE_OF:
            self.turn_to(PAGE_OF[type])
            shown = self.editor.part(PAGE_OF[type])
            if isinstance(shown, SubPages):
                shown.go_to(type, id)
            elif type == "session":
                from desktop.ui.visits.record.programme import ProgrammePart

                if isinstance(shown, ProgrammePart):
                    shown.go_to(id)

    def _choose_stage(self, stage: str) -> None:
        """One move, one change, one undo."""
        id, workspace = self.editor.record_id, self._desk.workspace
        self.editor.finish()

        def job() -> tuple[str, str]:
            with workspace.journal.group("edit") as group:
                workspace.journal.edit(id, {"stage": stage}, type="visit")
            record = workspace.record(id, "visit")
            return group.id, record.title if record is not None else ""

        def done(found: tuple[str, str]) -> None:
            group, title = found
            words = _("“{title}” is at “{stage}” now.").format(
                title=title or _("Untitled"), stage=term("visit_stages", stage).label
            )
            self._desk.show_message(words, _("Undo"), lambda: undo(group))

        def undo(group: str) -> None:
            self._desk.writer.run(
                lambda: workspace.journal.undo_group(group), lambda report: self._desk.show_message(report.sentence())
            )

        self._desk.writer.run(job, done)
