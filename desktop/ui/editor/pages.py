"""The pages of a record, one shown at a time: its form, what a type has beside it, its history, what refers to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from desktop.i18n import N_, _
from desktop.ui.editor.context import PartPage, RecordContext, RecordPart
from desktop.ui.editor.form import RecordForm
from desktop.ui.editor.history_page import HistoryPage
from desktop.ui.editor.record_data import RecordData
from desktop.ui.editor.references_page import RefersPage

DETAILS, HISTORY, REFERS = N_("Details"), N_("History"), N_("Linked from")
"""The pages that every record has, by their names."""


class EditorPages(QObject):
    """A bar of tabs and the pages below it; pages beside a form are made when they are seen first."""

    turned = Signal(str)
    left = Signal()  # from a page beside the form: back to where the record was opened

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._forms: dict[str, tuple[RecordForm, Sequence[PartPage]]] = {}
        self._parts: dict[str, dict[str, RecordPart]] = {}
        self._type = ""
        self._context: RecordContext | None = None
        self._last: tuple[str, RecordData, bool] | None = None  # what a page that is made later has to show
        self.tabs = QTabBar(parent)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(_("Parts of the record"))
        self.stack = QStackedWidget(parent)
        self.history = HistoryPage(self.stack)
        self.refers = RefersPage(self.stack)
        self.stack.addWidget(self.history)
        self.stack.addWidget(self.refers)
        self._fill(())
        self.tabs.currentChanged.connect(self._turn)

    @property
    def shown(self) -> str:
        """The name of the page shown."""
        return str(self.tabs.tabData(self.tabs.currentIndex()) or DETAILS)

    def turn_to(self, page: str) -> None:
        """Show the page of this name."""
        for place in range(self.tabs.count()):
            if self.tabs.tabData(place) == page:
                self.tabs.setCurrentIndex(place)

    def add_type(self, type: str, form: RecordForm, beside: Sequence[PartPage]) -> None:
        """The form of a type, and what it has beside it."""
        self._forms[type] = (form, beside)
        self.stack.addWidget(form)

    def show_type(self, type: str, context: RecordContext) -> None:
        """Show the pages of this type; where it has the one shown before, that one."""
        self._context, self._last = context, None
        for part in self._parts.get(self._type, {}).values():
            part.finish()
        if type != self._type:
            page = self.shown
            self._type = type
            blocked = self.tabs.blockSignals(True)
            self._fill(self._forms[type][1])
            self.turn_to(page)
            self.tabs.blockSignals(blocked)
        self._turn(self.tabs.currentIndex())

    def show_reading(self, record_id: str, reading: RecordData, *, read_only: bool) -> None:
        """Show what was read on the pages beside the form."""
        self._last = (record_id, reading, read_only)
        for part in self.parts_of(self._type):
            part.show_reading(record_id, reading, read_only=read_only)

    def part(self, type: str, label: str) -> RecordPart | None:
        """A page beside the form; made when it is first asked for, so that a record opens at once."""
        made = self._parts.setdefault(type, {})
        beside = self._forms[type][1] if type in self._forms else ()
        make = next((each.make for each in beside if each.label == label), None)
        if label not in made and make is not None and self._context is not None:
            made[label] = part = make(self._context)
            self.stack.addWidget(part)
            part.left.connect(self.left)
            if self._last is not None and type == self._type:
                record_id, reading, read_only = self._last
                part.show_reading(record_id, reading, read_only=read_only)
        return made.get(label)

    def parts_of(self, type: str) -> list[RecordPart]:
        """The pages beside the form of a type, as far as they were seen."""
        return list(self._parts.get(type, {}).values())

    def forget(self) -> None:
        """Another workspace: other forms."""
        pages: list[QWidget] = [form for form, _beside in self._forms.values()]
        pages += [part for parts in self._parts.values() for part in parts.values()]
        for page in pages:
            self.stack.removeWidget(page)
            page.deleteLater()
        self._forms, self._parts, self._type = {}, {}, ""
        self._context, self._last = None, None

    def _fill(self, beside: Sequence[PartPage]) -> None:
        while self.tabs.count():
            self.tabs.removeTab(0)
        form = next((each.label for each in beside if each.make is None), DETAILS)
        self.tabs.setTabData(self.tabs.addTab(_(form)), DETAILS)
        for page in (*(each.label for each in beside if each.make is not None), HISTORY, REFERS):
            self.tabs.setTabData(self.tabs.addTab(_(page)), page)

    def _turn(self, _place: int) -> None:
        page = self.shown
        if self._type:
            common: dict[str, QWidget] = {HISTORY: self.history, REFERS: self.refers}
            shown = common.get(page) or self.part(self._type, page) or self._forms[self._type][0]
            self.stack.setCurrentWidget(shown)
        self.turned.emit(page)
