"""A request to erase is granted as one erases oneself: what goes is shown first, and it is done only after a tick."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.exchange.pending_requests import grant_erasures
from desktop.i18n import _
from desktop.ui.background import Task
from desktop.ui.erasing.confirm_erasure import ForGoodDialog
from desktop.ui.exchange.request_tree import RequestTree
from desktop.ui.exchange.request_words import RequestWords
from desktop.ui.style.exchange import exchange_sheet
from desktop.ui.style.palette_changes import set_following_sheet

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.workspace.erasing import Erased


class GrantDialog(ForGoodDialog):
    """Has everything go that one request names."""

    def __init__(self, desk: Desk, request: RequestWords, parent: QWidget | None = None) -> None:
        super().__init__(_("Erase what is asked for"), desk.workspace, desk.background, parent)
        self._request = request
        self.form.addWidget(self.paragraph(f"{request.title}. {request.desk}"))
        self.form.addWidget(self.paragraph(" ".join(filter(None, (request.figures, request.reason)))))
        self.tree = RequestTree(self)
        self.tree.setAccessibleName(_("What would go"))
        self.tree.setMinimumSize(620, 220)
        set_following_sheet(self.tree, lambda palette: exchange_sheet(palette, self.font()))
        root = self.tree.invisibleRootItem()
        self.tree.add_records(root, request, opened=len(request.records) <= 3)
        if (first := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(first)
        self.form.addWidget(self.tree, 1)
        self.form.addWidget(
            self.paragraph(
                _(
                    "It goes from the records and their history, from the search, from attached files and from the backups."
                    " What is written there later stays. Packages, PDFs and paper that are with others already are not"
                    " reached."
                ),
                quiet=True,
            )
        )
        self.form.addWidget(self.tick)
        self._look()

    def job(self) -> Callable[[Task], Erased] | None:
        """Grant it."""
        workspace, number = self.workspace, self._request.request.no
        if self.finished_with is not None:
            return None
        return lambda task: grant_erasures(workspace, [number], task.progress)

    def done_words(self) -> str:
        """Nothing of it goes to others: they decide about their own."""
        return _("Permanently erased, here and in the backups.")
