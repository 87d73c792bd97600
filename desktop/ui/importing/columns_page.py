"""The step of an import at which a person sees, and may change, what the columns of the file mean."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.exchange import ColumnMapping, PreviewRow, Question, Table
from desktop.i18n import _
from desktop.ui.importing.columns_table import ColumnsModel, ColumnsView
from desktop.ui.importing.edition_line import EditionLine
from desktop.ui.importing.preview_table import PreviewTable
from desktop.ui.importing.questions import Questions


class ColumnsPage(QWidget):
    """Columns above, questions between, the first rows as they would be read below."""

    chosen = Signal(str, object)  # heading, Target
    answered = Signal(object, str)  # Question, value
    guess_wanted = Signal()
    mappings_wanted = Signal()
    row_left_out = Signal(int, bool)  # line, whether it is left out
    fix_wanted = Signal(object, QModelIndex)  # Problem, where it stands in the preview

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ColumnsModel(self)
        self.model.chosen.connect(self.chosen)
        self.view = ColumnsView(self.model, self)
        self.edition = EditionLine(self)
        self.questions = Questions(self)
        self.questions.answered.connect(self.answered)
        self.preview = PreviewTable(self)
        self.preview.row_left_out.connect(self.row_left_out)
        self.preview.fix_wanted.connect(self.fix_wanted)
        self._before = QLabel(_("Columns are assigned as in the last import of this list."), self)
        self._before.setObjectName("importHint")
        self._before.setWordWrap(True)
        self.guess_button = QPushButton(_("Detect again"), self)
        self.guess_button.setAutoDefault(False)
        self.guess_button.clicked.connect(self.guess_wanted)
        self.mappings_button = QPushButton(_("Sources and saved mappings…"), self)
        self.mappings_button.setAutoDefault(False)
        self.mappings_button.clicked.connect(self.mappings_wanted)
        self._waiting = QLabel(self)
        self._waiting.setObjectName("importHint")
        before = QHBoxLayout()
        before.addWidget(self._heading(_("What each column means")))
        before.addStretch(1)
        before.addWidget(self._before)
        before.addWidget(self.guess_button)
        before.addWidget(self.mappings_button)
        upper = self._part(before, self.view)
        below = QHBoxLayout()
        below.addWidget(self._heading(_("The first rows as they would be read")))
        below.addStretch(1)
        below.addWidget(self._waiting)
        lower = self._part(below, self.preview, above=8)
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(upper)
        self._split.addWidget(lower)
        self._split.setSizes([300, 260])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.edition)
        column.addWidget(self.questions)
        column.addWidget(self._split, 1)

    def show_table(
        self, table: Table, mapping: ColumnMapping, sample: Sequence[Sequence[str]], *, as_before: bool
    ) -> None:
        """Show another table."""
        self.model.show_table(table, mapping, sample)
        self._before.setVisible(as_before)
        self.guess_button.setVisible(as_before)
        self.mappings_button.setVisible(as_before)
        self.questions.show_questions(())
        self.preview.show_rows((), mapping, ())
        if table.headings:
            self.view.setCurrentIndex(self.model.index(0, 1))

    def wait(self) -> None:
        """The rows are being read anew."""
        self._waiting.setText(_("Reading…"))

    def show_rows(
        self,
        rows: Sequence[PreviewRow],
        mapping: ColumnMapping,
        left_out: Collection[int],
        place: Callable[[int], int],
    ) -> None:
        """Show how the first rows would be read; what is open is not known yet."""
        self.preview.show_rows(rows, mapping, left_out, place)

    def show_questions(self, questions: Sequence[Question]) -> None:
        """All rows were read: show what is open."""
        self._waiting.setText("")
        self.questions.show_questions(questions)

    def _heading(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setObjectName("importHeading")
        return label

    def _part(self, line: QHBoxLayout, widget: QWidget, *, above: int = 0) -> QWidget:
        part = QWidget(self)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, above, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(widget, 1)
        return part
