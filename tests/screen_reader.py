"""What a screen reader finds in a window: the tree that Qt offers to the system's reader, walked from its root."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

Role, Text = QAccessible.Role, QAccessible.Text
_SPOKEN = {
    Role.Button, Role.ButtonDropDown, Role.ButtonMenu, Role.CheckBox, Role.ComboBox, Role.EditableText, Role.Link,
    Role.List, Role.MenuItem, Role.PageTab, Role.ProgressBar, Role.RadioButton, Role.Slider, Role.SpinBox,
    Role.Table, Role.Tree,
}  # fmt: skip
"""Roles of what is worked with: without a name a reader says no more than "button"."""
_DEEPEST = 60
_CELLS = {Role.Table, Role.Tree, Role.List}
"""Rows and cells speak by their own words, and there may be thousands."""


def nameless(window: QWidget) -> list[str]:
    """Whatever is seen in a window, can be worked with, and has no name; each with the way to it."""
    return [" > ".join(way) for way, each in _walk(window) if each.role() in _SPOKEN and not _name(each)]


def spoken_names(window: QWidget) -> list[str]:
    """The names of all that is seen and can be worked with, in the order of the tree."""
    return [_name(each) for _way, each in _walk(window) if each.role() in _SPOKEN]


def _walk(window: QWidget) -> Iterator[tuple[list[str], QAccessibleInterface]]:
    todo = [([type(window).__name__], QAccessible.queryAccessibleInterface(window))]
    while todo:
        way, here = todo.pop()
        yield way, here
        if here.role() in _CELLS or len(way) > _DEEPEST:
            continue
        for number in reversed(range(here.childCount())):
            child = here.child(number)
            if child is not None and child.isValid() and not child.state().invisible:
                todo.append(([*way, f"{child.role().name} {_name(child)}".strip()], child))


def _name(each: QAccessibleInterface) -> str:
    return each.text(Text.Name).strip()
