"""Which term takes the place of an own term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.buttons import primary
from desktop.ui.style.palette_changes import set_following_sheet
from desktop.ui.style.window import form_sheet
from desktop.ui.widgets.choice import ChoiceBox
from desktop.values.numbers import format_number

if TYPE_CHECKING:
    from desktop.catalogue.own_terms import OwnTerm


class MergeTermDialog(QDialog):
    """Says what becomes of the records before it is done."""

    def __init__(self, term: OwnTerm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._term = term
        self.setWindowTitle(_("Merge a network term"))
        self.setModal(True)
        count = ngettext(
            "“{label}” is in {number} record. It gets the other term instead; one undo reverses all of it.",
            "“{label}” is in {number} records. They get the other term instead; one undo reverses all of it.",
            term.used,
        ).format(label=term.label, number=format_number(term.used))
        words = QLabel(count, self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setMinimumWidth(380)
        self.box = ChoiceBox(term.vocabulary, self)
        own = self.box.findData(term.code)
        if own >= 0:
            self.box.removeItem(own)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(_("&Use instead:"), self.box)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.merge = primary(buttons.addButton(_("&Merge"), QDialogButtonBox.ButtonRole.AcceptRole))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addWidget(words)
        column.addLayout(form)
        column.addWidget(buttons)
        set_following_sheet(self, form_sheet)
        self.box.currentIndexChanged.connect(lambda _row: self._look())
        self.box.show_code(term.same_as)
        self._look()
        self.box.setFocus()

    @property
    def into(self) -> str:
        """The code that is chosen; "" while none is."""
        return str(self.box.currentData() or "")

    def _look(self) -> None:
        self.merge.setEnabled(bool(self.into))
