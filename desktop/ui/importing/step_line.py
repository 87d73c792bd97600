"""The steps of an import in a line: where one is, and back and forth by a click."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.i18n import _


class StepLine(QWidget):
    """A flat button a step; those that can be gone to are enabled."""

    wanted = Signal(int)  # place of the step

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.buttons: list[QPushButton] = []
        for place, name in enumerate(self._names):
            button = QPushButton(f"{place + 1}  {name}", self)
            button.setObjectName("importStep")
            button.setFlat(True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, place=place: self.wanted.emit(place))
            self.buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)

    def show_step(self, at: int, open_steps: Collection[int]) -> None:
        """`at` is where one is; `open_steps` can be gone to."""
        for place, button in enumerate(self.buttons):
            current = place == at
            button.setEnabled(place in open_steps and not current)
            if button.property("current") != current:
                button.setProperty("current", current)
                button.style().unpolish(button)
                button.style().polish(button)
            words = _("Step {number} of {count}: {name}").format(
                number=place + 1, count=len(self.buttons), name=self._names[place]
            )
            button.setAccessibleName(_("{step} (current)").format(step=words) if current else words)
