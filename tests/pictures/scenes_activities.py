"""The page of the activities: the list, its search, facets, selection, dialogs and empty states."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.activities.bulk_dialog import ADD, BulkDialog
from desktop.ui.activities.columns_dialog import ColumnsDialog
from desktop.ui.activities.page import ActivitiesPage
from desktop.ui.desk import Desk

RAIL = 84
"""The window's strip of pages stands at the left of the page."""


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


def at_row(desk: Desk) -> QWidget:
    made = page(desk)
    made.view.setFocus()
    made.view.select_place(3)
    calm(desk)
    return made


def with_hits(desk: Desk) -> QWidget:
    made = page(desk, "risk city")
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
    made.area.say_wrong()
    return made


def with_completion(desk: Desk) -> QWidget:
    made = page(desk)
    made.area.line.setFocus()
    made.area.line.setText("country:")
    made.area.line.insert("k")
    made.area.line.textEdited.emit(made.area.line.text())
    calm(desk)
    made.area.line.popup.step(1)
    return made.area.line.popup if made.area.line.popup.isVisible() else made


def several(desk: Desk) -> QWidget:
    made = page(desk)
    made.view.setFocus()
    made.view.select_places([1, 2, 3, 6, 7])
    calm(desk)
    return made


def sorted_wide(desk: Desk) -> QWidget:
    made = page(desk)
    made.show_facets(False)
    made.columns.choose(["title", "kind", "status", "municipality", "organisations", "start", "end", "targets"])
    made.columns.sort_by("title")
    calm(desk)
    made.columns.choose_fitting()
    made.columns.sort_by("")
    made.show_facets(True)
    made.columns.sort_by("participants_total")
    calm(desk)
    return made


def no_match(desk: Desk) -> QWidget:
    return page(desk, "kind:training zebra")


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
    desk.workspace.journal.undo()
    return made


def bulk(desk: Desk) -> QWidget:
    made = BulkDialog(desk, 12)
    made.show_field("targets")
    made.ways[ADD].setChecked(True)
    made.widget.add("SDG:11.5")  # type: ignore[attr-defined]
    made.widget.add("SFDRR:E")  # type: ignore[attr-defined]
    return made


def bulk_status(desk: Desk) -> QWidget:
    made = BulkDialog(desk, 1_234)
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
    "activities-no-match": no_match,
    "activities-bin": in_bin,
    "activities-bulk": bulk,
    "activities-bulk-status": bulk_status,
    "activities-columns": columns,
}
