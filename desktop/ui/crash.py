"""A bug shows itself as a sentence and a report to send, never as a traceback in the face; the desk stays open."""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import desktop
from desktop.errors import Cancelled, UserFacingError
from desktop.i18n import _
from desktop.system.computer import system_version
from desktop.system.files import LEFT_OVER_S, delete_file, discard_file
from desktop.ui.icons import IconLabel
from desktop.workspace.storage.home import REPORTS, desk_home

MOST_KEPT = 20
_FAULTS = ".faults"


def report_of(error: BaseException) -> str:
    """All that those who mend the program need: versions and the way to the fault."""
    head = f"{desktop.NAME} {desktop.VERSION}, Python {sys.version.split()[0]}, Qt {qVersion()}, {system_version()}"
    return head + "\n\n" + "".join(traceback.format_exception(error))


def write_report(text: str, home: Path | None = None) -> Path | None:
    """Keep a report in the person's own folder; None where that cannot be written."""
    try:
        folder = desk_home(home) / REPORTS
        folder.mkdir(exist_ok=True)
        path = folder / f"{datetime.now():%Y-%m-%d %H-%M-%S.%f}.txt"
        path.write_text(text, encoding="utf-8")
        for old in sorted(folder.glob("*.txt"))[:-MOST_KEPT]:
            delete_file(old)
    except OSError:
        return None
    return path


class FaultLog:
    """Where Python stood when a library brought the program down: a file of this start in the folder of reports, which goes
    when the program ends well. The next one finds what is left, and keeps it as a report.

    Windows also tells of faults that a library has caught (`faulthandler` writes them down all the same): nobody is
    bothered with them.
    """

    def __init__(self, home: Path | None = None) -> None:
        self._home = home
        self._file: TextIO | None = None

    def begin(self) -> None:
        """Write down faults from now on, where a file can be made."""
        try:
            folder = desk_home(self._home) / REPORTS
            folder.mkdir(exist_ok=True)
            self._keep_others(folder)
            path = folder / f"{datetime.now():%Y-%m-%d %H-%M-%S} {os.getpid()}{_FAULTS}"
            self._file = path.open("w", encoding="utf-8")
            faulthandler.enable(self._file)
        except OSError:
            return

    def end(self) -> None:
        """The program ends well."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            discard_file(Path(self._file.name))
            self._file = None

    @staticmethod
    def _keep_others(folder: Path) -> None:
        for left in folder.glob(f"*{_FAULTS}"):
            if left.stat().st_size == 0:
                if time.time() - left.stat().st_mtime > LEFT_OVER_S:  # a younger one may be of a window that is open
                    discard_file(left)
                continue
            text = left.read_text("utf-8", "replace")
            if write_report(f"{desktop.NAME} {desktop.VERSION}, {system_version()}\n\n{text}", folder.parent):
                discard_file(left)


class CrashDialog(QDialog):
    """What happened, what was kept, what to do."""

    def __init__(self, text: str, path: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong"))
        self.setModal(True)
        self._text = text
        picture = IconLabel("warning", 32, self)
        words = QLabel(
            _("Something went wrong in the program itself. It is not your fault.")
            + "\n\n"
            + _("Everything shown as saved is in your file. You can continue; if something looks wrong, "
                "restart the program.")
            + "\n\n"
            + _("Please send the report to your support contact: it shows where the error happened. It "
                "may contain text from the record you worked on, so read it first."),
            self,
        )  # fmt: skip
        words.setWordWrap(True)
        words.setMinimumWidth(440)
        self.details = QPlainTextEdit(text, self)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(_("Report"))
        self.details.setMinimumHeight(180)
        self.details.hide()
        self._where = QLabel(_("The report was saved here: {path}").format(path=path) if path else "", self)
        self._where.setWordWrap(True)
        self._where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._where.setForegroundRole(self._where.palette().ColorRole.PlaceholderText)
        self._where.setVisible(path is not None)
        self.copy = QPushButton(_("&Copy the report"), self)
        self.copy.clicked.connect(self._copy)
        show = QPushButton(_("&Read the report"), self)
        show.setCheckable(True)
        show.toggled.connect(self.details.setVisible)
        close = QPushButton(_("Continue"), self)
        close.setDefault(True)
        close.setFocus()
        close.clicked.connect(self.accept)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy)
        buttons.addWidget(show)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self.details, 1)
        column.addWidget(self._where)
        column.addLayout(buttons)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.copy.setText(_("Copied"))


class CrashWatch(QObject):
    """Hears of every bug on whichever thread, keeps a report, and shows one dialog at a time."""

    failed = Signal(object)
    """A `UserFacingError` that nobody caught: to be said as any other."""
    _heard = Signal(object)

    def __init__(self, window: Callable[[], QWidget | None], home: Path | None = None) -> None:
        super().__init__()
        self._window = window
        self._home = home
        self._shown: CrashDialog | None = None
        self._heard.connect(self._hear)

    def install(self) -> None:
        """Hear of what nobody catches, from now on."""
        sys.excepthook = lambda _type, error, _trace: self.hear(error)
        threading.excepthook = lambda found: found.exc_value is not None and self.hear(found.exc_value)
        qInstallMessageHandler(_handle_qt_message)

    def hear(self, error: BaseException) -> None:
        """A bug, from any thread."""
        if isinstance(error, KeyboardInterrupt | SystemExit | Cancelled):
            return
        self._heard.emit(error)

    def _hear(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.failed.emit(error)
            return
        text = report_of(error)
        print(text, file=sys.stderr)
        path = write_report(text, self._home)
        if self._shown is not None:
            return
        self._shown = dialog = CrashDialog(text, path, self._window())
        dialog.finished.connect(self._gone)
        dialog.open()

    def _gone(self) -> None:
        if self._shown is not None:
            self._shown.deleteLater()
            self._shown = None


def _handle_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """What Qt has to say goes to those who started the program from a terminal; its debugging to nobody."""
    if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and sys.stderr is not None:
        print(message, file=sys.stderr)
    if kind is QtMsgType.QtFatalMsg:
        write_report(message)
