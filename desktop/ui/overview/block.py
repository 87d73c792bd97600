"""A block of the overview that reads itself: a heading, what belongs to it at the right, and what it shows below."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class Block(QFrame):
    """`list_wanted` with a record type and a query: the list behind a figure, a square or a point."""

    list_wanted = Signal(str, str)

    def __init__(self, desk: Desk, topic: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("overviewSection")
        self._desk = desk
        self._topic = topic
        self.heading = QLabel(title, self)
        self.heading.setObjectName("overviewHeading")
        self.about = QLabel(self)
        self.about.setObjectName("overviewAbout")
        self.about.setWordWrap(True)
        self.about.hide()
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        top = QHBoxLayout()
        top.setContentsMargins(10, 0, 10, 0)
        top.addWidget(self.heading)
        top.addStretch(1)
        top.addLayout(self.tools)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, 10, 1, 8)
        self.column.setSpacing(6)
        self.column.addLayout(top)
        self.about.setContentsMargins(10, 0, 10, 0)
        self.column.addWidget(self.about)

    def add_tool(self, words: str, widget: QWidget) -> None:
        """Something at the right of the heading, with its words before it; `words` has its access key."""
        label = QLabel(words, self)
        label.setBuddy(widget)
        widget.setAccessibleName(words.replace("&", "").rstrip(":\u00a0"))
        self.tools.addWidget(label)
        self.tools.addWidget(widget)

    def say(self, words: str) -> None:
        """A sentence below the heading; "" takes it away."""
        self.about.setText(words)
        self.about.setVisible(bool(words))

    def read(self) -> None:
        """Read what is shown again, on a thread."""
        job = self.job()
        if job is not None:
            self._desk.background.run(
                job, lambda found: self.show_found(found) if isValid(self) else None, topic=self._topic
            )  # fmt: skip

    def job(self) -> Callable[[], Any] | None:
        """What is read on a thread; None where there is nothing to read now."""
        raise NotImplementedError(type(self))  # each block has its own

    def show_found(self, found: Any) -> None:
        """Show what was read."""
        raise NotImplementedError(type(self))  # each block has its own
