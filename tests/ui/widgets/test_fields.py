"""Each kind of field: shows, tells edits, empties, keeps what it does not understand, and can be read only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n import set_language
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.choice import ChoiceField
from desktop.ui.widgets.codes import CodesField
from desktop.ui.widgets.coordinates import CoordinatesField
from desktop.ui.widgets.desk_access import Found
from desktop.ui.widgets.field_widget import FieldWidget
from desktop.ui.widgets.files import FilesField
from desktop.ui.widgets.growing_text import GrowingText
from desktop.ui.widgets.integer import IntegerField
from desktop.ui.widgets.line_edit import TypedLine
from desktop.ui.widgets.linked_records import LinkedField
from desktop.ui.widgets.links import LinksField, read_address
from desktop.ui.widgets.original_cells_table import SourceField
from desktop.ui.widgets.partial_date import PartialDateField
from desktop.ui.widgets.place import PlaceField
from desktop.ui.widgets.reference import ReferenceField
from desktop.ui.widgets.translated import TranslatedField
from desktop.ui.widgets.vocabulary_tree import WordsFilter, vocabulary_model
from desktop.ui.widgets.widget_factory import widget_for
from desktop.vocabularies.gazetteer import Place, complete, is_named
from desktop.workspace import RECORD_TYPES, Field, FieldKind, Value

ACTIVITY, PERSON = RECORD_TYPES["activity"], RECORD_TYPES["person"]
ORGANISATIONS = [Found("o1", "Ciudad de San José", "Costa Rica"), Found("o2", "Cité de Lomé", "Togo")]


class FakeDesk:
    """Answers at once, remembers what was asked."""

    def __init__(self) -> None:
        self.made: list[tuple[str, str, Mapping[str, Value]]] = []
        self.attached: list[tuple[str, list[Path]]] = []
        self.opened: list[str] = []
        self.saved: list[Path] = []
        self.late: set[str] = set()
        self.settings = None

    def find(self, type: str, text: str, done: Callable[[Sequence[Found]], None]) -> None:
        done([each for each in ORGANISATIONS if text.lower() in each.name.lower()])

    def complete_place(self, text: str, country: str, done: Callable[[Sequence[Place]], None]) -> None:
        done(complete(text, country=country))

    def is_place_named(self, place: Place, text: str, done: Callable[[bool], None]) -> None:
        done(is_named(place, text))

    def names(self, type: str, ids: Sequence[str], done: Callable[[Mapping[str, str]], None]) -> None:
        known = {each.id: each.name for each in ORGANISATIONS}
        done({id: known[id] for id in ids if id in known})

    def make(
        self, type: str, name: str, link: Callable[[str], Mapping[str, Value]], failed: Callable[[], None]
    ) -> None:
        self.made.append((type, name, link("new")))

    def attach(self, field: str, paths: Sequence[Path], done: Callable[[], None]) -> None:
        self.attached.append((field, list(paths)))
        done()

    def lacking(self, sha256s: Sequence[str], done: Callable[[frozenset[str]], None]) -> None:
        done(frozenset(each for each in sha256s if each in self.late))

    def copy_out(self, sha256: str, target: Path, done: Callable[[], None]) -> None:
        done()

    def show_saved(self, path: Path) -> None:
        self.saved.append(path)

    def open_record(self, id: str) -> None:
        self.opened.append(id)

    def open_evidence(self, kind: str, code: str) -> None:
        self.opened.append(f"{kind} {code}")


class Shown:
    """A field on the screen, and what it told."""

    def __init__(self, qtbot: QtBot, field: Field) -> None:
        self.desk = FakeDesk()
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.widget: FieldWidget = widget_for(field, self.desk, self.window)
        self.widget.setGeometry(0, 0, 400, 300)
        self.elsewhere = QLineEdit(self.window)
        self.elsewhere.setGeometry(0, 320, 100, 24)
        self.window.resize(420, 360)
        self.edits: list[dict[str, Value]] = []
        self.unread: list[str] = []
        self.remarks: list[tuple[str, bool]] = []
        self.widget.edited.connect(self.edits.append)
        self.widget.unread.connect(self.unread.append)
        self.widget.remark.connect(lambda words, wrong: self.remarks.append((words, wrong)))
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def type(self, text: str) -> None:
        self.widget.enter()
        for letter in text:  # QTest knows Latin letters only
            QTest.sendKeyEvent(
                QTest.KeyAction.Click, self.widget.entry(), Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
            )

    def leave(self) -> None:
        """By a click elsewhere: an open list closes with it."""
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.hide()
        self.elsewhere.setFocus()

    @property
    def text(self) -> str:
        entry = self.widget.entry()
        return entry.toPlainText() if isinstance(entry, GrowingText) else entry.text()  # type: ignore[attr-defined]


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., Shown]:
    return lambda name, kind=ACTIVITY: Shown(qtbot, kind.by_name[name])


Make = Callable[..., Shown]


def test_every_field_of_every_record_has_a_widget(qtbot: QtBot) -> None:
    for kind in RECORD_TYPES.values():
        for field in kind.fields:
            widget = widget_for(field, FakeDesk())
            qtbot.addWidget(widget)
            widget.show_values({})
            widget.set_read_only(True)
            widget.set_read_only(False)
            widget.forget()
            assert widget.entry() is not None
            assert widget.accessibleName()


def test_a_line_tells_each_letter_and_empties_to_nothing(shown: Make) -> None:
    line = shown("municipality")
    line.type("Lo")
    assert line.edits == [{"municipality": "L"}, {"municipality": "Lo"}]
    line.widget.entry().clear()
    QTest.keyClick(line.widget.entry(), Qt.Key.Key_Space)
    assert line.edits[-1] == {"municipality": None}


@pytest.mark.parametrize("name", ["municipality", "results"])
def test_a_space_just_typed_is_not_taken_away_by_the_value_coming_back(shown: Make, name: str) -> None:
    field = shown(name)
    field.type("Flood ")
    field.widget.show_values({name: "Flood"})  # what was saved, read again
    QTest.keyClicks(field.widget.entry(), "walls")
    assert field.text == "Flood walls"
    assert field.edits[-1] == {name: "Flood walls"}


@pytest.mark.parametrize("name", ["municipality", "results"])
def test_a_value_from_elsewhere_comes_in_and_takes_the_old_undo_with_it(shown: Make, name: str) -> None:
    field = shown(name)
    field.type("Lome")
    field.widget.show_values({name: "Lomé"})
    assert field.text == "Lomé"
    assert _takes_undo(field) is False


@pytest.mark.parametrize("name", ["municipality", "results"])
def test_undo_belongs_to_the_text_while_it_is_typed_and_to_the_window_after(shown: Make, name: str) -> None:
    field = shown(name)
    field.widget.enter()
    assert _takes_undo(field) is False  # nothing typed: the window's
    field.type("Lomé")
    assert _takes_undo(field) is True
    field.leave()
    field.widget.enter()
    assert _takes_undo(field) is False
    assert field.text == "Lomé"


def _takes_undo(field: Shown) -> bool:
    """Does the entry keep Ctrl+Z from the window's shortcut?"""
    undo = QKeySequence.keyBindings(QKeySequence.StandardKey.Undo)[0][0]
    event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, undo.key(), undo.keyboardModifiers())
    event.ignore()
    QGuiApplication.sendEvent(field.widget.entry(), event)
    return event.isAccepted()


def test_leaving_is_told_once_and_tab_goes_on(shown: Make, qtbot: QtBot) -> None:
    text = shown("results")
    left: list[None] = []
    text.widget.left.connect(lambda: left.append(None))
    text.type("Twelve plans")
    QTest.keyClick(text.widget.entry(), Qt.Key.Key_Tab)
    assert "\t" not in text.text
    assert len(left) == 1


# Dates, counts, places ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "typed", "value", "shown_as"),
    [
        ("start", "2014", "2014", "2014"),
        ("start", "5/2014", "2014-05", "May 2014"),
        ("start", "3 de mayo de 2014", "2014-05-03", "3 May 2014"),
        ("start", "2014-05-03", "2014-05-03", "3 May 2014"),
        ("start", "31.12.2014", "2014-12-31", "31 December 2014"),
        ("participants_total", "1 200", 1200, "1,200"),
        ("participants_total", "0", 0, "0"),
        ("coordinates", "9.9281, -84.0907", "9.9281,-84.0907", "9.9281, -84.0907"),
        ("coordinates", "9° 55' 41\" N 84° 5' 26\" W", "9.928056,-84.090556", "9.928056, -84.090556"),
    ],
)
def test_what_is_typed_is_understood(shown: Make, name: str, typed: str, value: Value, shown_as: str) -> None:
    field = shown(name)
    field.type(typed)
    assert field.edits[-1] == {name: value}
    field.leave()
    assert field.text == shown_as
    again = shown(name)
    again.widget.show_values({name: value})
    assert again.text == shown_as


@pytest.mark.parametrize(
    ("name", "typed"),
    [("start", "next spring"), ("start", "2014-13"), ("participants_total", "about 30"), ("coordinates", "95, 10")],
)
def test_what_is_not_understood_stays_marked_and_is_kept(shown: Make, name: str, typed: str) -> None:
    field = shown(name)
    field.type(typed)
    assert field.unread[-1] == typed
    assert field.remarks[-1][1] is True
    field.leave()
    field.widget.show_values({})
    assert field.text == typed
    again = shown(name)
    again.widget.show_values({})
    again.widget.show_unread(typed)
    assert again.text == typed
    again.widget.enter()
    again.widget.entry().selectAll()
    again.type("2015" if name == "start" else "1, 2" if name == "coordinates" else "15")
    assert again.unread[-1] == ""
    assert again.edits
    assert again.remarks[-1][1] is False


def test_a_day_is_chosen_in_the_calendar(shown: Make, qtbot: QtBot) -> None:
    field = shown("start")
    assert isinstance(field.widget, PartialDateField)
    field.widget.show_values({"start": "2021-05"})
    field.widget.open_calendar()
    calendar = field.widget.findChild(QWidget, "qt_calendar_calendarview")
    assert calendar is not None
    QTest.keyClick(calendar, Qt.Key.Key_Right)
    QTest.keyClick(calendar, Qt.Key.Key_Return)
    assert field.edits[-1] == {"start": "2021-05-02"}


def test_dates_speak_the_language(shown: Make) -> None:
    set_language("es")
    field = shown("start")
    field.widget.show_values({"start": "2021-05-03"})
    assert field.text == "3 de mayo de 2021"
    field.widget.enter()
    QTest.keyClick(field.widget.entry(), Qt.Key.Key_End)
    field.leave()
    assert field.text == "3 de mayo de 2021"


# Choices --------------------------------------------------------------------------------------------------------


def test_a_choice_is_made_with_the_arrows_and_taken_back(shown: Make) -> None:
    field = shown("status")
    assert isinstance(field.widget, ChoiceField)
    field.widget.show_values({"status": "planned"})
    assert field.widget.box.currentText() == "Planned"
    field.widget.enter()
    QTest.keyClick(field.widget.box, Qt.Key.Key_Down)
    assert field.edits[-1] == {"status": "under_way"}
    QTest.keyClick(field.widget.box, Qt.Key.Key_Delete)
    assert field.edits[-1] == {"status": None}


@pytest.mark.parametrize(("typed", "code"), [("kenya", "KE"), ("CR", "CR"), ("mozam", "MZ"), ("perú", "PE")])
def test_a_long_list_is_searched_by_label_and_code(shown: Make, typed: str, code: str) -> None:
    field = shown("country")
    field.type(typed)
    field.leave()
    assert field.edits[-1] == {"country": code}


def test_targets_about_disasters_are_found_by_the_names_of_hazards(qapp: QApplication) -> None:
    parts, filter = vocabulary_model("targets"), WordsFilter()
    filter.setSourceModel(parts.model)
    filter.search("heat")
    found = [item.text() for code, item in parts.items.items() if filter.mapFromSource(item.index()).isValid()]
    assert any(each.startswith("SDG 13.1 ") for each in found) and any(each.startswith("SDG 11.5 ") for each in found)
    assert len(found) < 12


def test_the_list_of_countries_is_searched_without_accents(shown: Make) -> None:
    field = shown("country")
    assert isinstance(field.widget, ChoiceField)
    completer = field.widget.box.completer()
    assert completer is not None
    completer.setCompletionPrefix("cote")
    found = [completer.completionModel().index(row, 0).data() for row in range(completer.completionCount())]
    assert any("Ivoire" in label for label in found)


def test_half_a_word_that_means_nothing_gives_way_to_the_choice_before(shown: Make) -> None:
    field = shown("country")
    assert isinstance(field.widget, ChoiceField)
    field.widget.show_values({"country": "KE"})
    field.widget.enter()
    field.widget.box.lineEdit().selectAll()
    field.type("zzz")
    field.leave()
    assert field.widget.box.currentText() == "Kenya"
    assert field.edits == []


def test_a_code_that_the_vocabulary_lacks_is_shown_as_it_is(shown: Make) -> None:
    field = shown("kind")
    assert isinstance(field.widget, ChoiceField)
    field.widget.show_values({"kind": "carnival"})
    assert field.widget.box.currentText() == "carnival"
    assert field.edits == []


def test_a_choice_that_may_only_be_read_can_be_copied(shown: Make) -> None:
    field = shown("status")
    field.widget.show_values({"status": "planned"})
    field.widget.set_read_only(True)
    line = field.widget.entry()
    assert isinstance(line, QLineEdit)
    assert line.isReadOnly()
    assert line.text() == "Planned"


# Codes ----------------------------------------------------------------------------------------------------------


def test_the_picker_says_how_many_are_chosen_and_has_an_ok(shown: Make) -> None:
    field = shown("targets")
    assert isinstance(field.widget, CodesField)
    field.widget.show_values({"targets/SDG:11.5": "principal"})
    for by_key in (False, True):
        field.widget.enter()
        QTest.keyClick(field.widget.add_button, Qt.Key.Key_Space)
        picker = field.widget.picker
        assert picker is not None and picker.isVisible() and picker.count.text() == "1 chosen"
        assert picker.done.text() == "OK" and picker.done.isVisible()
        if by_key:
            QTest.keyClick(picker.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        else:
            QTest.mouseClick(picker.done, Qt.MouseButton.LeftButton)
        assert field.widget.picker is None
    assert field.edits == []  # nothing was chosen on the way


def test_the_picker_is_driven_by_keys_alone(shown: Make) -> None:
    field = shown("targets")
    assert isinstance(field.widget, CodesField)
    field.widget.enter()
    QTest.keyClick(field.widget.add_button, Qt.Key.Key_Space)
    picker = field.widget.picker
    assert picker is not None
    QTest.keyClicks(picker.search, "11.5")
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert field.edits[-1] == {"targets/SDG:11.5": "principal"}
    picker.search.clear()
    QTest.keyClicks(picker.search, "SFDRR:E")
    QTest.keyClick(picker.search, Qt.Key.Key_Down)
    QTest.keyClick(picker.tree, Qt.Key.Key_Return)
    assert field.edits[-1] == {"targets/SFDRR:E": "significant"}
    QTest.keyClick(picker.tree, Qt.Key.Key_Escape)
    assert field.widget.picker is None
    assert {chip.code for chip in field.widget.findChildren(Chip) if not chip.isHidden()} == {"SDG:11.5", "SFDRR:E"}


def test_the_picker_ticks_what_is_chosen_and_takes_it_back(shown: Make) -> None:
    field = shown("hazards")
    assert isinstance(field.widget, CodesField)
    field.widget.open_picker()
    assert field.widget.picker is not None
    QTest.keyClicks(field.widget.picker.search, "tsunami")
    QTest.keyClick(field.widget.picker.search, Qt.Key.Key_Return)
    (name,) = field.edits[-1]
    assert field.edits[-1][name] is True
    QTest.keyClick(field.widget.picker.search, Qt.Key.Key_Return)
    assert field.edits[-1] == {name: None}


def test_words_that_nothing_has_say_so(shown: Make) -> None:
    field = shown("targets")
    assert isinstance(field.widget, CodesField)
    field.widget.open_picker()
    assert field.widget.picker is not None
    field.widget.picker.search.setText("unicorn")
    assert field.widget.picker.tree.isHidden()


def test_chips_turn_step_and_go_by_keys(shown: Make) -> None:
    field = shown("targets")
    assert isinstance(field.widget, CodesField)
    field.widget.show_values({"targets/SDG:11.5": "principal", "targets/SDG:13.1": "significant"})
    first, second = _chips(field)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert field.edits[-1] == {"targets/SDG:11.5": "significant"}
    first, second = _chips(field)
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Delete)
    assert field.edits[-1] == {"targets/SDG:13.1": None}
    (left,) = _chips(field)
    assert left.hasFocus()


def test_a_target_has_the_colour_of_its_goal(shown: Make) -> None:
    field = shown("targets")
    field.widget.show_values({"targets/SDG:11": "principal", "targets/SDG:11.5": "principal"})
    goal, target = _chips(field)
    assert goal.colour is not None
    assert goal.colour == target.colour


def test_related_targets_are_offered(shown: Make) -> None:
    field = shown("targets")
    field.widget.show_values({"targets/SDG:11.5": "principal"})
    offers = [each for each in field.widget.findChildren(QToolButton) if "Sendai" in each.text()]
    offers[0].click()
    (added,) = field.edits[-1]
    assert added.startswith("targets/SFDRR:")


def test_chips_that_may_only_be_read_can_be_copied_and_not_removed(shown: Make) -> None:
    field = shown("targets")
    field.widget.show_values({"targets/SDG:11.5": "principal"})
    field.widget.set_read_only(True)
    (chip,) = _chips(field)
    chip.setFocus()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Space):
        QTest.keyClick(chip, key)
    QTest.keyClick(chip, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert field.edits == []
    assert "SDG 11.5" in QGuiApplication.clipboard().text()


def _chips(field: Shown) -> list[Chip]:
    chips = [chip for chip in field.widget.findChildren(Chip) if not chip.isHidden()]
    return sorted(chips, key=lambda chip: chip.code)


# Records --------------------------------------------------------------------------------------------------------


def test_an_organisation_is_found_while_typing_and_linked_with_its_role(shown: Make, qtbot: QtBot) -> None:
    field = shown("organisations")
    assert isinstance(field.widget, LinkedField)
    finder = field.widget.finder
    field.type("san jo")
    qtbot.waitUntil(finder.popup.isVisible)
    assert finder.offers[0].startswith("Ciudad de San José")
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert field.edits == [{"organisations/lead:o1": True}]
    assert finder.text() == ""
    assert [each.text() for each in _links(field)] == ["Ciudad de San José"]
    _links(field)[0].click()
    assert field.desk.opened == ["o1"]


def test_an_organisation_that_is_not_there_is_made(shown: Make, qtbot: QtBot) -> None:
    field = shown("organisations")
    assert isinstance(field.widget, LinkedField)
    finder = field.widget.finder
    field.type("ci")
    qtbot.waitUntil(finder.popup.isVisible)
    QTest.keyClick(finder, Qt.Key.Key_Up)
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert field.desk.made == [("organisation", "ci", {"organisations/lead:new": True})]


def test_down_and_enter_take_the_first_name_as_in_a_list_of_codes(shown: Make, qtbot: QtBot) -> None:
    field = shown("organisations")
    assert isinstance(field.widget, LinkedField)
    finder = field.widget.finder
    field.type("ci")
    qtbot.waitUntil(finder.popup.isVisible)
    assert len(finder.offers) == 3  # two cities, and the one to create
    QTest.keyClick(finder, Qt.Key.Key_Down)
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert field.edits == [{"organisations/lead:o1": True}] and not field.desk.made


def test_enter_alone_never_guesses_between_names(shown: Make, qtbot: QtBot) -> None:
    field = shown("organisations")
    assert isinstance(field.widget, LinkedField)
    finder = field.widget.finder
    field.type("ci")
    qtbot.waitUntil(finder.popup.isVisible)
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert not field.edits and not field.desk.made and finder.popup.isVisible()
    QTest.keyClick(finder, Qt.Key.Key_Return)  # now the first is marked, and seen to be
    assert field.edits == [{"organisations/lead:o1": True}]


def test_a_long_name_to_create_is_not_covered_by_a_scroll_bar(shown: Make, qtbot: QtBot) -> None:
    field = shown("organisations")
    assert isinstance(field.widget, LinkedField)
    finder = field.widget.finder
    field.type("Autorité nationale de la protection civile et de la réduction des risques de catastrophe " * 2)
    qtbot.waitUntil(finder.popup.isVisible)
    popup = finder.popup
    assert not popup.horizontalScrollBar().isVisible() and not popup.verticalScrollBar().isVisible()
    assert popup.visualRect(popup.model().index(0, 0)).right() <= popup.viewport().rect().right()


def test_esc_closes_the_offers_and_keeps_the_words(shown: Make, qtbot: QtBot) -> None:
    field = shown("organisations")
    assert isinstance(field.widget, LinkedField)
    finder = field.widget.finder
    field.type("cit")
    qtbot.waitUntil(finder.popup.isVisible)
    QTest.keyClick(finder, Qt.Key.Key_Escape)
    assert finder.popup.isHidden()
    assert finder.text() == "cit"


def test_a_role_changes_and_a_link_goes(shown: Make, qtbot: QtBot) -> None:
    field = shown("organisations")
    field.widget.show_values({"organisations/lead:o1": True})
    box = next(box for box in field.widget.findChildren(QWidget) if box.accessibleName().startswith("Role of Ciudad"))
    box.setCurrentIndex(box.findData("partner"))  # type: ignore[attr-defined]
    box.activated.emit(0)  # type: ignore[attr-defined]
    assert field.edits[-1] == {"organisations/lead:o1": None, "organisations/partner:o1": True}
    qtbot.waitUntil(lambda: any(_is_cross(each) for each in field.widget.findChildren(QToolButton)))
    cross = next(each for each in field.widget.findChildren(QToolButton) if _is_cross(each))
    cross.click()
    assert field.edits[-1] == {"organisations/partner:o1": None}


def test_a_record_that_has_not_arrived_says_so(shown: Make) -> None:
    field = shown("organisations")
    field.widget.show_values({"organisations/lead:nowhere": True})
    assert [each.text() for each in _links(field)] == ["Not received yet"]


def test_one_record_is_pointed_to_and_let_go(shown: Make, qtbot: QtBot) -> None:
    field = shown("organisation", PERSON)
    assert isinstance(field.widget, ReferenceField)
    field.type("lom")
    qtbot.waitUntil(field.widget.finder.popup.isVisible)
    QTest.keyClick(field.widget.finder, Qt.Key.Key_Return)
    assert field.edits[-1] == {"organisation": "o2"}
    assert field.text == "Cité de Lomé"
    field.widget.finder.selectAll()
    QTest.keyClick(field.widget.finder, Qt.Key.Key_Delete)
    field.leave()
    assert field.edits[-1] == {"organisation": None}


def test_words_half_typed_give_way_to_the_record_pointed_to(shown: Make) -> None:
    field = shown("organisation", PERSON)
    field.widget.show_values({"organisation": "o1"})
    field.type("xx")
    field.leave()
    assert field.text == "Ciudad de San José"
    assert field.edits == []


def _is_cross(button: QToolButton) -> bool:
    return button.accessibleName().startswith("Remove") and not button.isHidden()


def _links(field: Shown) -> list[QPushButton]:
    return [each for each in field.widget.findChildren(QPushButton, "recordLink") if not each.isHidden()]


# Links and files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("example.org/page", "https://example.org/page"),
        ("someone@example.org", "mailto:someone@example.org"),
        ("https://example.org/ciudad-José", "https://example.org/ciudad-José"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("two words", None),
        ("", None),
    ],
)
def test_addresses(typed: str, address: str | None) -> None:
    assert read_address(typed) == address


def test_a_link_is_added_with_its_label_and_removed(shown: Make) -> None:
    field = shown("links")
    assert isinstance(field.widget, LinksField)
    field.type("example.org")
    QTest.keyClick(field.widget.address, Qt.Key.Key_Tab)
    QTest.keyClicks(field.widget.label, "Course page")
    QTest.keyClick(field.widget.label, Qt.Key.Key_Return)
    assert field.edits == [{"links/https://example.org": "Course page"}]
    assert field.unread[-1] == ""
    assert [each.text() for each in _links(field)] == ["Course page"]


def test_an_address_left_alone_is_taken_as_it_is(shown: Make) -> None:
    field = shown("links")
    field.type("https://example.org")
    field.leave()
    assert field.edits == [{"links/https://example.org": "https://example.org"}]


def test_an_address_that_is_none_stays_with_a_word(shown: Make) -> None:
    field = shown("links")
    field.type("two words")
    field.leave()
    assert field.edits == []
    assert field.unread[-1] == "two words"
    assert field.remarks[-1][1] is True


def test_files_are_dropped_in(shown: Make, tmp_path: Path) -> None:
    field = shown("attachments")
    assert isinstance(field.widget, FilesField)
    report = tmp_path / "report.pdf"
    report.write_bytes(b"%PDF")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(report)), QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/x")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, mime, buttons, keys)
    field.widget.dragEnterEvent(enter)
    assert enter.isAccepted()
    field.widget.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
    assert field.desk.attached == [("attachments", [report])]


def test_text_dropped_on_attachments_is_no_file(shown: Make) -> None:
    field = shown("attachments")
    mime = QMimeData()
    mime.setText("words")
    enter = QDragEnterEvent(
        QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    enter.ignore()
    assert isinstance(field.widget, FilesField)
    field.widget.dragEnterEvent(enter)
    assert not enter.isAccepted()


def test_files_are_listed_and_taken_away(shown: Make) -> None:
    field = shown("attachments")
    field.widget.show_values({f"attachments/{'a' * 64}": "Map & plan.pdf"})
    assert [each.text() for each in _links(field)] == ["Map && plan.pdf"]
    cross = next(each for each in field.widget.findChildren(QToolButton) if _is_cross(each))
    cross.click()
    assert field.edits == [{f"attachments/{'a' * 64}": None}]


# Languages, source ----------------------------------------------------------------------------------------------


def test_a_title_stands_in_several_languages(shown: Make, qtbot: QtBot) -> None:
    field = shown("title")
    assert isinstance(field.widget, TranslatedField)
    field.widget.show_values({"title": "Early warning", "title/es": "Alerta temprana"})
    assert field.text == "Early warning"
    field.widget.show_language("es")
    assert field.text == "Alerta temprana"
    field.widget.show_language("fr")
    field.type("Alerte")
    assert field.edits[-1] == {"title/fr": "Alerte"}
    field.widget.show_language("")
    assert field.text == "Early warning"

    def tabs() -> list[str]:
        found = field.widget.beside_label().findChildren(QToolButton, "languageTab")  # type: ignore[union-attr]
        return [each.text() for each in found if not each.isHidden()]

    qtbot.waitUntil(lambda: tabs()[:3] == ["Original", "ES", "FR"])
    field.widget.forget()
    field.widget.show_values({"title": "Another"})
    assert field.text == "Another"


def test_source_data_is_a_table_to_read(shown: Make) -> None:
    field = shown("source_data")
    assert isinstance(field.widget, SourceField)
    field.widget.show_values({"source_data": '{"Budget":"12000 USD","Sector":"Water"}'})
    assert "2" in field.widget.fold.text()
    field.widget.fold.click()
    assert field.widget.table.item(0, 1).text() == "12000 USD"
    field.widget.show_values({"source_data": "not JSON"})
    assert field.widget.table.item(0, 1).text() == "not JSON"


@pytest.mark.parametrize("kind", [FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.DATE, FieldKind.INTEGER])
def test_what_may_only_be_read_takes_no_letter(shown: Make, kind: FieldKind) -> None:
    field = shown(next(field.name for field in ACTIVITY.fields if field.kind is kind))
    field.widget.set_read_only(True)
    field.type("7")
    assert field.edits == []
    assert field.text == ""


def test_kinds_of_widget(shown: Make) -> None:
    assert isinstance(shown("participants_total").widget, IntegerField)
    assert isinstance(shown("coordinates").widget, CoordinatesField)
    assert isinstance(shown("municipality").widget.entry(), TypedLine)


def test_a_place_is_offered_with_its_region_and_brings_country_and_coordinates(qtbot: QtBot, shown: Make) -> None:
    field = shown("municipality")
    place = field.widget
    assert isinstance(place, PlaceField)
    place.show_values({"country": "CR", "coordinates": "9.9401,-84.1001"})
    field.type("san jos")
    qtbot.waitUntil(lambda: place.popup.labels[:2] == ["San José", "San José"])
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(place.entry(), key)
    assert field.edits[-1] == {"municipality": "San José", "coordinates": "10.9519,-85.1357"}  # not in the capital
    assert field.text == "San José" and field.remarks[-1] == ("Filled in: Alajuela Province, Costa Rica", False)
    place.show_values({"municipality": "San José", "country": "CR", "coordinates": "30.05,31.24"})
    place.entry().clear()  # type: ignore[attr-defined]
    field.type("Le Caire")
    qtbot.waitUntil(lambda: place.popup.labels == ["Cairo"])
    QTest.keyClick(place.entry(), Qt.Key.Key_Down)
    QTest.keyClick(place.entry(), Qt.Key.Key_Return)
    assert field.edits[-1] == {"municipality": "Le Caire", "country": "EG"}  # the coordinates are in it already
    field.type("x")
    QTest.keyClick(place.entry(), Qt.Key.Key_Escape)
    assert not place.popup.isVisible() and field.edits[-1] == {"municipality": "Le Cairex"}
