"""Packages: sent to one partner or to all, imported one by one or by the folder, and what waits to come in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.file_formats import PACKAGES, patterns
from desktop.i18n import _
from desktop.ui import file_dialogs
from desktop.ui.operations.dialogs import open_dialog
from desktop.ui.page import CONFLICTS
from desktop.ui.welcome import free_path, usual_path
from desktop.ui.window_protocol import WindowProtocol

if TYPE_CHECKING:
    from desktop.ui.consolidation import ConsolidationDialog
    from desktop.ui.desk import Desk


class PackageOperations:
    """What goes to other desks and comes from them."""

    def __init__(self, shell: WindowProtocol, parent: QWidget) -> None:
        self._shell = shell
        self._parent = parent

    # Sent ------------------------------------------------------------------------------------------------------------

    def send(self, partner: int = 0, full: bool = False) -> None:
        """Ask what goes to whom, and make the package; `partner` as `SendDialog` has it."""
        desk, view = self._shell.desk, self._shell.view
        if desk is None or view is None or not desk.writable:
            return
        from desktop.ui.exchange.send_dialog import SendDialog

        view.finish()
        dialog = SendDialog(
            desk, partner, full=full, query=view.query(), selected=view.selected_ids(), parent=self._parent
        )
        dialog.made.connect(self._sent)
        open_dialog(dialog)

    def send_everything(self) -> None:
        """Make a package that needs no earlier one."""
        self.send(-1, True)

    def _sent(self, path: Path, words: str) -> None:
        self._shell.show_file(path, words)
        self._refresh()

    def share(self) -> None:
        """Make a package for each partner."""
        desk, view = self._shell.desk, self._shell.view
        if desk is None or view is None or not desk.writable:
            return
        from desktop.ui.consolidation import ShareDialog

        view.finish()
        dialog = ShareDialog(desk, self._parent)
        dialog.made.connect(self._shared)
        open_dialog(dialog)

    def _shared(self, folder: Path, words: str) -> None:
        self._shell.show_message(words, _("Show the folder"), lambda: self._shell.open_outside(folder))
        self._refresh()

    # Imported --------------------------------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Let the person choose a package."""
        words = (
            _("Packages and PDFs that carry data ({files})").format(files=patterns(PACKAGES))
            + ";;"
            + _("All files (*)")
        )
        chosen = file_dialogs.ask_file(
            self._parent, self._shell.settings, file_dialogs.PACKAGES, _("Import a package"), words
        )
        if chosen is not None:
            self.import_package(chosen)

    def import_package(self, path: Path) -> None:
        """Show what a package, or the one in a PDF, would do, and import it when the person says so."""
        shell = self._shell
        if shell.desk is None:
            shell.show_message(
                _("{name} comes from another desk: open or create a workspace to import it.").format(name=path.name),
                _("Create one and import it"),
                lambda: shell.create(free_path(usual_path()), False, then=lambda: self.import_package(path)),
            )
        elif (desk := self._writable_desk()) is not None:
            self._preview(desk, path)

    def import_deferred(self, ids: frozenset[str]) -> None:
        """The same of records that were set aside."""
        desk = self._shell.desk
        if desk is not None and desk.writable and ids:
            self._preview(desk, ids)

    def _preview(self, desk: Desk, source: Path | frozenset[str]) -> None:
        from desktop.ui.exchange.package_import_dialog import PackageImportDialog

        if self._shell.view is not None:
            self._shell.view.finish()
        dialog = PackageImportDialog(desk, source, self._parent)
        dialog.conflicts_wanted.connect(self._open_conflicts)
        dialog.finished.connect(lambda _result: self._refresh())
        open_dialog(dialog)

    def ask_import_folder(self) -> None:
        """Let the person choose a folder of packages."""
        chosen = file_dialogs.ask_folder(
            self._parent, self._shell.settings, file_dialogs.PACKAGES, _("Import a folder")
        )
        if chosen is not None:
            self.consolidate([chosen])

    def consolidate(self, sources: Sequence[Path]) -> None:
        """Show what lies in a folder, or in these files, and import it when the person says so."""
        shell = self._shell
        if shell.desk is None:
            shell.show_message(
                _("These come from other desks: open or create a workspace to import them."),
                _("Create one and import them"),
                lambda: shell.create(free_path(usual_path()), False, then=lambda: self.consolidate(sources)),
            )
        elif (desk := self._writable_desk()) is not None:
            from desktop.ui.consolidation import ConsolidationDialog

            self._open_consolidation(ConsolidationDialog(desk, sources, parent=self._parent))

    def show_consolidation(self, no: int) -> None:
        """The report of a consolidation again."""
        if self._shell.desk is not None:
            from desktop.ui.consolidation import ConsolidationDialog

            self._open_consolidation(ConsolidationDialog(self._shell.desk, report=no, parent=self._parent))

    def _open_consolidation(self, dialog: ConsolidationDialog) -> None:
        if self._shell.view is not None:
            self._shell.view.finish()
        dialog.conflicts_wanted.connect(self._open_conflicts)
        dialog.finished.connect(lambda _result: self._refresh())
        open_dialog(dialog)

    def _writable_desk(self) -> Desk | None:
        """The desk; None where it can only be read, which is said."""
        desk = self._shell.desk
        if desk is None or desk.writable:
            return desk
        self._shell.show_message(_("This file is read-only here: {why}").format(why=desk.workspace.holder))
        return None

    def _open_conflicts(self) -> None:
        if self._shell.view is not None:
            self._shell.view.open_page(CONFLICTS)

    def _refresh(self) -> None:
        if self._shell.desk is not None:
            self._shell.desk.exchange_changed.emit()
