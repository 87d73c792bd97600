"""The page of the forum: from the first topic to a result that is explained, and what stays secret."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.desk import Desk
from desktop.ui.forum import ForumPage
from desktop.ui.forum.new_dialog import NewCallDialog, NewForumDialog, NewRoundDialog, NewTopicDialog
from desktop.ui.forum.page import CALLS, PEOPLE, PROGRAMME, ROUNDS
from desktop.ui.forum.vote_dialog import VoteDialog
from tests.ui.empty_desk import desk

__all__ = ["desk"]

T = TypeVar("T")


def _dialog(kind: type[T]) -> T:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


@pytest.mark.answers_dialogs
def test_from_the_first_topic_to_a_result(qtbot: QtBot, desk: Desk) -> None:
    person = desk.workspace.journal.create("person", {"name": "Aroha Ngata"})
    page = ForumPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.empty.isVisible() and page.empty.words == "No forum yet")
    page.empty.buttons[0].click()
    dialog = _dialog(NewForumDialog)
    assert not dialog.do.isEnabled()
    QTest.keyClicks(dialog.title, "Congress")
    QTest.keyClick(dialog.title, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.forums.currentText() == "Congress")
    for title in ("Drains", "Heat"):
        page.new_topic.trigger()
        topic = _dialog(NewTopicDialog)
        QTest.keyClicks(topic.title, title)
        QTest.keyClick(topic.title, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: title in [row.cells[0] for row in page.topics.table.shown])  # noqa: B023 - waited for here
    page.show_view(ROUNDS)
    assert not page.enter_vote.isEnabled()
    page.new_round.trigger()
    made = _dialog(NewRoundDialog)
    made.method.setCurrentIndex(made.method.findData("dots"))
    assert made.points.value() == 5 and "5 dots" in made.remark.text()
    made.until.setText("the day after")
    assert not made.do.isEnabled()
    made.until.setText("2020-05-01")
    assert not made.do.isEnabled() and made.remark.text().endswith("That day is over: nobody could vote any more.")
    made.until.setText("")
    made.do.click()
    qtbot.waitUntil(page.enter_vote.isEnabled)

    page.enter_vote.trigger()
    qtbot.waitUntil(lambda: any(isinstance(each, VoteDialog) for each in QApplication.topLevelWidgets()))
    vote = _dialog(VoteDialog)
    vote.choose(person)
    item = vote.table.item(0, 0)
    assert item is not None and item.data(Qt.ItemDataRole.AccessibleTextRole) == "Drains"
    item.setText("6")
    assert vote.given.text().startswith("This is more than the round allows.")
    item.setText("3")
    assert vote.given.text() == "3 of 5 dots given" and not vote.do.isEnabled()  # it is not said how they asked for it
    vote.received.setCurrentIndex(vote.received.findData("email"))
    vote.do.click()
    qtbot.waitUntil(lambda: bool(page.rounds.voters.shown))
    assert page.rounds.heading.text() == "First round: 1 voter"
    assert [row.cells for row in page.rounds.results.shown] == [
        ("1", "Drains", "3 dots, from 1 of 1 voter"), ("2", "Heat", "0 dots, from 0 of 1 voter"),
    ]  # fmt: skip
    assert page.rounds.voters.shown[0].cells[:2] == ("Aroha Ngata", "Drains (3)")

    # Groups and a programme follow from it.
    journal = desk.workspace.journal
    journal.edit(page.data.forum, {f"people/participant:{person}": True}, type="forum")
    page.show_view(PEOPLE)
    qtbot.waitUntil(lambda: [row.cells[:2] for row in page.people.table.shown] == [("1", "Aroha Ngata")])
    assert "1 person has not agreed to be named" in page.people.note.text()
    page.show_view(PROGRAMME)
    qtbot.waitUntil(
        lambda: [row.cells[:3] for row in page.programme.table.shown] == [("Day 1, 09:00", "Track 1", "Drains")]
    )
    assert not page.open_programme.isEnabled()
    page.write_programme.trigger()
    qtbot.waitUntil(page.open_programme.isEnabled)
    qtbot.waitUntil(lambda: not page.programme.table.shown)  # it has its place
    with desk.workspace.reading() as conn:
        assert conn.exec_driver_sql("SELECT title, at, track FROM session").fetchall() == [
            ("Drains", "1 09:00", "Track 1")
        ]

    # A call with a deadline: what is lacking here, and the answer.
    journal.set_author("Kisumu")
    journal.create("activity", {"title": "Drill", "start": "2026"})
    page.show_view(CALLS)
    page.new_call.trigger()
    call = _dialog(NewCallDialog)
    QTest.keyClicks(call.title, "Figures")
    call.fields.setText("results")
    call.until.setText("never")
    assert not call.do.isEnabled()
    call.until.setText("2027-01-31")
    call.do.click()
    qtbot.waitUntil(lambda: [row.cells for row in page.calls.lacking.shown] == [("Drill", "Results")])
    assert page.calls.table.shown[0].cells == ("Figures", "Data on activities", "Until 31 January 2027")
    page.answer.trigger()
    qtbot.waitUntil(lambda: [row.cells[0::2] for row in page.calls.answers.shown] == [("Kisumu", "0 of 1")])

    page.show_view(ROUNDS)
    page.close_round.trigger()
    qtbot.waitUntil(lambda: not page.enter_vote.isEnabled() and page.close_round.text() == "Open the round aga&in")
    page.show_topic(page.rounds.results.shown[1].id)
    assert page.topics.table.selected == page.rounds.results.shown[1].id
    page.delete.trigger()
    qtbot.waitUntil(lambda: [row.cells[0] for row in page.topics.table.shown] == ["Drains"])
    page.topics.search.setText("nothing like it")
    qtbot.waitUntil(lambda: page.topics.count.text() == "0 topics with “nothing like it”")
