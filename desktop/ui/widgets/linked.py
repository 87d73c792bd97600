"""Records linked with a role: the organisations and people of an activity."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.widgets.desk_access import DeskAccess
from desktop.ui.widgets.drawn_icons import cross_icon
from desktop.ui.widgets.field_widget import FieldWidget, members_of
from desktop.ui.widgets.record_finder import RecordFinder
from desktop.ui.widgets.shades import muted
from desktop.ui.widgets.terms import term, terms
from desktop.words import _
from desktop.workspace.fields import Field, Value, member


class LinkedField(FieldWidget):
    """A line a link: role, name (opens the record), cross; below, a role and a name to add."""

    def __init__(self, field: Field, desk: DeskAccess, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._desk = desk
        self._members: dict[str, Value] = {}
        self._names: dict[str, str] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._role = _role_combo(field.vocabulary)
        self._role.setAccessibleName(_("Role in {field}").format(field=_(field.label)))
        self.finder = RecordFinder(field.target, desk, self)
        self.finder.setPlaceholderText(_("Type a name to find or make one"))
        self.finder.setAccessibleName(_("Add to {field}").format(field=_(field.label)))
        self.finder.setAccessibleDescription(_("Arrows go through the names found, Enter chooses."))
        self.finder.chosen.connect(self._chosen)
        self.finder.wanted.connect(self._make)
        self.finder.left.connect(self.left)
        adding = QHBoxLayout()
        adding.setSpacing(4)
        adding.addWidget(self._role)
        adding.addWidget(self.finder, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._grid)
        layout.addLayout(adding)
        self.setFocusProxy(self.finder)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show the links; names come a moment later."""
        members = members_of(self.field.name, values)
        if members == self._members and self._grid.count():
            return
        self._members = members
        self._rebuild()
        unknown = sorted({key.partition(":")[2] for key in members} - self._names.keys())
        if unknown:
            self._desk.names(self.field.target, unknown, self._named)

    def entry(self) -> RecordFinder:
        """Where a name is typed."""
        return self.finder

    def _named(self, names: Mapping[str, str]) -> None:
        self._names.update(names)
        self._rebuild()

    def _chosen(self, id: str, name: str) -> None:
        self.finder.clear()
        self._names[id] = name
        key = f"{self._role.currentData()}:{id}"
        if key not in self._members:
            self._members[key] = True
            self._rebuild()
            self.edited.emit({member(self.field.name, key): True})

    def _make(self, name: str) -> None:
        self.finder.clear()
        role = self._role.currentData()
        self._desk.make(self.field.target, name, lambda id: {member(self.field.name, f"{role}:{id}"): True})

    def _remove(self, key: str) -> None:
        self._members.pop(key, None)
        self._rebuild()
        self.finder.setFocus()
        self.edited.emit({member(self.field.name, key): None})

    def _change_role(self, key: str, role: str) -> None:
        new = f"{role}:{key.partition(':')[2]}"
        if new == key:
            return
        self._members.pop(key, None)
        self._members[new] = True
        self._rebuild()
        self.edited.emit({member(self.field.name, key): None, member(self.field.name, new): True})

    def _rebuild(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        order = {each.code: place for place, each in enumerate(terms(self.field.vocabulary))}

        def place_of(key: str) -> tuple[int, str]:
            role, _colon, id = key.partition(":")
            return order.get(role, len(order)), self._names.get(id, id)

        before: QWidget | None = None
        for row, key in enumerate(sorted(self._members, key=place_of)):
            role, _colon, id = key.partition(":")
            name = self._names.get(id) or _("Not here yet")
            combo = _role_combo(self.field.vocabulary, role)
            combo.setAccessibleName(_("Role of {name}").format(name=name))
            combo.activated.connect(lambda _at, key=key, combo=combo: self._change_role(key, combo.currentData()))
            button = QPushButton(name.replace("&", "&&"), self)
            button.setFlat(True)
            button.setObjectName("recordLink")
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setToolTip(_("Open {name}").format(name=name))
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _checked=False, id=id: self._desk.open_record(id))
            cross = QToolButton(self)
            cross.setAutoRaise(True)
            cross.setIcon(cross_icon(muted(self.palette())))
            cross.setToolTip(_("Remove {name}").format(name=name))
            cross.setAccessibleName(_("Remove {name}").format(name=name))
            cross.clicked.connect(lambda _checked=False, key=key: self._remove(key))
            for column, widget in enumerate((combo, button, cross)):
                self._grid.addWidget(widget, row, column)
                if before is not None:
                    QWidget.setTabOrder(before, widget)
                before = widget
        if before is not None:
            QWidget.setTabOrder(before, self._role)
        QWidget.setTabOrder(self._role, self.finder)


def _role_combo(vocabulary: str, role: str = "") -> QComboBox:
    combo = QComboBox()
    combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for each in terms(vocabulary):
        combo.addItem(each.label, each.code)
    if role:
        place = combo.findData(role)
        if place < 0:
            combo.addItem(term(vocabulary, role).label, role)
            place = combo.count() - 1
        combo.setCurrentIndex(place)
    combo.wheelEvent = lambda e: e.ignore()  # type: ignore[method-assign]
    return combo
