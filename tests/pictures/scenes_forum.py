"""The page of the Learning Forum, and its dialogs."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QApplication, QWidget

from desktop.learning.forum.calls import answer_call
from desktop.ui.desk import Desk
from desktop.ui.forum import ForumPage
from desktop.ui.forum.contributions_dialog import ContributionsDialog
from desktop.ui.forum.new_dialog import NewCallDialog, NewRoundDialog
from desktop.ui.forum.page import CALLS, PEOPLE, PROGRAMME, ROUNDS
from desktop.ui.forum.paper_dialog import PaperDialog
from desktop.ui.forum.vote_dialog import VoteDialog
from tests.pictures.own_desk import own_desk
from tests.pictures.scenes_activities import RAIL, calm

_CONTRIBUTIONS = (
    ("Title", "Who would bring what", "Method", "Duration in minutes", "Organisation", "Name"),
    (
        "Who reads the river at night?",
        "Beira: a roster that held",
        "Case clinic",
        "90",
        "Município da Beira",
        "Celso Tembe",
    ),
    ("Un plan de barrio en dos páginas", "Rosario: el plan y quién lo firma", "Taller", "una hora", "", ""),
    ("A heat desk in ninety days", "", "", "", "", ""),
)


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


def contributions(desk: Desk) -> QWidget:
    page = _page(desk)
    made = ContributionsDialog(desk, page.data.forum, page.data.forums[0].title)
    sheet = desk.workspace.path.parent / "contributions.csv"
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(_CONTRIBUTIONS)
    made.show()
    made.read_sheet(sheet)
    calm(desk)
    return made


def people(desk: Desk) -> QWidget:
    page = _page(desk)
    page.show_view(PEOPLE)
    calm(desk)
    return page


def programme(desk: Desk) -> QWidget:
    page = _page(desk)
    page.show_view(PROGRAMME)
    calm(desk)
    return page


def calls(desk: Desk) -> QWidget:
    own = own_desk(desk)
    journal = own.workspace.journal
    journal.create("forum", {"title": "Congress"})
    journal.create("activity", {"title": "Flood drills", "start": "2026-05", "results": "well"})
    journal.create("activity", {"title": "A heat desk", "start": "2026"})
    values = {
        "title": "Figures of 2026",
        "asks_for": "activities",
        "fields": "results",
        "start": "2026",
        "due": "2027-01-31",
    }
    call = journal.create("call", values)
    answer_call(own.workspace, call, date(2026, 11, 30))
    page = _page(own)
    page.show_view(CALLS)
    calm(own)
    return page


def new_call(desk: Desk) -> QWidget:
    made = NewCallDialog()
    made.title.setText("Figures of 2026")
    made.show()
    return made


def paper(desk: Desk) -> QWidget:
    page = _page(desk)
    made = PaperDialog(desk, page.data.forum, 4, 1)
    made.show()
    return made


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "forum-topics": topics,
    "forum-rounds": rounds,
    "forum-empty": no_forum,
    "forum-new-round": new_round,
    "forum-vote": vote,
    "forum-contributions": contributions,
    "forum-people": people,
    "forum-programme": programme,
    "forum-calls": calls,
    "forum-new-call": new_call,
    "forum-paper": paper,
}
