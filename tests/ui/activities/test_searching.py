"""Searching as one types: rows, marks, errors at their place, completions, facets, kept searches."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.activities.page import ActivitiesPage
from desktop.ui.desk import Desk
from desktop.ui.listing import saved_searches
from desktop.ui.listing.facet_delegate import MORE
from desktop.ui.listing.facet_labels import Entry
from desktop.ui.listing.facet_panel import first_seen
from desktop.ui.listing.saved_searches import SavedSearchesDialog
from desktop.ui.listing.search_line import SearchLine
from desktop.ui.style.colours import warning

from .conftest import COUNT, Said, open_page, search, settled, titles


def test_all_are_listed_newest_first_with_their_number(page: ActivitiesPage) -> None:
    assert page.model.rowCount() == COUNT
    assert page.area.count.text() == "40 activities"
    assert titles(page)[0] == "Flood drill 39"  # April 2023


def test_typing_searches_and_marks_what_was_found(qtbot: QtBot, page: ActivitiesPage) -> None:
    search(qtbot, page, "flood drill")
    assert page.model.rowCount() == COUNT // 2 and page.area.count.text() == "20 activities"
    row = page.model.listed(0)
    assert row is not None and row.hits["title"] == ((0, 5), (6, 11))  # type: ignore[attr-defined]
    page.view.grab()  # the marks are drawn


def test_escape_empties_the_line_and_lists_everything_again(qtbot: QtBot, page: ActivitiesPage) -> None:
    search(qtbot, page, "flood")
    qtbot.keyClick(page.area.line, Qt.Key.Key_Escape)
    settled(qtbot, page)
    assert page.model.rowCount() == COUNT
    qtbot.keyClick(page.area.line, Qt.Key.Key_Escape)
    assert page.view.hasFocus()


def test_an_error_is_underlined_at_its_place_and_the_list_stays(qtbot: QtBot, page: ActivitiesPage) -> None:
    search(qtbot, page, "water knid:training")
    qtbot.keyClick(page.area.line, Qt.Key.Key_Return)
    assert page.area.problem.isVisible() and "knid" in page.area.problem.text()
    assert page.area.line.wrong == (6, 10)
    assert page.model.rowCount() > 0
    search(qtbot, page, "water kind:training")
    assert page.area.problem.isHidden() and page.area.line.wrong is None


def test_the_next_search_is_not_marked_for_what_was_wrong_before(qtbot: QtBot, page: ActivitiesPage) -> None:
    search(qtbot, page, "knid:training")
    qtbot.keyClick(page.area.line, Qt.Key.Key_Return)
    assert _warning_pixels(page.area.line)
    search(qtbot, page, "water")
    assert not _warning_pixels(page.area.line)
    search(qtbot, page, "knid:training")
    qtbot.keyClick(page.area.line, Qt.Key.Key_Return)
    page.show_query("floods")
    assert not _warning_pixels(page.area.line)


def _warning_pixels(line: SearchLine) -> int:
    """How much of the line is painted in the colour of what is wrong."""
    picture, wanted = line.grab().toImage(), warning(line.palette()).rgb()
    return sum(picture.pixel(x, y) == wanted for x in range(picture.width()) for y in range(picture.height()))


def test_a_completion_is_taken_by_keyboard(qtbot: QtBot, page: ActivitiesPage) -> None:
    line = page.area.line
    line.setFocus()
    qtbot.keyClicks(line, "coun")
    qtbot.waitUntil(lambda: bool(line.popup.labels))
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert line.text() == "country:"
    qtbot.keyClicks(line, "ken")
    qtbot.waitUntil(lambda: line.popup.labels[:1] == ["Kenya"])
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "country:Kenya" and not line.popup.labels
    settled(qtbot, page)
    assert page.model.rowCount() == COUNT // 4


def test_the_completions_are_gone_from_the_screen_with_the_words(qtbot: QtBot, page: ActivitiesPage) -> None:
    line = page.area.line
    line.setFocus()
    qtbot.keyClicks(line, "k")
    qtbot.waitUntil(lambda: bool(line.popup.labels))
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    settled(qtbot, page)
    assert not _on_screen(line.popup) and not line.popup.labels
    qtbot.keyClick(line, Qt.Key.Key_Down)  # asked for, they come: more than the list has room for
    qtbot.waitUntil(lambda: len(line.popup.labels) > 9)
    assert _on_screen(line.popup)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not _on_screen(line.popup)


def _on_screen(popup: QWidget) -> bool:
    """Is there a window of the system's? Qt's own answer must be the same."""
    handle = popup.windowHandle()
    shown = handle is not None and handle.isVisible()
    assert shown == popup.isVisible()
    return shown


def test_enter_searches_where_no_completion_is_marked_and_goes_to_the_list(qtbot: QtBot, page: ActivitiesPage) -> None:
    line = page.area.line
    line.setFocus()
    qtbot.keyClicks(line, "wat")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled(qtbot, page)
    assert line.text() == "wat" and page.view.hasFocus()
    assert page.model.rowCount() == COUNT // 2


def test_letters_typed_into_the_list_are_a_search(qtbot: QtBot, page: ActivitiesPage) -> None:
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_W)
    assert page.area.line.hasFocus() and page.area.line.text() == "w"


def test_a_newer_search_drops_the_answer_of_an_older_one(qtbot: QtBot, page: ActivitiesPage) -> None:
    page.show_query("flood")
    page.show_query("country:KE")
    settled(qtbot, page)
    assert page.query().text == "country:KE" and page.model.rowCount() == COUNT // 4


def test_facets_narrow_the_list_and_several_of_one_group_widen_it(qtbot: QtBot, page: ActivitiesPage) -> None:
    counts = {each.code: each.count for each in page.facets.entries("kind")}
    assert counts == {"training": 10, "webinar": 10, "project": 10, "field_visit": 10}
    page.facets.toggled.emit("kind", "training")
    settled(qtbot, page)
    assert page.area.line.text() == "kind:training" and page.model.rowCount() == 10
    page.facets.toggled.emit("kind", "webinar")
    settled(qtbot, page)
    assert page.model.rowCount() == 20
    assert {each.code for each in page.facets.entries("kind") if each.chosen} == {"training", "webinar"}
    page.facets.toggled.emit("country", "KE")
    settled(qtbot, page)
    assert page.model.rowCount() < 20
    for code in ("training", "webinar"):
        page.facets.toggled.emit("kind", code)
    settled(qtbot, page)
    assert page.query().text == "country:Kenya"
    assert [each.code for each in page.facets.entries("country") if each.chosen] == ["KE"]


def test_values_stay_where_they_are_after_a_tick_so_that_the_next_click_hits(
    qtbot: QtBot, page: ActivitiesPage
) -> None:
    facets = page.facets

    def codes() -> dict[str, list[str]]:
        return {name: [each.code for each in facets.entries(name)] for name in page.listed.facets}

    before = codes()
    kinds = facets._groups["kind"]
    place = before["kind"].index("webinar")
    facets.clicked.emit(kinds.child(place).index())
    settled(qtbot, page)
    assert page.query().text == "kind:webinar" and codes() == before
    assert any(each.count == 0 for each in facets.entries("country"))
    facets.clicked.emit(facets._groups["country"].child(len(before["country"]) - 1).index())
    settled(qtbot, page)
    assert codes() == before and "country:" in page.query().text
    page.show_query("kind:webinar")  # another search: counted and ordered anew
    settled(qtbot, page)
    assert all(each.count for each in facets.entries("country"))


def test_facets_by_keyboard(qtbot: QtBot, page: ActivitiesPage) -> None:
    facets = page.facets
    facets.setFocus()
    qtbot.keyClick(facets, Qt.Key.Key_Down)
    first = facets.entries("kind")[0].code
    qtbot.keyClick(facets, Qt.Key.Key_Space)
    settled(qtbot, page)
    assert page.query().has("kind", first)
    assert facets.hasFocus() and facets.currentIndex().row() == 0  # the keyboard kept its place
    qtbot.keyClick(facets, Qt.Key.Key_Left)
    qtbot.keyClick(facets, Qt.Key.Key_Left)
    assert "kind" not in facets.open_groups
    qtbot.keyClick(facets, Qt.Key.Key_Escape)
    assert page.view.hasFocus()


def test_a_long_facet_shows_eight_and_the_rest_on_demand(qtbot: QtBot, page: ActivitiesPage) -> None:
    assert len(page.facets.entries("year")) == 8
    group = page.facets._groups["year"]
    more = group.child(8)
    assert more.data(MORE) and more.text() == "2 more…"
    page.facets.clicked.emit(more.index())
    assert len(page.facets.entries("year")) == 10 and group.child(10).text() == "Fewer"


def test_counts_of_an_older_query_stand_back(qtbot: QtBot, page: ActivitiesPage) -> None:
    assert not page.facets.stale
    page.show_query("flood")
    assert page.facets.stale
    settled(qtbot, page)
    assert not page.facets.stale


def test_a_group_of_a_tree_shows_roots_first_and_what_is_used_most_below_them() -> None:
    every = [Entry(f"r{root}", "", 50, False) for root in range(10)]
    every[4:4] = [Entry(f"b{number}", "", number, number == 0, 1) for number in range(9)]
    shown = [each.code for each in first_seen(every)]
    assert shown == ["r0", "r1", "r2", "r3", "b0", "b6", "b7", "b8", "r4", "r5", "r6", "r7"]
    assert first_seen(every[:4]) == every[:4]


def test_folded_facets_are_remembered(qtbot: QtBot, desk: Desk, page: ActivitiesPage) -> None:
    page.facets.open_only(["country", "modules"])
    page.finish()
    assert open_page(qtbot, desk).facets.open_groups == ["country", "modules"]


def test_where_nothing_has_all_words_those_with_some_are_shown_and_it_is_said(
    qtbot: QtBot, page: ActivitiesPage
) -> None:
    search(qtbot, page, "flood zebra drill")
    assert page.model.rowCount() == COUNT // 2
    assert page.area.note.isVisible() and page.area.note.text().startswith("Nothing has all of these words")
    assert page.area.line.text() == "flood zebra drill"
    assert sum(each.count for each in page.facets.entries("kind")) == COUNT // 2
    search(qtbot, page, "flood drill")
    assert page.area.note.isHidden()
    search(qtbot, page, "zebra giraffe")
    assert page.area.is_empty and page.area.note.isHidden()


def test_no_match_offers_what_would_be_found_without_a_term(qtbot: QtBot, page: ActivitiesPage) -> None:
    search(qtbot, page, "zebra country:KE")
    assert page.area.is_empty and page.area.empty.words == "No activity matches “zebra country:KE”"
    _clear, without = page.area.empty.buttons
    assert without.text() == "Without “zebra”: 10 activities"
    without.click()
    settled(qtbot, page)
    assert page.query().text == "country:KE" and not page.area.is_empty
    search(qtbot, page, "zebra")
    page.area.empty.buttons[0].click()
    settled(qtbot, page)
    assert page.model.rowCount() == COUNT


def test_a_search_is_kept_used_renamed_and_forgotten(
    qtbot: QtBot, desk: Desk, page: ActivitiesPage, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.show_query("country:KE", (("title", False),))
    settled(qtbot, page)
    names = iter(["Kenya by title", "Kenya"])
    monkeypatch.setattr(saved_searches, "ask_name", lambda *_asked: next(names))
    page.keep_search()
    qtbot.waitUntil(lambda: len(page.searches.kept) == 1)
    page.show_query("", ())
    settled(qtbot, page)
    page.show_query("")
    assert page.area.star.accessibleName() == "Saved searches" and not page.area.star.text()
    page.show_query("country:KE")
    assert page.area.star.accessibleName() == "Saved search: Kenya by title"
    page._fill_kept(page.area.star_menu)
    kept = [action for action in page.area.star_menu.actions() if action.text() == "Kenya by title"]
    kept[0].trigger()
    settled(qtbot, page)
    assert page.query().text == "country:KE" and page.columns.sort == (("title", False),)
    dialog = SavedSearchesDialog(page.searches, page)
    qtbot.addWidget(dialog)
    dialog.rename()
    qtbot.waitUntil(lambda: [each.name for each in page.searches.kept] == ["Kenya"])
    dialog.delete()
    qtbot.waitUntil(lambda: not page.searches.kept)
    assert "deleted" in said.words[-1]
    said.then()
    qtbot.waitUntil(lambda: [each.name for each in page.searches.kept] == ["Kenya"])


def test_who_looks_for_study_visits_hears_of_the_visits_too_and_plans_one(
    qtbot: QtBot, page: ActivitiesPage, desk: Desk, said: Said
) -> None:
    desk.workspace.journal.create("visit", {"title": "To Durban", "country": "ZA"})
    search(qtbot, page, "kind:field_visit")
    settled(qtbot, page)
    qtbot.waitUntil(page.area.elsewhere.isVisible)
    assert "1 peer visit matches too" in page.area.elsewhere.text()
    with qtbot.waitSignal(page.visits_wanted) as wanted:
        page.area.elsewhere.linkActivated.emit("visits")
    assert wanted.args == [""]
    search(qtbot, page, "kind:training")
    qtbot.waitUntil(page.area.elsewhere.isHidden)
    id = desk.workspace.journal.create("activity", {"title": "Study visit to Quito"})
    with qtbot.waitSignal(desk.record_wanted) as shown:
        page.side.editor.visit_wanted.emit(id, "Study visit to Quito")
    visit = desk.workspace.record(shown.args[0], "visit")
    assert visit is not None and visit.title == "Study visit to Quito"
    assert said.words[-1] == "“Study visit to Quito” is a visit now; the activity is in the bin."
    said.then()
    qtbot.waitUntil(lambda: desk.workspace.record(id).listed)
