"""What every field of the form can do, whatever its kind: show values, tell edits, say what it did not understand."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.workspace import Field, Value


class FieldWidget(QWidget):
    """The widget of one field of a record.

    Values go in and out under their journal names: `title`, `title/fr`, `targets/SDG:11.5`. An edit carries only what
    the person changed; None takes a value away. Text that is no value of this kind stays in the widget, `unread`
    tells it (with the text) so that it can be kept, and `problem` says in words how to write it.
    """

    edited = Signal(dict)  # {journal name: new value}
    unread = Signal(str)  # text that is not understood; "" when there is none any more
    remark = Signal(str, bool)  # words under the widget; True: something is wrong
    reshaped = Signal()  # parts came or went: the way of the Tab key is another one
    left = Signal()  # the person goes elsewhere: one stay ends

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.setAccessibleName(field.heading)
        self.setAccessibleDescription(_(field.help))

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show the values of this field (others in the mapping are not looked at). Never tells an edit."""
        raise NotImplementedError

    def show_unread(self, text: str) -> None:
        """Show text kept from before that was not understood then."""

    def forget(self) -> None:
        """Another record comes: nothing typed for this one stays."""

    def set_read_only(self, on: bool) -> None:
        """Show only, to be read and copied."""

    def beside_label(self) -> QWidget | None:
        """What stands at the end of the label's line: a switch, a button."""
        return None

    def entry(self) -> QWidget:
        """Where the keyboard enters this field."""
        return self

    def enter(self) -> None:
        """Give the field the keyboard."""
        self.entry().setFocus()


def members_of(name: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """The members of a set: {"SDG:11.5": "principal"} of {"targets/SDG:11.5": "principal", ...}; empty ones left out."""
    start = f"{name}/"
    return {
        key[len(start) :]: value
        for key, value in values.items()
        if key.startswith(start) and value not in (None, "", False)
    }


def text_of(value: Value) -> str:
    """A value as the text of a line."""
    return "" if value is None or value is False else str(value)
