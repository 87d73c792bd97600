"""What a file leaves open, asked one under the other; the answers are buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.exchange import Question
from desktop.i18n import _
from desktop.ui.widgets.choice import StillBox

MOST_BUTTONS = 4


class Questions(QWidget):
    """Hidden while nothing is open."""

    answered = Signal(object, str)  # Question, value

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open: tuple[Question, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.hide()

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Ask these and no others."""
        if tuple(questions) == self.open:
            return
        self.open = tuple(questions)
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for question in questions:
            self._column.addWidget(self._line(question))
        self.setVisible(bool(questions))

    def buttons(self) -> list[QPushButton]:
        """The answers, in order."""
        return [each for each in self.findChildren(QPushButton) if not each.isHidden()]

    def _line(self, question: Question) -> QWidget:
        line = QWidget(self)
        line.setObjectName("importQuestion")
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = QLabel(question.text, line)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(line)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(words, 1)
        if len(question.choices) <= MOST_BUTTONS:
            for value, label in question.choices:
                row.addWidget(self._button(question, value, label, line))
            return line
        box = StillBox(line)
        box.setAccessibleName(question.text)
        for value, label in question.choices:
            box.addItem(label, value)
        box.setCurrentIndex(max(box.findData(question.likely), 0))
        choose = QPushButton(_("Choose"), line)
        choose.setAutoDefault(False)
        choose.clicked.connect(lambda _checked=False: self.answered.emit(question, str(box.currentData())))
        row.addWidget(box)
        row.addWidget(choose)
        return line

    def _button(self, question: Question, value: str, label: str, line: QWidget) -> QPushButton:
        button = QPushButton(label.replace("&", "&&"), line)
        button.setAutoDefault(False)
        button.setAccessibleName(f"{question.text} {label}")
        button.clicked.connect(lambda _checked=False: self.answered.emit(question, value))
        return button
