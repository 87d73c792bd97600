"""What every PDF asks: in which language, on which paper."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.i18n import LANGUAGES, current_language, language_name


def choice_box(parent: QWidget, *choices: tuple[str, str]) -> QComboBox:
    """A box of (code, words)."""
    box = QComboBox(parent)
    box.setMinimumWidth(240)
    for code, words in choices:
        box.addItem(words, code)
    return box


def language_box(parent: QWidget) -> QComboBox:
    """The languages of a report, the one of the window chosen."""
    box = choice_box(parent, *((code, language_name(code)) for code in LANGUAGES))
    box.setCurrentIndex(LANGUAGES.index(current_language()))
    return box


def paper_box(parent: QWidget) -> QComboBox:
    """The sizes of paper."""
    return choice_box(parent, ("A4", "A4"), ("Letter", "Letter"))
