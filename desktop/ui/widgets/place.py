"""A line for the name of a place: places of the world are offered while it is typed, and bring country and coordinates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.widgets.desk_access import DeskAccess
from desktop.ui.widgets.field_widget import text_of
from desktop.ui.widgets.line import LineField
from desktop.ui.widgets.line_edit import TypedLine
from desktop.ui.widgets.suggestion_list import Suggestion, SuggestionList
from desktop.values.coordinates import read_coordinates
from desktop.vocabularies.gazetteer import Place
from desktop.workspace import Field, Value

ASK_AFTER_MS = 120
_FAR = 0.5
"""Degrees: coordinates that are further from the chosen place are of another one."""


class PlaceField(LineField):
    """A text that is saved as it is typed; a place that is offered is chosen with Down and Enter, or with the mouse."""

    def __init__(self, field: Field, desk: DeskAccess, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._desk = desk
        self._beside: dict[str, Value] = {}
        self._asked = ""
        self.popup = SuggestionList(self._line, _("Places"))
        self.popup.picked.connect(self._choose)
        self._wait = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._wait.timeout.connect(self._ask)
        self._line.textEdited.connect(self._typed)
        self._line.left.connect(self._stop)

    def make_line(self) -> TypedLine:
        """A line that hands the keys of the list to it."""
        return _PlaceLine(self)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show the text, and know what stands beside it."""
        self._beside = {name: values.get(name) for name in self.field.place}
        super().show_values(values)

    def forget(self) -> None:
        """Another record comes."""
        super().forget()
        self._stop()
        self._beside = {}

    def press(self, event: QKeyEvent) -> bool:
        """Go through the offers; False for a key that means something else."""
        key, shown = event.key(), self.popup.isVisible()
        if key == Qt.Key.Key_Down and not shown and not self._line.isReadOnly():
            self._ask()
            return True
        if not shown:
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.popup.step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self.popup.pick()
        if key == Qt.Key.Key_Escape:
            self._stop()
            return True
        return False

    def _typed(self, text: str) -> None:
        if len(text.strip()) > 1:
            self._wait.start()
        else:
            self._stop()

    def _stop(self) -> None:
        self._wait.stop()
        self._asked = ""
        self.popup.hide()
        self.remark.emit("", False)

    def _ask(self) -> None:
        self._asked = text = self._line.text().strip()

        def show(found: Sequence[Place]) -> None:
            if text and text == self._asked and self._line.hasFocus():
                offers = [Suggestion(each.name, each.where(), each) for each in found]
                self.popup.offer(offers, least_width=max(self._line.width(), 220))

        self._desk.complete_place(text, text_of(self._beside.get("country")), show)

    def _choose(self, place: Place) -> None:
        typed = self._line.text().strip()
        self._stop()

        def choose(named: bool) -> None:
            name = typed if named else place.name  # “Le Caire” is as good as “Cairo”
            values: dict[str, Value] = {self.name: name}
            whole = {"country": place.country, "coordinates": place.coordinates}
            for other in self.field.place:
                if other == "coordinates" and not self._is_elsewhere(place):
                    continue
                if self._beside.get(other) != whole[other]:
                    values[other] = whole[other]
            self._line.show_text(name)
            self._line.setCursorPosition(len(name))
            self._beside.update({other: values[other] for other in self.field.place if other in values})
            self.left.emit()  # what was typed is an action of its own
            self.edited.emit(values)
            self.left.emit()
            if len(values) > 1:
                self.remark.emit(_("Filled in: {place}").format(place=place.where()), False)

        self._desk.is_place_named(place, typed, choose)

    def _is_elsewhere(self, place: Place) -> bool:
        here = read_coordinates(text_of(self._beside.get("coordinates")))
        return here is None or (
            abs(here[0] - float(place.latitude)) > _FAR or abs(here[1] - float(place.longitude)) > _FAR
        )


class _PlaceLine(TypedLine):
    """Asks its field first what a key means."""

    def __init__(self, field: PlaceField) -> None:
        super().__init__(field)
        self._field = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the offers."""
        if not self._field.press(event):
            super().keyPressEvent(event)
