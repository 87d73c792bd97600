"""The suggestions of a form: asked for while a person writes, shown below their fields, accepted and dismissed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.catalogue.suggestions import (
    FIELDS,
    TYPE,
    Suggestion,
    accept,
    open_suggestions,
    read_learnt,
    text_of,
)
from desktop.ui.editor.suggestion_line import SuggestionLine
from desktop.workspace import Value

if TYPE_CHECKING:
    from desktop.ui.editor.desk_access import EditorDeskAccess
    from desktop.ui.editor.form import RecordForm
    from desktop.workspace import Workspace

_AFTER_MS = 350
"""So long after the last key."""


class FormSuggestions(QObject):
    """Reads on the background; accepting is an action of its own, which undo takes back."""

    def __init__(self, form: RecordForm, workspace: Workspace, desk: EditorDeskAccess) -> None:
        super().__init__(form)
        self._form, self._workspace, self._desk = form, workspace, desk
        self._record = ""
        self._values: dict[str, Value] = {}
        self._asked: tuple[object, ...] = ()
        self._dismissed: dict[str, set[str]] = {}
        self.lines: dict[str, SuggestionLine] = {}
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._soon.timeout.connect(self._ask)
        for name in FIELDS:
            row = form.rows[name]
            line = self.lines[name] = SuggestionLine(row.widget.field, row)
            row.add_below(line)
            line.accepted.connect(self._accept)
            line.dismissed.connect(self._dismiss)

    def show_values(self, record: str, values: Mapping[str, Value]) -> None:
        """The record is shown, or changed: its suggestions follow when the person rests."""
        if record != self._record:
            self._record, self._asked = record, ()
            self._show((), "")
        self._values = dict(values)
        if self._asked != self._question():
            self._soon.start()

    def _question(self) -> tuple[object, ...]:
        """What the answer depends on."""
        codes = sorted(name for name in self._values if name.partition("/")[0] in FIELDS)
        return (self._record, text_of(self._values), *codes, self._form.read_only)

    def _ask(self) -> None:
        asked = self._asked = self._question()
        values, workspace = dict(self._values), self._workspace
        text = text_of(values)
        if self._form.read_only or not text.strip():
            self._show((), "")
            return

        def done(found: list[Suggestion]) -> None:
            if asked == self._asked:
                self._show(found, text)

        self._desk.read(
            lambda: open_suggestions(values, read_learnt(workspace)), done, topic=f"suggestions of form {id(self)}"
        )

    def _show(self, found: Sequence[Suggestion], text: str) -> None:
        dismissed = self._dismissed.get(self._record, set())
        for name, line in self.lines.items():
            line.show_suggestions([each for each in found if each.field == name and each.code not in dismissed], text)
            self._form.rows[name].widget.reshaped.emit()  # the Tab key goes through the chips too

    def _accept(self, suggestions: list[Suggestion]) -> None:
        record, workspace = self._record, self._workspace
        self._desk.act(lambda: accept(workspace, record, suggestions))

    def _dismiss(self, code: str) -> None:
        self._dismissed.setdefault(self._record, set()).add(code)
        self._asked = ()
        self._ask()


def suggestions_of(form: RecordForm, workspace: Workspace, desk: EditorDeskAccess) -> FormSuggestions | None:
    """Those of a form; None where its type has none."""
    return FormSuggestions(form, workspace, desk) if form.kind.name == TYPE else None
