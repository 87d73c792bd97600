"""The page of the Learning Forum, and its dialogs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.desk import Desk
from desktop.ui.forum import ForumPage
from desktop.ui.forum.new_dialog import NewRoundDialog
from desktop.ui.forum.page import ROUNDS
from desktop.ui.forum.vote_dialog import VoteDialog
from tests.pictures.own_desk import own_desk
from tests.pictures.scenes_activities import RAIL, calm


def _page(desk: Desk) -> ForumPage:
    made = ForumPage(desk)
    made.resize(1280 - RAIL, 720 - 52)
    made.show()
    calm(desk)
    made.enter()
    QApplication.setActiveWindow(made)
    calm(desk)
    return made


def topics(desk: Desk) -> QWidget:
    return _page(desk)


def rounds(desk: Desk) -> QWidget:
    page = _page(desk)
    page.show_view(ROUNDS)
    calm(desk)
    return page


def no_forum(desk: Desk) -> QWidget:
    return _page(own_desk(desk))


def new_round(desk: Desk) -> QWidget:
    made = NewRoundDialog()
    made.until.setText("2027-05-03")
    made.show()
    return made


def vote(desk: Desk) -> QWidget:
    page = _page(desk)
    page.show_view(ROUNDS)
    calm(desk)
    result = page.data.result
    assert result is not None
    made = VoteDialog(desk, result.round, sorted(result.titles.items(), key=lambda each: each[1]))
    made.show()
    made.choose(page.data.voters[0].person)
    calm(desk)
    return made


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "forum-topics": topics,
    "forum-rounds": rounds,
    "forum-empty": no_forum,
    "forum-new-round": new_round,
    "forum-vote": vote,
}
