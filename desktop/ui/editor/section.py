"""A part of the form that folds."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QToolButton, QVBoxLayout, QWidget

from desktop.ui.icons import icon
from desktop.ui.style.colours import muted


class FormSection(QWidget):
    """A heading with an arrow, and the rows below it."""

    folded = Signal(bool)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QToolButton(self)
        self.heading.setObjectName("sectionHeading")
        self.heading.setText(label)
        self.heading.setCheckable(True)
        self.heading.setChecked(True)
        self.heading.setAutoRaise(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setAccessibleName(label)
        self.heading.toggled.connect(self._fold)
        self.body = QWidget(self)
        self.rows = QVBoxLayout(self.body)
        self.rows.setContentsMargins(2, 2, 2, 8)
        self.rows.setSpacing(10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.body)
        self._icon()

    def lines(self) -> list[QWidget]:
        """What stands below the heading, in its order."""
        return list(_widgets(self.rows))

    def open(self) -> None:
        """Unfold."""
        self.heading.setChecked(True)

    def _fold(self, is_open: bool) -> None:
        self.body.setVisible(is_open)
        self._icon()
        self.folded.emit(not is_open)

    def _icon(self) -> None:
        self.heading.setIcon(icon("unfolded" if self.heading.isChecked() else "folded", muted))


def _widgets(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _widgets(inner)
