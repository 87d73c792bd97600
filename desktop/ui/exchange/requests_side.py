"""What others ask this desk to decide: requests to erase, changes whose author nobody can prove; and copied workspaces."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMessageBox, QPushButton, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop.exchange.partners.new_desks import (
    NewDesk,
    accept_new_desk,
    new_desks_words,
    undo_accept_new_desk,
)
from desktop.exchange.pending_requests import (
    Declined,
    KeptOutAuthor,
    PendingRequests,
    accept_author,
    decline_desk,
    undo_decline,
)
from desktop.i18n import _, ngettext
from desktop.ui.exchange.exchange_data import Requests
from desktop.ui.exchange.grant_erasure_dialog import GrantDialog
from desktop.ui.exchange.request_tree import RECORD, RequestTree
from desktop.ui.exchange.request_words import RequestWords
from desktop.ui.icons import icon
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.number_text import counted
from desktop.workspace.changes.quarantine import AUTHOR

if TYPE_CHECKING:
    from desktop.exchange.partners import Partner
    from desktop.ui.desk import Desk
    from desktop.workspace.merge.incoming import Received

_REQUEST, _AUTHOR, _NEW = (Qt.ItemDataRole.UserRole + each for each in (3, 4, 5))


class RequestsSide(QWidget):
    """`record_wanted` to open a record that a request, or two versions of a change, are about."""

    record_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pending = PendingRequests((), ())
        self.list = RequestTree(self)
        self.list.setAccessibleName(_("Requests"))
        self.list.itemSelectionChanged.connect(self._update_buttons)
        self.list.itemActivated.connect(self._open)
        self.about = QLabel(self)
        self.about.setObjectName("sideHint")
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.grant = QPushButton(icon("bin"), _("Gran&t…"), self)
        self.grant.setToolTip(_("Shows what would be erased, and erases it permanently"))
        self.grant.clicked.connect(self._grant)
        self.decline = QPushButton(_("Decl&ine"), self)
        self.decline.setToolTip(_("Everything stays. The same request does not ask again; it can be granted later"))
        self.decline.clicked.connect(self._decline)
        self.decline_desk = QPushButton(_("Decline all of this desk"), self)
        self.decline_desk.setToolTip(
            _("Declines all that this desk asks to erase, and, where it is a partner, whatever it asks later")
        )
        self.decline_desk.clicked.connect(self._decline_desk)
        self.accept = QPushButton(icon("import"), _("&Import them…"), self)
        self.accept.setToolTip(_("For changes of which you know from the desk itself that it wrote them"))
        self.accept.clicked.connect(self._accept)
        self.accept_desk = QPushButton(icon("check"), _("Accep&t this desk"), self)
        self.accept_desk.setToolTip(
            _("Makes it a partner: its packages are imported when you open them again. Compare the code by phone first")
        )
        self.accept_desk.clicked.connect(self._accept_desk)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        for button in (self.decline_desk, self.decline, self.grant, self.accept, self.accept_desk):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addWidget(self.about)
        column.addLayout(foot)
        self._update_buttons()

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_requests(self, found: Requests) -> None:
        """Show all of them; the one that was selected stays so."""
        selected, self._pending = self._selected_number(), found.pending
        self.list.blockSignals(True)
        self.list.clear()
        waiting = [each for each in found.erasures if not each.declined]
        declined = [each for each in found.erasures if each.declined]
        self._add_requests(
            ngettext("{count} request to erase", "{count} requests to erase", len(waiting)), waiting, selected
        )
        new = found.pending.new_desks
        if new:
            words = ngettext("{count} new desk waits to be accepted", "{count} new desks wait to be accepted", len(new))
            top = self.list.add_heading(words.format(count=counted(len(new))))
            for desk, line in zip(new, new_desks_words(new), strict=True):
                self.list.add_sentence(top, line).setData(0, _NEW, desk)
        kept_out = found.pending.kept_out
        if kept_out:
            words = ngettext("Changes of {count} desk wait", "Changes of {count} desks wait", len(kept_out))
            top = self.list.add_heading(words.format(count=counted(len(kept_out))))
            for each in kept_out:
                self.list.add_sentence(top, each.sentence).setData(0, _AUTHOR, each)
        forks = found.pending.forks
        copied, unproven = [each for each in forks if each.proven], [each for each in forks if not each.proven]
        for those, words in (
            (copied, ngettext("{count} workspace was copied", "{count} workspaces were copied", len(copied))),
            (
                unproven,
                ngettext(
                    "Two versions of what {count} desk wrote", "Two versions of what {count} desks wrote", len(unproven)
                ),
            ),
        ):
            if not those:
                continue
            top = self.list.add_heading(words.format(count=counted(len(those))))
            for fork in those:
                item = self.list.add_sentence(top, fork.sentence)
                for record in fork.records:
                    child = QTreeWidgetItem([record.title or _("Untitled")])
                    child.setData(0, RECORD, record.id)
                    item.addChild(child)
                item.setExpanded(len(fork.records) <= 3)
        self._add_requests(
            ngettext("{count} declined request", "{count} declined requests", len(declined)), declined, selected
        )
        if self.list.currentItem() is None and (top := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(top.child(0) or top)
        self.list.blockSignals(False)
        self._update_buttons()

    def _add_requests(self, words: str, requests: list[RequestWords], selected: int) -> None:
        if not requests:
            return
        top = self.list.add_heading(words.format(count=counted(len(requests))))
        for each in requests:
            item = QTreeWidgetItem([each.title, each.about])
            item.setToolTip(0, plain_tip(each.title))
            item.setToolTip(1, plain_tip(each.about))
            item.setData(0, _REQUEST, each)
            top.addChild(item)
            self.list.add_sentence(item, each.desk)
            if each.reason:
                self.list.add_sentence(item, each.reason)
            self.list.add_records(item, each, opened=len(each.records) == 1)
            item.setExpanded(not each.declined and len(requests) <= 3)
            if each.request.no == selected:
                self.list.setCurrentItem(item)

    # What is selected ------------------------------------------------------------------------------------------------

    def _selected(self, role: Qt.ItemDataRole | int) -> object:
        """Of the line that is selected, or of one that it stands under."""
        item = self.list.currentItem()
        while item is not None:
            if (found := item.data(0, role)) is not None:
                return found
            item = item.parent()
        return None

    @property
    def selected(self) -> RequestWords | None:
        """The request that is selected."""
        found = self._selected(_REQUEST)
        return found if isinstance(found, RequestWords) else None

    def _selected_number(self) -> int:
        return 0 if self.selected is None else self.selected.request.no

    @property
    def selected_author(self) -> KeptOutAuthor | None:
        """Whose waiting changes are selected."""
        found = self._selected(_AUTHOR)
        return found if isinstance(found, KeptOutAuthor) else None

    @property
    def selected_desk(self) -> NewDesk | None:
        """The new desk that is selected."""
        found = self._selected(_NEW)
        return found if isinstance(found, NewDesk) else None

    def _update_buttons(self) -> None:
        request, author, writable = self.selected, self.selected_author, self._desk.writable
        self.about.setText(request.figures if request is not None else "")
        self.about.setVisible(request is not None)
        for button in (self.grant, self.decline, self.decline_desk):
            button.setVisible(request is not None)
        self.grant.setEnabled(request is not None and writable)
        open_still = request is not None and not request.declined
        self.decline.setEnabled(open_still and writable)
        self.decline_desk.setEnabled(open_still and writable)
        self.accept.setVisible(author is not None and author.why == AUTHOR)
        self.accept.setEnabled(writable)
        self.accept_desk.setVisible(self.selected_desk is not None)
        self.accept_desk.setEnabled(writable)

    def _open(self) -> None:
        if isinstance(id := self._selected(RECORD), str) and id:
            self.record_wanted.emit(id)
        elif self.selected is not None and self._desk.writable:
            self._grant()

    # Answers ---------------------------------------------------------------------------------------------------------

    def _grant(self) -> None:
        request = self.selected
        if request is None:
            return
        dialog = GrantDialog(self._desk, request, self.window())
        dialog.finished.connect(lambda _result: self._desk.exchange_changed.emit())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _decline(self) -> None:
        request = self.selected
        if request is None:
            return
        workspace, numbers = self._desk.workspace, [request.request.no]

        def decline() -> Declined:
            workspace.journal.decline_erasures(numbers)
            return Declined(tuple(numbers), None)

        self._run(decline)

    def _decline_desk(self) -> None:
        request = self.selected
        if request is not None:
            workspace, asked = self._desk.workspace, request.request
            self._run(lambda: decline_desk(workspace, asked))

    def _run(self, job: Callable[[], Declined]) -> None:
        desk = self._desk

        def done(declined: Declined) -> None:
            desk.exchange_changed.emit()
            count = len(declined.numbers)
            words = ngettext(
                "{count} request was declined: everything stays. It can be granted later.",
                "{count} requests were declined: everything stays. They can be granted later.",
                count,
            ).format(count=counted(count))
            if declined.partner is not None:
                words += " " + _("What {name} asks later is declined too.").format(name=declined.partner.name)
            desk.show_message(
                words, _("Undo"), lambda: desk.writer.run(lambda: undo_decline(desk.workspace, declined), undone)
            )

        def undone(_none: object) -> None:
            desk.exchange_changed.emit()
            desk.show_message(_("It is as it was before."))

        desk.writer.run(job, done)

    def _accept_desk(self) -> None:
        new = self.selected_desk
        if new is None:
            return
        desk = self._desk

        def done(partner: Partner) -> None:
            desk.exchange_changed.emit()
            desk.show_message(
                _("{name} is a partner now. Import the package again: {file}").format(name=partner.name, file=new.file),
                _("Undo"),
                lambda: desk.writer.run(lambda: undo_accept_new_desk(desk.workspace, partner, new), undone),
            )

        def undone(_none: object) -> None:
            desk.exchange_changed.emit()
            desk.show_message(_("It is as it was before."))

        desk.writer.run(lambda: accept_new_desk(desk.workspace, new), done)

    def _accept(self) -> None:
        author = self.selected_author
        if author is None:
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("Import them"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_("Did {name} write these changes?").format(name=author.name))
        box.setInformativeText(
            _("Nobody can prove it. Ask them by phone first. A backup is made before anything is imported.")
        )
        go = box.addButton(_("&Import them"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        go.clicked.connect(lambda: self._take(author))
        box.open()

    def _take(self, author: KeptOutAuthor) -> None:
        desk, pending = self._desk, self._pending

        def done(received: Received) -> None:
            desk.exchange_changed.emit()
            words = ngettext("{count} change imported.", "{count} changes imported.", received.new)
            desk.show_message(words.format(count=counted(received.new)))

        desk.writer.run(lambda: accept_author(desk.workspace, pending, author.replica), done)
