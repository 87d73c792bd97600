"""A consolidation in a few words, and the way to its report."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.exchange.consolidation import ConsolidationSummary
from desktop.i18n import _
from desktop.ui.icons import icon


class ConsolidationPanel(QWidget):
    """`report_wanted`: the number of the one that is shown."""

    report_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._no = 0
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.place = QLabel(self)
        self.place.setObjectName("sideHint")
        self.place.setWordWrap(True)
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.open = QPushButton(icon("report"), _("Open the &report…"), self)
        self.open.setToolTip(
            _("Who sent a package, who did not, and what each one sent; undo it or save it as a table")
        )
        self.open.clicked.connect(lambda _checked=False: self.report_wanted.emit(self._no))
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.words)
        column.addWidget(self.place)
        column.addLayout(row)
        column.addStretch(1)

    def show_consolidation(self, kept: ConsolidationSummary) -> None:
        """Show one."""
        self._no = kept.consolidation.no
        self.words.setText(kept.words)
        self.place.setText(_("From the folder {folder}").format(folder=kept.consolidation.place))
