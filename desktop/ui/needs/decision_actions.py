"""What a person decides about a need and an offer, from wherever the two are seen: asked, accepted, declined, opened again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog, QWidget

from desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

Pair = tuple[str, str]
"""Ids of a need and an offer."""


class DecisionActions:
    """Each is one action, says what it did, and can be taken back."""

    def __init__(self, desk: Desk, parent: QWidget, matching: Callable[[], str] = lambda: "") -> None:
        """`matching`: the id of the matching that the pairs are seen in; "" for none."""
        self._desk = desk
        self._parent = parent
        self._matching = matching

    def ask(self, pairs: Sequence[Pair]) -> None:
        """Note that the hosts were asked."""
        from desktop.matching import decisions

        words = ngettext("{number} host is noted as asked.", "{number} hosts are noted as asked.", len(pairs))
        matching, workspace = self._matching(), self._desk.workspace
        self._write("edit", lambda: decisions.ask(workspace, pairs, matching), words.format(number=len(pairs)))

    def accept(self, pairs: Sequence[Pair]) -> None:
        """Make visits of them; a single one can be opened."""
        from desktop.matching import decisions

        words = ngettext("{number} match is a visit now.", "{number} matches are visits now.", len(pairs))
        matching, workspace = self._matching(), self._desk.workspace
        self._write("create", lambda: decisions.accept(workspace, pairs, matching), words.format(number=len(pairs)))

    def reopen(self, pair: Pair) -> None:
        """It may be proposed again."""
        from desktop.matching import decisions

        workspace = self._desk.workspace
        self._write("edit", lambda: decisions.reopen(workspace, *pair), _("The match may be proposed again."))

    def ask_to_decline(self, pair: Pair, title: str) -> None:
        """Ask why, and note it."""
        dialog = QInputDialog(self._parent)
        dialog.setWindowTitle(_("Decline the match"))
        dialog.setLabelText(_("Why will “{title}” not do? It is not proposed again.").format(title=title))
        dialog.setOkButtonText(_("Decline"))
        dialog.setCancelButtonText(_("Cancel"))
        dialog.setMinimumWidth(440)
        dialog.textValueSelected.connect(lambda reason: self.decline(pair, reason))
        dialog.open()

    def decline(self, pair: Pair, reason: str) -> None:
        """Note that they will not meet, and why."""
        from desktop.matching import decisions

        matching, workspace = self._matching(), self._desk.workspace
        self._write(
            "edit", lambda: decisions.decline(workspace, *pair, reason, matching),
            _("The match is declined, and is not proposed again."),
        )  # fmt: skip

    def _write(self, kind: str, job: Callable[[], object], words: str) -> None:
        journal = self._desk.workspace.journal

        def work() -> str:
            with journal.group(kind) as group:
                job()
            return group.id

        def undo(group: str) -> None:
            self._desk.writer.run(
                lambda: journal.undo_group(group), lambda report: self._desk.show_message(report.sentence())
            )  # fmt: skip

        self._desk.writer.run(work, lambda group: self._desk.show_message(words, _("Undo"), lambda: undo(group)))
