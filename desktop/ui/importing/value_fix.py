"""What a cell that was not understood is read as, said once for all rows that have it: chosen from a list, or written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.exchange import ColumnMapping, read_cell
from desktop.i18n import _, ngettext
from desktop.ui.buttons import primary
from desktop.ui.widgets.choice_popup import Choice, ChoicePopup
from desktop.ui.widgets.displayed_codes import member_label, term, terms
from desktop.ui.widgets.popup_geometry import geometry_beside
from desktop.ui.widgets.popup_owner import PopupOwner
from desktop.workspace import RECORD_TYPES, Field, FieldKind, Value, split_member

_ACTIVITY = RECORD_TYPES["activity"]
_AS_IT_STANDS, _NOTHING = "as it stands", "nothing"
_LETTERS = 46
OnMeaning = Callable[[str | None], object]
"""Called with what the cell is read as: "" for nothing, None for as it stands."""


def open_value_fix(
    owner: QWidget, place: QRect, mapping: ColumnMapping, column: str, value: str, count: int, on_meaning: OnMeaning
) -> QWidget | None:
    """Ask beside a place on the screen what a cell is read as; None where its column is read into no field."""
    use = mapping.use_of(column)
    if use is None:
        return None
    field = _ACTIVITY.by_name[use.field]
    meaning = mapping.meanings(column).get(" ".join(value.split()).casefold())
    asked = _("{column}: what “{value}” is read as").format(column=column, value=value)
    if count > 1:
        rows = ngettext("({count} row)", "({count} rows)", count).format(count=count)
        asked = f"{asked} {rows}"
    if field.kind in (FieldKind.CHOICE, FieldKind.CODES):
        popup: ChoicePopup | ValuePopup = ChoicePopup(
            asked, _choices(field), _current(field, meaning), owner, _("Type to search")
        )
        popup.chosen.connect(lambda code: on_meaning({_AS_IT_STANDS: None, _NOTHING: ""}.get(code, code)))
    else:
        popup = ValuePopup(asked, mapping.with_value(column, value, None), column, meaning or "", owner)
        popup.written.connect(on_meaning)
        popup.as_it_stands.connect(lambda: on_meaning(None))
    popup.open_beside(place)
    return popup


def meaning_words(mapping: ColumnMapping, column: str, value: str) -> str:
    """What a person said that a cell is read as, in words; "" where nobody did."""
    meaning = mapping.meanings(column).get(" ".join(value.split()).casefold())
    use = mapping.use_of(column)
    if meaning is None or use is None:
        return ""
    if not meaning:
        return _("Nothing")
    field = _ACTIVITY.by_name[use.field]
    if field.kind in (FieldKind.CHOICE, FieldKind.CODES):
        known = term(field.vocabulary, meaning)
        return f"{known.shown_code} {known.label}".strip()
    return meaning


def _choices(field: Field) -> list[Choice]:
    found = [
        Choice(_("Not read: it stays in the source data"), _AS_IT_STANDS),
        Choice(_("Nothing: not a mistake"), _NOTHING),
    ]
    for each in terms(field.vocabulary):
        if each.selectable:
            label = f"{each.shown_code}  {each.label}" if each.shown_code else each.label
            found.append(Choice(label, each.code, words=each.words))
    return found


def _current(field: Field, meaning: str | None) -> str:
    if meaning is None:
        return _AS_IT_STANDS
    return meaning or _NOTHING


class ValuePopup(QFrame):
    """A line to write in, and below it what that would be read as."""

    written = Signal(str)
    as_it_stands = Signal()

    def __init__(self, asked: str, mapping: ColumnMapping, column: str, meaning: str, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setObjectName("valuePopup")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(asked)
        self._mapping, self._column = mapping, column
        words = QLabel(asked, self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self.field = QLineEdit(meaning, self)
        self.field.setPlaceholderText(_("Write it as the cell should have it"))
        self.field.setAccessibleName(asked)
        self.field.textChanged.connect(self._look)
        self.result = QLabel(self)
        self.result.setTextFormat(Qt.TextFormat.PlainText)
        self.result.setWordWrap(True)
        self.result.setMinimumHeight(self.fontMetrics().height() * 2)
        self.result.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.ok = primary(QPushButton(_("OK"), self))
        self.ok.clicked.connect(self._write)
        nothing = QPushButton(_("Read as nothing"), self)
        nothing.clicked.connect(lambda: self._end(lambda: self.written.emit("")))
        stands = QPushButton(_("Keep the cell as it is"), self)
        stands.clicked.connect(lambda: self._end(self.as_it_stands.emit))
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(stands)
        below.addWidget(nothing)
        below.addStretch(1)
        below.addWidget(self.ok)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(10, 10, 10, 10)
        column_layout.setSpacing(6)
        for widget in (words, self.field, self.result):
            column_layout.addWidget(widget)
        column_layout.addLayout(below)
        self._look()
        PopupOwner(self, owner)

    def open_beside(self, place: QRect) -> None:
        """Show below a place on the screen, or above it where the screen ends."""
        width = max(self.fontMetrics().averageCharWidth() * _LETTERS, self.minimumSizeHint().width())
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        self.setGeometry(geometry_beside(place, width, height, self))
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is OK, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.hasFocus():
            self._write()
        elif event.key() == Qt.Key.Key_Escape:
            self._end(lambda: None)
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        text = self.field.text().strip()
        values, troubles = read_cell(self._mapping, self._column, text) if text else ({}, [])
        self.ok.setEnabled(bool(values) and not troubles)
        if troubles:
            self.result.setText(" ".join(troubles))
        elif values:
            self.result.setText(_("Read as {words}.").format(words=_in_words(values)))
        else:
            self.result.setText("")

    def _write(self) -> None:
        if self.ok.isEnabled():
            text = self.field.text().strip()
            self._end(lambda: self.written.emit(text))

    def _end(self, then: Callable[[], object]) -> None:
        owner = self.parentWidget()
        self.close()
        if owner is not None and owner.isVisible():  # some systems leave the keyboard with the window that has gone
            owner.window().activateWindow()
            owner.setFocus(Qt.FocusReason.PopupFocusReason)
        then()


def _in_words(values: Mapping[str, Value]) -> str:
    found: list[str] = []
    for name, value in values.items():
        head, key = split_member(name)
        field = _ACTIVITY.by_name[head]
        words = member_label(field, key, {}) if field.is_set else field.format(value, {})
        found.append(f"{_(field.label)} {words}" if len(values) > 1 and not field.is_set else words)
    return ", ".join(found)
