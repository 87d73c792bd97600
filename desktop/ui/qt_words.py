"""Qt's own words (OK, Cancel, Copy, the file dialog) in the language of the desk, from Qt's own translations."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator


class QtWords:
    """The one translator that is installed; English needs none."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: QTranslator | None = None

    def speak(self, language: str) -> None:
        """Have Qt speak a language from now on; also dates and numbers in its widgets."""
        QLocale.setDefault(QLocale.system() if QLocale.system().name()[:2] == language else QLocale(language))
        if self._installed is not None:
            self._app.removeTranslator(self._installed)
            self._installed = None
        if language == "en":
            return
        made = QTranslator(self._app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if made.load(f"qtbase_{language}", folder):
            self._app.installTranslator(made)
            self._installed = made
