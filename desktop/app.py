"""Puts the parts together: settings, words, colours, window, and the workspace that was open last."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import desktop
from desktop.file_formats import WORKSPACES, fits
from desktop.i18n import set_language
from desktop.system.files import exists, never_wait_on_this_thread, user_path
from desktop.ui.pyside_source_search import stop_source_search
from desktop.ui.settings import Settings
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.interrupts import Interrupts

PAINTED = "FOCAL_DESK_SAY_WHEN_PAINTED"
WORKSPACE = "FOCAL_DESK_WORKSPACE"
FLASH_MS = 200
"""A workspace that is open sooner is shown at once, without an empty window before it."""
INTERRUPTS_MS = 1_000
"""When rows have been shown there is time to load what closes the window at Ctrl+C; nothing was typed before."""


def run(words: Sequence[str] | None = None) -> int:
    """The window, until it is closed; returns the exit code.

    `words` are those after the program's name: nothing, or files: the workspace to open, or what is brought to the one
    of last time.
    """
    gc.disable()  # until rows have been shown: a start leaves nothing to find, and looking takes a sixtieth of it
    settings = Settings()
    set_language(settings.language)
    files = [user_path(word) for word in words or ()]
    workspaces = [each for each in files if fits(each, WORKSPACES)]
    brought = [each for each in files if each not in workspaces]
    path = _wanted(workspaces, settings)
    opening = None
    if path is not None:
        opening = _opening(path)
        # Loaded while the file is opened beside: the list asks for it next, and what was imported is there at once.
        import desktop.catalogue  # noqa: F401  # pyright: ignore[reportUnusedImport]
    return _show(settings, path, opening, brought)


def _show(
    settings: Settings, path: Path | None, opening: Callable[[], Workspace] | None, brought: Sequence[Path]
) -> int:
    from PySide6.QtCore import QCoreApplication, QTimer

    stop_source_search()

    from desktop.ui.application import Application
    from desktop.ui.crash import CrashWatch, FaultLog
    from desktop.ui.main_window import MainWindow
    from desktop.ui.qt_translations import QtTranslations
    from desktop.ui.second_start import FirstWindow, hand_over
    from desktop.ui.style.theme import Theme

    never_wait_on_this_thread()

    QCoreApplication.setApplicationName(desktop.NAME)
    QCoreApplication.setApplicationVersion(desktop.VERSION)
    Application.setDesktopFileName("focal-desk")
    app = Application(sys.argv[:1])
    app.setApplicationDisplayName("")
    app.setQuitOnLastWindowClosed(False)  # the window quits, when all is written
    qt_translations = QtTranslations(app)
    qt_translations.set_language(settings.language)
    theme = Theme(app, settings.scheme)
    window = MainWindow(settings, theme, qt_translations)
    watch = CrashWatch(lambda: window)
    watch.install()
    faults = FaultLog()
    faults.begin()
    watch.failed.connect(window.show_error)
    window.broken.connect(watch.hear)
    interrupts: list[Interrupts] = []

    def heed_interrupts() -> None:
        gc.enable()
        from desktop.ui.interrupts import Interrupts

        interrupts.append(Interrupts(window, window))

    QTimer.singleShot(INTERRUPTS_MS, window, heed_interrupts)
    app.commitDataRequest.connect(window.write_now)
    app.quit_wanted.connect(window.close_at_once)
    app.file_wanted.connect(window.open_double_clicked)
    if PAINTED in os.environ:
        from desktop.ui.startup_timing import print_when_painted

        print_when_painted(window, window.desk_shown, os.environ[PAINTED])
    first = FirstWindow(parent=window)
    window.hand_over = lambda workspace: hand_over(workspace, brought)

    def shown(desk: Desk) -> None:
        if desk.writable:
            first.listen(desk.workspace.path)

    window.desk_shown.connect(shown)
    window.desk_left.connect(first.stop)
    first.wanted.connect(window.come_forward)
    window.bring_files(brought)
    window.begin(path, opening)
    QTimer.singleShot(0 if path is None else FLASH_MS, window, window.show)
    try:
        return app.exec()
    finally:
        gc.enable()
        faults.end()
        for each in interrupts:
            each.end()


def _wanted(named_ones: Sequence[Path], settings: Settings) -> Path | None:
    """The workspace to open: the one named, else the one of last time if it is still there."""
    if named_ones:
        return named_ones[-1]
    if named := os.environ.get(WORKSPACE):
        return user_path(named) if exists(user_path(named)) else None
    last = settings.recent[:1]
    return last[0] if last and exists(last[0]) else None


def _opening(path: Path) -> Callable[[], Workspace]:
    """Begin to open a workspace while Qt gets ready; what is returned waits for it."""
    found: Future[Workspace] = Future()

    def job() -> None:
        try:
            found.set_result(Workspace.open(path))
        except BaseException as error:  # noqa: BLE001 - it is raised again where the result is asked for
            found.set_exception(error)

    Thread(target=job, name="focal-open", daemon=True).start()
    return found.result
