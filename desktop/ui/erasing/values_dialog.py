"""Something was typed in the wrong place: which values of a change go for good, and whether their other versions do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QRadioButton, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.background import Background, Task
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.erasing.confirm_erasure import ForGoodDialog
from desktop.ui.tooltips import plain_tip
from desktop.workspace import RECORD_TYPES, split_member

if TYPE_CHECKING:
    from desktop.workspace import FieldChange, HistoryEntry, Workspace
    from desktop.workspace.erasing import Erased
    from desktop.workspace.erasure.erasable import Written

_LONGEST = 90


class EraseDialog(ForGoodDialog):
    """Has values of one entry of a record's history go."""

    def __init__(
        self, workspace: Workspace, background: Background, id: str, entry: HistoryEntry, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Erase permanently"), workspace, background, parent)
        self._id, self._type = id, entry.type
        self._written: Sequence[Written] = ()
        self._fields = entry.erasable()
        self.form.addWidget(self.paragraph(_("What should be permanently erased?")))
        self.ticks = [self._tick(entry, each) for each in self._fields]
        for tick in self.ticks:
            self.form.addWidget(tick)
        self.same = QRadioButton(_("This &version, and others with the same words"), self)
        self.all = QRadioButton(_("&All versions, from the first to the current one"), self)
        self.same.setChecked(True)
        self.same.toggled.connect(lambda _on: self._count())
        self.form.addSpacing(6)
        self.form.addWidget(self.same)
        self.form.addWidget(self.all)
        self.how_many = self.paragraph("")
        self.form.addWidget(self.how_many)
        self.form.addWidget(
            self.paragraph(
                _(
                    "It is removed from the record and its history, the search and the backups. With "
                    "your next packages it is also removed from every desk they reach, even where an "
                    "older package would bring it back. The history still shows that it was erased, by "
                    "whom and when. Packages, PDFs and printouts that others already have are not "
                    "affected."
                ),
                quiet=True,
            )
        )
        self.add_reason()
        self.form.addWidget(self.tick)

        def look() -> Sequence[Written]:
            from desktop.workspace.erasing import written_in

            return written_in(workspace, id, type=entry.type)

        self.read(look, self._show)

    def _tick(self, entry: HistoryEntry, change: FieldChange) -> Tick:
        from desktop.workspace.editing.history import member_words, value_words

        kind = RECORD_TYPES[entry.type]
        field = kind.field_of(change.name)
        label = _(field.label) if field is not None else change.name
        head, key = split_member(change.name)
        is_member = bool(key) and field is not None and field.is_set
        words = (
            member_words(kind, head, key, entry.names)
            if is_member
            else value_words(kind, change.name, change.new, entry.names)
        )
        said = _("{field}: {value}").format(field=label, value=words)
        tick = Tick((said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…").replace("&", "&&"), self)
        tick.setToolTip(plain_tip(str(change.new)))
        tick.setChecked(len(self._fields) == 1)
        tick.toggled.connect(lambda _on: self._count())
        return tick

    def _show(self, written: Sequence[Written]) -> None:
        self._written = written
        self._count()

    def chosen(self) -> list[Written]:
        """The values that would go."""
        wanted = [each for each, tick in zip(self._fields, self.ticks, strict=True) if tick.isChecked()]
        names = {each.name for each in wanted}
        values = {(each.name, each.new) for each in wanted}
        return [
            each
            for each in self._written
            if (each.field in names if self.all.isChecked() else (each.field, each.value) in values)
        ]

    def _count(self) -> None:
        number = len(self.chosen())
        self.how_many.setText(
            ngettext("{count} value will be erased.", "{count} values will be erased.", number).format(count=number)
            if number
            else ""
        )
        self._look()

    def job(self) -> Callable[[Task], Erased] | None:
        """Erase what is ticked."""
        workspace, id, type, written = self.workspace, self._id, self._type, self.chosen()
        if not written or self.finished_with is not None:
            return None

        reason = str(self.reason.currentData())

        def erase(task: Task) -> Erased:
            from desktop.workspace.erasing import erase_values

            return erase_values(workspace, id, written, task.progress, reason=reason, type=type)

        return erase
