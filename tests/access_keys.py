"""Access keys, the underlined letters: those that do several things at once in a window, a dialog or a menu."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QGroupBox, QLabel, QMainWindow, QMenu, QTabBar, QWidget


def clashes(window: QWidget) -> list[str]:
    """Of all that is seen in a window: each letter that several things have, with their words."""
    found = _doubled(window.windowTitle() or type(window).__name__, _texts(window))
    if isinstance(window, QMainWindow):
        for action in window.menuBar().actions():
            menu = action.menu()
            if isinstance(menu, QMenu) and action.isVisible():
                found += menu_clashes(menu)
    return found


def menu_clashes(menu: QMenu) -> list[str]:
    """The same of a menu and the menus in it."""
    actions = [each for each in menu.actions() if each.isVisible() and not each.isSeparator()]
    found = _doubled(f"menu {menu.title()}", [each.text() for each in actions])
    for each in actions:
        if isinstance(below := each.menu(), QMenu):
            found += menu_clashes(below)
    return found


def _texts(window: QWidget) -> list[str]:
    found: list[str] = []
    for each in window.findChildren(QWidget):
        if each.window() is not window or not each.isVisibleTo(window):
            continue
        if isinstance(each, QAbstractButton):
            found.append(each.text())
        elif isinstance(each, QGroupBox):
            found.append(each.title())
        elif isinstance(each, QLabel) and each.buddy() is not None:
            found.append(each.text())
        elif isinstance(each, QTabBar):
            found += [each.tabText(index) for index in range(each.count())]
    if isinstance(window, QMainWindow):
        found += [action.text() for action in window.menuBar().actions() if action.isVisible()]
    return found


def _doubled(place: str, texts: Iterable[str]) -> list[str]:
    by_key: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        if not (key := QKeySequence.mnemonic(text)).isEmpty():
            by_key[key.toString()].append(text)
    return [f"{place}: {key}: {', '.join(texts)}" for key, texts in sorted(by_key.items()) if len(texts) > 1]
