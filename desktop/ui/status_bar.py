"""The line below: is all saved, how much is listed, who works here, in which file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.icons import icon
from desktop.ui.style.colours import muted, warning
from desktop.ui.tooltips import plain_tip

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

QUIET_MS = 150
"""A save shorter than this is not worth a flicker."""


class StatusBar(QStatusBar):
    """Empty while no desk is open."""

    name_wanted = Signal()
    folder_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._state = QLabel(self)
        self._picture = QLabel(self)
        self._count = QLabel(self)
        self._who = self._button("person", _("Your name"))
        self._file = self._button("file", _("The file: show its folder"))
        self._copy = self._button("backup", _("Copy to a stick or folder"))
        self._copy.clicked.connect(self.copy_wanted)
        self._who.clicked.connect(self.name_wanted)
        self._file.clicked.connect(self.folder_wanted)
        self._picture.setContentsMargins(8, 0, 0, 0)
        self._state.setAccessibleName(_("Save status"))
        self._count.setContentsMargins(16, 0, 0, 0)
        for widget in (self._picture, self._state, self._count):
            self.addWidget(widget)
        for widget in (self._copy, self._who, self._file):
            self.addPermanentWidget(widget)
        self.setSizeGripEnabled(False)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(QUIET_MS)
        self._later.timeout.connect(self._show_saving)
        self.show_desk(None)

    def show_desk(self, desk: Desk | None) -> None:
        """Speak of this desk from now on."""
        self._desk = desk
        self._later.stop()
        for widget in (self._picture, self._state, self._count, self._who, self._file):
            widget.setVisible(desk is not None)
        self._copy.hide()
        self._count.clear()
        if desk is None:
            return
        desk.writer.busy.connect(self._later.start)
        desk.writer.idle.connect(self._show_saved)
        self._file.setText(desk.workspace.path.name.replace("&", "&&"))
        self._file.setToolTip(plain_tip(str(desk.workspace.path)))
        self.show_name()
        self._show_saved()
        desk.copied.connect(self._read_copy)
        self._read_copy()

    def _read_copy(self) -> None:
        """How old the copy on another disk is, read on a thread."""
        desk = self._desk
        if desk is None or not desk.writable:
            return
        workspace = desk.workspace

        def job() -> str:
            from desktop.workspace.maintenance.copy_elsewhere import last_copy, last_copy_words
            from desktop.workspace.storage.replica_choice import WORKSPACE_ID

            return last_copy_words(last_copy(workspace.meta(WORKSPACE_ID), workspace.home))

        desk.background.run(job, lambda words: self._show_copy(desk, words), topic="status: copy")

    def _show_copy(self, desk: Desk, words: str) -> None:
        if self._desk is desk:
            self._copy.setText(words)
            self._copy.setAccessibleName(words)
            self._copy.show()

    def show_name(self) -> None:
        """The name has changed."""
        if self._desk is not None:
            name = self._desk.workspace.author or self._desk.settings.name
            self._who.setText(name.replace("&", "&&") or _("No name set"))

    def show_count(self, words: str) -> None:
        """How much is listed."""
        self._count.setText(words)

    @property
    def state(self) -> str:
        """The words about saving."""
        return self._state.text()

    def _show_saving(self) -> None:
        self._show_state("saving", _("Saving…"))

    def _show_saved(self) -> None:
        self._later.stop()
        if self._desk is None:
            return
        unsaved = self._desk.writer.unsaved
        if not self._desk.writable:
            self._show_state("lock", _("Read only"))
        elif unsaved:
            words = ngettext("{number} change not saved", "{number} changes not saved", unsaved)
            self._show_state("warning", words.format(number=unsaved), grave=True)
        else:
            self._show_state("saved", _("All saved"))

    def _show_state(self, picture: str, words: str, *, grave: bool = False) -> None:
        self._state.setText(words)
        colour = warning(self.palette()) if grave else muted(self.palette())
        self._state.setStyleSheet(f"color: {colour.name()};")
        self._picture.setPixmap(icon(picture, QPalette.ColorRole.WindowText).pixmap(16, 16))

    def _button(self, picture: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(picture))
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(name)
        button.setToolTip(plain_tip(name))
        return button

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._desk is not None:
            self._show_saved()
