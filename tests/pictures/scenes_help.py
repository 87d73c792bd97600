"""The help: a topic, and a search in all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.help.window import HelpWindow

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


def topic(desk: Desk) -> QWidget:
    """A text with steps and links."""
    made = HelpWindow(desk.settings)
    made.show_topic("exchange")
    return made


def glossary(desk: Desk) -> QWidget:
    """The longest list."""
    made = HelpWindow(desk.settings)
    made.show_topic("glossary")
    return made


def searched(desk: Desk) -> QWidget:
    """What was found, and marked."""
    made = HelpWindow(desk.settings)
    made.show_topic("start")
    made.search.setText(_("Import"))
    return made


def nothing(desk: Desk) -> QWidget:
    """No topic has the words."""
    made = HelpWindow(desk.settings)
    made.show_topic("start")
    made.search.setText("xyz")
    return made


SCENES = {"help-topic": topic, "help-glossary": glossary, "help-search": searched, "help-nothing": nothing}
