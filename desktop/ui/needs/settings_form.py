"""The weights and limits of a matching: whole numbers and choices in plain sight, heard of at each change."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QLineEdit, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.matching.points import Settings, settings_values
from desktop.ui.widgets.choice import StillBox
from desktop.vocabularies import load
from desktop.workspace import RECORD_TYPES, Value
from desktop.workspace.records.matching_record_types import WEIGHTS

_MOST = 999
_NO_LIMIT = -1
_NUMBERS = ("host_at_most", "region_at_most", "apart_months", "points_at_least")
_CHOICES = ("language_rule", "distance_rule", "region_side")
_SEARCHES = ("needs_query", "offers_query")
_MAY_BE_OPEN = ("host_at_most", "region_at_most")


class _StillSpin(QSpinBox):
    """A wheel over the form scrolls it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form, not the number."""
        event.ignore()


class SettingsForm(QScrollArea):
    """`changed` carries the fields that a person changed, as the record of a matching holds them."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.numbers: dict[str, QSpinBox] = {}
        self.choices: dict[str, StillBox] = {}
        self.searches: dict[str, QLineEdit] = {}
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self._heading(_("Points")))
        column.addLayout(self._form(tuple(WEIGHTS)))
        column.addWidget(self._heading(_("Limits")))
        order = (
            "language_rule", "distance_rule", "host_at_most", "region_at_most", "region_side", "apart_months",
            "points_at_least", *_SEARCHES,
        )  # fmt: skip
        column.addLayout(self._form(order))
        column.addStretch(1)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        """As wide as its lines."""
        inside = self.widget()
        return QSize(inside.sizeHint().width() + 24 if inside is not None else 300, 400)

    def show_values(self, settings: Settings, values: Mapping[str, Value]) -> None:
        """Show weights and limits, and the searches; what has the keyboard keeps what is typed there."""
        found = settings_values(settings)
        for name, box in self.numbers.items():
            value = found.get(name)
            self._show(box, _NO_LIMIT if value is None else int(str(value)))
        for name, box in self.choices.items():
            box.setCurrentIndex(max(0, box.findData(found.get(name))))
        for name, line in self.searches.items():
            text = str(values.get(name) or "")
            if not line.hasFocus() and line.text() != text:
                line.setText(text)

    def _show(self, box: QSpinBox, value: int) -> None:
        if box.value() != value and not box.hasFocus():
            blocked = box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(blocked)

    def _heading(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setObjectName("formHeading")
        return label

    def _form(self, names: tuple[str, ...]) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(5)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name in names:
            field = RECORD_TYPES["matching"].by_name[name]
            label = QLabel(_(field.label), self)
            widget = self._widget(name)
            widget.setAccessibleName(_(field.label))
            if field.help:
                widget.setToolTip(_(field.help))
            form.addRow(label, widget)
        return form

    def _widget(self, name: str) -> QWidget:
        if name in _CHOICES:
            box = self.choices[name] = StillBox(self)
            for each in load(RECORD_TYPES["matching"].by_name[name].vocabulary):
                box.addItem(each.label(), each.code)
            box.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(10)
            box.activated.connect(lambda _place: self.changed.emit({name: box.currentData()}))
            return box
        if name in _SEARCHES:
            line = self.searches[name] = QLineEdit(self)
            line.setPlaceholderText(_("all open ones"))
            line.editingFinished.connect(lambda: self.changed.emit({name: line.text().strip() or None}))
            return line
        spin = self.numbers[name] = _StillSpin(self)
        spin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        spin.setRange(_NO_LIMIT if name in _MAY_BE_OPEN else 0, _MOST)
        if name in _MAY_BE_OPEN:
            spin.setSpecialValueText(_("no limit"))
        spin.valueChanged.connect(lambda value: self.changed.emit({name: None if value == _NO_LIMIT else value}))
        return spin
