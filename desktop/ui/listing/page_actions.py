"""Every job of the page as an action: for the menu bar, the context menu, the panel at the right, and the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.i18n import _
from desktop.ui.icons import icon
from desktop.ui.listing.list_spec import ListSpec
from desktop.ui.listing.list_view import ListView

Then = Callable[[], object]
_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class Jobs(Protocol):
    """What the page can do."""

    def make_new(self) -> None: ...
    def edit_current(self) -> None: ...
    def change_selected(self) -> None: ...
    def duplicate_selected(self) -> None: ...
    def delete_selected(self) -> None: ...
    def restore_selected(self) -> None: ...
    def export_selected(self) -> None: ...
    def summarise(self) -> None: ...
    def focus_search(self) -> None: ...
    def clear_search(self) -> None: ...
    def keep_search(self) -> None: ...
    def choose_columns(self) -> None: ...
    def next_part(self) -> None: ...
    def show_facets(self, shown: bool) -> None: ...


class PageActions:
    """Made with the page. Those that need a selection rest while there is none."""

    def __init__(self, page: QWidget, jobs: Jobs, view: ListView, listed: ListSpec, *, writable: bool) -> None:
        self._page = page
        self._view = view
        self._writable = writable
        self.new = self._add(listed.new_words(), jobs.make_new, QKeySequence.StandardKey.New, "new")
        self.edit = self._add(listed.open_words(), jobs.edit_current)
        self.change = self._add(_("Edit se&veral…"), jobs.change_selected, "F2", "change", here=True)
        self.duplicate = self._add(_("&Duplicate"), jobs.duplicate_selected, "Ctrl+D", "copy", here=True)
        self.delete = self._add(_("Delete"), jobs.delete_selected, "Del", "bin", here=True)
        # Not the standard keys for it: on Linux Ctrl+D is among them.
        self.delete.setShortcuts([QKeySequence("Del"), QKeySequence("Ctrl+Backspace")])
        self.restore = self._add(_("&Restore"), jobs.restore_selected, None, "undo")
        self.export = self._add(_("&Export…"), jobs.export_selected, None, "export")
        self.summary = self._add(listed.report_words(), jobs.summarise, None, "report")
        self.summary.setVisible(bool(listed.report_words()))
        self.select_all = self._add(
            _("Select &all"), view.selectAll, QKeySequence.StandardKey.SelectAll, here=True
        )  # fmt: skip
        self.find = self._add(_("&Find"), jobs.focus_search, QKeySequence.StandardKey.Find)
        self.clear = self._add(_("C&lear the search"), jobs.clear_search, "Ctrl+Shift+F")
        self.keep = self._add(_("Sa&ve this search…"), jobs.keep_search, "Ctrl+Shift+S")
        self.columns = self._add(_("C&olumns…"), jobs.choose_columns)
        self.turn = self._add(_("Next &part of the page"), jobs.next_part, "F6")
        self.facets = QAction(_("&Filters"), page)
        self.facets.setCheckable(True)
        self.facets.setChecked(True)
        self.facets.setShortcut(QKeySequence("F9"))
        self.facets.toggled.connect(jobs.show_facets)
        page.addAction(self.facets)
        self.further: list[QAction] = []
        """What one page has beside what all have, for one or for several."""
        self.sort_menu = QMenu(_("&Sort by"), page)
        self.kept_menu = QMenu(_("Saved searc&hes"), page)
        self.show_state(selected=0, in_bin=False, shown=0)

    def for_menu(self) -> dict[str, list[QAction]]:
        """By the window's menus."""
        return {
            "edit": [self.find, self.clear, self.keep, self._line(), self.select_all],
            "view": [
                self.facets, self.columns, self.sort_menu.menuAction(), self.kept_menu.menuAction(), self.turn,
                self._line(),
            ],
            "record": [
                self.new, self._line(), self.edit, self.change, self.duplicate, self._line(), self.export,
                *([self.summary] if self.further else []), *self.further, self._line(), self.delete, self.restore,
            ],
        }  # fmt: skip

    def of_many(self) -> list[QAction]:
        """What can be done with several."""
        return [self.change, self.duplicate, self.export, self.summary, *self.further, self.restore, self.delete]

    def of_list(self) -> list[QAction]:
        """What can be done while nothing is selected."""
        return [self.new, self.restore, self.export, self.summary]

    def open_row_menu(self, place: QPoint) -> QMenu:
        """The context menu of the selected rows, or of the empty list."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.edit.isEnabled() or self.export.isEnabled():
            menu.addActions(
                [
                    self.edit,
                    self.change,
                    self.duplicate,
                    self._line(),
                    self.export,
                    self.summary,
                    *self.further,
                    self._line(),
                ]
            )
            menu.addActions([self.restore, self.delete])
        else:
            menu.addAction(self.new)
        menu.popup(place)
        return menu

    def show_state(self, *, selected: int, in_bin: bool, shown: int) -> None:
        """Which of them can be done now."""
        some = selected > 0
        self.new.setEnabled(self._writable)
        self.new.setVisible(not in_bin)
        self.edit.setEnabled(selected == 1)
        self.change.setEnabled(some and self._writable and not in_bin)
        self.duplicate.setEnabled(some and self._writable and not in_bin)
        self.delete.setEnabled(some and self._writable and not in_bin)
        self.delete.setVisible(not in_bin)
        self.restore.setEnabled(some and self._writable and in_bin)
        self.restore.setVisible(in_bin)
        self.export.setEnabled(shown > 0)
        self.export.setText(_("&Export the selected…") if selected > 1 else _("&Export the list…"))
        self.summary.setEnabled(shown > 0)
        self.select_all.setEnabled(shown > 0)

    def _add(
        self,
        words: str,
        then: Then,
        keys: QKeySequence.StandardKey | str | None = None,
        picture: str = "",
        *,
        here: bool = False,
    ) -> QAction:
        """`here`: the key works in the list alone, where it does not type."""
        action = QAction(words, self._page)
        action.triggered.connect(lambda: then())
        if isinstance(keys, str):
            action.setShortcut(QKeySequence(keys))
        elif keys is not None:
            action.setShortcuts(keys)
        if picture:
            action.setIcon(icon(picture))
        if here:
            action.setShortcutContext(_HERE)
            self._view.addAction(action)
        else:
            self._page.addAction(action)
        return action

    def _line(self) -> QAction:
        line = QAction(self._page)
        line.setSeparator(True)
        return line
