"""A desk to be painted: a screen of 1280 × 720 that is not there, a font that is, the sample in a file of its own."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from desktop.ui.desk import Desk

WIDTH, HEIGHT = 1280, 720
PATIENCE_MS = 20_000
CALM = 5  # looks in a row at which nothing was under way
FONTS = ("Noto Sans", "DejaVu Sans")


class Stage:
    """One program, one language, one scheme. A context manager: everything goes at the end."""

    def __init__(self, language: str = "en", scheme: str = "light", scale: float = 1.0) -> None:
        self.language, self.scheme, self.scale = language, scheme, scale
        self._folder = tempfile.TemporaryDirectory(prefix="focal-pictures-")
        self.folder = Path(self._folder.name)

    def __enter__(self) -> Stage:
        os.environ["FOCAL_DESK_HOME"] = str(self.folder / "home")
        os.environ.pop("FOCAL_DESK_WORKSPACE", None)
        screen = {
            "name": "paper",
            "x": 0,
            "y": 0,
            "width": WIDTH,
            "height": HEIGHT,
            "logicalDpi": 96,
            "dpr": self.scale,
        }
        config = self.folder / "screen.json"
        config.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config}"
        from PySide6.QtGui import QFont, QFontDatabase
        from PySide6.QtWidgets import QApplication

        from desktop.ui.qt_words import QtWords
        from desktop.ui.settings import Settings
        from desktop.ui.theme import Theme
        from desktop.words import set_language

        app = QApplication.instance() or QApplication(["pictures"])
        assert isinstance(app, QApplication)
        self.app: QApplication = app
        known = set(QFontDatabase.families())
        app.setFont(QFont(next((name for name in FONTS if name in known), app.font().family()), 10))
        set_language(self.language)
        self.settings = Settings()
        self.settings.choose(language=self.language, scheme=self.scheme)
        self.settings.call("Amina Otieno")
        self.qt_words = QtWords(app)
        self.qt_words.speak(self.language)
        self.theme = Theme(app, self.scheme)
        self.desk = self._open()
        return self

    def _open(self) -> Desk:
        from desktop import sample
        from desktop.ui.background import Background, Writer
        from desktop.ui.desk import Desk
        from desktop.workspace import Workspace

        workspace = Workspace.create(self.folder / "Mombasa learning desk.focal")
        workspace.journal.set_author("Amina Otieno")
        sample.load(workspace)
        return Desk(workspace, Background(), Writer(), self.settings)

    def __exit__(self, *_error: object) -> None:
        self.desk.close()
        self._folder.cleanup()

    def settle(self) -> None:
        """Let the program go on until it has nothing to do."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop, calm, waited = QEventLoop(), 0, 0
        timer = QTimer()
        timer.setInterval(20)

        def look() -> None:
            nonlocal calm, waited
            waited += timer.interval()
            idle = not self.desk.background._running and not self.desk.writer.waiting
            calm = calm + 1 if idle else 0
            if calm >= CALM or waited > PATIENCE_MS:
                loop.quit()

        timer.timeout.connect(look)
        timer.start()
        loop.exec()

    def grab(self, make: Callable[[Desk], QWidget | dict[str, bytes]], target: Path) -> list[Path]:
        """Paint a scene into PNG files; returns them."""
        from PySide6.QtWidgets import QDialog, QWidget

        made = make(self.desk)
        if not isinstance(made, QWidget):
            pages = [(target.with_name(f"{target.stem}-{name}.png"), png) for name, png in made.items()]
            for path, png in pages:
                path.write_bytes(png)
            return [path for path, _png in pages]
        if not made.isVisible():
            if not isinstance(made, QDialog) and made.isWindow() and not made.testAttribute(_resized()):
                made.resize(WIDTH, HEIGHT)
            made.show()
        self.settle()
        picture = made.grab()
        if not picture.save(str(target)):
            raise OSError(f"could not write {target}")
        made.close()
        made.deleteLater()
        self.settle()
        return [target]


def _resized():
    from PySide6.QtCore import Qt

    return Qt.WidgetAttribute.WA_Resized
