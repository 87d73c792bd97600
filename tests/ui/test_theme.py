"""Words can be read in both schemes (WCAG 2.2, 1.4.3: contrast of at least 4.5 to 1)."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.style import colours
from desktop.ui.style.theme import Theme, palette
from desktop.ui.style.window import window_sheet

Role = QPalette.ColorRole


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("words", "ground"),
    [
        (Role.WindowText, Role.Window),
        (Role.Text, Role.Base),
        (Role.Text, Role.AlternateBase),
        (Role.ButtonText, Role.Button),
        (Role.ToolTipText, Role.ToolTipBase),
        (Role.PlaceholderText, Role.Base),
        (Role.HighlightedText, Role.Highlight),
        (Role.Link, Role.Base),
        (Role.LinkVisited, Role.Base),
    ],
)
def test_words_can_be_read(
    qapp: QApplication, dark: bool, words: QPalette.ColorRole, ground: QPalette.ColorRole
) -> None:
    colours = palette(dark)
    light, deep = sorted((luminance(colours.color(words)), luminance(colours.color(ground))), reverse=True)
    assert (light + 0.05) / (deep + 0.05) >= 4.5


def test_a_choice_is_shown_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    before = qapp.palette()
    theme = Theme(qapp, "light")
    assert not theme.dark and qapp.palette().color(Role.Window) == palette(False).color(Role.Window)
    theme.choose("dark")
    assert theme.dark and qapp.palette().color(Role.Window) == palette(True).color(Role.Window)
    theme.deleteLater()
    qapp.setPalette(before)


def test_at_high_contrast_the_systems_colours_are_shown_and_nothing_stands_back(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = qapp.palette()
    monkeypatch.setattr(Theme, "high_contrast", True)
    theme = Theme(qapp, "dark")
    try:
        assert qapp.palette().color(Role.Window) == qapp.style().standardPalette().color(Role.Window)
        aquatic = QPalette(qapp.palette())  # one of Windows' contrast themes
        for role, colour in ((Role.Window, "#202020"), (Role.Base, "#202020"), (Role.WindowText, "#ffffff")):
            aquatic.setColor(role, QColor(colour))
        ground = aquatic.color(Role.Window)
        for colour in (colours.muted(aquatic), colours.hairline(aquatic), colours.edge(aquatic)):
            assert colour == aquatic.color(Role.WindowText)
        assert colours.tinted(aquatic, QColor("#ff0000")) == aquatic.color(Role.Base)
        assert aquatic.highlight().color().name() in colours.framed_at_high_contrast(aquatic)  # of what is chosen
        assert "QPushButton" in window_sheet(aquatic)
        assert (luminance(colours.warning(aquatic)) + 0.05) / (luminance(ground) + 0.05) >= 7
    finally:
        monkeypatch.undo()
        theme.choose("light")
        theme.deleteLater()
        qapp.setPalette(before)
    assert colours.muted(aquatic) != aquatic.color(Role.WindowText) and not colours.framed_at_high_contrast(aquatic)
