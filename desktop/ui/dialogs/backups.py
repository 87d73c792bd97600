"""The backups of this workspace: when, why, how large; and one of them put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMessageBox,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _
from desktop.system.synced_folders import sync_service
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.icons import icon
from desktop.ui.widgets.time_text import megabytes, wall_time

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.workspace import Backup

_BACKUP = Qt.ItemDataRole.UserRole


class BackupsDialog(QDialog):
    """`restore_wanted` closes it: whoever owns the workspace puts the backup back."""

    restore_wanted = Signal(object)
    """A `Backup`, after the person has confirmed."""
    folder_wanted = Signal(object)
    """The folder of a backup."""
    place_chosen = Signal(bool)
    """Where new backups go: True for this computer's own folder, False for beside the workspace."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(_("Backups"))
        self.setModal(True)
        self.resize(560, 420)
        intro = QLabel(
            _(
                "A backup is made every day, before an import and before a new version of the program. "
                "Of older backups, one per day is kept for a month, then one per month."
            ),
            self,
        )
        intro.setWordWrap(True)
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setAlternatingRowColors(True)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHeaderLabels([_("When"), _("Why"), _("Size")])
        self.list.setAccessibleName(_("Backups"))
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemSelectionChanged.connect(self._look)
        self.list.itemActivated.connect(lambda *_ignored: self._restore())
        self._nothing = QLabel(_("There is no backup yet. “Back up now” in the File menu makes one."), self)
        self._nothing.setWordWrap(True)
        self._nothing.hide()
        self.here = Tick(_("&Keep new backups on this computer only"), self)
        self.here.setEnabled(False)
        self.here.toggled.connect(self.place_chosen)
        service = sync_service(desk.workspace.path)
        why = QLabel(
            _("{service} sends each backup beside the workspace to all computers. Backups that are only here are lost with "
              "this computer: copy one to a stick now and then.").format(service=service)
            if service
            else _("Backups beside the workspace go along when its folder is copied; those on this computer only do not."),
            self,
        )  # fmt: skip
        why.setWordWrap(True)
        why.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.here.setAccessibleDescription(why.text())
        self.restore = QPushButton(icon("backup"), _("&Restore this backup…"), self)
        self.folder = QPushButton(icon("open"), _("Show the &folder"), self)
        close = QPushButton(_("Close"), self)
        for button in (self.restore, self.folder):
            button.setAutoDefault(False)
            button.setEnabled(False)
        self.restore.clicked.connect(self._restore)
        self.folder.clicked.connect(self._show_folder)
        close.clicked.connect(self.reject)
        close.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.restore)
        buttons.addWidget(self.folder)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(intro)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing)
        column.addWidget(self.here)
        column.addWidget(why)
        column.addLayout(buttons)
        self._read()

    def _read(self) -> None:
        from desktop.workspace import backups_kept_here, list_backups

        path, home = self._desk.workspace.path, self._desk.workspace.home
        self._desk.background.run(
            lambda: (list_backups(path, home=home), backups_kept_here(path, home)),
            lambda found: self._show(*found), topic="dialog: backups",
        )  # fmt: skip

    def _show(self, backups: list[Backup], here: bool) -> None:
        from desktop.workspace import REASONS

        with QSignalBlocker(self.here):
            self.here.setChecked(here)
        self.here.setEnabled(self._desk.writable)

        self.list.clear()
        for backup in backups:
            item = QTreeWidgetItem(
                [
                    wall_time(backup.time),
                    _(REASONS.get(backup.reason, backup.reason)),
                    megabytes(backup.size),
                ]
            )
            item.setData(0, _BACKUP, backup)
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.list.addTopLevelItem(item)
        self._nothing.setVisible(not backups)
        self.list.setVisible(bool(backups))
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
            self.list.setFocus()

    def chosen(self) -> Backup | None:
        """The backup that is marked."""
        items = self.list.selectedItems()
        return items[0].data(0, _BACKUP) if items else None

    def _look(self) -> None:
        self.restore.setEnabled(self.chosen() is not None and self._desk.writable)
        self.folder.setEnabled(self.chosen() is not None)

    def _show_folder(self) -> None:
        if (backup := self.chosen()) is not None:
            self.folder_wanted.emit(backup.path.parent)

    def _restore(self) -> None:
        backup = self.chosen()
        if backup is None or not self._desk.writable:
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.windowTitle())
        box.setText(_("Replace this workspace with the backup of {when}?").format(when=wall_time(backup.time)))
        box.setInformativeText(_("The current workspace is backed up first, so that you can return to it."))
        go = box.addButton(_("&Restore"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.exec()
        if box.clickedButton() is go:
            self.accept()
            self.restore_wanted.emit(backup)
