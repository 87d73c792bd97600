"""The window itself: the first start, an open desk, and its dialogs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop import sample
from desktop.catalogue import ActivityList, parse
from desktop.i18n import _
from desktop.ui.crash import CrashDialog, report_of
from desktop.ui.desk import Desk
from desktop.ui.dialogs.about import AboutDialog
from desktop.ui.dialogs.backups import BackupsDialog
from desktop.ui.dialogs.check import CheckDialog
from desktop.ui.dialogs.export_dialog import ExportDialog
from desktop.ui.dialogs.keyboard import KeyboardDialog
from desktop.ui.dialogs.manual_dialog import ManualDialog
from desktop.ui.dialogs.name_dialog import NameDialog
from desktop.ui.dialogs.publisher_dialog import PublisherDialog
from desktop.ui.dialogs.summary_dialog import SummaryDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.notice_bar import NoticeBar
from desktop.ui.qt_translations import QtTranslations
from desktop.ui.style.theme import Theme


def _window(desk: Desk) -> MainWindow:
    """A window that shows nothing yet."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme = Theme(app, desk.settings.scheme)
    window = MainWindow(desk.settings, theme, QtTranslations(app))
    window.resize(1280, 720)
    return window


class _Shown(MainWindow):
    """A window around a desk that others opened and will close."""

    def closeEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Nothing is closed but the window."""
        self._drop_view()
        self.status.show_desk(None)
        self.background.close()
        self.desk = None


def desk_window(desk: Desk) -> MainWindow:
    """The window around this desk."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window = _Shown(desk.settings, Theme(app, desk.settings.scheme), QtTranslations(app))
    window.resize(1280, 720)
    window.desk = desk
    window._show_desk(None)
    return window


def page_window(name: str, desk: Desk) -> MainWindow:
    """The window with a page of the list."""
    window = desk_window(desk)
    assert window.view is not None
    window.view.open_page(name)
    return window


def _welcome(desk: Desk) -> QWidget:
    window = _window(desk)
    window.show_welcome()
    return window


def _welcome_again(desk: Desk) -> QWidget:
    for path in (Path.home() / "Documents" / "Mombasa.focal", Path("/media/stick") / "Learning & exchange 2026.focal"):
        desk.settings.opened(path)
    return _welcome(desk)


def _synced(desk: Desk) -> QWidget:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("OneDrive", str(desk.workspace.path.parent))
        window = desk_window(desk)
    window.view.put_notice("sample", None)
    window.show_message(_("New backups go to {folder}.").format(folder="~/.local/share/focal-desk/backups"), _("Undo"))
    return window


def _message(desk: Desk) -> QWidget:
    window = desk_window(desk)
    window.show_message(_("Backed up as {name}.").format(name="2026-11-24 09-12-33 asked.focal"), _("Show the folder"))
    return window


def _record(desk: Desk) -> QWidget:
    window = desk_window(desk)
    assert window.view is not None
    window.view.put_notice("sample", None)
    listed = ActivityList(desk.workspace)
    query = parse("country:KE status:completed")
    window.view.activities.show_query(query.text)
    window.view.activities.show_record(listed.ids_of(listed.first(query, (), 1))[0])
    return window


def _empty(desk: Desk) -> QWidget:
    sample.discard(desk.workspace)
    return desk_window(desk)


def _file_menu(desk: Desk) -> QWidget:
    window = desk_window(desk)
    menu = window.menuBar().actions()[0].menu()
    assert isinstance(menu, QMenu)
    return menu


def _read_only(desk: Desk) -> QWidget:
    window = desk_window(desk)
    assert window.view is not None
    window.view.put_notice("sample", None)
    holder = _("{who} on {computer}, since {since}").format(who="José", computer="LAPTOP-7", since="2026-11-24 09:12")
    notice = NoticeBar("lock", _("This file is read-only here: {why}").format(why=holder), grave=True)
    notice.add_button(_("&Try again"), lambda: None)
    window.view.put_notice("read only", notice)
    return window


def _ask_name(desk: Desk) -> QWidget:
    window = desk_window(desk)
    assert window.view is not None
    window.view.ask_name()
    return window


def _backups(desk: Desk) -> QWidget:
    from desktop.workspace import back_up

    for day, reason in ((22, "daily"), (23, "daily"), (23, "import"), (24, "asked")):
        back_up(desk.workspace.path, reason, now=datetime(2026, 11, day, 9, 12, len(reason)))
    return BackupsDialog(desk)


def _crash(desk: Desk) -> QWidget:
    try:
        raise RuntimeError("an example of a fault")
    except RuntimeError as error:
        return CrashDialog(
            report_of(error), desk.workspace.path.parent / "home" / "reports" / "2026-11-24 09-12-33.txt"
        )


def _keyboard(desk: Desk) -> QWidget:
    window = desk_window(desk)
    return KeyboardDialog(window.menus.all_actions(), window)


def _summary(desk: Desk) -> QWidget:
    return SummaryDialog(desk, parse("status:completed"), ["a", "b", "c"])


def manual_dialog(desk: Desk) -> QWidget:
    """All topics of the help as a PDF."""
    return ManualDialog(desk.settings, desk.background)


SCENES: dict[str, Callable[[Desk], QWidget | dict[str, bytes]]] = {
    "window-welcome": _welcome,
    "window-welcome-again": _welcome_again,
    "window-desk": desk_window,
    "window-record": _record,
    "window-empty": _empty,
    "window-file-menu": _file_menu,
    "window-message": _message,
    "window-read-only": _read_only,
    "window-synced": _synced,
    "window-name": _ask_name,
    "dialog-summary": _summary,
    "dialog-export": lambda desk: ExportDialog(desk, parse(""), []),
    "dialog-publisher": lambda desk: PublisherDialog(desk),
    "dialog-backups": _backups,
    "dialog-check": lambda desk: CheckDialog(desk),
    "dialog-keyboard": _keyboard,
    "dialog-about": lambda _desk: AboutDialog(),
    "dialog-manual": manual_dialog,
    "dialog-name": lambda _desk: NameDialog("Amina Otieno"),
    "dialog-crash": _crash,
}
