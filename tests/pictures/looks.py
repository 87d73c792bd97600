"""What a picture shows wrong that a program can see: words cut off, access keys given twice, things without a name."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QSizePolicy,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from tests.access_keys import clashes, menu_clashes

INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
SLACK = 2
"""Pixels that a style may take away from what a widget asks for without a letter being cut."""


def faults(window: QWidget) -> list[str]:
    """Of a window, dialog or menu that is shown: one sentence for each fault, the same one once."""
    if isinstance(window, QMenu):
        return menu_clashes(window)
    found = dict.fromkeys(f"access key {each}" for each in clashes(window))
    for each in _seen(window):
        found.update(dict.fromkeys(_cut(each)))
        if isinstance(each, INTERACTIVE) and not isinstance(each, QScrollBar | QHeaderView) and not _named(each):
            found[f"no accessible name: {_who(each)}"] = None
    return list(found)


def _seen(window: QWidget) -> Iterator[QWidget]:
    for each in (window, *window.findChildren(QWidget)):
        if each.window() is window and each.isVisible() and not _inner(each):
            yield each


def _inner(widget: QWidget) -> bool:
    """A part that Qt made within a widget: the field in a spin box, the viewport of a list."""
    parent = widget.parentWidget()
    return widget.objectName().startswith("qt_") or isinstance(
        parent, QAbstractSpinBox | QComboBox | QLineEdit | QTabBar
    )


def _cut(widget: QWidget) -> Iterator[str]:
    """Texts that have less room than they take, where nothing says that they go on."""
    wanted, has = _wanted(widget), widget.size()
    if wanted is None:
        return
    if wanted.width() > has.width() + SLACK or wanted.height() > has.height() + SLACK:
        yield f"cut off: {_who(widget)}: {has.width()} x {has.height()} of {wanted.width()} x {wanted.height()}"


def _wanted(widget: QWidget) -> QSize | None:
    """What the words need; nothing where they end in dots by design, or wrap."""
    if widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored:
        return None
    if isinstance(widget, QLabel):
        if not widget.text() or widget.textFormat() == Qt.TextFormat.RichText:
            return None
        if widget.wordWrap():
            return QSize(0, widget.heightForWidth(widget.width()))
        return QSize(widget.sizeHint().width(), 0)
    if isinstance(widget, QAbstractButton) and widget.text():
        if isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
            return None
        words = widget.fontMetrics().size(Qt.TextFlag.TextShowMnemonic.value, widget.text())
        under = (
            isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        )
        beside = 0 if widget.icon().isNull() or under else widget.iconSize().width()
        return QSize(words.width() + beside, words.height())
    return None


def _named(widget: QWidget) -> bool:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface is None or bool(interface.text(QAccessible.Text.Name).strip())


def _who(widget: QWidget) -> str:
    text = getattr(widget, "text", lambda: "")()
    name = widget.objectName() or type(widget).__name__
    parent = widget.parentWidget()
    where = f" in {parent.objectName() or type(parent).__name__}" if parent is not None else ""
    return f"{name}{where}" + (f" {text[:60]!r}" if isinstance(text, str) and text else "")
