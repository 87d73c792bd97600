"""Addresses with a label: they open in the browser, after a question."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.widgets.drawn_icons import cross_icon, plus_icon
from desktop.ui.widgets.field_widget import FieldWidget, members_of
from desktop.ui.widgets.shades import muted
from desktop.ui.widgets.typed_line import TypedLine
from desktop.words import _
from desktop.workspace.fields import Field, Value, member

_OPENED = ("http", "https", "mailto")


def read_address(text: str) -> str | None:
    """An address that may be kept, "https://" put before a bare host; None if it is none."""
    text = text.strip()
    if re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", text):
        return f"mailto:{text}"
    if "://" not in text and re.match(r"[\w-]+(\.[\w-]+)+(/|$|\?|:)", text):
        text = f"https://{text}"
    url = QUrl(text, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme() not in _OPENED or not (url.host() or url.scheme() == "mailto"):
        return None
    return text


class LinksField(FieldWidget):
    """A line a link; below, an address and a label to add."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._members: dict[str, Value] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setVerticalSpacing(2)
        self.address = TypedLine(self)
        self.address.setPlaceholderText(_("Address, such as https://example.org"))
        self.address.setAccessibleName(_("Address of a link"))
        self.label = TypedLine(self)
        self.label.setPlaceholderText(_("Label (optional)"))
        self.label.setAccessibleName(_("Label of a link"))
        self._add = QToolButton(self)
        self._add.setIcon(plus_icon(self.palette()))
        self._add.setToolTip(_("Add the link"))
        self._add.setAccessibleName(_("Add the link"))
        self._add.clicked.connect(self._take)
        self.address.textEdited.connect(self._check)
        for line in (self.address, self.label):
            line.returnPressed.connect(self._take)
        self.address.left.connect(self._left_address)
        self.label.left.connect(self._take)
        adding = QHBoxLayout()
        adding.setSpacing(4)
        adding.addWidget(self.address, 3)
        adding.addWidget(self.label, 2)
        adding.addWidget(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._grid)
        layout.addLayout(adding)
        self.setFocusProxy(self.address)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show the links."""
        members = members_of(self.field.name, values)
        if members != self._members:
            self._members = members
            self._rebuild()

    def show_unread(self, text: str) -> None:
        """An address kept from before, not yet one."""
        if text:
            self.address.show_text(text)
            self.remark.emit(_how_to_write(), True)

    def entry(self) -> TypedLine:
        """Where an address is typed."""
        return self.address

    def forget(self) -> None:
        """Another record comes."""
        self.address.clear()
        self.label.clear()
        self.remark.emit("", False)

    def _check(self, text: str) -> None:
        self.unread.emit(text)
        if not text.strip() or read_address(text):
            self.remark.emit("", False)

    def _left_address(self) -> None:
        if self.address.text().strip() and not read_address(self.address.text()):
            self.remark.emit(_how_to_write(), True)
        self.left.emit()

    def _take(self) -> None:
        if not self.address.text().strip():
            return
        address = read_address(self.address.text())
        if address is None:
            self.remark.emit(_how_to_write(), True)
            return
        label = self.label.text().strip() or address
        self.forget()
        self.unread.emit("")
        self._members[address] = label
        self._rebuild()
        self.edited.emit({member(self.field.name, address): label})

    def _remove(self, address: str) -> None:
        self._members.pop(address, None)
        self._rebuild()
        self.address.setFocus()
        self.edited.emit({member(self.field.name, address): None})

    def open_link(self, address: str) -> None:
        """Ask, then hand the address to the browser."""
        if QUrl(address).scheme() not in _OPENED:
            self.remark.emit(_("This address is not one that a browser opens: {address}").format(address=address), True)
            return
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Question)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(_("Open this address outside Focal Desk?"))
        question.setInformativeText(address)
        question.setStandardButtons(QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel)
        question.setDefaultButton(QMessageBox.StandardButton.Open)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.finished.connect(
            lambda answer: answer == QMessageBox.StandardButton.Open and QDesktopServices.openUrl(QUrl(address))
        )
        question.open()

    def _rebuild(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        before: QWidget | None = None
        for row, (address, value) in enumerate(sorted(self._members.items(), key=lambda each: str(each[1]))):
            label = address if value is True else str(value)
            button = QPushButton(label.replace("&", "&&"), self)
            button.setFlat(True)
            button.setObjectName("recordLink")
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setToolTip(address)
            button.setAccessibleName(_("Open {name}").format(name=label))
            button.clicked.connect(lambda _checked=False, address=address: self.open_link(address))
            cross = QToolButton(self)
            cross.setAutoRaise(True)
            cross.setIcon(cross_icon(muted(self.palette())))
            cross.setToolTip(_("Remove {name}").format(name=label))
            cross.setAccessibleName(_("Remove {name}").format(name=label))
            cross.clicked.connect(lambda _checked=False, address=address: self._remove(address))
            for column, widget in enumerate((button, cross)):
                self._grid.addWidget(widget, row, column)
                if before is not None:
                    QWidget.setTabOrder(before, widget)
                before = widget
        if before is not None:
            QWidget.setTabOrder(before, self.address)


def _how_to_write() -> str:
    return _("Not an address yet. Write it as https://example.org/page.")
