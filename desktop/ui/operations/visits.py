"""Visits: their documents, and their calendars and contacts, exported and imported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.file_formats import CALENDARS, CONTACTS, fits, patterns
from desktop.i18n import _
from desktop.ui import file_dialogs
from desktop.ui.operations.dialogs import open_dialog
from desktop.ui.window_protocol import WindowProtocol

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class VisitOperations:
    """Of one visit, or of all."""

    def __init__(self, shell: WindowProtocol, parent: QWidget) -> None:
        self._shell = shell
        self._parent = parent
        self.printed: Callable[[Desk, TemporaryDirectory[str], Path, str], object] = _nothing
        """Prints a PDF that was made in a folder of its own."""

    def print_documents(self, visit: str) -> None:
        """Ask which document of a visit, to print it."""
        self.documents(visit, to_print=True)

    def documents(self, visit: str, document: str = "", *, to_print: bool = False) -> None:
        """Ask which document of a visit, and make the PDF, or print it."""

        def ask(desk: Desk, title: str) -> None:
            from desktop.ui.dialogs.documents_dialog import DocumentsDialog

            dialog = DocumentsDialog(desk, visit, title, document, self._parent, to_print=to_print)
            dialog.made.connect(self._made)
            dialog.printable.connect(lambda folder, path, name: self.printed(desk, folder, path, name))
            open_dialog(dialog)

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

            dialog = ExportVisitsDialog(desk, what, visit, title, self._parent)
            dialog.made.connect(self._made)
            open_dialog(dialog)

        self._with_title(visit, ask)

    def _with_title(self, visit: str, then: Callable[[Desk, str], object]) -> None:
        """Read what the visit is called, on a thread; of all visits there is no title."""
        desk, view = self._shell.desk, self._shell.view
        if desk is None or view is None:
            return
        view.finish()
        if not visit:
            then(desk, "")
            return

        def title() -> str:
            record = desk.workspace.record(visit, "visit")
            return record.title if record is not None else ""

        desk.background.run(title, lambda words: then(desk, words) if desk is self._shell.desk else None)

    def _made(self, path: Path, words: str) -> None:
        self._shell.show_file(path, words)

    # Back ------------------------------------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Let the person choose a calendar or contacts."""
        words = (
            _("Calendars and contacts ({files})").format(files=patterns((*CALENDARS, *CONTACTS)))
            + ";;"
            + _("All files (*)")
        )
        title = _("Import a calendar or contacts")
        chosen = file_dialogs.ask_file(self._parent, self._shell.settings, file_dialogs.CALENDARS, title, words)
        if chosen is not None:
            self.import_file(chosen)

    def import_file(self, path: Path) -> None:
        """Show what a calendar would change, or who is in a file of contacts, and take it in when the person says so."""
        shell, desk = self._shell, self._shell.desk
        if desk is None:
            shell.show_message(_("{name} belongs to visits: open the workspace that has them.").format(name=path.name))
            return
        if not desk.writable:
            shell.show_message(_("This file is read-only here: {why}").format(why=desk.workspace.holder))
            return
        if shell.view is not None:
            shell.view.finish()
        if fits(path, CONTACTS):
            from desktop.ui.calendars.contacts_dialog import ContactsDialog

            dialog: ContactsDialog | CalendarDialog = ContactsDialog(desk, path, self._parent)
        else:
            from desktop.ui.calendars.calendar_import_dialog import CalendarDialog

            dialog = CalendarDialog(desk, path, self._parent)
        dialog.made.connect(lambda words: shell.show_message(words, _("Undo"), shell.undo))
        open_dialog(dialog)


def _nothing(*_ignored: object) -> None:
    return None
