"""Which way the visits are seen: a list, a board, a calendar, a timeline."""

from __future__ import annotations

from desktop.i18n import N_

LIST, BOARD, CALENDAR, TIMELINE = "list", "board", "calendar", "timeline"
WAYS = (
    (LIST, N_("&List"), "activities"),
    (BOARD, N_("Boar&d"), "board"),
    (CALENDAR, N_("&Calendar"), "calendar"),
    (TIMELINE, N_("&Timeline"), "timeline"),
)
"""As `Switch` takes them."""
