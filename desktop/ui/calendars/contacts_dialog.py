"""Contacts that somebody sent: who they are, which of them are here already; then people, as one action."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.background import Task
from desktop.ui.calendars.import_dialog import ArrivedDialog
from desktop.ui.calendars.ticked_table import Row, TickedTable
from desktop.ui.widgets.number_text import counted

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.visits.calendars import Contact, ContactFile, Match

_Found = tuple["ContactFile", "dict[str, Match]"]
"""Who is in the file; what they are to the people here."""


class ContactsDialog(ArrivedDialog):
    """Its table is what can be ticked."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(desk, path, _("Import contacts"), parent)
        self.resize(760, 460)
        self.contacts: list[Contact] = []
        self.table = TickedTable(
            _("People in the file"), (_("Name"), _("Role"), _("E-mail"), _("Here")), self
        )  # fmt: skip
        self.table.ticked.connect(self._count)
        hint = QLabel(
            _("They have not agreed to share their details: these leave this desk only once you note their consent."),
            self,
        )
        hint.setWordWrap(True)
        hint.setForegroundRole(hint.palette().ColorRole.PlaceholderText)
        self.form.addWidget(self.table, 1)
        self.form.addWidget(hint)
        self.form.addWidget(self.problems)
        self.do.clicked.connect(self._take)
        self.table.show_rows([])
        self._look()

    def _look(self) -> None:
        workspace, path = self._desk.workspace, self._path

        def job(_task: Task) -> _Found:
            from desktop.visits.calendars import match_contacts, read_contacts

            read = read_contacts(path)
            return read, match_contacts(workspace, read.contacts)

        self.look(job, self._show)

    def _show(self, found: _Found) -> None:
        from desktop.visits.calendars import Match, namesake_sentences

        read, matches = found
        self.contacts = read.contacts
        words_of = {Match.NEW: "", Match.KNOWN: _("Already here"), Match.NAMESAKE: _("Same name")}
        count = len(self.contacts)
        words = ngettext("{count} person in {name}:", "{count} people in {name}:", count)
        self.intro.setText(words.format(count=counted(count), name=self._path.name))
        self.table.show_rows(
            [
                Row(
                    each.id,
                    (
                        str(each.values.get("name") or ""), str(each.values.get("role") or ""),
                        str(each.values.get("email") or ""), words_of[matches[each.id]],
                    ),
                    ticks=matches[each.id] is not Match.KNOWN,
                )
                for each in self.contacts
            ]
        )  # fmt: skip
        self.show_problems([*namesake_sentences(matches), *read.problems])
        self.table.setFocus()

    def chosen_count(self) -> int:
        """How many people are ticked."""
        return len(self.table.chosen())

    def _take(self) -> None:
        ids, workspace, label = self.table.chosen(), self._desk.workspace, self._path.name
        chosen = [each for each in self.contacts if each.id in ids]
        self.body.setEnabled(False)
        self.do.setEnabled(False)

        def job() -> int:
            from desktop.visits.calendars import import_contacts

            return import_contacts(workspace, chosen, label)

        def done(count: int) -> None:
            words = ngettext("{count} person imported.", "{count} people imported.", count)
            self.accept()
            self.made.emit(words.format(count=counted(count)))

        self._desk.writer.run(job, done, self._failed)
