"""What a person does: looks for a button by its words and presses it, clicks a row, types. Nothing is called behind the
window's back.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui.editor import RecordEditor
from desktop.ui.importing import ImportDialog
from desktop.ui.importing.columns_table import GOES_TO
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.choice_popup import ChoicePopup

PATIENCE_MS = 30_000


def plain(words: str) -> str:
    """Words without the mark of their letter."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")


class Person:
    """Sits before one window."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        self.list = "activities"
        """The name of the page whose list is meant."""

    # Seeing ----------------------------------------------------------------------------------------------------------

    def until(self, seen: Callable[[], object]) -> None:
        """Wait until something is seen."""
        self.qtbot.waitUntil(lambda: bool(seen()), timeout=PATIENCE_MS)

    @property
    def page(self):
        """The page with the list that is meant, made by now."""
        assert self.window.view is not None
        return self.window.view.page(self.list)

    @property
    def editor(self) -> RecordEditor:
        """The record at the right."""
        found = self.page.findChild(RecordEditor)
        assert isinstance(found, RecordEditor)
        return found

    def title_field(self) -> QWidget:
        """Where the title of the shown record is written."""
        found: list[QWidget] = []

        def look() -> bool:
            form = self.editor.form()
            if form is not None:
                widget = form.rows["title"].widget
                fields = [*widget.findChildren(QLineEdit), *widget.findChildren(QPlainTextEdit)]
                found[:] = [each for each in fields if each.isVisible()]
            return bool(found)

        self.until(look)
        return found[0]

    @property
    def listed(self) -> int:
        """How many rows the list has; -1 while there is no list."""
        return self.page.model.rowCount() if self.window.view is not None else -1

    def titles(self) -> list[str]:
        """The titles in the list, as far as they are loaded."""
        model = self.page.model
        return [str(model.index(row, 0).data() or "") for row in range(min(model.rowCount(), 100))]

    def saved(self) -> bool:
        """Does the window say that all is saved?"""
        desk = self.window.desk
        return desk is not None and not desk.writer.waiting and self.window.status.state == "All saved"

    def dialog(self) -> QDialog:
        """The dialog that is open, once it is."""
        self.until(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog)
        self.until(found.isActiveWindow)
        return found

    def back_at_window(self) -> None:
        """The dialog is closed, and the system gives the keyboard back to the window (the one without a screen does not)."""
        self.until(lambda: QApplication.activeModalWidget() is None)
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    def button(self, words: str, within: QWidget | None = None) -> QAbstractButton:
        """The visible button with these words."""
        found: list[QAbstractButton] = []

        def look() -> bool:
            found[:] = [
                each
                for each in (within or self.window).findChildren(QAbstractButton)
                if each.isVisible() and each.isEnabled() and words in (plain(each.text()), each.accessibleName())
            ]
            return bool(found)

        self.until(look)
        return found[0]

    # By mouse --------------------------------------------------------------------------------------------------------

    def click(self, target: QWidget, place: QPoint | None = None) -> None:
        """Press the left button on a widget."""
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place or QPoint())

    def press(self, words: str, within: QWidget | None = None) -> None:
        """Click the button with these words."""
        self.click(self.button(words, within))

    def click_row(self, view: QAbstractItemView, row: int, column: int = 0) -> None:
        """Click a row of a list."""
        index = view.model().index(row, column)
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index).center())

    def click_facet(self, words: str) -> None:
        """Click a value among the facets."""
        view = self.page.facets

        def place() -> QPoint | None:
            model = view.model()
            for group in range(model.rowCount()):
                top = model.index(group, 0)
                for row in range(model.rowCount(top)):
                    index = model.index(row, 0, top)
                    if words in (str(index.data()), str(index.data(Qt.ItemDataRole.AccessibleTextRole)).split(",")[0]):
                        view.scrollTo(index)
                        return view.visualRect(index).center()
            return None

        self.until(lambda: not view.stale and place() is not None)
        self.click(view.viewport(), place())

    def choose(self, *way: str) -> None:
        """Go through the menus with the mouse, by words that the entries begin with."""
        bar = self.window.menuBar()
        entry = _beginning(bar.actions(), way[0])
        self.click(bar, bar.actionGeometry(entry).center())
        menu = entry.menu()
        for words in way[1:]:
            assert isinstance(menu, QMenu)
            self.until(menu.isVisible)
            entry = _beginning(menu.actions(), words)
            self.click(menu, menu.actionGeometry(entry).center())
            menu = entry.menu()

    def drop(self, path: Path) -> None:
        """Let a file fall into the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        place = self.window.rect().center()
        arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        entering = QDragEnterEvent(place, *arguments)
        QApplication.sendEvent(self.window, entering)
        assert entering.isAccepted()
        QApplication.sendEvent(self.window, QDropEvent(QPointF(place), *arguments))

    def send_column(self, dialog: ImportDialog, heading: str, label: str) -> None:
        """In the import, choose with the mouse where a column goes."""
        view = dialog.columns.view
        model = view.model()
        rows = [row for row in range(model.rowCount()) if str(model.index(row, 0).data()).startswith(heading)]
        assert rows, heading
        self.click_row(view, rows[0], GOES_TO)
        found: list[ChoicePopup] = []

        def look() -> bool:
            found[:] = [each for each in view.findChildren(ChoicePopup) if each.isVisible()]
            return bool(found)

        self.until(look)
        items = found[0].list
        row = next(
            row for row in range(items.model().rowCount()) if str(items.model().index(row, 0).data()).strip() == label
        )

        def chosen() -> bool:
            if items.isVisible():  # a list that has just opened takes a quick click for the end of the one before
                self.click_row(items, row)
            return str(model.index(rows[0], GOES_TO).data()) == label

        self.until(chosen)

    # By keyboard -----------------------------------------------------------------------------------------------------

    def type(self, words: str, target: QWidget | None = None) -> None:
        """Type letters into whatever has the keyboard."""
        QTest.keyClicks(target or self.focused(), words)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key."""
        QTest.keyClick(self.focused(), key, modifier)

    def focused(self) -> QWidget:
        """What has the keyboard: a menu or popup, a field, or else the window."""
        found = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeModalWidget()
        return found or self.window

    def tab_to(self, wanted: Callable[[QWidget], bool]) -> QWidget:
        """Press Tab until something has the keyboard; fails where it goes round without it."""
        for _step in range(120):
            here = QApplication.focusWidget()
            if here is not None and wanted(here):
                return here
            self.key(Qt.Key.Key_Tab)
        raise AssertionError("Tab does not lead there")

    def replace_text(self, field: QLineEdit, words: str) -> None:
        """Select what stands in a field, and write over it."""
        self.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, words)


def _beginning(actions: list[QAction], words: str) -> QAction:
    for action in actions:
        if plain(action.text()).startswith(words) and action.isVisible():
            assert action.isEnabled(), words
            return action
    raise AssertionError(f"no entry {words} among {[plain(each.text()) for each in actions]}")
