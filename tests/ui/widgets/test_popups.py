"""Every popup closes with what it belongs to, whatever becomes of that."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import desktop.ui
from desktop.ui.listing.search_line import SearchLine
from desktop.ui.widgets.choice import ChoiceField
from desktop.ui.widgets.choice_popup import Choice, ChoicePopup
from desktop.ui.widgets.codes import CodesField
from desktop.ui.widgets.partial_date import PartialDateField
from desktop.ui.widgets.popup_geometry import place_of
from desktop.ui.widgets.reference import ReferenceField
from desktop.workspace import RECORD_TYPES
from tests.ui.widgets.test_fields import FakeDesk


class Offer:
    insert, label, detail, start, end = "kind:", "Kind", "", 0, 1


def search() -> QWidget:
    return SearchLine(lambda _text, _cursor, then: then([Offer()] * 20), "")


def reference() -> QWidget:
    return ReferenceField(RECORD_TYPES["person"].by_name["organisation"], FakeDesk())


def codes() -> QWidget:
    return CodesField(RECORD_TYPES["activity"].by_name["targets"])


def date() -> QWidget:
    return PartialDateField(RECORD_TYPES["activity"].by_name["start"])


def searched_choice() -> QWidget:
    return ChoiceField(RECORD_TYPES["activity"].by_name["country"])


def choice() -> QWidget:
    return ChoiceField(RECORD_TYPES["activity"].by_name["status"])


class ListOwner(QWidget):
    """Something that opens a searched list."""

    def open_list(self) -> None:
        popup = ChoicePopup("Import into", [Choice("Title", 1), Choice("City", 2)], None, self)
        popup.open_beside(place_of(self))


def open_popup(widget: QWidget) -> None:
    match widget:
        case ListOwner():
            widget.open_list()
        case PartialDateField():
            widget.open_calendar()
        case CodesField():
            widget.open_picker()
        case ChoiceField() if not widget.box.searched:
            widget.box.showPopup()
        case _:
            entry = widget.entry() if hasattr(widget, "entry") else widget  # type: ignore[attr-defined]
            if isinstance(entry, QComboBox):
                entry = entry.lineEdit()
            entry.setFocus()
            QTest.keyClicks(entry, "ci")


def hide_page(window: QStackedWidget) -> None:
    window.setCurrentIndex(1)


def delete_page(window: QStackedWidget) -> None:
    page = window.widget(0)
    window.removeWidget(page)
    page.deleteLater()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete


def close_window(window: QStackedWidget) -> None:
    window.close()


MAKERS = [search, reference, codes, date, searched_choice, choice, ListOwner]
ENDS = [hide_page, delete_page, close_window]


@pytest.mark.parametrize("end", ENDS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("make", MAKERS, ids=lambda each: each.__name__)
def test_a_popup_dies_with_what_it_belongs_to(
    qtbot: QtBot, make: Callable[[], QWidget], end: Callable[[QStackedWidget], None]
) -> None:
    window = QStackedWidget()
    qtbot.addWidget(window)
    page, widget = QWidget(), make()
    layout = QVBoxLayout(page)
    layout.addWidget(widget, alignment=Qt.AlignmentFlag.AlignTop)
    window.addWidget(page)
    window.addWidget(QWidget())
    window.resize(500, 300)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    open_popup(widget)
    qtbot.waitUntil(lambda: bool(popups(window)))
    end(window)
    qtbot.waitUntil(lambda: not popups(window))
    assert not [
        each for each in QApplication.topLevelWindows() if each.isVisible() and each is not window.windowHandle()
    ]


def popups(window: QWidget) -> list[QWidget]:
    """Every window that is shown beside this one."""
    return [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not window]


def test_no_window_without_a_frame_is_made_that_these_tests_do_not_know() -> None:
    frameless = re.compile(r"WindowType\.(Popup|ToolTip|Tool|SplashScreen|FramelessWindowHint)\b")
    found = {
        path.name
        for path in Path(desktop.ui.__file__).parent.rglob("*.py")
        if frameless.search(path.read_text("utf-8")) and path.name != "popup_owner.py"
    }
    assert found == {"suggestion_list.py", "codes_picker.py", "choice_popup.py", "value_fix.py", "partial_date.py"}
