"""Every key of the programme, as actions: for the menus, the context menu, the list of keys, and the keyboard itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.i18n import _
from desktop.ui.icons import icon
from desktop.ui.programme.canvas import Canvas
from desktop.ui.programme.session_operations import SessionOperations
from desktop.ui.widgets.displayed_codes import terms

Then = Callable[[], object]


class Jobs(Protocol):
    """What the editor around the canvas can do."""

    def delete_selected(self) -> None: ...
    def paste(self) -> None: ...
    def apply_method(self) -> None: ...
    def write_line(self) -> None: ...
    def open_details(self) -> None: ...
    def next_warning(self, by: int) -> None: ...
    def show_conflict(self) -> None: ...
    def use_template(self) -> None: ...
    def next_part(self) -> None: ...
    def show_whole(self) -> None: ...
    def show_keys(self) -> None: ...


class Actions:
    """Made with the editor. Keys work while the canvas has the keyboard: elsewhere they type."""

    def __init__(
        self, owner: QWidget, canvas: Canvas, operations: SessionOperations, jobs: Jobs, *, writable: bool
    ) -> None:
        self._owner = owner
        self._canvas = canvas
        self._writable = writable
        self._menus: dict[str, list[QAction]] = {}
        self._writing: list[QAction] = []
        self._chosen: list[QAction] = []
        do, add, write, chosen = operations, self._add, self._write, self._of_chosen
        self.new = write(_("&New session"), do.new, ["N", "Ins"], "new")
        self.line = write(_("Write a session as a &line"), jobs.write_line, ["Q", "Ctrl+L"])
        self.rename = chosen(_("Write the &title"), do.enter, ["Return", "Enter", "F2"], "change")
        self.details = self._reading_chosen(_("&All details"), jobs.open_details, ["Ctrl+Return", "Ctrl+Enter"])
        self.method = write(_("Apply a &method…"), jobs.apply_method, ["M"])
        self.template = write(_("Sessions from a tem&plate…"), jobs.use_template, ["Ctrl+Shift+T"])
        self.copy = self._reading_chosen(_("&Copy"), do.copy, QKeySequence.StandardKey.Copy, "copy")
        self.cut = chosen(_("Cu&t"), do.cut, QKeySequence.StandardKey.Cut)
        self.paste = write(_("&Paste"), jobs.paste, QKeySequence.StandardKey.Paste)
        self.duplicate = chosen(_("&Duplicate"), do.duplicate, ["Ctrl+D"], "copy")
        self.next_day = chosen(_("Duplicate to the ne&xt day"), do.duplicate_next_day, ["Ctrl+Shift+D"])
        self.delete = chosen(_("Delete"), jobs.delete_selected, ["Del", "Ctrl+Backspace"], "bin")
        self.select_all = add(_("Select &all"), do.select_all, QKeySequence.StandardKey.SelectAll)
        self.select_day = add(_("Select the da&y"), do.select_day, ["Ctrl+Shift+A"])
        self.conflict = self._reading_chosen(_("Show the con&flict"), jobs.show_conflict, ["Ctrl+Shift+K"], "conflicts")
        self.warning = add(_("Next &warning"), lambda: jobs.next_warning(1), ["F8"], "warning")
        self.warning_before = add(_("Previo&us warning"), lambda: jobs.next_warning(-1), ["Shift+F8"])
        self.whole = add(_("Fu&ll screen"), jobs.show_whole, ["F11"])
        self.keys = add(_("Programme &shortcuts…"), jobs.show_keys, ["?"])
        self.turn = add(_("Next &part of the page"), jobs.next_part, ["F6"])
        self.turn.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        owner.addAction(self.turn)
        self.moving = [
            chosen(_("15 minutes later"), lambda: do.shift(15), ["Alt+Down"]),
            chosen(_("15 minutes earlier"), lambda: do.shift(-15), ["Alt+Up"]),
            chosen(_("5 minutes later"), lambda: do.shift(5), ["."]),
            chosen(_("5 minutes earlier"), lambda: do.shift(-5), [","]),
            chosen(_("Next day"), lambda: do.shift_days(1), ["Alt+Right"]),
            chosen(_("To the day before"), lambda: do.shift_days(-1), ["Alt+Left"]),
        ]
        self.stretching = [
            chosen(_("End 15 minutes later"), lambda: do.stretch(0, 15), ["Alt+Shift+Down"]),
            chosen(_("End 15 minutes earlier"), lambda: do.stretch(0, -15), ["Alt+Shift+Up"]),
            chosen(_("End 5 minutes later"), lambda: do.stretch(0, 5), [">"]),
            chosen(_("End 5 minutes earlier"), lambda: do.stretch(0, -5), ["<"]),
            chosen(_("Begin 15 minutes earlier"), lambda: do.stretch(-15, 0), ["Alt+Shift+Left"]),
            chosen(_("Begin 15 minutes later"), lambda: do.stretch(15, 0), ["Alt+Shift+Right"]),
        ]
        self.going = [
            add(_("Next session, or free time"), lambda: do.go("down"), ["Down"]),
            add(_("Previous session, or free time"), lambda: do.go("up"), ["Up"]),
            add(_("Session to the right, or next day"), lambda: do.go("right"), ["Right"]),
            add(_("Session to the left, or previous day"), lambda: do.go("left"), ["Left"]),
            add(_("Next session, skipping free time"), lambda: do.go("next"), ["Ctrl+Down", "J"]),
            add(_("Previous session, skipping free time"), lambda: do.go("before"), ["Ctrl+Up", "K"]),
            add(_("First session of the day"), lambda: do.go("day_start"), ["Home"]),
            add(_("Last session of the day"), lambda: do.go("day_end"), ["End"]),
            add(_("First session"), lambda: do.go("first"), ["Ctrl+Home"]),
            add(_("Last session"), lambda: do.go("last"), ["Ctrl+End"]),
            add(_("Four hours later"), lambda: do.go("later"), ["PgDown"]),
            add(_("Four hours earlier"), lambda: do.go("earlier"), ["PgUp"]),
        ]
        self.marking = [
            add(_("Select more free time"), lambda: do.mark_time(15), ["Shift+Down"]),
            add(_("Select less free time"), lambda: do.mark_time(-15), ["Shift+Up"]),
            add(_("Select this session too"), do.toggle, ["Space"]),
            add(_("Select the next session too"), lambda: do.extend(1), ["Ctrl+Shift+Down"]),
            add(_("Select the session before too"), lambda: do.extend(-1), ["Ctrl+Shift+Up"]),
        ]
        self.kinds = [
            chosen(each.label.replace("&", "&&"), lambda code=each.code: do.set_kind(code), [])
            for each in terms("session_kinds")
        ]
        self.zooming = [
            add(_("Zoom &in"), lambda: canvas.zoom(canvas.step + 1), ["Ctrl++", "Ctrl+="]),
            add(_("Zoom &out"), lambda: canvas.zoom(canvas.step - 1), ["Ctrl+-"]),
            add(_("Show every&thing"), canvas.fit, ["Ctrl+0"]),
        ]
        self.zoom_in, self.zoom_out, self.fit = self.zooming
        canvas.model.selection_changed.connect(self.show_state)
        canvas.model.changed.connect(self.show_state)
        self.show_state()

    def groups(self) -> list[tuple[str, Sequence[QAction]]]:
        """All of them under headings, for the list of keys."""
        return [
            (_("Sessions"), [
                self.new, self.line, self.rename, self.details, self.method, self.template, self.copy, self.cut, self.paste,
                self.duplicate, self.next_day, self.delete,
            ]),
            (_("Going"), self.going),
            (_("Moving sessions"), self.moving),
            (_("Change duration"), self.stretching),
            (_("Selection"), [*self.marking, self.select_all, self.select_day]),
            (_("View"), [
                *self.zooming, self.warning, self.warning_before, self.conflict, self.whole, self.turn, self.keys,
            ]),
        ]  # fmt: skip

    def for_menu(self) -> dict[str, list[QAction]]:
        """By the window's menus; what has many steps stands in menus of its own."""
        if not self._menus:
            self._menus = self._make_menus()
        return self._menus

    def _make_menus(self) -> dict[str, list[QAction]]:
        return {
            "edit": [
                self.cut, self.copy, self.paste, self.duplicate, self.next_day, self.delete, self._line(),
                self.select_all, self.select_day, self._below(_("Select &more"), self.marking),
            ],
            "view": [*self.zooming, self.warning, self.warning_before, self.turn, self.keys, self._line()],
            "record": [
                self.new, self.line, self.template, self._line(), self.rename, self.details, self.method,
                self._below(_("&Kind"), self.kinds), self._below(_("Mo&ve"), self.moving),
                self._below(_("Change &duration"), self.stretching),
                self._below(_("&Go to"), self.going), self._line(), self.conflict,
            ],
        }  # fmt: skip

    def context_menu(self, place: QPoint) -> QMenu:
        """What can be done with the selected sessions, or with free time."""
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._canvas.model.selected:
            menu.addActions([self.rename, self.details, self.method])
            menu.addMenu(self._menu(_("&Kind"), self.kinds, menu))
            menu.addMenu(self._menu(_("Mo&ve"), self.moving, menu))
            menu.addMenu(self._menu(_("Change &duration"), self.stretching, menu))
            menu.addSeparator()
            menu.addActions([self.cut, self.copy, self.paste, self.duplicate, self.next_day, self.delete])
            if self.conflict.isEnabled():
                menu.addSeparator()
                menu.addAction(self.conflict)
        else:
            menu.addActions([self.new, self.line, self.method, self.paste, self.template])
            menu.addSeparator()
            menu.addActions([self.select_day, self.select_all])
        menu.popup(place)
        return menu

    def show_state(self) -> None:
        """Which of them can be done now."""
        model = self._canvas.model
        some = bool(model.selected)
        for action in self._chosen:
            action.setEnabled(some and (self._writable or action not in self._writing))
        for action in self._writing:
            if action not in self._chosen:
                action.setEnabled(self._writable)
        # Enter makes a session in free time.
        self.rename.setEnabled(self._writable and (some or model.cursor.free))
        self.conflict.setEnabled(any(model.sessions[id].contested for id in model.selected if id in model.sessions))
        self.warning.setEnabled(bool(model.notices))
        self.warning_before.setEnabled(bool(model.notices))

    def _add(
        self,
        words: str,
        then: Then,
        keys: Sequence[str] | QKeySequence.StandardKey,
        picture: str = "",
    ) -> QAction:
        action = QAction(words, self._owner)
        action.triggered.connect(lambda: then())
        if isinstance(keys, QKeySequence.StandardKey):
            action.setShortcuts(keys)
        else:
            action.setShortcuts([QKeySequence(each) for each in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if picture:
            action.setIcon(icon(picture))
        self._canvas.addAction(action)
        return action

    def _write(
        self, words: str, then: Then, keys: Sequence[str] | QKeySequence.StandardKey, picture: str = ""
    ) -> QAction:
        action = self._add(words, then, keys, picture)
        self._writing.append(action)
        return action

    def _of_chosen(
        self, words: str, then: Then, keys: Sequence[str] | QKeySequence.StandardKey, picture: str = ""
    ) -> QAction:
        action = self._write(words, then, keys, picture)
        self._chosen.append(action)
        return action

    def _reading_chosen(
        self, words: str, then: Then, keys: Sequence[str] | QKeySequence.StandardKey, picture: str = ""
    ) -> QAction:
        action = self._add(words, then, keys, picture)
        self._chosen.append(action)
        return action

    def _below(self, words: str, actions: Sequence[QAction]) -> QAction:
        return self._menu(words, actions, self._owner).menuAction()

    def _menu(self, words: str, actions: Sequence[QAction], parent: QWidget) -> QMenu:
        menu = QMenu(words, parent)
        menu.addActions(list(actions))
        return menu

    def _line(self) -> QAction:
        line = QAction(self._owner)
        line.setSeparator(True)
        return line
