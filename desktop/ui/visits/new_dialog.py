"""A new visit: what it is called, when it may be, and what it begins with. Made for the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _, ngettext
from desktop.ui.buttons import primary
from desktop.ui.widgets.line_edit import TypedLine
from desktop.values.dates import format_period, parse_period
from desktop.workspace import Value

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.visits.templates import TemplateInfo

_KEY, _SUMMARY, _DAYS = (Qt.ItemDataRole.UserRole + number for number in range(3))
EMPTY = ""
"""The key of a visit that begins with nothing."""


class NewVisitDialog(QDialog):
    """The keyboard begins in the title; Up and Down choose there what the visit begins with; Enter makes it."""

    made = Signal(str)  # the visit

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(_("New visit"))
        self.title = TypedLine(self)
        self.title.setPlaceholderText(_("How Kisumu keeps its drains open"))
        self.title.installEventFilter(self)
        self.start = TypedLine(self)
        self.start.setPlaceholderText(_("3–5 May 2027, or 2027"))
        self.start.textChanged.connect(self._understand)
        self.understood = QLabel(self)
        self.understood.setObjectName("fieldRemark")
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Begin with"))
        self.list.currentItemChanged.connect(lambda *_items: self._show_text())
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.summary.setMinimumWidth(230)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(_("&Title:"), self.title)
        form.addRow(_("&Dates, if known:"), self.start)
        form.addRow("", self.understood)
        label = QLabel(_("&Begin with:"), self)
        label.setBuddy(self.list)
        across = QHBoxLayout()
        across.setSpacing(14)
        across.addWidget(self.list, 1)
        across.addWidget(self.summary, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.make_button = primary(buttons.addButton(_("&Create the visit"), QDialogButtonBox.ButtonRole.AcceptRole))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(label)
        column.addLayout(across, 1)
        column.addWidget(buttons)
        self._add(EMPTY, _("Empty"), _("Only a title: you write the questions, programme and tasks."))
        self.list.setCurrentRow(0)
        self.resize(620, 440)
        self.title.setFocus()
        self._read()

    def _read(self) -> None:
        from desktop.visits import templates

        workspace = self._desk.workspace
        self._desk.background.run(
            lambda: templates.list_templates(workspace), self._show, self._desk.show_error, topic="visits: templates"
        )

    def _show(self, found: Sequence[TemplateInfo]) -> None:
        """They come after what is chosen already: who is quick gets what was seen."""
        for each in found:
            self._add(each.key, each.name, each.summary, each.days)

    def _add(self, key: str, name: str, summary: str, days: int = 0) -> None:
        item = QListWidgetItem(name, self.list)
        item.setData(_KEY, key)
        item.setData(_SUMMARY, summary)
        item.setData(_DAYS, days)

    @property
    def key(self) -> str:
        """The template that is chosen; EMPTY for none."""
        item = self.list.currentItem()
        return str(item.data(_KEY)) if item is not None else EMPTY

    @property
    def values(self) -> dict[str, Value]:
        """What was typed."""
        values: dict[str, Value] = {}
        if title := self.title.text().strip():
            values["title"] = title
        if period := parse_period(self.start.text()):
            values["start"] = period.start
            if end := period.end or self._end_of(period.start):
                values["end"] = end
        return values

    def _end_of(self, start: str) -> str:
        """The day on which the programme of the template ends; "" where that is not known."""
        from desktop.visits.templates import end_after

        item = self.list.currentItem()
        return end_after(start, int(item.data(_DAYS) or 0)) if item is not None else ""

    def accept(self) -> None:
        """Make the visit, as one action."""
        if self.start.text().strip() and parse_period(self.start.text()) is None:
            self.start.setFocus()
            return
        self.make_button.setEnabled(False)
        workspace, key, values = self._desk.workspace, self.key, self.values

        def job() -> str:
            if key == EMPTY:
                return workspace.journal.create("visit", {"stage": "idea", **values})
            from desktop.visits import templates

            return templates.new_visit(workspace, key, values)

        def done(id: str) -> None:
            super(NewVisitDialog, self).accept()
            self.made.emit(id)

        def failed(error: BaseException) -> None:
            self.make_button.setEnabled(True)
            self._desk.show_error(error)

        self._desk.writer.run(job, done, failed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the title go through the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.title:
            way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if way is not None:
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + way)))
                return True
        return super().eventFilter(watched, event)

    def _show_text(self) -> None:
        item = self.list.currentItem()
        self.summary.setText(str(item.data(_SUMMARY) or "") if item is not None else "")
        self.title.setAccessibleDescription(item.text() if item is not None else "")
        self._understand(self.start.text())

    def _understand(self, text: str) -> None:
        found = parse_period(text) if text.strip() else None
        wrong = bool(text.strip()) and found is None
        words = _("Not a valid date. Write 2014, May 2014, 3 May 2014 or 2014-05-03.") if wrong else ""
        end = (found.end or self._end_of(found.start)) if found else ""
        self.understood.setText(words or (_period_words(found.start, end) if found else ""))


def _period_words(start: str, end: str) -> str:
    """From when to when, and how many days that is."""
    words = format_period(start, end)
    if len(start) != 10 or len(end) != 10:
        return words
    count = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    days = ngettext("{count} day", "{count} days", count).format(count=count)
    return f"{words} · {days}"
