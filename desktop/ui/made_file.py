"""A file that was just made: opened, shown in its folder, copied, dragged into a mail."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDrag, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.system.file_manager import select_in_folder
from desktop.system.files import exists
from desktop.system.safe_names import shown_name
from desktop.ui.icons import icon
from desktop.ui.tooltips import plain_tip


def open_file(path: Path) -> None:
    """Show a file or a folder with the program that the system has for it. Raises UserFacingError where there is none."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        raise _not_opened(path)


def _not_opened(path: Path) -> UserFacingError:
    if not exists(path):
        return UserFacingError(
            _("{name} was not found: it was moved or deleted, or its disk was removed.").format(name=shown_name(path))
        )
    return UserFacingError(
        _("This computer has no program that opens {name}, or it did not start.").format(name=shown_name(path)),
        kept=_("It is here: {folder}").format(folder=shown_name(path.parent, whole=True)),
        todo=_("Open it from there with a program of your choice."),
    )


def refuse_program(name: str) -> UserFacingError:
    """What a person reads who wants to open an attachment that would run something."""
    return UserFacingError(
        _("{name} is a program, or starts one: it is not opened from here.").format(name=shown_name(Path(name))),
        kept=_("It stays attached."),
        todo=_("If you expected it and know who attached it, save it with “Save as…” and have it checked first."),
    )


def show_in_folder(path: Path) -> None:
    """Show a file in its folder, selected where the system can do that; else the folder."""
    if not select_in_folder(path) and not _ask_file_manager(path):
        open_file(path.parent)


def _ask_file_manager(path: Path) -> bool:
    """The file managers of Linux, over D-Bus; they are not waited for. False where nobody can be asked."""
    try:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
    except ImportError:
        return False
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    name = "org.freedesktop.FileManager1"
    call = QDBusMessage.createMethodCall(name, "/org/freedesktop/FileManager1", name, "ShowItems")
    call.setArguments([[QUrl.fromLocalFile(str(path)).toString(QUrl.ComponentFormattingOption.FullyEncoded)], ""])
    watcher = QDBusPendingCallWatcher(bus.asyncCall(call), QApplication.instance())

    def answered() -> None:
        if watcher.isError():
            open_file(path.parent)
        watcher.deleteLater()

    watcher.finished.connect(answered)
    return True


def copy_file(path: Path) -> None:
    """Put the file on the clipboard, to be pasted into a mail or a folder."""
    QGuiApplication.clipboard().setMimeData(file_data(path))


def file_data(path: Path) -> QMimeData:
    """A file as other programs take it when it is dropped or pasted."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


class FileHandle(QToolButton):
    """An icon of a file that can be dragged out of the window; the keyboard has *Copy* for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._pressed = QPoint()
        self.setIcon(icon("file"))
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def show_file(self, path: Path | None) -> None:
        """From now on this one; None for none."""
        self._path = path
        self.setVisible(path is not None)
        if path is not None:
            self.setAccessibleName(_("Drag {name} into a mail or a folder").format(name=path.name))
            self.setToolTip(plain_tip(self.accessibleName()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A drag may begin here."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough from where it was pressed: drag the file."""
        far = (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._path is None or not far or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        drag = QDrag(self)
        drag.setMimeData(file_data(self._path))
        drag.setPixmap(self.icon().pixmap(32, 32))
        self.setDown(False)
        drag.exec(Qt.DropAction.CopyAction)
