"""A set of codes as chips: picked from a tree, weighed principal or significant."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.icons import icon
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.codes_picker import CodesPicker
from desktop.ui.widgets.displayed_codes import related, term
from desktop.ui.widgets.field_widget import FieldWidget, members_of
from desktop.ui.widgets.flow_layout import FlowLayout
from desktop.ui.widgets.subject_menu import show_subject_menu
from desktop.workspace import Field, Value, member

PRINCIPAL, SIGNIFICANT = "principal", "significant"
MOST_HINTS = 4
_SUBJECTS = {"targets": "target", "modules": "module", "methods": "method"}
"""Vocabularies of which each code has a page of evidence, and what kind it is there."""


class CodesField(FieldWidget):
    """Chips in the order of the vocabulary, a button that opens the picker, hints of related codes."""

    def __init__(
        self, field: Field, parent: QWidget | None = None, open_evidence: Callable[[str, str], object] | None = None
    ) -> None:
        super().__init__(field, parent)
        self._open_evidence = open_evidence
        self._members: dict[str, Value] = {}
        self._chips: dict[str, Chip] = {}
        self.picker: CodesPicker | None = None
        self._read_only = False
        self._flow = FlowLayout(gap=5)
        self.add_button = QToolButton(self)
        self.add_button.setIcon(icon("new"))
        self.add_button.setText(_("Choose"))
        self.add_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add_button.setAccessibleName(_("Choose {field}").format(field=_(field.label)))
        self.add_button.clicked.connect(self.open_picker)
        self.add_button.setObjectName("besideLabel")
        self.add_button.setAutoRaise(True)
        self._hints = QWidget(self)
        self._hint_flow = FlowLayout(self._hints, gap=5)
        self._hints.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._flow)
        layout.addWidget(self._hints)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show the members as chips; the one that has the keyboard keeps it."""
        members = members_of(self.field.name, values)
        if members == self._members and self._chips.keys() == members.keys():
            return
        self._members = members
        self._rebuild()

    def beside_label(self) -> QToolButton:
        """The button that opens the picker."""
        return self.add_button

    def set_read_only(self, on: bool) -> None:
        """Chips to be read and copied."""
        self._read_only = on
        self.add_button.setVisible(not on)
        self._rebuild()

    def entry(self) -> QWidget:
        """The button that opens the picker, or the first chip where nothing can be chosen."""
        return next(iter(self._chips.values()), self) if self._read_only else self.add_button

    def open_picker(self) -> None:
        """Open the tree."""
        self.picker = CodesPicker(self.field.vocabulary, _(self.field.label), self._members, self)
        self.picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.picker.toggled.connect(self._toggle)
        self.picker.closed.connect(self._closed)
        self.picker.open_under(self)

    def add(self, code: str) -> None:
        """Choose a code: the first one of a weighed set is principal, those after it significant."""
        weight: Value = True
        if self.field.weights:
            weight = SIGNIFICANT if PRINCIPAL in self._members.values() else PRINCIPAL
        self._members[code] = weight
        self._rebuild()
        self.edited.emit({member(self.field.name, code): weight})

    def remove(self, code: str) -> None:
        """Take a code away."""
        order = list(self._chips)
        place = order.index(code) if code in order else -1
        had_focus = code in self._chips and self._chips[code].hasFocus()
        self._members.pop(code, None)
        self._rebuild()
        if had_focus:
            rest = list(self._chips)
            (self._chips[rest[min(place, len(rest) - 1)]] if rest else self.add_button).setFocus()
        if self.picker is not None:
            self.picker.show_chosen(self._members)
        self.edited.emit({member(self.field.name, code): None})

    def turn(self, code: str) -> None:
        """Principal becomes significant and back."""
        weight = SIGNIFICANT if self._members.get(code) == PRINCIPAL else PRINCIPAL
        self._members[code] = weight
        self._rebuild()
        self.edited.emit({member(self.field.name, code): weight})

    def _toggle(self, code: str, on: bool) -> None:
        if on:
            self.add(code)
        else:
            self.remove(code)

    def _closed(self) -> None:
        self.picker = None
        self.add_button.setFocus()
        self.left.emit()

    def _step(self, code: str, way: int) -> None:
        order = list(self._chips)
        place = order.index(code) + way
        if 0 <= place < len(order):
            self._chips[order[place]].setFocus()

    def _rebuild(self) -> None:
        self.reshaped.emit()
        focused = next((code for code, chip in self._chips.items() if chip.hasFocus()), None)
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        terms = sorted((term(self.field.vocabulary, code) for code in self._members), key=lambda each: each.place)
        for each in terms:
            weight = str(self._members[each.code]) if self.field.weights else ""
            chip = Chip(
                each.code,
                each.label,
                colour=QColor(each.colour) if each.colour else None,
                shown_code=each.shown_code,
                weight=weight,
                weight_label=term(self.field.weights, weight).label if weight else "",
                fixed=self._read_only,
                parent=self,
            )
            chip.removed.connect(self.remove)
            chip.turned.connect(self.turn)
            chip.stepped.connect(self._step)
            chip.menu_wanted.connect(self._show_menu)
            self._flow.addWidget(chip)
            chip.show()
            self._chips[each.code] = chip
        if focused in self._chips:
            self._chips[focused].setFocus()
        self._show_hints()
        self.updateGeometry()

    def _show_menu(self, code: str, where: QPoint) -> None:
        kind, shown = _SUBJECTS.get(self.field.vocabulary, ""), term(self.field.vocabulary, code)
        if kind and self._open_evidence is not None:
            label = " ".join(part for part in (shown.shown_code, shown.label) if part)
            show_subject_menu(self, where, [(kind, code, label)], self._open_evidence)

    def _show_hints(self) -> None:
        while (item := self._hint_flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        found = related(self._members)[:MOST_HINTS] if self.field.weights and not self._read_only else []
        if found:
            words = QLabel(_("Related:"), self._hints)
            words.setMinimumHeight(self.add_button.sizeHint().height())
            self._hint_flow.addWidget(words)
        for code in found:
            each = term(self.field.vocabulary, code)
            button = QToolButton(self._hints)
            button.setIcon(icon("new"))
            button.setText(each.shown_code)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setAutoRaise(True)
            button.setToolTip(plain_tip(_("Related: {label}").format(label=each.label)))
            button.setAccessibleName(_("Add the related {code} {label}").format(code=each.shown_code, label=each.label))
            button.clicked.connect(lambda _checked=False, code=code: self.add(code))
            self._hint_flow.addWidget(button)
        self._hints.setVisible(bool(found))
