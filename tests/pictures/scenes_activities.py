"""The page of the activities: the list, its search, facets, selection, dialogs and empty states."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.ui.activities import ActivityListSpec
from desktop.ui.activities.page import ActivitiesPage
from desktop.ui.desk import Desk
from desktop.ui.listing.bulk_dialog import ADD, BulkDialog
from desktop.ui.listing.columns_dialog import ColumnsDialog
from desktop.ui.listing.list_page import ListPage

RAIL = 84
"""The window's strip of pages stands at the left of the page."""


def list_page(desk: Desk, kind: Callable[[Desk], ListPage], text: str = "", row: int = -1) -> Any:
    """A page of a list: with a search, and with a row selected, where they are given."""
    made = kind(desk)
    made.resize(1280 - RAIL, 720 - 52)
    made.show()
    if text:
        made.show_query(text)
    calm(desk)
    if row >= 0:
        made.view.setFocus()
        made.view.select_place(row)
        calm(desk)
    QApplication.setActiveWindow(made)
    return made


def calm(desk: Desk) -> None:
    """Let everything under way come to its end."""
    loop, still, waited = QEventLoop(), 0, 0
    timer = QTimer()
    timer.setInterval(20)

    def look() -> None:
        nonlocal still, waited
        waited += 1
        still = 0 if desk.background._running or desk.writer.waiting else still + 1
        if still >= 8 or waited > 500:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()


def page(desk: Desk, text: str = "") -> ActivitiesPage:
    """The page as it stands in the window, with its rows."""
    made = ActivitiesPage(desk)
    made.resize(1280 - RAIL, 720 - 52)
    made.show()
    if text:
        made.show_query(text)
    calm(desk)
    QApplication.setActiveWindow(made)
    return made


def still(made: ActivitiesPage, picture: QPixmap) -> QWidget:
    """A page as it was a moment ago: what follows on this desk does not show in it."""
    made.close()
    shown = QLabel()
    shown.setPixmap(picture)
    shown.resize(made.size())
    made.deleteLater()
    return shown


def at_row(desk: Desk) -> QWidget:
    made = page(desk)
    made.view.setFocus()
    made.view.select_place(3)
    calm(desk)
    return made


def with_hits(desk: Desk) -> QWidget:
    made = page(desk, "flood")
    made.view.select_place(1)
    calm(desk)
    made.area.line.setFocus()
    return made


def with_facets(desk: Desk) -> QWidget:
    return page(desk, "kind:training,webinar -status:cancelled")


def with_error(desk: Desk) -> QWidget:
    made = page(desk)
    made.area.line.setFocus()
    made.show_query("water knid:training start:2021..2022")
    made.area.show_query_error()
    return made


def with_completion(desk: Desk) -> QWidget:
    made = page(desk)
    made.area.line.setFocus()
    made.area.line.setText("country:")
    made.area.line.insert("k")
    made.area.line.textEdited.emit(made.area.line.text())
    calm(desk)
    popup = made.area.line.popup
    popup.step(1)
    picture = made.grab()
    painter = QPainter(picture)
    painter.drawPixmap(made.mapFromGlobal(popup.pos()), popup.grab())
    painter.end()
    return still(made, picture)


def several(desk: Desk) -> QWidget:
    made = page(desk)
    made.view.setFocus()
    made.view.select_places([1, 2, 3, 6, 7])
    calm(desk)
    return made


def sorted_wide(desk: Desk) -> QWidget:
    made = page(desk)
    made.columns.sort_by("participants_total")
    calm(desk)
    return made


def wide(desk: Desk) -> QWidget:
    made = page(desk)
    made.resize(1836, 900)
    calm(desk)
    made.columns.sort_by("")
    made.columns.sort_by("country")
    made.view.setFocus()
    made.view.select_place(5)
    calm(desk)
    made.area.line.setFocus()
    return made


def empty(desk: Desk) -> QWidget:
    made = page(desk)
    made.view.selectAll()
    made.delete_selected()
    calm(desk)
    picture = made.grab()
    desk.workspace.journal.undo()
    return still(made, picture)


def no_match(desk: Desk) -> QWidget:
    return page(desk, "kind:training zebra")


def visits_too(desk: Desk) -> QWidget:
    """Who looks for study visits hears of the visits."""
    made = page(desk, "study visit")
    QTest.qWait(400)
    return made


def in_bin(desk: Desk) -> QWidget:
    made = page(desk)
    made.view.select_places([0, 1, 2])
    made.delete_selected()
    calm(desk)
    made.show_bin(True)
    calm(desk)
    made.view.setFocus()
    made.view.select_place(0)
    calm(desk)
    picture = made.grab()
    desk.workspace.journal.undo()
    return still(made, picture)


def bulk(desk: Desk) -> QWidget:
    made = BulkDialog(desk, ActivityListSpec(), 12)
    made.show_field("targets")
    made.ways[ADD].setChecked(True)
    made.widget.add("SDG:11.5")  # type: ignore[attr-defined]
    made.widget.add("SFDRR:E")  # type: ignore[attr-defined]
    return made


def bulk_status(desk: Desk) -> QWidget:
    made = BulkDialog(desk, ActivityListSpec(), 1_234)
    made.show_field("status")
    return made


def columns(desk: Desk) -> QWidget:
    made = page(desk)
    found = ColumnsDialog(made.columns.known, made.columns.shown)
    made.close()
    return found


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "activities-list": at_row,
    "activities-hits": with_hits,
    "activities-facets": with_facets,
    "activities-error": with_error,
    "activities-completion": with_completion,
    "activities-several": several,
    "activities-sorted": sorted_wide,
    "activities-wide": wide,
    "activities-empty": empty,
    "activities-no-match": no_match,
    "activities-visits-too": visits_too,
    "activities-bin": in_bin,
    "activities-bulk": bulk,
    "activities-bulk-status": bulk_status,
    "activities-columns": columns,
}
