"""A town that seeks a peer, a host that is asked, and the whole round of matching: from the question to the visit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QInputDialog, QLineEdit, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.ui.main_window import MainWindow
from tests.journeys.person import Person, plain

QUESTION = "Who pays for clearing the drains in the months before the rain?"
KEY, MODIFIER = Qt.Key, Qt.KeyboardModifier


def _tree(person: Person, name: str) -> QTreeWidget:
    found: list[QTreeWidget] = []

    def look() -> bool:
        found[:] = [
            each for each in person.window.findChildren(QTreeWidget)
            if each.isVisible() and each.accessibleName() == name and each.topLevelItemCount()
        ]  # fmt: skip
        return bool(found)

    person.until(look)
    return found[0]


def _first(tree: QTreeWidget) -> str:
    item = tree.topLevelItem(0)
    return item.text(0) if item is not None else ""


def test_a_town_that_seeks_a_peer_and_a_host_that_declines(qtbot: QtBot, window: MainWindow) -> None:
    person = Person(qtbot, window)
    person.press("Start with the sample")
    person.until(lambda: person.listed == 60)

    # With the mouse: the question, who fits and why.
    person.press("Learning")
    person.press("Needs")
    person.list = "needs"
    person.until(lambda: window.view is not None and window.view.is_shown("needs") and person.listed == 30)
    person.type("drains", person.page.area.line)
    person.until(lambda: person.titles() == [QUESTION])
    person.click_row(person.page.view, 0)
    person.until(lambda: person.editor.form() is not None)
    tabs = person.editor.tabs
    place = next(at for at in range(tabs.count()) if tabs.tabText(at) == "Matches")
    person.click(tabs, tabs.tabRect(place).center())
    tree = _tree(person, "Offers that fit")
    person.until(lambda: _first(tree).startswith("25 points · Accra Metropolitan Assembly"))

    # The host is asked, and declines: why is written down, and the next one is first now.
    person.press("Note as asked")
    person.until(lambda: "1 host is noted as asked." in window.message.words)
    person.press("Decline…")
    dialog = person.dialog()
    assert isinstance(dialog, QInputDialog)
    person.type("Their team is full until autumn.", dialog.findChild(QLineEdit))
    person.press("Decline", dialog)
    person.back_at_window()
    person.until(lambda: _first(tree).startswith("23 points · County Government of Nakuru"))

    # By keyboard alone: the second one is accepted, and the visit opened.
    tree.setFocus()
    person.key(KEY.Key_Home)
    person.tab_to(lambda each: isinstance(each, QAbstractButton) and plain(each.text()) == "Accept: make a visit")
    person.key(KEY.Key_Space)
    person.until(lambda: "1 match is a visit now." in window.message.words)
    person.press("Open the visit")
    person.until(
        lambda: window.view is not None and window.view.is_shown("visits") and window.view.page("visits").opened
    )
    assert window.desk is not None
    visit = window.desk.workspace.record(window.view.page("visits").opened)  # type: ignore[union-attr]
    assert visit is not None
    assert visit.title == f"City of Kisumu visits County Government of Nakuru: {QUESTION}"


def test_the_whole_matching_by_keyboard_alone(qtbot: QtBot, window: MainWindow) -> None:
    person = Person(qtbot, window)
    person.press("Start with the sample")
    person.until(lambda: person.listed == 60)
    person.key(KEY.Key_5, MODIFIER.ControlModifier)
    person.until(lambda: window.view is not None and window.view.is_shown("learning"))
    person.key(KEY.Key_6, MODIFIER.AltModifier)
    person.until(lambda: window.view is not None and window.view.is_shown("matching"))
    assert window.view is not None and window.desk is not None
    page = window.view.page("matching")
    person.until(lambda: page.summary.text() == "30 needs find a host · 643 points")
    person.tab_to(lambda each: each.accessibleName() == "Visits for a host at most")
    person.key(KEY.Key_A, MODIFIER.ControlModifier)
    person.type("1")
    person.until(lambda: "find none" in page.summary.text())
    before = page.summary.text()
    person.tab_to(lambda each: each is page.tree)
    person.key(KEY.Key_Home)
    person.key(KEY.Key_Right)
    person.until(lambda: page.tree.currentItem().isExpanded())
    person.tab_to(lambda each: isinstance(each, QAbstractButton) and plain(each.text()) == "Accept all")
    person.key(KEY.Key_Space)
    person.until(lambda: "matches are visits now." in window.message.words)
    person.until(lambda: page.summary.text().startswith("0 needs find a host"))
    person.key(KEY.Key_Z, MODIFIER.ControlModifier)
    person.until(lambda: page.summary.text() == before)
