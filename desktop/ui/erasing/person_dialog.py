"""A person asks to be forgotten: what goes, what stays, and where else their name stands, said before it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.i18n import _
from desktop.ui.background import Background, Task
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.erasing.confirm_erasure import ForGoodDialog
from desktop.ui.tooltips import plain_tip
from desktop.workspace import RECORD_TYPES

if TYPE_CHECKING:
    from desktop.workspace import Workspace
    from desktop.workspace.erasing import Erased, ErasurePlan
    from desktop.workspace.erasure.erasable import Mention

_ID = Qt.ItemDataRole.UserRole


class ForgetDialog(ForGoodDialog):
    """Shows what `plan_erasure` finds and then has it go."""

    record_wanted = Signal(str)
    """Of a text that names the person: it is for people to mend."""

    def __init__(self, workspace: Workspace, background: Background, id: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Erase this person’s data everywhere"), workspace, background, parent)
        self.plan: ErasurePlan | None = None
        self.goes = self.paragraph(_("Checking…"))
        self.remaining = self.paragraph("", quiet=True)
        self.named = self.paragraph("")
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHeaderLabels([_("Record"), _("Field"), _("Words")])
        self.list.setAccessibleName(_("Texts that name this person"))
        self.list.setColumnWidth(0, 200)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setMinimumSize(620, 120)
        self.list.itemActivated.connect(self._open)
        self.names = Tick("", self)
        self.names.hide()
        for widget in (self.goes, self.remaining, self.named, self.list, self.names):
            self.form.addWidget(widget)
        self.add_reason()
        self.form.addWidget(self.tick)
        self.named.hide()
        self.list.hide()

        def look() -> ErasurePlan:
            from desktop.workspace.erasing import plan_erasure

            return plan_erasure(workspace, id)

        self.read(look, self._show)

    def _show(self, plan: ErasurePlan) -> None:
        self.plan = plan
        words = [
            _(
                "The name, contact details and everything else ever written about this person are "
                "permanently erased: from the record and its history, the search, the attached files and "
                "the backups. Records that refer to this person show “a participant”."
            )
        ]
        if plan.shared:
            words.append(
                _(
                    "The same happens on every desk that your next packages reach. Importing an older "
                    "package later does not bring the data back."
                )
            )
        else:
            words.append(_("As far as this desk knows, none of it was ever sent to others."))
        self.goes.setText("\n\n".join(words))
        remaining = [
            _(
                "Not affected: packages, PDFs, tables and printouts that others already have, and desks "
                "that no longer import packages."
            )
        ]
        if plan.signed:
            words = _("A&lso erase the name {names} from changes that were written under it")
            self.names.setText(words.format(names=", ".join(plan.signed).replace("&", "&&")))
            self.names.setToolTip(
                _("The content of these changes is kept, and so is the proof of which desk they came from")
            )
            self.names.show()
        self.remaining.setText(" ".join(remaining))
        if plan.mentions:
            self.named.setText(
                _(
                    "The name or contact details also appear in these texts, which only you can edit. "
                    "Press Enter to open one:"
                )
            )
            self.list.addTopLevelItems([self._item(each) for each in plan.mentions])
            self.named.show()
            self.list.show()
        self._look()
        self.adjustSize()

    def _item(self, mention: Mention) -> QTreeWidgetItem:
        kind = RECORD_TYPES[mention.type]
        field = kind.field_of(mention.field)
        label = _(field.label) if field is not None else mention.field
        title = mention.title or _(kind.label)
        if not mention.current:
            title = _("{title} (in the history)").format(title=title)
        item = QTreeWidgetItem([title, label, mention.around])
        item.setData(0, _ID, mention.id)
        item.setToolTip(2, plain_tip(mention.around))
        return item

    def _open(self, item: QTreeWidgetItem) -> None:
        if not self.running:
            self.accept()
            self.record_wanted.emit(item.data(0, _ID))

    def job(self) -> Callable[[Task], Erased] | None:
        """Forget them all: duplicates too, and what visits hold."""
        plan, workspace = self.plan, self.workspace
        if plan is None or not plan.written or self.finished_with is not None:
            return None

        reason, names = str(self.reason.currentData()), plan.signed if self.names.isChecked() else ()

        def forget(task: Task) -> Erased:
            from desktop.workspace.erasing import erase_person

            return erase_person(workspace, plan.records, task.progress, reason=reason, names=names)

        return forget
