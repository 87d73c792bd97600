"""What leaves from visits and comes back to them: papers, calendars, contacts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from desktop.ui.dropping import CALENDARS, CONTACTS
from desktop.words import _

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.main_window import MainWindow


class VisitJobs:
    """A part of the window's hands."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def papers(self, visit: str, document: str = "") -> None:
        """Ask which paper of a visit, and make the PDF."""

        def ask(desk: Desk, title: str) -> None:
            from desktop.ui.papers_dialog import PapersDialog

            dialog = PapersDialog(desk, visit, title, document, self._window)
            dialog.made.connect(self._made)
            self._show(dialog)

        self._with_title(visit, ask)

    def export_calendar(self, visit: str = "") -> None:
        """Ask where the calendar of a visit goes, or of all."""
        self._export("calendar", visit)

    def export_contacts(self, visit: str = "") -> None:
        """Ask where the contacts of a visit go, or of all."""
        self._export("contacts", visit)

    def _export(self, what: str, visit: str) -> None:
        def ask(desk: Desk, title: str) -> None:
            from desktop.ui.calendars.export_dialog import ExportVisitsDialog

            dialog = ExportVisitsDialog(desk, what, visit, title, self._window)
            dialog.made.connect(self._made)
            self._show(dialog)

        self._with_title(visit, ask)

    def _with_title(self, visit: str, then: Callable[[Desk, str], object]) -> None:
        """Read what the visit is called, on a thread; of all visits there is no title."""
        desk, view = self._window.desk, self._window.view
        if desk is None or view is None:
            return
        view.finish()
        if not visit:
            then(desk, "")
            return

        def title() -> str:
            record = desk.workspace.record(visit)
            return record.title if record is not None else ""

        desk.background.run(title, lambda words: then(desk, words) if desk is self._window.desk else None)

    def _made(self, path: Path, words: str) -> None:
        self._window.say(words, _("Show in folder"), lambda: self._window.open_outside(path.parent))

    # Back ------------------------------------------------------------------------------------------------------------

    def ask_take_in(self) -> None:
        """Let the person choose a calendar or contacts."""
        both = " ".join(f"*{suffix}" for suffix in (*CALENDARS, *CONTACTS))
        words = _("Calendars and contacts ({files})").format(files=both) + ";;" + _("All files (*)")
        chosen, _filter = QFileDialog.getOpenFileName(self._window, _("Take in a calendar or contacts"), "", words)
        if chosen:
            self.take_in(Path(chosen))

    def take_in(self, path: Path) -> None:
        """Show what a calendar would change, or who is in a file of contacts, and take it in when the person says so."""
        window, desk = self._window, self._window.desk
        if desk is None:
            window.say(_("{name} belongs to visits: open the workspace that has them.").format(name=path.name))
            return
        if not desk.writable:
            window.say(_("This file can only be read here: {why}").format(why=desk.workspace.holder))
            return
        if window.view is not None:
            window.view.finish()
        if path.suffix.lower() in CONTACTS:
            from desktop.ui.calendars.contacts_dialog import ContactsDialog

            dialog: ContactsDialog | CalendarDialog = ContactsDialog(desk, path, window)
        else:
            from desktop.ui.calendars.calendar_dialog import CalendarDialog

            dialog = CalendarDialog(desk, path, window)
        dialog.made.connect(lambda words: window.say(words, _("Undo"), window.menus.undo.trigger))
        self._show(dialog)

    def _show(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
