"""The secretariat: a forum from the call to the programme, a call with a deadline; and a host with an offer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QInputDialog, QLineEdit, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.learning.forum.calls import read_call
from desktop.ui.forum import ForumPage
from desktop.ui.main_window import MainWindow
from tests.journeys.person import Person, plain

KEY, MODIFIER = Qt.Key, Qt.KeyboardModifier


def _start(qtbot: QtBot, window: MainWindow) -> Person:
    person = Person(qtbot, window)
    person.press("Start with the sample")
    person.until(lambda: person.listed == 60)
    return person


def _matches(person: Person) -> QTreeWidget:
    person.until(lambda: person.editor.form() is not None)
    tabs = person.editor.tabs
    place = next(at for at in range(tabs.count()) if tabs.tabText(at) == "Matches")
    person.click(tabs, tabs.tabRect(place).center())
    found: list[QTreeWidget] = []

    def look() -> bool:
        trees = person.window.findChildren(QTreeWidget)
        found[:] = [each for each in trees if each.isVisible() and each.accessibleName() == "Needs that fit"]
        return bool(found) and found[0].topLevelItemCount() > 1

    person.until(look)
    return found[0]


def test_a_host_with_an_offer_is_asked_accepts_and_declines_with_a_reason(qtbot: QtBot, window: MainWindow) -> None:
    person = _start(qtbot, window)
    person.press("Learning")
    person.press("Offers")
    person.list = "offers"
    person.until(lambda: window.view is not None and window.view.is_shown("offers") and person.listed == 30)
    person.type("drains markets", person.page.area.line)
    person.until(lambda: person.listed == 1)
    person.click_row(person.page.view, 0)
    tree = _matches(person)
    first = tree.topLevelItem(0)
    assert first is not None and "City of Kisumu" in first.text(0)
    assert window.desk is not None
    workspace = window.desk.workspace

    def decided() -> list[tuple[str, str | None]]:
        with workspace.reading() as conn:
            rows = conn.exec_driver_sql("SELECT state, reason FROM pair WHERE listed = 1 ORDER BY state")
            return [(row[0], row[1]) for row in rows]

    # The second need is declined, by mouse: why is written down.
    person.until(lambda: tree.topLevelItemCount() > 1)
    second = tree.topLevelItem(1)
    assert second is not None
    person.click(tree.viewport(), tree.visualItemRect(second).center())
    person.press("Decline…")
    dialog = person.dialog()
    assert isinstance(dialog, QInputDialog)
    person.type("Two visits a year are enough.", dialog.findChild(QLineEdit))
    person.press("Decline", dialog)
    person.back_at_window()
    person.until(lambda: decided() == [("declined", "Two visits a year are enough.")])

    # Kisumu asks; the host accepts, by keyboard: it is a visit.
    tree.setFocus()
    person.key(KEY.Key_Home)
    for words, said in (
        ("Note as asked", "1 host is noted as asked."),
        ("Accept: make a visit", "1 match is a visit now."),
    ):
        person.tab_to(lambda each: isinstance(each, QAbstractButton) and plain(each.text()) == words)  # noqa: B023
        person.key(KEY.Key_Space)
        person.until(lambda: said in window.message.words)  # noqa: B023 - waited for here
        tree.setFocus()
    assert [state for state, _reason in decided()] == ["accepted", "declined"]


def test_the_secretariat_from_the_call_to_the_programme_by_keyboard_alone(qtbot: QtBot, window: MainWindow) -> None:
    person = _start(qtbot, window)
    assert window.desk is not None
    workspace = window.desk.workspace

    def button(words: str) -> None:
        person.tab_to(lambda each: isinstance(each, QAbstractButton) and plain(each.text()) == words)
        person.key(KEY.Key_Space)

    workspace.journal.set_author("Secretariat")
    button("Forum")
    person.until(lambda: window.view is not None and window.view.is_shown("forum"))
    assert window.view is not None
    page = window.view.page("forum")
    assert isinstance(page, ForumPage)
    person.until(lambda: len(page.topics.table.shown) == 10)

    # A topic that somebody wants to learn more about is a need.
    person.tab_to(lambda each: each is page.topics.table)
    person.key(KEY.Key_Home)
    button("Make it a need")
    person.until(lambda: "It is a need now" in window.message.words)

    # A call with a deadline: what this desk lacks, by the names of the form, and its answer.
    person.key(KEY.Key_5, MODIFIER.AltModifier)
    person.until(lambda: page.calls.isVisible() and page.calls.table.shown)
    button("New call…")
    dialog = person.dialog()
    person.type("Results of 2026")
    person.tab_to(lambda each: each is dialog.fields)  # type: ignore[attr-defined]
    person.type("Results")
    person.tab_to(lambda each: each is dialog.until)  # type: ignore[attr-defined]
    person.type("2027-01-31")
    person.key(KEY.Key_Return)
    person.back_at_window()
    person.until(lambda: page.data.call is not None and page.data.call.call.title == "Results of 2026")
    state = page.data.call
    assert state is not None and state.lacking and {each.fields for each in state.lacking} == {("results",)}
    button("Answer the call")
    person.until(lambda: len(page.calls.answers.shown) == 1)
    answered = read_call(workspace, state.call.id)
    assert answered is not None and answered.has_answered

    # The programme follows from the votes, and is written into a visit.
    person.key(KEY.Key_4, MODIFIER.AltModifier)
    person.until(lambda: page.programme.isVisible() and page.programme.table.shown)
    planned = len(page.programme.table.shown)
    button("Write the programme")
    person.until(lambda: f"{planned} sessions are written." in window.message.words)
    with workspace.reading() as conn:
        rows = conn.exec_driver_sql("SELECT count(*) FROM session WHERE topic IS NOT NULL AND listed = 1").fetchall()
    assert rows[0][0] == planned
