"""Lines of a set in the form: what each member is, and the buttons that open it or take it away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from desktop.i18n import _
from desktop.ui.icons import icon
from desktop.ui.style.colours import muted
from desktop.ui.tooltips import plain_tip


class MemberLines(QWidget):
    """A grid, a line a member; hidden while there is none."""

    def __init__(self, parent: QWidget, *, wide: int = 0) -> None:
        """`wide`: the column that takes the room there is."""
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(wide, 1)
        self.hide()

    def show_lines(self, lines: Sequence[Sequence[QWidget]]) -> None:
        """Show these instead of those before."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, line in enumerate(lines):
            for column, widget in enumerate(line):
                self._grid.addWidget(widget, row, column)
        self.setVisible(bool(lines))


class _Link(QPushButton):
    """Words too long for their line end in dots, not in half a letter."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        option, painter = QStyleOptionButton(), QStylePainter(self)
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        option.text = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room, Qt.TextFlag.TextShowMnemonic
        )
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)


def link_button(words: str, tip: str, go: Callable[[], object]) -> QPushButton:
    """Words that lead somewhere; they shrink before they push anything out of the form."""
    button = _Link(words.replace("&", "&&"))
    button.setAccessibleName(words)
    button.setFlat(True)
    button.setObjectName("recordLink")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setToolTip(plain_tip(tip))
    button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    button.clicked.connect(lambda _checked=False: go())
    return button


def cross_button(parent: QWidget, name: str, take_away: Callable[[], object]) -> QToolButton:
    """Takes a member away."""
    cross = QToolButton()
    cross.setAutoRaise(True)
    cross.setIcon(icon("close", muted))
    cross.setToolTip(plain_tip(_("Remove {name}").format(name=name)))
    cross.setAccessibleName(_("Remove {name}").format(name=name))
    cross.clicked.connect(lambda _checked=False: take_away())
    return cross
