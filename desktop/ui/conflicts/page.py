"""The page of the conflicts: the list at the left, what is selected at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.i18n import _, ngettext
from desktop.ui.conflicts.bulk_detail import SeveralConflicts
from desktop.ui.conflicts.conflict_data import ConflictRow, read_conflicts
from desktop.ui.conflicts.conflict_list import ConflictList
from desktop.ui.conflicts.detail import ConflictDetail, resolved_text, sides_of
from desktop.ui.listing.empty_state import EmptyState
from desktop.ui.listing.tab_order import step
from desktop.ui.page import Page
from desktop.ui.style.conflicts import page_sheet
from desktop.ui.widgets.clear_button import add_clear_button
from desktop.vocabularies import fold
from desktop.workspace.conflicts.bulk_resolution import BulkResolution, Decision, resolve_all

if TYPE_CHECKING:
    from desktop.ui.background import Task
    from desktop.ui.conflicts.other_value_dialog import AnotherDialog
    from desktop.ui.desk import Desk
    from desktop.workspace import Changed, UndoReport

READ_AFTER_MS, SEARCH_AFTER_MS = 60, 120
TOPIC, SIDES = "conflicts: list", "conflicts: sides"


class ConflictsPage(Page):
    """Made for one desk and one language; reads again whenever something changes while it is shown."""

    activities_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._every: list[ConflictRow] = []
        self._stale = True
        self._wanted = ""  # a record to be selected as soon as the list is read
        self.dialog: AnotherDialog | None = None
        self._build()
        self._soon = QTimer(self, singleShot=True, interval=READ_AFTER_MS)
        self._soon.timeout.connect(self._read)
        self._searching = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._searching.timeout.connect(self._show_list)
        self.search.textChanged.connect(lambda _text: self._searching.start())
        self.by_field.toggled.connect(lambda _on: self._show_list())
        self.list.chosen.connect(self._show_chosen)
        self.list.entered.connect(self.enter_values)
        for part in (self.detail, self.several):
            part.decided.connect(self.apply_decisions)
        self.detail.another_wanted.connect(self._write_another)
        self.detail.record_wanted.connect(desk.record_wanted)
        desk.changed.connect(self._mark_stale)
        QShortcut(QKeySequence.StandardKey.Find, self, self._to_search, context=_WITHIN)

    def enter(self) -> None:
        """The keyboard into the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def select_record(self, id: str) -> None:
        """Select the first conflict of a record, whatever is searched for."""
        self._wanted = id
        self.search.clear()
        if not self._stale:
            self._read()

    def enter_values(self) -> None:
        """The keyboard to the sides of what is selected."""
        shown = self.side.currentWidget()
        if isinstance(shown, ConflictDetail | SeveralConflicts):
            shown.enter()

    def tab(self, window: QWidget, *, forward: bool) -> bool:
        """Move the keyboard as Tab does in a window with this page; False where it is elsewhere."""
        return step(window, self, (self.left, self.side, self.empty), forward=forward)

    @property
    def listed(self) -> list[ConflictRow]:
        """What the list shows."""
        return self.list.listed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.enter()
        else:
            super().keyPressEvent(event)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        writable = self._desk.writable
        heading = QLabel(_("Conflicts"), self)
        heading.setObjectName("conflictsHeading")
        self.count = QLabel(self)
        self.count.setObjectName("quiet")
        self.search = QLineEdit(self)
        self.search.setObjectName("conflictSearch")
        add_clear_button(self.search)
        self.search.setPlaceholderText(_("Search record, field or name"))
        self.search.setAccessibleName(_("Search the conflicts"))
        self.by_field = QToolButton(self)
        self.by_field.setObjectName("byField")
        self.by_field.setText(_("&Group by field"))
        self.by_field.setCheckable(True)
        self.by_field.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list = ConflictList(self)
        top = QVBoxLayout()
        top.setContentsMargins(14, 14, 14, 6)
        top.setSpacing(6)
        for widget in (heading, self.count, self.search, self.by_field):
            top.addWidget(widget)
        self.left = left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        self.detail = ConflictDetail(self, writable=writable)
        self.several = SeveralConflicts(self, writable=writable)
        self._nothing = QLabel(_("Select a conflict to compare its versions."), self)
        self._nothing.setObjectName("quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.side = QStackedWidget(self)
        for part in (self._nothing, self.detail, self.several):
            self.side.addWidget(part)
        self.parts = QSplitter(self)
        for part, least, stretch in ((left, 260, 0), (self.side, 420, 1)):
            part.setMinimumWidth(least)
            self.parts.addWidget(part)
            self.parts.setStretchFactor(self.parts.indexOf(part), stretch)
        self.parts.setHandleWidth(1)
        self.parts.setChildrenCollapsible(False)
        self.parts.setSizes([380, 816])
        self.empty = EmptyState(self)
        self.empty.show_words(
            "check", _("Nothing is in conflict"),
            _("There are no conflicts. If two desks write different values, they are listed here for you "
              "to resolve."),
            [(_("Bac&k to the activities"), self.activities_wanted.emit)],
        )  # fmt: skip
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.parts)
        self.stack.addWidget(self.empty)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.stack)
        self._apply_style()

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._apply_style()
            if hasattr(self, "detail") and self.isVisible():
                self._show_chosen()  # what differs is marked in colours that stand in the text

    def _apply_style(self) -> None:
        sheet = page_sheet(QApplication.palette(), self.font().pointSizeF())
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    # Reading ---------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while it was hidden."""
        super().showEvent(event)
        if self._stale:
            self._read()

    def _mark_stale(self, _changed: Changed | None = None) -> None:
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def _read(self) -> None:
        self._stale = False
        workspace = self._desk.workspace

        def job(task: Task) -> list[ConflictRow] | None:
            found = read_conflicts(workspace, lambda: task.cancelled)
            return None if task.cancelled else found

        self._desk.background.run_task(job, self._show, topic=TOPIC)

    def _show(self, every: list[ConflictRow] | None) -> None:
        if every is None or not isValid(self):
            return  # given up, or the language changed while this was read
        self._every = every
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self.stack.setCurrentWidget(self.parts if every else self.empty)
        self._show_list()
        self._wanted = ""
        if had_focus and every and not self.list.hasFocus() and not self.search.hasFocus():
            self.enter()
        elif not every and had_focus and self.empty.buttons:
            self.empty.buttons[0].setFocus()

    def _show_list(self) -> None:
        folded = fold(self.search.text())
        shown = [each for each in self._every if each.matches(folded)]
        records = len({each.disputed.id for each in shown})
        fields = ngettext("{number} conflict", "{number} conflicts", len(shown)).format(number=len(shown))
        words = ngettext("{conflicts} in {number} record", "{conflicts} in {number} records", records)
        self.count.setText(words.format(conflicts=fields, number=records))
        self.list.show_conflicts(shown, grouped=self.by_field.isChecked())
        if found := [each.key for each in shown if each.disputed.id == self._wanted]:
            self._wanted = ""
            self.list.select({found[0]})

    def _show_chosen(self) -> None:
        chosen = self.list.selected()
        if not chosen:
            self.side.setCurrentWidget(self._nothing)
        elif len(chosen) > 1:
            self.several.show_conflicts(chosen)
            self.side.setCurrentWidget(self.several)
        else:
            self._show_one(chosen[0])

    def _show_one(self, listed: ConflictRow) -> None:
        same = [
            each for each in self._every if each.group == listed.group and each.disputed.type == listed.disputed.type
        ]

        def show(sides: list) -> None:
            if isValid(self) and self.list.selected() == [listed]:
                self.detail.show_conflict(listed, sides, same)
                self.side.setCurrentWidget(self.detail)

        self._desk.background.run(lambda: sides_of(listed), show, topic=SIDES)  # long texts take long to compare

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # Settling --------------------------------------------------------------------------------------------------------

    def apply_decisions(self, decisions: Sequence[Decision]) -> None:
        """Write what was decided, as one action."""
        if not decisions or not self._desk.writable:
            return
        workspace = self._desk.workspace
        self.side.setEnabled(False)  # a second press would settle the next one unseen

        def done(resolution: BulkResolution) -> None:
            if isValid(self):
                self.side.setEnabled(True)
                self.enter()
            words = resolved_text(resolution.number) if resolution.number else _("Nothing was changed.")
            if resolution.gone:
                words += " " + ngettext(
                    "{number} was not changed, because it had been edited in the meantime.",
                    "{number} were not changed, because they had been edited in the meantime.",
                    resolution.gone,
                ).format(number=resolution.gone)
            if resolution.group:
                self._desk.show_message(words, _("Undo"), lambda: self._undo(resolution.group))
            else:
                self._desk.show_message(words)

        def failed(error: BaseException) -> None:
            if isValid(self):
                self.side.setEnabled(True)
            self._desk.show_error(error)

        self._desk.writer.run(lambda: resolve_all(workspace, decisions), done, failed)

    def _undo(self, group: str) -> None:
        workspace = self._desk.workspace

        def undone(report: UndoReport) -> None:
            if report.done and not report.left:
                self._desk.show_message(
                    _("Undone: the previous value is shown again. The other values are in the history.")
                )
            else:
                self._desk.show_message(report.sentence())

        self._desk.writer.run(lambda: workspace.journal.undo_group(group), undone)

    def _write_another(self, listed: ConflictRow) -> None:
        from desktop.ui.conflicts.other_value_dialog import AnotherDialog

        self.dialog = dialog = AnotherDialog(self._desk, listed, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.apply_decisions([Decision(listed.disputed, dialog.value)]))
        dialog.open()


_WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut
