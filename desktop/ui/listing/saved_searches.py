"""Searches kept under a name: a menu on a star, and a dialog to rename and delete them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import catalogue
from desktop.i18n import _
from desktop.ui.tooltips import plain_tip

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

Sort = tuple[tuple[str, bool], ...]


def ask_name(parent: QWidget, title: str, before: str = "") -> str:
    """Ask for the name of a search; "" where the person would rather not."""
    name, sure = QInputDialog.getText(parent, title, _("Name of the search:"), text=before)
    return name.strip() if sure else ""


class SavedSearches(QObject):
    """The searches kept with this workspace; read once, and again after each write."""

    changed = Signal()
    wanted = Signal(str, object)  # text, sort

    def __init__(self, desk: Desk, type: str, parent: QObject) -> None:
        """`type`: of the records searched for."""
        super().__init__(parent)
        self._type = type
        self._desk = desk
        self.kept: Sequence[Any] = ()
        self.read()

    def read(self) -> None:
        """Read them again."""
        workspace, type = self._desk.workspace, self._type
        self._desk.background.run(
            lambda: catalogue.saved_searches(workspace, type), self._show, topic=f"{type}: saved searches"
        )  # fmt: skip

    def save(self, name: str, text: str, sort: Sort) -> None:
        """Keep a search; another one of this name is replaced."""
        workspace, type = self._desk.workspace, self._type
        self._write(lambda: catalogue.save_search(workspace, catalogue.SavedSearch(name, text, sort), type))

    def rename(self, name: str, to: str) -> None:
        """Give a search another name."""
        workspace, type = self._desk.workspace, self._type
        self._write(lambda: catalogue.rename_search(workspace, name, to, type))

    def delete(self, name: str) -> None:
        """Forget a search; a button brings it back."""
        workspace, type = self._desk.workspace, self._type
        found = next((each for each in self.kept if each.name == name), None)
        self._write(lambda: catalogue.delete_search(workspace, name, type))
        if found is not None:
            self._desk.show_message(
                _("The search “{name}” is deleted.").format(name=name), _("Undo"),
                lambda: self.save(found.name, found.text, found.sort),
            )  # fmt: skip

    def name_of(self, text: str) -> str:
        """The name under which this search is kept; "" where it is not."""
        wanted = text.strip()
        return next(
            (
                each.name
                for each in (*self.kept, *catalogue.suggested_searches(self._type))
                if wanted and each.text.strip() == wanted
            ),
            "",
        )

    def fill(self, menu: QMenu, text: str, sort: Sort) -> None:
        """Put them into a menu, with what can be done about the search shown now."""
        menu.clear()
        keep = menu.addAction(_("Sa&ve this search…"))
        keep.setEnabled(bool(text.strip()) and self._desk.writable)
        keep.triggered.connect(lambda: self.ask_and_save(menu.parentWidget() or menu, text, sort))
        if self.kept:
            menu.addSeparator()
        for each in self.kept:
            action = menu.addAction(each.name.replace("&", "&&"))
            action.setToolTip(plain_tip(each.text))
            action.setCheckable(True)
            action.setChecked(each.text.strip() == text.strip())
            action.triggered.connect(lambda _checked=False, each=each: self.wanted.emit(each.text, each.sort))
        self._fill_suggested(menu, text)
        if self.kept:
            menu.addSeparator()
            manage = menu.addAction(_("&Rename and delete…"))
            manage.setEnabled(self._desk.writable)
            manage.triggered.connect(lambda: SavedSearchesDialog(self, menu.parentWidget()).exec())

    def _fill_suggested(self, menu: QMenu, text: str) -> None:
        """Those that the desk offers, each with what it means."""
        suggested = catalogue.suggested_searches(self._type)
        if suggested:
            menu.addSection(_("Suggested"))
            menu.setToolTipsVisible(True)
        for each in suggested:
            action = menu.addAction(each.name.replace("&", "&&"))
            action.setToolTip(plain_tip(f"{each.definition}\n{each.text}"))
            action.setCheckable(True)
            action.setChecked(each.text == text.strip())
            action.triggered.connect(lambda _checked=False, each=each: self.wanted.emit(each.text, ()))

    def definition_of(self, text: str) -> str:
        """What a search that the desk offers means, in words; "" of any other."""
        wanted = text.strip()
        return next((each.definition for each in catalogue.suggested_searches(self._type) if each.text == wanted), "")

    def ask_and_save(self, parent: QWidget, text: str, sort: Sort) -> None:
        """Ask for a name and keep the search under it."""
        name = ask_name(parent, _("Save this search"))
        if name:
            self.save(name, text, sort)

    def _write(self, job: Callable[[], object]) -> None:
        self._desk.writer.run(job, lambda _none: self.read())

    def _show(self, found: Sequence[Any]) -> None:
        self.kept = tuple(found)
        self.changed.emit()


class SavedSearchesDialog(QDialog):
    """F2 renames the marked one, Delete forgets it, Enter applies it."""

    def __init__(self, searches: SavedSearches, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._searches = searches
        self.setWindowTitle(_("Saved searches"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Saved searches"))
        self.list.itemActivated.connect(self._apply)
        words = QLabel(_("Enter searches, F2 renames, Delete deletes."), self)
        rename, delete = QPushButton(_("&Rename…"), self), QPushButton(_("&Delete"), self)
        for button, then, key in ((rename, self.rename, "F2"), (delete, self.delete, "Del")):
            button.setAutoDefault(False)
            button.clicked.connect(then)
            QShortcut(QKeySequence(key), self.list, then)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        side = QVBoxLayout()
        side.addWidget(rename)
        side.addWidget(delete)
        side.addStretch(1)
        across = QHBoxLayout()
        across.addWidget(self.list, 1)
        across.addLayout(side)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addLayout(across)
        column.addWidget(buttons)
        searches.changed.connect(self._fill)
        self._fill()
        self.resize(420, 320)

    @property
    def name(self) -> str:
        """The name of the marked one, "" for none."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def rename(self) -> None:
        """Ask for another name."""
        if self.name and (to := ask_name(self, _("Rename the search"), self.name)) and to != self.name:
            self._searches.rename(self.name, to)

    def delete(self) -> None:
        """Forget it."""
        if self.name:
            self._searches.delete(self.name)

    def _fill(self) -> None:
        row = self.list.currentRow()
        self.list.clear()
        for each in self._searches.kept:
            item = QListWidgetItem(f"{each.name}   {each.text}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, each.name)
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))

    def _apply(self, item: QListWidgetItem) -> None:
        name = item.data(Qt.ItemDataRole.UserRole)
        found = next((each for each in self._searches.kept if each.name == name), None)
        if found is not None:
            self._searches.wanted.emit(found.text, found.sort)
            self.accept()
