"""Icons are drawn in the colours of the moment."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui import icons
from desktop.ui.style.theme import palette


def darkest(name: str) -> QColor:
    image = icons.icon(name).pixmap(24, 24).toImage()
    drawn = [image.pixelColor(x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 200]
    assert drawn, name
    return drawn[0]


@pytest.mark.parametrize("name", sorted(icons._DRAWINGS))
def test_each_drawing_stays_in_its_field_and_follows_the_scheme(qapp: QApplication, name: str) -> None:
    assert icons._path(name).boundingRect().adjusted(-0.8, -0.8, 0.8, 0.8).left() >= 0
    assert icons._path(name).boundingRect().right() <= icons.FIELD
    before = qapp.palette()
    try:
        qapp.setPalette(palette(dark=False))
        light = darkest(name).lightness()
        qapp.setPalette(palette(dark=True))
        assert darkest(name).lightness() > light
    finally:
        qapp.setPalette(before)


def test_logo_has_every_size(qapp: QApplication) -> None:
    sizes = {each.width() for each in icons.logo().availableSizes()}
    assert {16, 32, 256} <= sizes
    assert QPalette().color(QPalette.ColorRole.Window).isValid()
