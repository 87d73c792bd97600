"""Undo and redo: two actions that say in words what they would take back, and tell what they did."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from desktop.errors import ProgrammingError
from desktop.i18n import _
from desktop.ui.icons import icon

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.workspace import GroupInfo, UndoReport

AFTER_ROWS_MS = 400
TOPIC = "window: what undo would take back"
LONGEST_TITLE = 40
"""Letters of a title in the menu."""


class UndoRedo(QObject):
    """Belongs to one open desk; `before` saves what is being typed."""

    def __init__(self, desk: Desk, undo: QAction, redo: QAction, before: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._before = before
        self._undo, self._redo = undo, redo
        undo.triggered.connect(self.undo)
        redo.triggered.connect(self.redo)
        desk.changed.connect(self.look)
        self._name("", "")
        self._focused: QWidget | None = None
        qApp().focusChanged.connect(self._focus)
        self._focus(None, qApp().focusWidget())
        QTimer.singleShot(AFTER_ROWS_MS, self, self.look)

    def end(self) -> None:
        """The desk is closed: the actions rest."""
        qApp().focusChanged.disconnect(self._focus)
        self._focus(None, None)
        self._undo.triggered.disconnect(self.undo)
        self._redo.triggered.disconnect(self.redo)
        self._name("", "")
        self.deleteLater()

    def look(self) -> None:
        """Read what the two would do."""
        if not self._desk.writable:
            return
        workspace = self._desk.workspace

        def job() -> tuple[str, str]:
            undo, redo = workspace.next_steps()
            return _step_words(undo, workspace.title_in(undo)), _step_words(redo, workspace.title_in(redo))

        self._desk.background.run(job, lambda found: self._name(*found), topic=TOPIC)

    def undo(self) -> None:
        """Take the last action back."""
        self._before()
        workspace = self._desk.workspace

        def job() -> tuple[UndoReport, str]:
            title = workspace.title_in(workspace.journal.next_undo())  # before: of a new record nothing is left then
            return workspace.journal.undo(), title

        self._desk.writer.run(job, lambda found: self._show_undone(*found))

    def redo(self) -> None:
        """Do again what was taken back."""
        self._before()
        workspace = self._desk.workspace

        def job() -> tuple[UndoReport, str]:
            report = workspace.journal.redo()
            return report, workspace.title_in(workspace.journal.next_undo())

        self._desk.writer.run(job, lambda found: self._show_redone(*found))

    def _show_undone(self, report: UndoReport, title: str) -> None:
        from desktop.workspace.editing.undo import action_words

        words = report.sentence()
        if title and report.done and not (report.left or report.irreversible or report.erased):
            action = action_words(report.kind, report.records, report.label)
            words = _("Undone in “{title}”: {action}.").format(title=title, action=action)
        self._desk.show_message(words, _("Redo") if report.done else "", self.redo if report.done else None)

    def _show_redone(self, report: UndoReport, title: str) -> None:
        if not report.done:
            self._desk.show_message(_("Nothing to redo."))
            return
        from desktop.workspace.editing.undo import action_words

        action = action_words(report.kind, report.records, report.label)
        words = _("Redone: {action}.").format(action=action)
        if title:
            words = _("Done again in “{title}”: {action}.").format(title=title, action=action)
        self._desk.show_message(words, _("Undo"), self.undo)

    def _name(self, undo: str, redo: str) -> None:
        for action, words, alone, named in (
            (self._undo, undo, _("&Undo"), _("&Undo: {action}")),
            (self._redo, redo, _("&Redo"), _("&Redo: {action}")),
        ):
            action.setText(named.format(action=words.replace("&", "&&")) if words else alone)
            action.setEnabled(bool(words))

    def _focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Hear the keys of the field that has the keyboard; a filter on the whole program would slow every event."""
        if self._focused is not None and isValid(self._focused):
            self._focused.removeEventFilter(self)
        self._focused = now
        if now is not None:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field that has nothing of its own to take back leaves Ctrl+Z to the desk."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
            if (undo or redo) and not _has_own(watched, undo=undo):
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def _step_words(step: GroupInfo | None, title: str) -> str:
    """An action, and of which record it is; "" where there is none."""
    if step is None or not title:
        return step.sentence() if step is not None else ""
    named = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"
    return _("{action}: “{title}”").format(action=step.sentence(), title=named)


def qApp() -> QApplication:
    """The running program."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise ProgrammingError("no window without an application")
    return app


def _has_own(watched: QObject, *, undo: bool) -> bool:
    if isinstance(watched, QLineEdit):
        return watched.isUndoAvailable() if undo else watched.isRedoAvailable()
    if isinstance(watched, QPlainTextEdit):
        return watched.document().isUndoAvailable() if undo else watched.document().isRedoAvailable()
    return True


def undo_actions(parent: QObject) -> tuple[QAction, QAction]:
    """The two actions, to be put into menus and toolbars."""
    undo = QAction(icon("undo"), _("&Undo"), parent)
    undo.setShortcuts(QKeySequence.StandardKey.Undo)
    redo = QAction(icon("redo"), _("&Redo"), parent)
    redo.setShortcuts(QKeySequence.StandardKey.Redo)
    for action in (undo, redo):
        action.setEnabled(False)
    return undo, redo
