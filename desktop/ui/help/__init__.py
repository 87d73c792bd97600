"""The help: F1 opens the topic of where a person stands. Its window and its texts are loaded when they are first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.ui.help.topics import widget_topic

if TYPE_CHECKING:
    from desktop.ui.help.window import HelpWindow
    from desktop.ui.settings import Settings

__all__ = ["Help", "open_help"]


@runtime_checkable
class _ShowsHelp(Protocol):
    def show_help(self) -> None: ...


def open_help(part: QWidget) -> None:
    """Open the help from a part of the window, as F1 does there."""
    if isinstance(window := part.window(), _ShowsHelp):
        window.show_help()


class Help(QObject):
    """Gives each dialog the key as soon as the keyboard is in it; the window has it in its menu."""

    manual_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self.window: HelpWindow | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._add_key)

    def open_here(self, page_topic: str) -> None:
        """Open the topic of the part that has the keyboard, or else that of the page."""
        self.open(widget_topic(QApplication.focusWidget()) or page_topic)

    def open(self, topic: str) -> None:
        """Show a topic, and bring the help forward; also over a dialog that lets nothing else be used."""
        if self.window is None:
            from desktop.ui.help.window import HelpWindow

            self.window = HelpWindow(self._settings)
            self.window.manual_wanted.connect(self.manual_wanted)
        window = self.window
        window.show_topic(topic)
        dialog = QApplication.activeModalWidget()
        window.winId()  # there is a window of the system from here on
        handle = window.windowHandle()
        if isinstance(dialog, QDialog) and handle.transientParent() is not dialog.windowHandle():
            handle.setTransientParent(dialog.windowHandle())
            dialog.finished.connect(self._free)
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def change_language(self) -> None:
        """The language was changed: the window is made anew in it, where it is shown."""
        topic = self.window.topic if self.window is not None and self.window.isVisible() else ""
        self.close()
        if topic:
            self.open(topic)

    def close(self) -> None:
        """Close the window of the help, where there is one."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _free(self) -> None:
        """The dialog is gone: the help belongs to nothing, and stays."""
        if self.window is not None and (handle := self.window.windowHandle()) is not None:
            handle.setTransientParent(None)  # pyright: ignore[reportArgumentType] - Qt takes none

    def _add_key(self, _before: QWidget | None, now: QWidget | None) -> None:
        dialog = now.window() if now is not None else None
        if isinstance(dialog, QDialog) and dialog.findChild(_HelpKey) is None:
            _HelpKey(dialog).activated.connect(lambda: self.open_here("start"))


class _HelpKey(QShortcut):
    """F1 in a dialog."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(QKeySequence.StandardKey.HelpContents, dialog)
