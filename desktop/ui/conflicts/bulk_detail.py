"""Several conflicts selected: settled by one rule, as one action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.conflicts.conflict_data import ConflictRow
from desktop.ui.conflicts.conflict_text import rule_text
from desktop.values.numbers import format_number
from desktop.workspace.conflicts.bulk_resolution import resolved_by, rules_for

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
        self._rule = _(
            "All are resolved in one action; one undo restores the previous values. Conflicts that the "
            "rule cannot decide stay in the list."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for label in (self._title, self._fields, self._hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        self.buttons: dict[str, QPushButton] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        column.addLayout(self._column)
        column.addStretch(1)
        self._those: tuple[ConflictRow, ...] = ()

    def show_conflicts(self, those: Sequence[ConflictRow]) -> None:
        """Say how many there are, of which fields, and what each rule would settle."""
        self._those = tuple(those)
        number = format_number(len(those))
        words = ngettext("{number} conflict selected", "{number} conflicts selected", len(those)).format(number=number)
        self._title.setText(words)
        self.setAccessibleName(words)
        counts = Counter(each.group for each in those).most_common()
        lines = [_("{field}: {member}").format(field=field, member=count) for field, count in counts[:_MOST_FIELDS]]
        self._fields.setText("\n".join(lines + ["…"] * (len(counts) > _MOST_FIELDS)))
        while (item := self._column.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.hide()
                button.deleteLater()
        self.buttons = {}
        disputed = [each.disputed for each in those]
        for rule in rules_for(disputed) if self._writable else ():
            found = resolved_by(disputed, rule)
            button = self.buttons[rule] = QPushButton(rule_text(rule, len(found), len(those)), self)
            button.setMinimumHeight(30)
            button.clicked.connect(lambda _checked=False, rule=rule: self._decide(rule))
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        if self._writable and not self.buttons:
            self._hint.setText(_("These cannot be resolved together. Select one to compare its versions."))
        else:
            self._hint.setText(self._rule)

    def enter(self) -> None:
        """The keyboard to the first rule."""
        for button in self.buttons.values():
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def _decide(self, rule: str) -> None:
        self.decided.emit(resolved_by((each.disputed for each in self._those), rule))
