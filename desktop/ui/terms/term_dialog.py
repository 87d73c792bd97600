"""One own term: its name, what it is called in each language, other names, and where it stands in the tree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from desktop.errors import UserFacingError
from desktop.i18n import COMPLETE_LANGUAGES, _, language_name, pgettext
from desktop.ui.buttons import primary
from desktop.ui.style.colours import warning
from desktop.ui.style.palette_changes import set_following_sheet
from desktop.ui.style.window import form_sheet
from desktop.ui.widgets.choice import ChoiceBox
from desktop.ui.widgets.line_edit import TypedLine
from desktop.vocabularies import load
from desktop.workspace import Value, member

if TYPE_CHECKING:
    from desktop.catalogue.own_terms import OwnTerm


class TermDialog(QDialog):
    """Asks; whoever opened it writes, and calls `show_problem` or `accept`."""

    wanted = Signal()
    """What was typed is to be written."""

    def __init__(self, vocabulary: str, term: OwnTerm | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vocabulary = vocabulary
        self._term = term
        list_name = load("own_vocabularies").label(vocabulary)
        words = _("Edit a network term") if term is not None else _("Add a network term")
        self.setWindowTitle(words)
        self.setModal(True)
        where = QLabel(_("In the list “{list}”. It travels with your packages.").format(list=list_name), self)
        where.setWordWrap(True)
        self.name = TypedLine(self)
        self.translations = {language: TypedLine(self) for language in COMPLETE_LANGUAGES}
        self.aliases = TypedLine(self)
        self.aliases.setPlaceholderText(_("Separated by ;"))
        self.aliases.setToolTip(_("Found by these words too, and read in tables that are imported"))
        self.broader = ChoiceBox(vocabulary, self)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(_("&Name:"), self.name)
        for language, line in self.translations.items():
            form.addRow(pgettext("name of a field", "{field}:").format(field=language_name(language)), line)
        form.addRow(_("&Other names:"), self.aliases)
        if _is_tree(vocabulary):
            form.addRow(_("&Under:"), self.broader)
        else:
            self.broader.hide()
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.save = primary(
            buttons.addButton(_("&Save") if term is not None else _("&Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        )
        buttons.accepted.connect(self._ask)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        for part in (where, self.problem):
            part.setMinimumWidth(400)
        column.addWidget(where)
        column.addLayout(form)
        column.addWidget(self.problem)
        column.addWidget(buttons)
        set_following_sheet(
            self, lambda palette: f"{form_sheet(palette)} QLabel#problem {{ color: {warning(palette).name()}; }}"
        )
        self.name.textChanged.connect(self._typed)
        if term is not None:
            self._show(term)
        self._typed(self.name.text())
        self.name.setFocus()

    def _show(self, term: OwnTerm) -> None:
        self.name.setText(term.name)
        self.aliases.setText(term.aliases)
        self.broader.show_code(term.broader)
        for language, line in self.translations.items():
            line.setText(term.translations.get(language, ""))

    @property
    def label(self) -> str:
        """The name that stands where a language has none of its own."""
        return self.name.text().strip()

    @property
    def further(self) -> Mapping[str, str]:
        """What it is called in languages that have a word of their own."""
        return {language: line.text().strip() for language, line in self.translations.items()}

    @property
    def place(self) -> str:
        """The code that it stands under; "" for the root."""
        return str(
            self.broader.itemData(self.broader.commit_text() if self.broader.searched else self.broader.currentIndex())
            or ""
        )

    @property
    def changes(self) -> dict[str, Value]:
        """What was changed of the term that is edited."""
        term = self._term
        assert term is not None
        new: dict[str, Value] = {
            "label": self.label, "aliases": self.aliases.text().strip() or None, "broader": self.place or None,
        }  # fmt: skip
        old: dict[str, Value] = {"label": term.name, "aliases": term.aliases or None, "broader": term.broader or None}
        for language, text in self.further.items():
            new[member("label", language)] = text or None
            old[member("label", language)] = term.translations.get(language) or None
        return {name: value for name, value in new.items() if value != old[name]}

    def show_problem(self, error: UserFacingError) -> None:
        """It could not be written."""
        self.problem.setText(" ".join(part for part in (error.what, error.todo) if part))
        self.save.setEnabled(True)
        self.name.setFocus()

    def _typed(self, text: str) -> None:
        self.problem.clear()
        self.save.setEnabled(bool(text.strip()))
        for line in self.translations.values():
            line.setPlaceholderText(text.strip())

    def _ask(self) -> None:
        if self.label:
            self.save.setEnabled(False)
            self.wanted.emit()


def _is_tree(vocabulary: str) -> bool:
    return any(term.parent for term in load(vocabulary))
