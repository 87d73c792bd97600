"""At the right of the canvas: the session that is selected, the warnings, the method cards."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.programme.methods_list import MethodsList
from desktop.ui.programme.model import ProgrammeModel
from desktop.ui.programme.warnings_list import WarningsList, count_words
from desktop.workspace import PARENT

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.editor import RecordEditor

SESSION, WARNINGS, METHODS = range(3)


class Side(QWidget):
    """Three tabs. The form of a session is made when one is first selected."""

    leave_wanted = Signal()  # Escape: back to the canvas

    def __init__(self, desk: Desk, model: ProgrammeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = model
        self.form: RecordEditor | None = None
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("programmeTabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(_("Session, warnings, methods"))
        for words in (_("Session"), _("Warnings"), _("Methods")):
            self.tabs.addTab(words)
        self.pages = QStackedWidget(self)
        self._session = QStackedWidget(self)
        self._nothing = QLabel(self)
        self._nothing.setWordWrap(True)
        self._nothing.setMargin(20)
        self._nothing.setObjectName("quiet")
        self._session.addWidget(self._nothing)
        self.warnings = WarningsList(model, self)
        self.methods = MethodsList(writable=desk.writable, parent=self)
        for page in (self._session, self.warnings, self.methods):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.tabs)
        column.addWidget(self.pages, 1)
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        self.tabs.currentChanged.connect(lambda _tab: self.follow())
        self.warnings.counted.connect(lambda number: self.tabs.setTabText(WARNINGS, count_words(number)))
        model.selection_changed.connect(self.follow)

    def show_first(self, first: date | None) -> None:
        """The date of the first day."""
        self.warnings.setProperty("first", first)

    def show_tab(self, tab: int) -> None:
        """Bring a tab forward."""
        self.tabs.setCurrentIndex(tab)

    def follow(self) -> None:
        """Show the one session that is selected."""
        if self.tabs.currentIndex() != SESSION:
            return
        selected = self._model.selected
        if len(selected) == 1:
            self.show_session(next(iter(selected)))
            return
        self.finish()
        if self.form is not None:
            self.form.show_record(None)
        self._nothing.setText(
            ngettext("{number} session selected", "{number} sessions selected", len(selected)).format(
                number=len(selected)
            )
            if selected
            else _("Select a session to view or edit it here.")
        )
        self._session.setCurrentWidget(self._nothing)

    def show_session(self, id: str) -> None:
        """Show a session in the form."""
        from desktop.ui.editor.form import RecordForm

        if self.form is None:
            from desktop.ui.editor import RecordEditor

            self.form = RecordEditor(self, first="session")
            self.form.set_workspace(self._desk.workspace, self._desk.writer, self._desk.background, self._desk.settings)
            self.form.record_requested.connect(self._desk.record_wanted)
            self.form.conflicts_requested.connect(self._desk.conflicts_wanted)
            self.form.file_made.connect(self._desk.show_file)
            self._session.addWidget(self.form)
        self.form.show_record(id, "session")
        for form in self.form.findChildren(RecordForm):
            if PARENT in form.rows:
                form.rows[PARENT].hide()  # the visit stands over the programme
        self._session.setCurrentWidget(self.form)

    def enter(self) -> None:
        """The keyboard into what is shown."""
        page = self.pages.currentWidget()
        if page is self._session and self.form is not None and self._session.currentWidget() is self.form:
            self.form.go_to("title")
        elif page is self.warnings:
            self.warnings.list.setFocus()
        elif page is self.methods:
            self.methods.enter()
        else:
            self.tabs.setFocus()

    def finish(self) -> None:
        """Write what was typed in the form."""
        if self.form is not None:
            self.form.finish()
