"""Qt's own words (OK, Cancel, Copy, the file dialog) in the language of the desk, from Qt's own translations."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from desktop.i18n import N_, _

MISSING = {
    "QFileDialog": (N_("&Look in:"), N_("Files of &type:"), N_("&Directory:"), N_("File name:")),
    "QPrintSettingsOutput": (
        N_("Pages"), N_("Options"), N_("Color"), N_("Duplex Printing"), N_("None"), N_("Long side"),
        N_("Short side"), N_("All Pages"), N_("Odd Pages"), N_("Even Pages"),
    ),
    "QPrintDialog": (N_("Print range"), N_("&Options >>"), N_("&Options <<")),
    "QPrintPropertiesDialog": (N_("Page"), N_("Advanced")),
}  # fmt: skip
"""Words of Qt's dialogs, by their context, that Qt's own French or Spanish lacks."""


class _Missing(QTranslator):
    """Asked for what Qt's own translations do not have."""

    def isEmpty(self) -> bool:
        """Qt leaves an empty one out."""
        return False

    def translate(self, context: str, source: str, _disambiguation: str | None = None, _number: int = -1) -> str | None:  # type: ignore[override]
        """None where it is not ours."""
        return _(source) if source in MISSING.get(context, ()) else None


class QtTranslations:
    """The translators that are installed; English needs none."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []

    def set_language(self, language: str) -> None:
        """Have Qt speak a language from now on; also dates and numbers in its widgets."""
        QLocale.setDefault(QLocale.system() if QLocale.system().name()[:2] == language else QLocale(language))
        for each in self._installed:
            self._app.removeTranslator(each)
        self._installed = []
        if language == "en":
            return
        made = QTranslator(self._app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if made.load(f"qtbase_{language}", folder):
            for each in (_Missing(self._app), made):  # the last one is asked first
                self._app.installTranslator(each)
                self._installed.append(each)
