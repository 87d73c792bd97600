"""Records linked with a role: the organisations and people of an activity."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.widgets.choice import StillBox
from desktop.ui.widgets.desk_access import DeskAccess
from desktop.ui.widgets.displayed_codes import term, terms
from desktop.ui.widgets.field_widget import FieldWidget, members_of
from desktop.ui.widgets.member_lines import MemberLines, cross_button, link_button
from desktop.ui.widgets.record_finder import RecordFinder
from desktop.workspace import Field, Value, member


class LinkedField(FieldWidget):
    """A line a link: role, name (opens the record), cross; below, a role and a name to add."""

    def __init__(self, field: Field, desk: DeskAccess, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._desk = desk
        self._members: dict[str, Value] = {}
        self._names: dict[str, str] = {}
        self._read_only = False
        self._lines = MemberLines(self, wide=1)
        self._role = _role_box(field.vocabulary)
        self._role.setAccessibleName(_("Role in {field}").format(field=_(field.label)))
        self.finder = RecordFinder(field.target, desk, self)
        self.finder.setPlaceholderText(_("Type a name to find or create one"))
        self.finder.setAccessibleName(_("Add to {field}").format(field=_(field.label)))
        self.finder.setAccessibleDescription(_("Arrow keys move through the names, Enter selects one."))
        self.finder.chosen.connect(self._chosen)
        self.finder.wanted.connect(self._make)
        self.finder.left.connect(self.left)
        self._adding = QWidget(self)
        adding = QHBoxLayout(self._adding)
        adding.setContentsMargins(0, 0, 0, 0)
        adding.setSpacing(4)
        adding.addWidget(self._role)
        adding.addWidget(self.finder, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._lines)
        layout.addWidget(self._adding)
        self.setFocusProxy(self.finder)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show the links; names come a moment later."""
        members = members_of(self.field.name, values)
        # Asked for each time: a name may have been changed, or have arrived, while the links stayed.
        ids = sorted({key.partition(":")[2] for key in members})
        if members != self._members:
            self._members = members
            self._rebuild()
        if ids:
            self._desk.names(self.field.target, ids, self._named)

    def forget(self) -> None:
        """Another record comes."""
        self.finder.clear()
        self._members, self._names = {}, {}
        self._rebuild()

    def set_read_only(self, on: bool) -> None:
        """Links to follow, none to add."""
        self._read_only = on
        self._adding.setVisible(not on)
        self._rebuild()

    def offer_role(self, role: str) -> None:
        """What is added next has this role."""
        self._role.setCurrentIndex(max(0, self._role.findData(role)))

    def entry(self) -> RecordFinder:
        """Where a name is typed."""
        return self.finder

    def _named(self, names: Mapping[str, str]) -> None:
        if any(self._names.get(id) != name for id, name in names.items()):
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
        self._desk.make(
            self.field.target, name, lambda id: {member(self.field.name, f"{role}:{id}"): True},
            lambda: self.finder.setText(name),
        )  # fmt: skip

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
        self.reshaped.emit()
        order = {each.code: place for place, each in enumerate(terms(self.field.vocabulary))}

        def place_of(key: str) -> tuple[int, str]:
            role, _colon, id = key.partition(":")
            return order.get(role, len(order)), self._names.get(id, id)

        self._lines.show_lines([self._line(key) for key in sorted(self._members, key=place_of)])

    def _line(self, key: str) -> list[QWidget]:
        role, _colon, id = key.partition(":")
        name = self._names.get(id) or _("Not received yet")
        button = link_button(name, _("Open {name}").format(name=name), lambda: self._desk.open_record(id))
        if self._read_only:
            return [QLabel(term(self.field.vocabulary, role).label), button]
        box = _role_box(self.field.vocabulary, role)
        box.setAccessibleName(_("Role of {name}").format(name=name))
        box.activated.connect(lambda _at: self._change_role(key, box.currentData()))
        return [box, button, cross_button(self, name, lambda: self._remove(key))]


def _role_box(vocabulary: str, role: str = "") -> StillBox:
    box = StillBox()
    for each in terms(vocabulary):
        box.addItem(each.label, each.code)
    if role:
        place = box.findData(role)
        if place < 0:
            box.addItem(term(vocabulary, role).label, role)
            place = box.count() - 1
        box.setCurrentIndex(place)
    return box
