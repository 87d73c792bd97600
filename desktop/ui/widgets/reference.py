"""One record pointed to: the organisation of a person."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.i18n import _
from desktop.ui.icons import icon
from desktop.ui.style.colours import muted
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.desk_access import DeskAccess
from desktop.ui.widgets.field_widget import FieldWidget, text_of
from desktop.ui.widgets.record_finder import RecordFinder
from desktop.workspace import Field, Value


class ReferenceField(FieldWidget):
    """The name of the record; type another one to point elsewhere."""

    def __init__(self, field: Field, desk: DeskAccess, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._desk = desk
        self._id = ""
        self._name = ""
        self._read_only = False
        self.finder = RecordFinder(field.target, desk, self)
        self.finder.setAccessibleName(self.accessibleName())
        self.finder.setAccessibleDescription(_("Arrow keys move through the names, Enter selects one."))
        self.finder.setPlaceholderText(_("Type a name to find or create one"))
        self.finder.chosen.connect(self._chosen)
        self.finder.wanted.connect(self._make)
        self.finder.left.connect(self._leave)
        self._open = QToolButton(self)
        self._open.setAutoRaise(True)
        self._open.setIcon(icon("go"))
        self._open.clicked.connect(lambda: desk.open_record(self._id))
        self._cross = QToolButton(self)
        self._cross.setAutoRaise(True)
        self._cross.setIcon(icon("close", muted))
        self._cross.clicked.connect(lambda: self._take("", ""))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.finder, 1)
        row.addWidget(self._open)
        row.addWidget(self._cross)
        self.setFocusProxy(self.finder)
        self._show()

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show the name of the record pointed to."""
        id = text_of(values.get(self.field.name))
        if id != self._id:
            self._id, self._name = id, ""
            self._show()
        if id:
            self._desk.names(self.field.target, [id], self._named)

    def forget(self) -> None:
        """Another record comes."""
        self._id, self._name = "", ""
        self.finder.clear()
        self._show()

    def set_read_only(self, on: bool) -> None:
        """A name to follow and to copy."""
        self._read_only = on
        self.finder.setReadOnly(on)
        self._show()

    def entry(self) -> RecordFinder:
        """Where the name is typed."""
        return self.finder

    def _named(self, names: Mapping[str, str]) -> None:
        name = names.get(self._id, "")
        if name != self._name:
            self._name = name
            self._show()

    def _chosen(self, id: str, name: str) -> None:
        self._take(id, name)

    def _take(self, id: str, name: str) -> None:
        self._id, self._name = id, name
        self.finder.setModified(False)
        self._show()
        self.edited.emit({self.field.name: id or None})

    def _make(self, name: str) -> None:
        self._desk.make(self.field.target, name, lambda id: {self.field.name: id}, lambda: self.finder.setText(name))

    def _leave(self) -> None:
        if not self.finder.text().strip() and self._id:
            self._take("", "")
        else:
            self.finder.setModified(False)
            self._show()
        self.left.emit()

    def _show(self) -> None:
        name = self._name or (_("Not received yet") if self._id else "")
        if not (self.finder.hasFocus() and self.finder.isModified()):
            self.finder.show_text(name)
        self._open.setVisible(bool(self._id))
        self._cross.setVisible(bool(self._id) and not self._read_only)
        for button, words in ((self._open, _("Open {name}")), (self._cross, _("Remove {name}"))):
            button.setToolTip(plain_tip(words.format(name=name)))
            button.setAccessibleName(words.format(name=name))
