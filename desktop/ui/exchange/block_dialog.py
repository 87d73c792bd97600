"""A partner is blocked: what goes is said first, a backup is made, and it takes as long as it takes, with progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.exchange.partners import Partner
from desktop.exchange.partners.standing import BLOCK, set_state
from desktop.i18n import _, ngettext
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.widgets.number_text import counted

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_MOST_NAMES = 12


class BlockDialog(JobDialog):
    """`blocked`: it is done."""

    blocked = Signal()

    def __init__(
        self, desk: Desk, partner: Partner, relayed: tuple[str, ...] = (), parent: QWidget | None = None
    ) -> None:
        """`relayed`: names of the desks that are known through this partner alone."""
        super().__init__(_("Block a partner"), desk.background, _("&Block"), parent)
        self._desk, self._partner = desk, partner
        self.form.addWidget(self.paragraph(_("Block {name}?").format(name=partner.name)))
        self.form.addWidget(
            self.paragraph(
                _(
                    "Everything from them is removed here, as if it had never been imported, and what others wrote is"
                    " shown again. Their packages are refused. A backup is made first, and “Allow again” restores everything."
                ),
                quiet=True,
            )
        )
        words = ngettext(
            "&Also the {count} desk that is known through them alone",
            "&Also the {count} desks that are known through them alone",
            len(relayed),
        )
        self.relayed = Tick(words.format(count=counted(len(relayed))), self)
        self.relayed.setVisible(bool(relayed))
        self.form.addWidget(self.relayed)
        names = ", ".join(relayed[:_MOST_NAMES]) + ("…" if len(relayed) > _MOST_NAMES else "")
        listed = self.paragraph(names, quiet=True)
        listed.setVisible(bool(relayed))
        self.relayed.setAccessibleDescription(names)
        self.form.addWidget(listed)
        self.do.setAutoDefault(False)
        self.cancel.setDefault(True)
        self.do.clicked.connect(self._block)

    def _block(self) -> None:
        workspace, partner, with_relayed = self._desk.workspace, self._partner, self.relayed.isChecked()

        def done(_result: object) -> None:
            self.blocked.emit()
            self.accept()

        self.start(
            lambda task: set_state(workspace, partner, BLOCK, with_relayed=with_relayed, progress=task.progress), done
        )
