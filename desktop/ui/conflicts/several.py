"""Several conflicts selected: settled by one rule, as one action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui.conflicts.reading import Listed
from desktop.ui.conflicts.rule_words import rule_words
from desktop.words import _, current_language, ngettext
from desktop.workspace.decisions import RULES, settled_by

_MOST_FIELDS = 8


class SeveralConflicts(QWidget):
    """One button a rule; those that settle nothing are not there."""

    decided = Signal(list)  # of Decision

    def __init__(self, parent: QWidget | None = None, *, writable: bool = True) -> None:
        super().__init__(parent)
        self._writable = writable
        self._title, self._fields, self._hint = QLabel(self), QLabel(self), QLabel(self)
        self._title.setObjectName("conflictTitle")
        self._hint.setObjectName("quiet")
        self._hint.setText(
            _("The rule settles all of them as one action: one undo takes it back. What it cannot decide stays listed.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for label in (self._title, self._fields, self._hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        self.buttons: dict[str, QPushButton] = {}
        for rule in RULES:
            button = self.buttons[rule] = QPushButton(self)
            button.setMinimumHeight(30)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
            button.clicked.connect(lambda _checked=False, rule=rule: self._decide(rule))
        column.addStretch(1)
        self._those: tuple[Listed, ...] = ()

    def show_conflicts(self, those: Sequence[Listed]) -> None:
        """Say how many there are, of which fields, and what each rule would settle."""
        self._those = tuple(those)
        number = QLocale(current_language()).toString(len(those))
        words = ngettext("{number} conflict selected", "{number} conflicts selected", len(those)).format(number=number)
        self._title.setText(words)
        self.setAccessibleName(words)
        counts = Counter(each.group for each in those).most_common()
        lines = [_("{field}: {member}").format(field=field, member=count) for field, count in counts[:_MOST_FIELDS]]
        self._fields.setText("\n".join(lines + ["…"] * (len(counts) > _MOST_FIELDS)))
        for rule, button in self.buttons.items():
            found = len(settled_by((each.disputed for each in those), rule))
            button.setText(rule_words(rule, found, len(those)))
            button.setVisible(self._writable and found > 0)

    def enter(self) -> None:
        """The keyboard to the first rule."""
        for button in self.buttons.values():
            if not button.isHidden():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _decide(self, rule: str) -> None:
        self.decided.emit(settled_by((each.disputed for each in self._those), rule))
