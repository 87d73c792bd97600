"""A visit over the page: its stage, its parts, notes on the spot, what becomes of them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n import set_language
from desktop.ui.desk import Desk
from desktop.ui.editor.parts_page import PartsPage
from desktop.ui.visits import VisitsPage
from desktop.ui.visits.record.notes import NotesPart
from desktop.ui.visits.record.outcomes import HarvestPart
from desktop.ui.visits.record.pages import HARVEST, NOTES, PREPARATION, QUESTIONS
from desktop.ui.visits.record.preparation import PreparationPart
from desktop.ui.widgets.linked_records import LinkedField

from . import example_visits
from .conftest import open_drains, record, settled

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def ids(page: VisitsPage, type: str) -> list[str]:
    """The living parts of the visit about drains, by their places."""
    from desktop.catalogue import parts_of

    workspace = page._desk.workspace
    found = workspace.records(type, parts_of(workspace, type, example_visits.DRAINS))
    return [each.id for each in sorted(found, key=lambda each: (each.values.get("position") or 99, each.no))]


def questions(qtbot: QtBot, page: VisitsPage) -> PartsPage:
    view = open_drains(qtbot, page)
    view.turn_to(QUESTIONS)
    found = view.editor.part(QUESTIONS)
    assert isinstance(found, PartsPage)
    return found


def line() -> QLineEdit:
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit)
    return found


# Parts -----------------------------------------------------------------------------------------------------------


def test_a_question_is_added_and_written_by_keyboard_alone(qtbot: QtBot, page: VisitsPage) -> None:
    part = questions(qtbot, page)
    part.enter()
    QTest.keyClick(part.parts.table, Key.Key_Insert)
    QTest.keyClicks(line(), "What does a crew cost?")
    QTest.keyClick(line(), Key.Key_Return)
    settled(qtbot, page)
    made = record(page, ids(page, "question")[-1])
    assert made.values == {"parent": example_visits.DRAINS, "question": "What does a crew cost?", "position": 3}
    assert len(list(page._desk.workspace.journal.history(made.id))) == 1


def test_an_added_line_left_empty_makes_nothing(qtbot: QtBot, page: VisitsPage) -> None:
    part = questions(qtbot, page)
    part.parts.add()
    assert part.parts.table.rowCount() == 3
    QTest.keyClick(line(), Key.Key_Escape)
    settled(qtbot, page)
    assert len(ids(page, "question")) == 2
    qtbot.waitUntil(lambda: part.parts.table.rowCount() == 2)  # nor is there an empty line
    assert part.parts.table.hasFocus()
    QTest.keyClick(part.parts.table, Key.Key_Escape)  # out of the table, not out of the visit
    assert page.opened and page.visit is not None and page.visit.editor.tabs.hasFocus()
    QTest.keyClick(page.visit.editor.tabs, Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.opened)


def test_the_link_to_the_visitors_offers_a_visitor(qtbot: QtBot, page: VisitsPage) -> None:
    page._desk.workspace.journal.create("visit", {"title": "To Durban", "stage": "idea"}, id="d" * 8)
    page.open_visit("d" * 8)
    settled(qtbot, page)
    assert page.visit is not None
    links = re.findall(r'href="([^"]+)"', page.visit.stage.missing.text())
    wanted = next(each for each in links if each.endswith("visitor"))
    page.visit.stage.missing.linkActivated.emit(wanted)
    form = page.visit.editor.form()
    assert form is not None
    field = form.rows["organisations"].widget
    assert isinstance(field, LinkedField) and field.finder.hasFocus()
    assert field._role.currentData() == "visitor"


def test_a_step_of_the_stage_can_be_taken_back_from_the_message(qtbot: QtBot, page: VisitsPage) -> None:
    view, said = open_drains(qtbot, page), []
    before = record(page, example_visits.DRAINS).values["stage"]
    page._desk.message.connect(lambda *told: said.append(told))
    view.stage.chosen.emit("following_up")
    qtbot.waitUntil(lambda: bool(said))
    settled(qtbot, page)
    words, action, then = said[-1]
    title = record(page, example_visits.DRAINS).title
    assert words.startswith(f"“{title}” is at “") and action == "Undo"
    then()
    qtbot.waitUntil(lambda: record(page, example_visits.DRAINS).values["stage"] == before)


def test_lines_move_and_go_each_with_one_undo(qtbot: QtBot, page: VisitsPage) -> None:
    part, journal = questions(qtbot, page), page._desk.workspace.journal
    first, second = ids(page, "question")
    part.enter()
    part.parts.table.setCurrentCell(0, 0)
    QTest.keyClick(part.parts.table, Key.Key_Down, Modifier.AltModifier)
    settled(qtbot, page)
    assert ids(page, "question") == [second, first]
    assert part.parts.current == first  # the line that was moved stays the current one
    journal.undo()
    settled(qtbot, page)
    assert ids(page, "question") == [first, second]
    QTest.keyClick(part.parts.table, Key.Key_Delete)
    settled(qtbot, page)
    assert ids(page, "question") == [second]
    journal.undo()
    settled(qtbot, page)
    assert ids(page, "question") == [first, second]


def test_the_form_beside_writes_the_part_of_the_line(qtbot: QtBot, page: VisitsPage) -> None:
    part = questions(qtbot, page)
    first, second = ids(page, "question")
    part.parts.table.setCurrentCell(1, 0)
    why = part.form.rows["why"].widget
    why.enter()
    QTest.keyClicks(why.entry(), "To warn the market")
    settled(qtbot, page)
    assert record(page, second).values["why"] == "To warn the market"
    assert part.parts.table.item(1, 1).text() == "To warn the market"  # type: ignore[union-attr]
    assert "why" not in record(page, first).values


def preparation(qtbot: QtBot, page: VisitsPage, name: str) -> PreparationPart:
    view = open_drains(qtbot, page)
    view.turn_to(PREPARATION)
    found = view.editor.part(PREPARATION)
    assert isinstance(found, PreparationPart)
    found.turn_to(name)
    return found


def test_a_task_is_ticked_with_space_and_says_when(qtbot: QtBot, page: VisitsPage) -> None:
    part = preparation(qtbot, page, "Tasks")
    table = part.tasks.parts.table
    table.setFocus()
    table.setCurrentCell(2, 0)
    QTest.keyClick(table, Key.Key_Space)
    settled(qtbot, page)
    task = record(page, example_visits.part("task 3"))
    assert (task.values["state"], task.values["done"]) == ("done", date.today().isoformat())
    assert part.buttons["Tasks"].text().endswith("1")  # one is still open
    page._desk.workspace.journal.undo()
    settled(qtbot, page)
    assert "done" not in record(page, example_visits.part("task 3")).values


def test_a_due_day_counts_from_the_visit_and_moves_with_it(qtbot: QtBot, page: VisitsPage) -> None:
    part = preparation(qtbot, page, "Tasks")
    table = part.tasks.parts.table
    column = [table.horizontalHeaderItem(at).text() for at in range(table.columnCount())].index("Due")  # type: ignore[union-attr]
    before = table.item(2, column).text()  # type: ignore[union-attr]
    page._desk.workspace.journal.edit(example_visits.DRAINS, {"start": "2031-05-10", "end": "2031-05-12"})
    settled(qtbot, page)
    assert before != table.item(2, column).text() == "3 May 2031"  # type: ignore[union-attr]


def test_a_choice_is_made_in_its_cell(qtbot: QtBot, page: VisitsPage) -> None:
    part = preparation(qtbot, page, "Participants")
    table = part.participants.parts.table
    names = [table.horizontalHeaderItem(at).text() for at in range(table.columnCount())]  # type: ignore[union-attr]
    table.setFocus()
    table.setCurrentCell(0, names.index("Side"))
    QTest.keyClick(table, Key.Key_F2)
    box = next(each for each in table.findChildren(QComboBox))
    qtbot.waitUntil(lambda: box.view().isVisible())
    QTest.keyClick(box.view(), Key.Key_Down)
    QTest.keyClick(box.view(), Key.Key_Return)
    settled(qtbot, page)
    assert record(page, part.participants.parts.current).values["side"] == "visitor"


def test_an_amount_that_is_none_is_marked_and_kept(qtbot: QtBot, page: VisitsPage) -> None:
    part = preparation(qtbot, page, "Budget")
    table = part.budget.parts.table
    names = [table.horizontalHeaderItem(at).text() for at in range(table.columnCount())]  # type: ignore[union-attr]
    table.setCurrentCell(0, names.index("Spent"))
    table.editItem(table.currentItem())
    QTest.keyClicks(line(), "much")
    QTest.keyClick(line(), Key.Key_Return)
    settled(qtbot, page)
    assert record(page, part.budget.parts.current).values["spent"] == "176500.50"
    assert table.item(0, names.index("Spent")).text() == "much"  # type: ignore[union-attr]


# Stage -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_no_stage_is_cut_and_titles_of_tasks_are_the_widest_in_a_small_window(
    qtbot: QtBot, desk: Desk, language: str
) -> None:
    """928: what the pages have in a window of 1024 pixels."""
    set_language(language)
    page = VisitsPage(desk)
    page.resize(928, 640)
    with qtbot.waitExposed(page):
        page.show()
    settled(qtbot, page)
    view = open_drains(qtbot, page)
    steps = view.stage.steps
    assert steps.whole_width <= steps.width()
    assert not view.stage.geometry().intersects(view.papers.geometry())
    view.turn_to(PREPARATION)
    part = view.editor.part(PREPARATION)
    assert isinstance(part, PreparationPart)
    settled(qtbot, page)
    table = part.tasks.parts.table
    qtbot.waitUntil(lambda: not table._soon.isActive())
    title, *others = [table.columnWidth(column) for column in range(table.columnCount())]
    assert title >= max(others) and title + sum(others) <= table.viewport().width() + 1
    page.finish()
    page.hide()
    shiboken6.delete(page)


def test_the_stage_is_taken_on_by_keyboard_whatever_is_missing(qtbot: QtBot, page: VisitsPage) -> None:
    view = open_drains(qtbot, page)
    assert "There is no contact at the host." in view.stage.missing.accessibleName()
    view.stage.steps.setFocus()
    QTest.keyClick(view.stage.steps, Key.Key_Right)
    QTest.keyClick(view.stage.steps, Key.Key_Return)
    settled(qtbot, page)
    assert record(page, example_visits.DRAINS).values["stage"] == "reporting"
    page._desk.workspace.journal.undo()
    settled(qtbot, page)
    assert view.stage.steps.stage == "under_way"


def test_a_visit_that_is_on_now_offers_its_stage(qtbot: QtBot, page: VisitsPage) -> None:
    page._desk.workspace.journal.edit(example_visits.DRAINS, {"stage": "idea"})
    settled(qtbot, page)
    view = open_drains(qtbot, page)
    bar = view.suggestions.bar("stage")
    assert bar is not None and bar.isVisible() and bar.words.text() == "By its dates, the visit is on now."
    (offer,) = [each for each in bar.findChildren(QPushButton) if each.text() == "Set the stage to “Under way”"]
    offer.click()
    settled(qtbot, page)
    assert record(page, example_visits.DRAINS).values["stage"] == "under_way"
    assert view.suggestions.bar("stage") is None
    page._desk.workspace.journal.undo()
    settled(qtbot, page)
    bar = view.suggestions.bar("stage")
    assert bar is not None
    bar.findChildren(QToolButton)[-1].click()  # leave it
    settled(qtbot, page)
    assert view.suggestions.bar("stage") is None and record(page, example_visits.DRAINS).values["stage"] == "idea"


def test_what_is_missing_leads_to_its_place(qtbot: QtBot, page: VisitsPage) -> None:
    view = open_drains(qtbot, page)
    view.stage.missing.linkActivated.emit("task/")
    assert view.editor.pages.shown == PREPARATION
    view.stage.missing.linkActivated.emit("visit/people")
    assert view.editor.pages.shown == "Details"


# Notes -----------------------------------------------------------------------------------------------------------


def notes(qtbot: QtBot, page: VisitsPage) -> NotesPart:
    view = open_drains(qtbot, page)
    view.turn_to(NOTES)
    found = view.editor.part(NOTES)
    assert isinstance(found, NotesPart)
    settled(qtbot, page)
    return found


def test_the_session_that_is_on_now_is_shown_and_a_note_is_made_by_its_first_letter(
    qtbot: QtBot, page: VisitsPage
) -> None:
    part = notes(qtbot, page)
    assert part.session == example_visits.part("session 2")
    assert part.state.text().startswith("On now")
    written, empty, whole = part.cards.values()  # two questions, then the session as a whole
    assert not written.is_new and empty.is_new and whole.is_new
    part.enter()
    saw = empty.rows["saw"].widget.entry()
    assert saw.hasFocus()
    QTest.keyClicks(saw, "A drum on the corner")
    settled(qtbot, page)
    note = record(page, empty.id)
    assert note.values["saw"] == "A drum on the corner"
    assert note.values["question"] == example_visits.part("question 2")
    assert note.values["session"] == example_visits.part("session 2")
    assert note.values["written_by"] == "Amina"
    assert len(list(page._desk.workspace.journal.history(note.id))) == 1
    QTest.keyClicks(saw, ", beaten twice")
    settled(qtbot, page)
    assert record(page, empty.id).values["saw"] == "A drum on the corner, beaten twice"
    assert saw.hasFocus() and part.cards[empty.id] is empty  # the card that is written in stays


def test_a_photo_may_be_dropped_anywhere_on_a_card(qtbot: QtBot, page: VisitsPage, tmp_path: Path) -> None:
    part = notes(qtbot, page)
    card = list(part.cards.values())[1]
    photo = tmp_path / "drum.jpg"
    photo.write_bytes(b"\xff\xd8\xff not much of a picture")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Modifier.NoModifier)
    QApplication.sendEvent(card, QDragEnterEvent(card.rect().center(), *arguments))
    QApplication.sendEvent(card, QDropEvent(QPointF(card.rect().center()), *arguments))
    settled(qtbot, page)
    values = record(page, card.id).values
    assert "drum.jpg" in values.values() and values["parent"] == example_visits.DRAINS


def test_who_said_it_is_asked_to_agree(qtbot: QtBot, page: VisitsPage) -> None:
    part = notes(qtbot, page)
    card = next(iter(part.cards.values()))
    assert card.rows["said_agreed"].isHidden()
    field = card.rows["said_by"].widget
    field.enter()
    QTest.keyClicks(field.entry(), "The chair")
    settled(qtbot, page)
    assert not card.rows["said_agreed"].isHidden()


def test_sessions_are_gone_through_by_keyboard(qtbot: QtBot, page: VisitsPage) -> None:
    part = notes(qtbot, page)
    part.enter()
    part.step(1)
    assert part.session == example_visits.part("session 3")
    part.step(1)
    assert part.session == ""
    part.follow_clock()
    assert part.session == example_visits.part("session 2")


# Harvest ---------------------------------------------------------------------------------------------------------


def harvest(qtbot: QtBot, page: VisitsPage) -> HarvestPart:
    view = open_drains(qtbot, page)
    view.turn_to(HARVEST)
    found = view.editor.part(HARVEST)
    assert isinstance(found, HarvestPart)
    return found


def test_the_chain_can_be_read_from_question_to_commitment(qtbot: QtBot, page: VisitsPage) -> None:
    part = harvest(qtbot, page)
    assert part.chain.lines()[:4] == [
        "Who is paid for cleaning the drains, and by whom?",
        "  Session: Walk along the drains of Manyatta",
        "    Note: A book that anybody may open is worth more than a rule.",
        "      Commitment: A crew for two blocks of La Paz (Under way)",
    ]


def test_follow_ups_are_planned_as_one_action(qtbot: QtBot, page: VisitsPage) -> None:
    part = harvest(qtbot, page)
    part.turn_to("Follow-ups")
    part.plan.click()
    part.plan.click()  # a double click
    settled(qtbot, page)
    months = [record(page, id).values["after_months"] for id in ids(page, "follow_up")]
    assert sorted(months) == [3, 6, 12]
    page._desk.workspace.journal.undo()
    settled(qtbot, page)
    assert ids(page, "follow_up") == []


def test_a_note_named_in_a_commitment_is_one_of_this_visit(qtbot: QtBot, page: VisitsPage) -> None:
    part = harvest(qtbot, page)
    found: list[str] = []
    desk = part.commitments.form.rows["note"].widget._desk  # type: ignore[attr-defined]
    desk.find("note", "", lambda those: found.extend(each.id for each in those))
    assert found == [example_visits.part("note 1")]


def test_a_budget_is_filled_as_a_spreadsheet_by_keys_alone(qtbot: QtBot, page: VisitsPage) -> None:
    view = open_drains(qtbot, page)
    view.turn_to(PREPARATION)
    part = view.editor.part(PREPARATION)
    assert isinstance(part, PreparationPart)
    part.turn_to("Budget")
    budget = part.budget
    before = ids(page, "budget_line")
    budget.parts.add()
    for words in ("Bus", "City of Durban", "zar", "1200", "300", "0.05"):
        QTest.keyClicks(_cell_editor(), words)
        QTest.keyClick(_cell_editor(), Key.Key_Tab)
    settled(qtbot, page)
    (made,) = set(ids(page, "budget_line")) - set(before)
    values = dict(record(page, made).values)
    wanted = {
        "what": "Bus",
        "payer": "City of Durban",
        "currency": "ZAR",
        "planned": "1200",
        "spent": "300",
        "rate": "0.05",
    }
    assert {name: values.get(name) for name in wanted} == wanted


def _cell_editor() -> QWidget:
    """What the keys go to while a cell is edited."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_one_sum_is_spoken_of_only_where_there_is_one_and_its_currency_is_asked_for_there(
    qtbot: QtBot, page: VisitsPage
) -> None:
    journal, drains = page._desk.workspace.journal, example_visits.DRAINS
    for code, planned in (("ZAR", "100"), ("KES", "200")):
        journal.create("budget_line", {"parent": drains, "what": code, "currency": code, "planned": planned})
    journal.edit(drains, {"currency": None})
    view = open_drains(qtbot, page)
    view.turn_to(PREPARATION)
    part = view.editor.part(PREPARATION)
    assert isinstance(part, PreparationPart)
    part.turn_to("Budget")
    settled(qtbot, page)
    assert "no rate" not in part.budget.sums.text() and part.budget.ask_currency.isVisible()
    part.budget.currency.show_code("ZAR")
    part.budget.currency.activated.emit(part.budget.currency.currentIndex())
    qtbot.waitUntil(lambda: record(page, drains).values.get("currency") == "ZAR")
    qtbot.waitUntil(lambda: "no rate" in part.budget.sums.text())
