"""The popup where codes are chosen: a search line over a tree with check boxes."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QStandardItem
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QTreeView, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.widgets.clear_button import add_clear_button
from desktop.ui.widgets.popup_geometry import geometry_beside, place_of
from desktop.ui.widgets.popup_owner import PopupOwner
from desktop.ui.widgets.vocabulary_tree import CODE_ROLE, WordsFilter, vocabulary_model


class CodesPicker(QFrame):
    """Type to search, arrows to go, Space or Enter to choose or take back, Esc to close."""

    toggled = Signal(str, bool)
    closed = Signal()

    def __init__(self, vocabulary: str, label: str, chosen: Iterable[str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setObjectName("codesPicker")
        self._parts = vocabulary_model(vocabulary)
        self._filter = WordsFilter()
        self._filter.setSourceModel(self._parts.model)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Search by word or code"))
        add_clear_button(self.search)
        self.search.setAccessibleName(_("Search in {field}").format(field=label))
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.tree = QTreeView(self)
        self.tree.setModel(self._filter)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setIconSize(QSize(14, 14))
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.setAccessibleName(label)
        self.tree.setAccessibleDescription(_("Space chooses, Esc closes."))
        self.tree.installEventFilter(self)
        self.tree.clicked.connect(self._clicked)
        deep = any(self._parts.model.item(row).hasChildren() for row in range(self._parts.model.rowCount()))
        self.tree.setRootIsDecorated(deep)
        self.tree.setIndentation(16 if deep else 0)
        self._nothing = QLabel(_("No results. Try fewer words, or a code such as 11.5."), self)
        self._nothing.setWordWrap(True)
        self._nothing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.search)
        layout.addWidget(self._nothing)
        layout.addWidget(self.tree)
        self.count = QLabel(self)
        self.done = QPushButton(_("OK"), self)
        self.done.setToolTip(_("Closes the list; what is ticked is saved already (Ctrl+Enter)"))
        self.done.clicked.connect(self.close)
        below = QHBoxLayout()
        below.addWidget(self.count, 1)
        below.addWidget(self.done)
        layout.addLayout(below)
        self.show_chosen(chosen)
        self._parts.model.itemChanged.connect(self._item_changed)
        PopupOwner(self, parent)

    def show_chosen(self, codes: Iterable[str]) -> None:
        """Tick these codes and no others."""
        wanted = set(codes)
        self._parts.model.blockSignals(True)
        for code, item in self._parts.items.items():
            item.setCheckState(Qt.CheckState.Checked if code in wanted else Qt.CheckState.Unchecked)
        self._parts.model.blockSignals(False)
        self.tree.viewport().update()
        self._show_count()

    def open_under(self, widget: QWidget) -> None:
        """Show below a widget, or above it where the screen ends."""
        width = max(widget.width(), self.fontMetrics().averageCharWidth() * 58)
        height = self.fontMetrics().height() * 20
        self.setGeometry(geometry_beside(place_of(widget), width, height, self))
        self._open_chosen()
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that go between search line and tree."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.close()
                return True
            if watched is self.search:
                return self._key_in_search(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._toggle(self.tree.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Up and self.tree.currentIndex() == self._filter.index(0, 0):
                self.search.setFocus()
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that choosing is over."""
        super().hideEvent(event)
        self.closed.emit()

    def _key_in_search(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            if not self.tree.currentIndex().isValid():
                self.tree.setCurrentIndex(self._filter.index(0, 0))
            self.tree.setFocus()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._toggle(self.tree.currentIndex())
            return True
        return False

    def _find(self, text: str) -> None:
        self._filter.search(text)
        found = self._filter.rowCount() > 0
        self._nothing.setVisible(not found)
        self.tree.setVisible(found)
        if text.strip():
            self.tree.expandAll()
            first = self._first_match(QModelIndex(), text)
            if first is not None:
                self.tree.setCurrentIndex(first)
                self.tree.scrollTo(first)
        else:
            self.tree.collapseAll()
            self._open_chosen()

    def _first_match(self, parent: QModelIndex, text: str) -> QModelIndex | None:
        for row in range(self._filter.rowCount(parent)):
            index = self._filter.index(row, 0, parent)
            source = self._filter.mapToSource(index)
            own = self._filter.filterAcceptsRow(source.row(), source.parent())
            if own and self._checkable(index):
                return index
            below = self._first_match(index, text)
            if below is not None:
                return below
        return None

    def _checkable(self, index: QModelIndex) -> bool:
        return bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)

    def _clicked(self, index: QModelIndex) -> None:
        at_box = self.tree.visualRect(index).left() + 22 >= self.tree.viewport().mapFromGlobal(self.cursor().pos()).x()
        if not at_box or not self._checkable(index):
            self._toggle(index)

    def _toggle(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        if not self._checkable(index):
            self.tree.setExpanded(index, not self.tree.isExpanded(index))
            return
        item = self._parts.items[index.data(CODE_ROLE)]
        ticked = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    def _item_changed(self, item: QStandardItem) -> None:
        code = item.data(CODE_ROLE)
        self._show_count()
        self.toggled.emit(code, item.checkState() == Qt.CheckState.Checked)

    def _show_count(self) -> None:
        count = sum(item.checkState() == Qt.CheckState.Checked for item in self._parts.items.values())
        words = ngettext("{number} chosen", "{number} chosen", count).format(number=count)
        self.count.setText(words if count else _("None chosen"))

    def _open_chosen(self) -> None:
        first = None
        for item in self._parts.items.values():
            if item.checkState() == Qt.CheckState.Checked:
                index = self._filter.mapFromSource(item.index())
                above = index.parent()
                while above.isValid():
                    self.tree.expand(above)
                    above = above.parent()
                first = first or index
        if first is not None:
            self.tree.setCurrentIndex(first)
            self.tree.scrollTo(first, QTreeView.ScrollHint.PositionAtCenter)
