"""The merge shared: a package for each partner, into one folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from shiboken6 import isValid

from desktop.exchange.consolidation import FULL, NOTHING, PartnerShare, ShareResult, plan_shares, write_shares
from desktop.i18n import _, ngettext
from desktop.system.files import is_folder, user_path
from desktop.ui.background import Task
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.exchange.temporary_key_warning import add_key_warning
from desktop.ui.file_dialogs import PACKAGES, ask_folder, start_folder
from desktop.ui.style.exchange import exchange_sheet
from desktop.ui.style.importing import box_sheet
from desktop.ui.tooltips import plain_tip
from desktop.ui.welcome import shown_path
from desktop.ui.widgets.number_text import counted
from desktop.ui.widgets.time_text import megabytes, moment

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_NO = Qt.ItemDataRole.UserRole


class ShareDialog(JobDialog):
    """Writes the packages on a thread; then says what each partner's holds. `made`: some were written."""

    made = Signal(object, str)
    """The folder, and a sentence."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Send the merged data"), desk.background, _("&Create the packages"), parent)
        self._desk = desk
        self._shares: list[PartnerShare] = []
        self.words = QLabel(
            _("Each partner gets a separate package with the changes it does not have. Send each package "
              "to the partner in its name."), self
        )  # fmt: skip
        self.words.setWordWrap(True)
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHeaderLabels([_("Partner"), _("Waiting"), _("Last sent"), _("They receive")])
        self.list.setAccessibleName(_("Partners"))
        self.list.setMinimumSize(720, 280)
        self.list.setStyleSheet(exchange_sheet(self.palette(), self.font()) + box_sheet(self.palette()))
        header = self.list.header()
        for column in (0, 1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self.list.itemChanged.connect(lambda *_ignored: self._allow())
        self.full = Tick(_("&Everything for everyone: needs no earlier package and closes every gap"), self)
        self.full.toggled.connect(self._read)
        folder = start_folder(desk.settings, PACKAGES, desk.workspace.path.parent)
        self.folder = QLineEdit(shown_path(folder), self)
        self.folder.setAccessibleName(_("Folder"))
        self.choose = QPushButton(_("C&hoose…"), self)
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(lambda _checked=False: self._choose())
        label = QLabel(_("&Folder"), self)
        label.setBuddy(self.folder)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.folder, 1)
        row.addWidget(self.choose)
        self.form.addWidget(self.words)
        self.form.addWidget(self.list, 1)
        self.form.addWidget(self.full)
        self.form.addLayout(row)
        add_key_warning(self.form, desk.workspace)
        self.do.clicked.connect(self._share)
        self.do.setEnabled(False)
        self._read()

    def _read(self) -> None:
        workspace, full = self._desk.workspace, self.full.isChecked()
        asked = self._desk.background.run(
            lambda: plan_shares(workspace, full=full), lambda found: self._show(found) if isValid(self) else None,
            topic="share: plan",
        )  # fmt: skip
        self.finished.connect(lambda _result: asked.cancel())

    def _show(self, shares: Sequence[PartnerShare]) -> None:
        """What each would get, or got; those that there is nothing for are not ticked."""
        off = {each.partner.no for each, item in self._items() if item.checkState(0) is not Qt.CheckState.Checked}
        off &= {each.partner.no for each in self._shares if each.what != NOTHING}
        self._shares = list(shares)
        self.list.blockSignals(True)
        self.list.clear()
        for at, each in enumerate(self._shares):
            sent = _("Never") if each.partner.sent_time is None else moment(each.partner.sent_time)
            item = QTreeWidgetItem([each.partner.name, counted(each.waiting), sent, _what(each)])
            item.setData(0, _NO, at)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(3, plain_tip(item.text(3)))
            nothing = each.what == NOTHING
            item.setCheckState(
                0, Qt.CheckState.Unchecked if nothing or each.partner.no in off else Qt.CheckState.Checked
            )  # fmt: skip
            item.setDisabled(nothing)
            self.list.addTopLevelItem(item)
        self.list.blockSignals(False)
        self._allow()

    def _items(self) -> list[tuple[PartnerShare, QTreeWidgetItem]]:
        items = [self.list.topLevelItem(at) for at in range(self.list.topLevelItemCount())]
        return [(self._shares[item.data(0, _NO)], item) for item in items if item is not None]

    @property
    def chosen(self) -> list[PartnerShare]:
        """Those that are ticked and are to get something."""
        return [
            each for each, item in self._items() if item.checkState(0) is Qt.CheckState.Checked and each.what != NOTHING
        ]

    def _allow(self) -> None:
        if not self.running:
            self.do.setEnabled(bool(self.chosen))

    def _choose(self) -> None:
        start = user_path(Path(self.folder.text().strip()))
        chosen = ask_folder(self, self._desk.settings, PACKAGES, _("Save the packages in"), start)
        if chosen is not None:
            self.folder.setText(shown_path(chosen))

    def _share(self) -> None:
        folder = user_path(Path(self.folder.text().strip()))
        if not self.folder.text().strip() or not is_folder(folder):
            self.show_message(_("The folder {folder} was not found.").format(folder=folder), grave=True)
            self.folder.setFocus()
            return
        desk, chosen = self._desk, self.chosen
        desk.settings.keep_folder(PACKAGES, folder)

        def job(task: Task) -> ShareResult:
            desk.writer.flush()  # what was just typed goes along

            def report(number: int, of: int, _name: str, part: int, total: int) -> None:
                task.progress(int((number - 1 + (part / total if total else 0)) * 100), of * 100)

            return write_shares(desk.workspace, folder, chosen, progress=report, cancelled=lambda: task.cancelled)

        self.start(job, lambda shared: self._shared(folder, shared))

    def _shared(self, folder: Path, shared: ShareResult) -> None:
        written = [each for each in shared.shares if each.path is not None]
        words = ngettext("{count} package is in {folder}.", "{count} packages are in {folder}.", len(written)).format(
            count=counted(len(written)), folder=folder.name or str(folder)
        )
        if shared.error is not None:
            self.show_message(f"{words} {shared.error}", grave=True)
            self._read()
            return
        self.accept()
        self.made.emit(folder, words)

    def reject(self) -> None:
        """Give the job up; packages that are whole by then stay."""
        running = self.running
        super().reject()
        if running:
            self.show_message(_("Stopped. The packages created so far are complete and are kept."))
            self._read()


def _what(each: PartnerShare) -> str:
    if each.path is not None:
        words = ngettext("{count} change, {size}: {file}", "{count} changes, {size}: {file}", each.changes)
        return words.format(count=counted(each.changes), size=megabytes(each.size), file=each.path.name)
    if each.what == NOTHING:
        return _("Nothing: they already have everything that may be sent.")
    if each.what == FULL:
        if not each.partner.seen:
            return _("Everything, because it is not known what they have")
        return _("Everything")
    words = ngettext("{count} edit new to them", "{count} edits new to them", each.waiting)
    return words.format(count=counted(each.waiting)) if each.waiting else _("Attachments that they do not have")
