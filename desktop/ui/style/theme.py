"""The desk's own restrained colours in light and dark, following the system unless a person chose."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui.style.colours import set_high_contrast

Role = QPalette.ColorRole

LIGHT: dict[QPalette.ColorRole, str] = {
    Role.Window: "#f6f7f8",
    Role.WindowText: "#1b2126",
    Role.Base: "#ffffff",
    Role.AlternateBase: "#f3f5f7",
    Role.Text: "#1b2126",
    Role.Button: "#eceff1",
    Role.ButtonText: "#1b2126",
    Role.BrightText: "#ffffff",
    Role.ToolTipBase: "#1b2126",
    Role.ToolTipText: "#ffffff",
    Role.PlaceholderText: "#66707a",
    Role.Highlight: "#0b6b8a",
    Role.HighlightedText: "#ffffff",
    Role.Link: "#0a6180",
    Role.LinkVisited: "#6a4c93",
}
DARK: dict[QPalette.ColorRole, str] = {
    Role.Window: "#1e2328",
    Role.WindowText: "#e6eaed",
    Role.Base: "#171b1f",
    Role.AlternateBase: "#1b2025",
    Role.Text: "#e6eaed",
    Role.Button: "#2b3238",
    Role.ButtonText: "#e6eaed",
    Role.BrightText: "#ffffff",
    Role.ToolTipBase: "#e6eaed",
    Role.ToolTipText: "#171b1f",
    Role.PlaceholderText: "#93a0aa",
    Role.Highlight: "#1f7f9f",
    Role.HighlightedText: "#ffffff",
    Role.Link: "#6cc3e0",
    Role.LinkVisited: "#c3a6e8",
}
_SCHEMES = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
DIMMED = (Role.WindowText, Role.Text, Role.ButtonText)


def palette(dark: bool) -> QPalette:
    """All colours of one scheme; what is disabled stands back as a hint does."""
    colours = DARK if dark else LIGHT
    made = QPalette()
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in DIMMED:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours[Role.PlaceholderText]))
    return made


class Theme(QObject):
    """Keeps the program in the scheme chosen: "system", "light" or "dark"; in the system's colours at high contrast."""

    def __init__(self, app: QApplication, scheme: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._scheme = scheme
        app.setStyle("Fusion")
        self._hints = app.styleHints()
        self._hints.colorSchemeChanged.connect(self._show)
        self._accessibility = self._hints.accessibility()  # kept: PySide loses it with the name that it came by
        self._accessibility.contrastPreferenceChanged.connect(self._show)
        self.choose(scheme)

    @property
    def dark(self) -> bool:
        """Is the dark scheme shown now?"""
        if self._scheme != "system":
            return self._scheme == "dark"
        return self._hints.colorScheme() is Qt.ColorScheme.Dark

    def choose(self, scheme: str) -> None:
        """Show another scheme from now on; the frame of a window, which is the system's, and its dialogs go along."""
        self._scheme = scheme
        self._hints.setColorScheme(_SCHEMES[scheme])
        self._show()

    @property
    def high_contrast(self) -> bool:
        """Did the person ask the system for high contrast? Then its own colours are shown, which they chose there."""
        return self._accessibility.contrastPreference() is Qt.ContrastPreference.HighContrast

    def _show(self) -> None:
        set_high_contrast(self.high_contrast)
        self._app.setPalette(QPalette() if self.high_contrast else palette(self.dark))  # an empty one: the system's
