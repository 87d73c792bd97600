"""Addresses with a label: they open in the browser, after a question."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMessageBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _
from desktop.ui.icons import icon
from desktop.ui.widgets.field_widget import FieldWidget, members_of
from desktop.ui.widgets.line_edit import TypedLine
from desktop.ui.widgets.member_lines import MemberLines, cross_button, link_button
from desktop.workspace import Field, Value, member

_OPENED = ("http", "https", "mailto")


def read_address(text: str) -> str | None:
    """An address that may be kept, "https://" put before a bare host; None if it is none."""
    text = text.strip()
    if re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", text):
        return f"mailto:{text}"
    if "://" not in text and re.match(r"[\w-]+(\.[\w-]+)+(/|$|\?|:)", text):
        text = f"https://{text}"
    url = QUrl(text)
    if any(letter.isspace() for letter in text) or not url.isValid() or url.scheme() not in _OPENED:
        return None
    return text if url.host() or url.scheme() == "mailto" else None


class LinksField(FieldWidget):
    """A line a link; below, an address and a label to add."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._members: dict[str, Value] = {}
        self._read_only = False
        self._lines = MemberLines(self)
        self.address = TypedLine(self)
        self.address.setPlaceholderText(_("Address, such as https://example.org"))
        self.address.setAccessibleName(_("Address of a link"))
        self.label = TypedLine(self)
        self.label.setPlaceholderText(_("Label (optional)"))
        self.label.setAccessibleName(_("Label of a link"))
        self._add = QToolButton(self)
        self._add.setIcon(icon("new"))
        self._add.setToolTip(_("Add the link"))
        self._add.setAccessibleName(_("Add the link"))
        self._add.clicked.connect(self._take)
        self.address.textEdited.connect(self._check)
        for line in (self.address, self.label):
            line.returnPressed.connect(self._take)
        self.address.left.connect(self._left_address)
        self.label.left.connect(self._take)
        self._adding = QWidget(self)
        adding = QHBoxLayout(self._adding)
        adding.setContentsMargins(0, 0, 0, 0)
        adding.setSpacing(4)
        adding.addWidget(self.address, 3)
        adding.addWidget(self.label, 2)
        adding.addWidget(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._lines)
        layout.addWidget(self._adding)
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

    def set_read_only(self, on: bool) -> None:
        """Links to follow and copy, none to add."""
        self._read_only = on
        self._adding.setVisible(not on)
        self._rebuild()

    def _check(self, text: str) -> None:
        self.unread.emit(text)
        if not text.strip() or read_address(text):
            self.remark.emit("", False)

    def _left_address(self) -> None:
        """Gone elsewhere than to the label: the address is taken as it is."""
        if self.address.text().strip() and QApplication.focusWidget() not in (self.label, self._add):
            self._take()
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
            self.remark.emit(_("A browser cannot open this address: {address}").format(address=address), True)
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
        self.reshaped.emit()
        members = sorted(self._members.items(), key=lambda each: str(each[1]).lower())
        self._lines.show_lines([self._line(address, value) for address, value in members])

    def _line(self, address: str, value: Value) -> list[QWidget]:
        label = address if value is True else str(value)
        button = link_button(label, address, lambda: self.open_link(address))
        button.setAccessibleName(_("Open {name}").format(name=label))
        copy = QToolButton()
        copy.setAutoRaise(True)
        copy.setIcon(icon("copy"))
        copy.setToolTip(_("Copy the address"))
        copy.setAccessibleName(_("Copy the address of {name}").format(name=label))
        copy.clicked.connect(lambda _checked=False: QGuiApplication.clipboard().setText(address))
        if self._read_only:
            return [button, copy]
        return [button, copy, cross_button(self, label, lambda: self._remove(address))]


def _how_to_write() -> str:
    return _("Not a valid address. Write it as https://example.org/page.")
