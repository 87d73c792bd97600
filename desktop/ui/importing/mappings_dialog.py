"""The sources of imported lists: how the columns of each are read, its last list, its activities. Renamed, deleted, exported
and imported here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import UserFacingError
from desktop.exchange import (
    SavedMapping,
    SourceSummary,
    delete_mapping,
    kept_values,
    list_sources,
    open_mapping_file,
    rename_mapping,
    restore_mappings,
    save_mapping,
    write_mapping_file,
)
from desktop.i18n import _, ngettext
from desktop.ui import file_dialogs
from desktop.ui.dialogs.step_dialog import plain_button, plain_label
from desktop.ui.icons import icon
from desktop.ui.importing.mapping_targets import target_of, targets
from desktop.ui.tooltips import plain_tip
from desktop.values.dates import format_date
from desktop.values.numbers import format_number

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_SAVED = Qt.ItemDataRole.UserRole
_FILTER = "*.json"


class MappingsDialog(QDialog):
    """A tree: each source with its columns. F2 renames, Delete deletes; the last step can be undone here."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._before: dict[str, str] = {}  # as it was before the last step
        self._next = ""  # the source to be selected once they are read
        self.setWindowTitle(_("Sources and saved mappings"))
        self.setModal(True)
        self.resize(980, 480)
        intro = plain_label(
            "",
            _(
                "Each import saves how the columns of its list were read. The next list of this source is read the same way,"
                " and compared with the activities that came from it. To read a list of another name that way, rename the"
                " source."
            ),
            self,
        )
        self.tree = QTreeWidget(self)
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setHeaderLabels(
            [
                _("Source"), _("Import into"), _("Last file"), _("Last used"), _("Editions"), _("Activities"),
                _("No longer in it"),
            ]
        )  # fmt: skip
        self.tree.setAccessibleName(_("Sources and saved mappings"))
        header = self.tree.header()
        header.setStretchLastSection(False)
        for column in (0, 1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column in (3, 4, 5, 6):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.currentItemChanged.connect(lambda *_items: self._look())
        self.rename = self._button("", _("&Rename…"), self._rename)
        self.delete = self._button("", _("&Delete"), self._delete)
        self.export = self._button("export", _("Ex&port…"), self._export)
        self.import_file = self._button("import", _("&Import…"), self._import)
        self.import_file.setToolTip(_("A mapping that another desk exported"))
        for keys, button in ((Qt.Key.Key_F2, self.rename), (QKeySequence.StandardKey.Delete, self.delete)):
            QShortcut(QKeySequence(keys), self, button.click)
        self.status = plain_label("", "", self)
        self.status.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.undo = self._button("", _("&Undo"), self._undo)
        close = plain_button(self, _("Close"), self.reject)
        side = QVBoxLayout()
        for button in (self.rename, self.delete, self.export, self.import_file):
            side.addWidget(button)
        side.addStretch(1)
        across = QHBoxLayout()
        across.addWidget(self.tree, 1)
        across.addLayout(side)
        below = QHBoxLayout()
        below.addWidget(self.status, 1)
        below.addWidget(self.undo)
        below.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addWidget(intro)
        column.addLayout(across, 1)
        column.addLayout(below)
        self._read()

    def _button(self, picture: str, words: str, act: Callable[[], object]) -> QPushButton:
        button = plain_button(self, words, act)
        if picture:
            button.setIcon(icon(picture))
        button.setEnabled(False)
        return button

    # Reading ---------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        workspace = self._desk.workspace
        self._desk.background.run(lambda: list_sources(workspace), self._show, topic="dialog: mappings")

    def _show(self, found: Sequence[SourceSummary]) -> None:
        wanted = self._next or (here.source if (here := self.saved) is not None else "")
        self._next = ""
        known = targets()
        self.tree.blockSignals(True)
        self.tree.clear()
        for summary in found:
            saved = summary.saved
            read = len(saved.mapping.uses)
            columns = ngettext("{number} column", "{number} columns", read).format(number=format_number(read))
            counts = [len(summary.source.editions), summary.activities, summary.left]
            item = QTreeWidgetItem(
                [saved.source, columns, saved.file, format_date(saved.day), *map(format_number, counts)]
            )
            for place in (4, 5, 6):
                item.setTextAlignment(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            editions = "\n".join(f"{format_date(each.day)}: {each.file}" for each in summary.source.editions)
            item.setToolTip(4, plain_tip(editions))
            item.setData(0, _SAVED, saved)
            for place in (0, 2):
                item.setToolTip(place, plain_tip(item.text(place)))
            for heading in dict.fromkeys((*saved.headings, *(use.column for use in saved.mapping.uses))):
                item.addChild(QTreeWidgetItem([heading, target_of(heading, saved.mapping, known).label]))
            self.tree.addTopLevelItem(item)
            if saved.source == wanted:
                self.tree.setCurrentItem(item)
        if self.tree.currentItem() is None and (first := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(first)
        self.tree.blockSignals(False)
        if not found and not self.status.text():
            self.status.setText(_("No mapping is saved yet: each import of a table saves one."))
        self._look()

    @property
    def saved(self) -> SavedMapping | None:
        """The mapping that is selected, or the one of the selected column."""
        item = self.tree.currentItem()
        while item is not None and item.parent() is not None:
            item = item.parent()
        return item.data(0, _SAVED) if item is not None else None

    def _look(self) -> None:
        writable, there = self._desk.writable, self.saved is not None
        self.rename.setEnabled(writable and there)
        self.delete.setEnabled(writable and there)
        self.export.setEnabled(there)
        self.import_file.setEnabled(writable)
        self.undo.setEnabled(writable and bool(self._before))

    # What a person does ----------------------------------------------------------------------------------------------

    def _rename(self) -> None:
        if (saved := self.saved) is None:
            return
        asking = QInputDialog(self)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.setWindowTitle(_("Rename the source"))
        asking.setLabelText(_("Name of the list, without the ending of its file:"))
        asking.setTextValue(saved.source)
        asking.textValueSelected.connect(lambda name: self._rename_to(saved, " ".join(name.split())))
        asking.open()

    def _rename_to(self, saved: SavedMapping, name: str) -> None:
        if name == saved.source:
            return
        workspace = self._desk.workspace
        self._write(
            lambda: rename_mapping(workspace, saved.source, name), (saved.source, name),
            _("Lists named “{name}” are read this way now.").format(name=name), name,
        )  # fmt: skip

    def _delete(self) -> None:
        if (saved := self.saved) is None:
            return
        workspace = self._desk.workspace
        words = _("The mapping of “{source}” is deleted.").format(source=saved.source)
        self._write(lambda: delete_mapping(workspace, saved.source), (saved.source,), words)

    def _export(self) -> None:
        if (saved := self.saved) is None:
            return
        path = file_dialogs.ask_target(
            self, self._desk.settings, file_dialogs.TABLES, _("Export the mapping"), f"{saved.source}.json",
            _("Mappings ({files})").format(files=_FILTER),
        )  # fmt: skip
        if path is None:
            return
        words = _("The mapping of “{source}” is in {file}.").format(source=saved.source, file=path.name)

        def done(_none: object) -> None:
            self.status.setText(words)
            self._desk.show_file(path, words)

        self._desk.background.run(lambda: write_mapping_file(saved, path), done, self._failed)

    def _import(self) -> None:
        path = file_dialogs.ask_file(
            self, self._desk.settings, file_dialogs.TABLES, _("Import a mapping"),
            _("Mappings ({files})").format(files=_FILTER) + ";;" + _("All files (*)"),
        )  # fmt: skip
        if path is None:
            return

        def read(saved: SavedMapping) -> None:
            workspace = self._desk.workspace
            words = _("Saved: the next list of “{source}” is read this way.").format(source=saved.source)
            self._write(lambda: save_mapping(workspace, saved), (saved.source,), words, saved.source)

        self._desk.background.run(lambda: open_mapping_file(path), read, self._failed)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.status.setText(str(error))

    def _write(self, step: Callable[[], object], sources: Sequence[str], words: str, then_select: str = "") -> None:
        """One step; what cannot be done is said below."""
        workspace = self._desk.workspace

        def write() -> dict[str, str] | UserFacingError:
            before = kept_values(workspace, *sources)
            try:
                step()
            except UserFacingError as error:
                return error
            return before

        def done(found: dict[str, str] | UserFacingError) -> None:
            if isinstance(found, UserFacingError):
                self.status.setText(str(found))
                return
            self._before, self._next = found, then_select
            self.status.setText(words)
            self._read()

        self._desk.writer.run(write, done)

    def _undo(self) -> None:
        before, self._before = self._before, {}
        workspace = self._desk.workspace

        def done(_none: object) -> None:
            self.status.setText(_("The mappings are as they were."))
            self._read()

        self._desk.writer.run(lambda: restore_mappings(workspace, before), done)
