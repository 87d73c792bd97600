"""The cells of a table of parts: how a value is written in one, read from one, and edited in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.ui.style.colours import muted, warning
from desktop.ui.widgets.choice import ChoiceBox
from desktop.ui.widgets.displayed_codes import term
from desktop.ui.widgets.field_widget import members_of
from desktop.ui.widgets.line_edit import TypedLine
from desktop.workspace import Field, FieldKind, Value
from desktop.workspace.records.kinds.field import ReferenceIn, Search

RAW = Qt.ItemDataRole.UserRole + 2
TONE = Qt.ItemDataRole.UserRole + 4
"""How the words of a cell stand out: `WARNS`, `QUIET`, or not at all."""
WARNS, QUIET = "warns", "quiet"
"""The code of a choice behind the words of its cell."""


def read(field: Field, text: str) -> Value:
    """The value that the text of a cell means; None if it means none."""
    if field.kind is FieldKind.TEXT:
        return text  # while it is typed: a space at the end is not the end
    try:
        return field.parse(text)
    except UserFacingError:
        return None  # the cell is marked, and keeps the text


def written(field: Field, values: Mapping[str, Value], names: Mapping[str, str]) -> str:
    """What stands in a cell; `names`: of the records pointed to, by id."""
    if field.is_set:
        return ", ".join(_members(field, values, names))
    value = values.get(field.name)
    if value is None:
        return ""
    if field.rules.reference_in is ReferenceIn.VALUE:
        return names.get(str(value)) or _("Not received yet")
    if field.rules.is_number:
        return field.rules.edit_text(field, value)  # as it is typed; its unit stands in the heading
    return " ".join(field.rules.format(field, value, names).split())


def _members(field: Field, values: Mapping[str, Value], names: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    for key, value in members_of(field.name, values).items():
        if field.rules.search is Search.CODES:
            known = term(field.vocabulary, key)
            found.append(known.shown_code or known.label)
        elif field.rules.reference_in is ReferenceIn.MEMBER:
            found.append(names.get(field.points_to(key, value), ""))
        else:
            found.append(field.rules.member_to_csv(field, key, value, names))
    return [each for each in dict.fromkeys(found) if each]


class CellEditing(QStyledItemDelegate):
    """Tells each keystroke in a cell, each choice, and when the person leaves it."""

    typed = Signal(int, int, str)
    chosen = Signal(int, int, str)  # a code, "" for none
    left = Signal(int, int)
    cancelled = Signal(int, int)  # Esc: what was there before has come back

    def __init__(self, fields: Sequence[Field], parent: QWidget) -> None:
        super().__init__(parent)
        self._fields = fields
        self._before = ""
        self.passing = False
        """Is Tab going through the cells? Then no list is opened on its way."""
        self._place = (-1, -1)
        self.closeEditor.connect(self._closed)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The colour of the words, from the scheme of the moment."""
        super().initStyleOption(option, index)
        tone = index.data(TONE)
        if tone:
            colour = warning(option.palette) if tone == WARNS else muted(option.palette)
            option.palette.setColor(QPalette.ColorRole.Text, colour)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """A box that is empty is seen in the dark as well."""
        super().paint(painter, option, index)
        if index.data(Qt.ItemDataRole.CheckStateRole) is None:
            return
        full = QStyleOptionViewItem(option)
        self.initStyleOption(full, index)
        style = option.widget.style() if option.widget is not None else QApplication.style()
        box = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, full, option.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(option.palette.highlightedText().color() if selected else muted(option.palette))
        painter.drawRoundedRect(QRectF(box).adjusted(1.5, 1.5, -1.5, -1.5), 2, 2)
        painter.restore()

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A line that tells, or a list to choose from."""
        row, column = self._place = (index.row(), index.column())
        self._before = str(index.data() or "")
        field = self._fields[column]
        if field.rules.search is Search.CODE:
            return self._choice(parent, field, index)
        line = TypedLine(parent)
        line.setFrame(False)
        line.setAccessibleName(field.heading)
        line.textEdited.connect(lambda text: self.typed.emit(row, column, text))
        return line

    def _choice(self, parent: QWidget, field: Field, index: QModelIndex | QPersistentModelIndex) -> ChoiceBox:
        """Searched by typing where it is long; Down or Space shows the list, Tab takes what is written and goes on."""
        row, column = self._place
        box = ChoiceBox(field.vocabulary, parent)
        box.setFrame(False)
        box.setAccessibleName(_(field.label))
        box.show_code(str(index.data(RAW) or ""))

        def take(_row: int) -> None:
            self._commit(box, row, column, index.data(RAW))
            self.closeEditor.emit(box, QAbstractItemDelegate.EndEditHint.NoHint)

        box.activated.connect(take)
        if not box.searched and not self.passing:
            QTimer.singleShot(0, box, box.showPopup)
        return box

    def _commit(self, box: ChoiceBox, row: int, column: int, before: object) -> None:
        if box.searched and not box.currentText().strip():
            box.setCurrentIndex(0)
        elif box.searched:
            box.commit_text()
        code = str(box.currentData() or "")
        if code != str(before or ""):
            self.chosen.emit(row, column, code)

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Only when it opens: marking the cell as not understood must not take away what is being typed."""
        if isinstance(editor, TypedLine) and not editor.isModified():
            editor.setText(str(index.data() or ""))

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """What was typed stays in the cell."""
        if isinstance(editor, TypedLine):
            model.setData(index, editor.text())
        elif isinstance(editor, ChoiceBox):
            self._commit(editor, index.row(), index.column(), index.data(RAW))

    def _closed(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        reverted = hint == QAbstractItemDelegate.EndEditHint.RevertModelCache
        if reverted and isinstance(editor, TypedLine):  # Esc: what was there before comes back
            self.typed.emit(*self._place, self._before)
        self.left.emit(*self._place)
        if reverted:
            self.cancelled.emit(*self._place)
