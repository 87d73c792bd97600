"""Type and colours of the reports."""

from __future__ import annotations

from desktop.reports.text import Style

INK = "#1B2126"
GREY = "#5A656E"
FAINT = "#D9DFE3"
PALE = "#F3F5F7"
ACCENT = "#0B6B8A"
SENDAI = "#4A5A66"
WHITE = "#FFFFFF"

COVER_TITLE = Style(30, 37, bold=True, colour=INK)
COVER_LINE = Style(12.5, 18, colour=INK)
COVER_LABEL = Style(9, 18, colour=GREY)
CHAPTER = Style(20, 26, bold=True, colour=INK)
GROUP = Style(15, 20, bold=True, colour=INK)
TITLE = Style(11, 14.4, bold=True, colour=INK)
BODY = Style(9, 12.8, colour=INK, between=4)
ROW = Style(9, 12.8, colour=INK)
META = Style(8.5, 12, colour=GREY)
LABEL = Style(8, 12.8, bold=True, colour=GREY)
LINK = Style(9, 12.8, colour="#0A6180")
CHIP = Style(7.2, 9, bold=True, colour=WHITE)
CHIP_LABEL = Style(8.2, 13, colour=INK)
HEAD = Style(7.8, 10, colour=GREY)
TILE = Style(19, 23, bold=True, colour=ACCENT)
TILE_LABEL = Style(7.8, 10, colour=GREY)
CHART_TITLE = Style(9.5, 13, bold=True, colour=INK)
CHART = Style(7.4, 9.4, colour=INK)
CHART_COUNT = Style(7.4, 9.4, bold=True, colour=INK)
NOTE = Style(7.8, 10.6, colour=GREY)
CONTENTS = Style(10, 18, colour=INK)
CONTENTS_GROUP = Style(10, 20, bold=True, colour=INK)
CONTENTS_SMALL = Style(8.8, 14.5, colour=INK)


def readable_on(colour: str) -> str:
    """White or ink, whichever reads better on a colour (WCAG 2, contrast ratio)."""
    light = _light(colour)
    return WHITE if 1.05 / (light + 0.05) >= (light + 0.05) / (_light(INK) + 0.05) * 0.55 else INK


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
