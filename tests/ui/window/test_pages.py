"""The list of pages: whatever is in it stands in rail, menu and keys, and is painted; no access key is given twice."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from desktop.i18n import COMPLETE_LANGUAGES
from desktop.ui import pages
from desktop.ui.icons import _DRAWINGS
from desktop.ui.main_window import MainWindow
from desktop.ui.page import Counter, Page
from tests.access_keys import clashes
from tests.pictures.__main__ import scenes
from tests.screen_reader import nameless, spoken_names

Show = Callable[[Path | None], MainWindow]


class GlossaryPage(Page):
    """A page as somebody begins to write one."""

    def __init__(self, desk: object, parent: object = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]
        self.setObjectName("glossary")
        QLabel("Resilience: …", self)


GLOSSARY = pages.PageEntry(
    "glossary", "&Glossary", "What words mean here", "check", page="tests.ui.window.test_pages:GlossaryPage"
)


def test_a_page_more_is_a_line_in_the_list(
    qtbot: QtBot, show: Show, workspace_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PAGES", (pages.PAGES[0], GLOSSARY, *pages.PAGES[1:]))
    window = show(workspace_file)
    view = window.view
    assert view is not None and view.page("glossary") is None
    action = window.menus.pages["glossary"]
    assert "&Glossary" in [each.text() for _menu, actions in window.menus.all_actions() for each in actions]
    assert "Glossary" in [each.text() for each in view.rail.findChildren(QToolButton)]
    assert "page-glossary" in scenes()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: view.is_shown("glossary"))
    assert type(view.page("glossary")).__name__ == "GlossaryPage" and action.isChecked()
    assert not window.menus.pages["activities"].isChecked()
    view.open_page("activities")
    assert view.is_shown("activities") and not action.isChecked()


def test_the_list_of_pages_is_whole(qapp: QApplication) -> None:
    names = [entry.name for entry in pages.PAGES]
    assert len(set(names)) == len(names)
    for entry in pages.PAGES:
        if entry.page:
            assert issubclass(pkgutil.resolve_name(entry.page), Page)
        if entry.counter:
            assert issubclass(pkgutil.resolve_name(entry.counter), Counter)
        if entry.under:
            assert entry.under in names and not entry.title
        else:
            assert entry.title and entry.tip and entry.icon in _DRAWINGS
    keys = [action.shortcut().toString() for action in pages.page_actions(qapp).values()]
    assert keys[:9] == [f"Ctrl+{number}" for number in range(1, 10)][: len(keys)]  # as the eye goes down the rail


def test_a_view_that_was_left_looks_for_nothing(qtbot: QtBot, show: Show, workspace_file: Path) -> None:
    """Its answer would go to menus that are gone with their language."""
    window = show(workspace_file)
    left = window.view
    assert left is not None
    window.set_language("fr")
    assert window.view is not left
    assert not any(
        timer.isActive() for timer in left.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    )


@pytest.mark.parametrize("language", COMPLETE_LANGUAGES)
def test_no_access_key_of_the_window_is_given_twice_and_a_screen_reader_finds_names(
    qtbot: QtBot, show: Show, workspace_file: Path, language: str
) -> None:
    """In a synchronised folder, where the window says so below its pages."""
    folder = workspace_file.parent / "OneDrive - City"
    folder.mkdir()
    window = show(workspace_file.rename(folder / workspace_file.name))
    if language != "en":
        window.set_language(language)
    assert window.view is not None
    assert window.view.notice("synced") is not None
    found, unnamed, names = dict[str, None](), dict[str, None](), set[str]()
    for entry in pages.PAGES:
        if entry.title or entry.under in ("learning", "overview"):
            window.view.open_page(entry.name)
            found.update(dict.fromkeys(clashes(window)))
            unnamed.update(dict.fromkeys(nameless(window)))
            names.update(spoken_names(window))
    assert list(found) == []
    if language == "en":  # after a change of it, Qt has shown nothing yet
        assert list(unnamed) == [] and len(names) > 100
