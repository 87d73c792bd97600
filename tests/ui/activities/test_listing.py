"""The list: columns chosen and remembered, sorting, selection that survives, what a screen reader hears."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from desktop.i18n import set_language
from desktop.ui.activities import ActivityListSpec
from desktop.ui.activities.page import ActivitiesPage
from desktop.ui.desk import Desk
from desktop.ui.listing.cell_painter import ROOM
from desktop.ui.listing.column_menus import fill_sort_menu, open_heading_menu
from desktop.ui.listing.columns import columns, fitting
from desktop.ui.listing.columns_dialog import ColumnsDialog
from desktop.ui.widgets.displayed_codes import terms

from .conftest import COUNT, activity, open_page, settled, titles, values


def heading(page: ActivitiesPage, name: str) -> int:
    return [column.name for column in page.model.columns].index(name)


def click_heading(qtbot: QtBot, page: ActivitiesPage, name: str) -> None:
    header = page.view.horizontalHeader()
    place = heading(page, name)
    spot = QPoint(header.sectionViewportPosition(place) + 40, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    settled(qtbot, page)


def test_a_click_on_a_heading_sorts_and_a_second_one_reverses(qtbot: QtBot, page: ActivitiesPage) -> None:
    click_heading(qtbot, page, "title")
    assert titles(page) == sorted(titles(page))
    header = page.view.horizontalHeader()
    assert header.isSortIndicatorShown() and header.sortIndicatorSection() == heading(page, "title")
    click_heading(qtbot, page, "title")
    assert titles(page) == sorted(titles(page), reverse=True)
    assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder


def test_columns_widths_and_order_of_the_rows_are_remembered(qtbot: QtBot, desk: Desk, page: ActivitiesPage) -> None:
    page.columns.choose(["title", "start", "hazards", "participants_total"])
    page.view.horizontalHeader().resizeSection(heading(page, "start"), 157)
    page.view.horizontalHeader().moveSection(3, 1)
    page.columns.sort_by("participants_total")
    settled(qtbot, page)
    page.finish()
    again = open_page(qtbot, desk)
    assert again.columns.shown == ["title", "participants_total", "start", "hazards"]
    assert again.view.columnWidth(heading(again, "start")) == 157
    assert again.columns.sort == (("participants_total", True),)
    assert titles(again)[0] == "Water accounts 40"


def test_the_menu_of_a_heading_hides_and_shows_columns(qtbot: QtBot, page: ActivitiesPage) -> None:
    view = page.view.horizontalHeader().viewport()
    menu = open_heading_menu(page.columns, page.jobs.columns, view, QPoint(5, 5))
    entries = {action.text(): action for action in menu.actions()}
    assert entries["Title"].isChecked() and not entries["Title"].isEnabled()
    entries["Hazards"].trigger()
    settled(qtbot, page)
    assert "hazards" in page.columns.shown
    entries["Hazards"].trigger()
    assert "hazards" not in page.columns.shown
    entries["&Automatic (fit the window)"].trigger()
    assert page.columns.automatic
    menu.close()


def test_columns_by_keyboard(qtbot: QtBot, page: ActivitiesPage) -> None:
    page.choose_columns()
    dialog = page.findChild(ColumnsDialog)
    assert dialog is not None
    names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    dialog.list.setCurrentRow(names.index("Hazards"))
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    while dialog.list.currentRow() > 1:
        dialog.move_current(-1)
    dialog.accept()
    settled(qtbot, page)
    assert page.columns.shown[:2] == ["title", "hazards"]


def test_what_fits_is_shown_and_a_wider_list_shows_more(qtbot: QtBot, page: ActivitiesPage) -> None:
    shown = page.columns.shown
    page.resize(1900, 680)
    settled(qtbot, page)
    assert set(shown) < set(page.columns.shown)
    page.resize(1200, 680)
    settled(qtbot, page)
    assert page.columns.shown == shown
    assert page.view.horizontalHeader().length() <= page.view.viewport().width() + 1


@pytest.mark.parametrize(("language", "width"), [("en", 1184), ("en", 928), ("fr", 928), ("es", 928)])
def test_neither_status_nor_date_is_cut_in_a_small_window(qtbot: QtBot, desk: Desk, language: str, width: int) -> None:
    """928: what the pages have in a window of 1024 pixels."""
    set_language(language)
    page = open_page(qtbot, desk)
    page.resize(width, 640)
    settled(qtbot, page)
    shown, header, metrics = page.columns.shown, page.view.horizontalHeader(), page.view.fontMetrics()
    assert shown[0] == "title" and {"status", "start"} <= set(shown)
    assert header.length() <= page.view.viewport().width() + 1
    widest = max(metrics.horizontalAdvance(each.label) for each in terms("statuses"))
    assert header.sectionSize(heading(page, "status")) >= widest + 16 + 2 * ROOM  # the pill, and the room beside it
    assert header.sectionSize(heading(page, "start")) >= metrics.horizontalAdvance("2026-09-30") + 2 * ROOM


def test_widths_that_a_person_drew_come_back_in_a_wider_window(qtbot: QtBot, page: ActivitiesPage) -> None:
    page.parts.setSizes([250, 500, 450])
    page.parts.splitterMoved.emit(250, 1)
    drawn = page.parts.sizes()
    page.resize(928, 640)
    assert page.parts.sizes()[1] > 400
    page.resize(1200, 680)
    assert page.parts.sizes()[::2] == drawn[::2]


def test_while_nothing_is_selected_the_right_says_what_can_be_done(qtbot: QtBot, page: ActivitiesPage) -> None:
    panel = page.side.nothing
    assert page.side.currentWidget() is panel and panel.words == f"{COUNT} activities"
    page.show_query("kind:webinar")
    settled(qtbot, page)
    assert panel.words == f"{page.model.rowCount()} activities"
    page.view.select_place(0)
    settled(qtbot, page)
    assert page.side.currentWidget() is page.side.editor
    page.view.select_none()
    settled(qtbot, page)
    page.side.show_nothing()
    assert page.side.currentWidget() is panel
    (new,) = [each for each in panel.findChildren(QToolButton) if each.text() == "New activity"]
    new.click()
    settled(qtbot, page)
    assert page.side.currentWidget() is page.side.editor and page.side.editor.record_id


def test_a_new_one_is_made_by_a_button_beside_the_search(qtbot: QtBot, page: ActivitiesPage) -> None:
    button = page.area.new
    assert page.model.rowCount() and button.isVisible() and button.accessibleName() == "New activity"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settled(qtbot, page)
    assert page.side.editor.record_id and page.side.editor.isVisible()


def test_the_column_sorted_by_is_shown_where_only_one_fits() -> None:
    known = list(columns(ActivityListSpec()).values())
    assert [each.name for each in fitting(ActivityListSpec(), known, 400, lambda _column: 120, 210, "end")] == [
        "title",
        "end",
    ]
    assert [each.name for each in fitting(ActivityListSpec(), known, 10, lambda _column: 120, 210)] == ["title"]


def test_sorting_from_the_menu(qtbot: QtBot, page: ActivitiesPage) -> None:
    fill_sort_menu(page.jobs.sort_menu, page.columns)
    entries = {action.text(): action for action in page.jobs.sort_menu.actions()}
    assert entries["&Best match, then newest"].isChecked() and "Targets" not in entries
    entries["Country"].trigger()
    settled(qtbot, page)
    assert page.columns.sort == (("country", False),) and "country" in page.columns.shown


def test_the_selection_stays_with_its_record(qtbot: QtBot, page: ActivitiesPage) -> None:
    page.show_record(activity(5))
    settled(qtbot, page)
    assert page.selected_ids() == [activity(5)]
    page.columns.sort_by("title")
    settled(qtbot, page)
    assert page.selected_ids() == [activity(5)]
    page.show_query("flood")
    settled(qtbot, page)
    assert page.selected_ids() == [activity(5)]
    page.show_query("water")
    settled(qtbot, page)
    assert page.selected_ids() == [] and page.side.editor.record_id == activity(5)


def test_going_through_the_list_shows_each_record(qtbot: QtBot, page: ActivitiesPage) -> None:
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    settled(qtbot, page)
    first = page.selected_ids()
    qtbot.keyClick(page.view, Qt.Key.Key_End)
    settled(qtbot, page)
    assert page.view.currentIndex().row() == COUNT - 1
    assert page.side.editor.record_id == page.selected_ids()[0] != first[0]
    qtbot.keyClick(page.view, Qt.Key.Key_Home)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    settled(qtbot, page)
    assert page.side.isAncestorOf(page.focusWidget())
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_F6)
    assert page.facets.hasFocus()
    page.edit_current()
    assert not page.view.hasFocus()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert page.view.hasFocus()


def test_an_edit_elsewhere_changes_its_row_and_moves_nothing(qtbot: QtBot, desk: Desk, page: ActivitiesPage) -> None:
    page.view.select_place(30)
    settled(qtbot, page)
    scroll, chosen = page.view.verticalScrollBar().value(), page.selected_ids()
    assert scroll > 0
    journal = desk.workspace.journal
    desk.writer.submit(lambda: journal.edit(activity(3), {"title": "Now first", "start": "2031"}))
    qtbot.waitUntil(lambda: titles(page)[0] == "Now first")
    settled(qtbot, page)
    assert page.selected_ids() == chosen
    row = page.view.rowHeight(0)
    assert page.view.verticalScrollBar().value() == scroll + row  # one row came above: the eye sees the same


def test_a_new_activity_is_selected_where_it_sorts(qtbot: QtBot, desk: Desk, page: ActivitiesPage) -> None:
    page.make_new()
    new = page.side.editor.record_id
    assert new and not page.selected_ids()
    qtbot.keyClicks(page.focusWidget(), "A brand new one")
    page.side.editor.finish()
    qtbot.waitUntil(lambda: page.selected_ids() == [new])
    assert page.model.rowCount() == COUNT + 1
    record = desk.workspace.record(new)
    assert record is not None and record.title == "A brand new one"


def test_a_new_activity_that_the_search_does_not_find_says_so(qtbot: QtBot, page: ActivitiesPage, said: object) -> None:
    page.show_query("country:KE")
    settled(qtbot, page)
    page.make_new()
    new = page.side.editor.record_id
    qtbot.keyClicks(page.focusWidget(), "Elsewhere")
    page.side.editor.finish()
    qtbot.waitUntil(lambda: bool(said.words))  # type: ignore[attr-defined]
    assert "does not match your search" in said.words[-1]  # type: ignore[attr-defined]
    said.then()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: page.selected_ids() == [new])


def test_cells_speak(page: ActivitiesPage) -> None:
    place = next(row for row, title in enumerate(titles(page)) if title == "Flood drill 27")
    said = page.model.index(place, heading(page, "title")).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Title: Flood drill 27, Unfinished: something required is missing"
    status = page.model.index(place, heading(page, "status")).data(Qt.ItemDataRole.AccessibleTextRole)
    assert status == "Status: Completed" and values(27)["status"] == "completed"
    tip = page.model.index(place, heading(page, "title")).data(Qt.ItemDataRole.ToolTipRole)
    assert "Unfinished" in tip


def test_everything_the_keyboard_reaches_has_a_name(page: ActivitiesPage) -> None:
    for part in (page.area.line, page.area.star, page.view, page.facets, page.area.count, page.area.line.popup):
        assert part.accessibleName()
    for menu in page.actions_for_menu().values():
        assert all(action.text() or action.isSeparator() or action.menu() for action in menu)


def test_no_key_does_two_things(page: ActivitiesPage) -> None:
    keys = [
        key.toString()
        for menu in page.actions_for_menu().values()
        for action in menu
        for key in action.shortcuts()
        if not key.isEmpty()
    ]
    assert len(keys) == len(set(keys)) and {"Ctrl+N", "Ctrl+F", "Del", "Ctrl+D", "F2"} <= set(keys)


def test_tab_leads_from_the_facets_over_the_list_through_the_record_and_back(
    qtbot: QtBot, page: ActivitiesPage
) -> None:
    page.view.select_place(0)
    settled(qtbot, page)
    page.facets.setFocus()
    seen = [page.facets]
    while page.tab(page, forward=True) and page.focusWidget() is not page.facets:
        seen.append(page.focusWidget())
    assert seen[1:5] == [page.area.line, page.area.star, page.area.new, page.view]
    assert len(seen) > 30 and all(page.side.isAncestorOf(each) for each in seen[5:])
    assert any(isinstance(each, QLineEdit) and each.accessibleName() == "Title" for each in seen)
    back = [page.facets]
    while page.tab(page, forward=False) and page.focusWidget() is not page.facets:
        back.append(page.focusWidget())
    assert back[1:] == seen[:0:-1]
