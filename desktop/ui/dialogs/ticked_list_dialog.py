"""Things to be ticked and put in order by keyboard: columns of a list, blocks of a page."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QVBoxLayout, QWidget

from desktop.ui.widgets.ticked_list import Ticked, TickedList


class TickedListDialog(QDialog):
    """Space ticks, Alt+Up and Alt+Down move."""

    def __init__(self, title: str, hint: str, lines: Iterable[Ticked], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.box = TickedList(title, self)
        self.box.show_lines(lines)
        self.side = self.box.side
        words = QLabel(hint, self)
        words.setWordWrap(True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )  # fmt: skip
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(self.box)
        column.addWidget(buttons)
        self.resize(420, 460)

    @property
    def list(self) -> QListWidget:
        """The lines."""
        return self.box.list

    @property
    def chosen(self) -> list[str]:
        """Names of what is ticked, in their order."""
        return self.box.chosen

    def move_current(self, way: int) -> None:
        """Move the marked line up or down."""
        self.box.move_current(way)
