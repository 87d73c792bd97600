"""A desk to be painted: a screen of 1280 × 720 that is not there, a font that is, the sample in a file of its own."""

from __future__ import annotations

import json
import os
import shutil
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

    def __init__(
        self, language: str = "en", scheme: str = "light", scale: float = 1.0, size: tuple[int, int] = (WIDTH, HEIGHT)
    ) -> None:
        self.language, self.scheme, self.scale, self.size = language, scheme, scale, size
        self._folder = tempfile.TemporaryDirectory(prefix="focal-pictures-")
        self.folder = Path(self._folder.name)
        self._usual = tempfile.tempdir
        tempfile.tempdir = self._folder.name  # the desks of others, which scenes make: they go with it
        self._scenes = 0
        self.faults: list[str] = []

    def __enter__(self) -> Stage:
        os.environ["FOCAL_DESK_HOME"] = str(self.folder / "home")
        os.environ.pop("FOCAL_DESK_WORKSPACE", None)
        width, height = (round(each * self.scale) for each in self.size)
        screen = {"name": "paper", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
        os.environ["QT_SCALE_FACTOR"] = str(self.scale)
        config = self.folder / "screen.json"
        config.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config}"
        from PySide6.QtGui import QFont, QFontDatabase
        from PySide6.QtWidgets import QApplication

        from desktop.i18n import set_language
        from desktop.ui.qt_translations import QtTranslations
        from desktop.ui.style.theme import Theme

        app = QApplication.instance() or QApplication(["pictures"])
        assert isinstance(app, QApplication)
        self.app: QApplication = app
        known = set(QFontDatabase.families())
        app.setFont(QFont(next((name for name in FONTS if name in known), app.font().family()), 10))
        set_language(self.language)
        self.qt_translations = QtTranslations(app)
        self.qt_translations.set_language(self.language)
        self.theme = Theme(app, self.scheme)
        self._make_template()
        self.desk = self._open()
        return self

    def _make_template(self) -> None:
        from desktop import sample
        from desktop.workspace import Workspace

        self._template = self.folder / "template.focal"
        workspace = Workspace.create(self._template)
        workspace.journal.set_author("Amina Otieno")
        sample.load(workspace)
        workspace.close()

    def _open(self) -> Desk:
        """A desk and a home that no scene before has touched."""
        from desktop.ui.background import Background, Writer
        from desktop.ui.desk import Desk
        from desktop.ui.settings import Settings
        from desktop.workspace import Workspace

        self._scenes += 1
        folder = self.folder / f"scene {self._scenes}"
        folder.mkdir()
        os.environ["FOCAL_DESK_HOME"] = str(folder / "home")
        path = folder / "Mombasa learning desk.focal"
        shutil.copyfile(self._template, path)
        settings = Settings()
        settings.choose(language=self.language, scheme=self.scheme)
        settings.call("Amina Otieno")
        return Desk(Workspace.open(path), Background(), Writer(), settings)

    def __exit__(self, *_error: object) -> None:
        self.desk.close()
        tempfile.tempdir = self._usual
        self._folder.cleanup()

    def fresh(self) -> None:
        """The next scene finds the desk as the first one did."""
        self.desk.close()
        self.desk.deleteLater()
        self.desk = self._open()

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

    def grab(self, make: Callable[[Desk], QWidget | dict[str, bytes]], target: Path | None) -> list[Path]:
        """Paint a scene into PNG files; returns them. `faults` says then what was seen wrong. No target: only that."""
        from PySide6.QtWidgets import QDialog, QMenu, QWidget

        from tests.pictures.looks import faults

        self.faults = []
        made = make(self.desk)
        if not isinstance(made, QWidget):
            if target is None:
                return []
            pages = [(target.with_name(f"{target.stem}-{name}.png"), png) for name, png in made.items()]
            for path, png in pages:
                path.write_bytes(png)
            return [path for path, _png in pages]
        if not made.isVisible():
            if not isinstance(made, QDialog | QMenu) and made.isWindow() and not made.testAttribute(_resized()):
                made.resize(*self.size)
            made.show()
        elif made.isWindow() and made.width() > self.size[0]:
            made.resize(*self.size)
        self.settle()
        self.faults = faults(made)
        if target is not None and not made.grab().save(str(target)):
            raise OSError(f"could not write {target}")
        made.close()
        made.deleteLater()
        self.settle()
        return [target] if target is not None else []


def _resized():
    from PySide6.QtCore import Qt

    return Qt.WidgetAttribute.WA_Resized
