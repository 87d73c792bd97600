"""Several pages in one: a line of buttons chooses which is shown."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.editor.context import RecordPart
from desktop.ui.editor.parts_page import PartsPage
from desktop.ui.editor.record_data import RecordData


class SubPages(RecordPart):
    """Shows one of its pages; all are told what was read, so that turning to one shows it at once."""

    def __init__(self, pages: Mapping[str, RecordPart], parent: QWidget | None = None) -> None:
        """`pages` by their names (English source)."""
        super().__init__(parent)
        self.pages = dict(pages)
        self.stack = QStackedWidget(self)
        self.line = QHBoxLayout()
        self.line.setContentsMargins(14, 8, 14, 0)
        self.line.setSpacing(6)
        self.buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        for name, page in self.pages.items():
            button = QPushButton(_(name), self)
            button.setObjectName("subPage")
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, name=name: self.turn_to(name))
            group.addButton(button)
            self.buttons[name] = button
            self.line.addWidget(button)
            self.stack.addWidget(page)
        self.line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.line)
        column.addWidget(self.stack, 1)
        self.turn_to(next(iter(self.pages)))

    @property
    def shown(self) -> str:
        """The name of the page shown."""
        return next(name for name, page in self.pages.items() if page is self.stack.currentWidget())

    def turn_to(self, name: str) -> None:
        """Show the page of this name."""
        self.stack.setCurrentWidget(self.pages[name])
        self.buttons[name].setChecked(True)

    def turn_to_type(self, type: str) -> None:
        """Show the page with the parts of this type."""
        for name, page in self.pages.items():
            if isinstance(page, PartsPage) and page.parts.kind.name == type:
                self.turn_to(name)

    def go_to(self, type: str, id: str) -> None:
        """Show a part in its table."""
        for name, page in self.pages.items():
            if isinstance(page, PartsPage) and page.parts.kind.name == type:
                self.turn_to(name)
                page.parts.go_to(id)

    def count(self, name: str, words: str) -> None:
        """Say beside the name of a page how much is there."""
        self.buttons[name].setText(f"{_(name)}  {words}" if words else _(name))

    def show_reading(self, record_id: str, reading: RecordData, *, read_only: bool) -> None:
        """Show it everywhere."""
        for page in self.pages.values():
            page.show_reading(record_id, reading, read_only=read_only)

    def enter(self) -> None:
        """Into the page shown."""
        self.pages[self.shown].enter()

    def finish(self) -> None:
        """The record goes."""
        for page in self.pages.values():
            page.finish()
