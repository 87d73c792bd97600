"""The desks one exchanges with: what waits for them, and how to know that it is them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.exchange.partners import ROLES, Partner
from desktop.exchange.partners.standing import Standing
from desktop.i18n import _, ngettext, pgettext
from desktop.ui.buttons import primary
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.exchange.exchange_data import Exchange, PartnerDetails
from desktop.ui.exchange.partner_actions import PartnerActions
from desktop.ui.exchange.partner_page import state_words
from desktop.ui.icons import icon
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.choice import StillBox
from desktop.ui.widgets.number_text import counted
from desktop.ui.widgets.time_text import moment
from desktop.workspace.merge.outgoing import minus

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_NO = Qt.ItemDataRole.UserRole


class PartnersSide(QWidget):
    """The list, and below it the partner that is chosen."""

    send_wanted = Signal(int)
    """The number of a partner."""
    share_wanted = Signal()
    """Everybody is to get what they lack."""
    selected = Signal()
    """Another partner is selected, or none."""
    details_wanted = Signal()
    """Show the page of the partner that is selected."""
    new_computer_wanted = Signal()
    """The person goes on with another computer."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actions = PartnerActions(desk)
        self._partners: dict[int, tuple[Partner, int]] = {}
        self._details: Mapping[int, PartnerDetails] = {}
        self._for_all = 0
        heading = QLabel(_("Partners"), self)
        heading.setObjectName("sideHeading")
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHeaderLabels([_("Name"), pgettext("of a partner", "Role"), _("Waiting")])
        self.list.setAccessibleName(_("Partners"))
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.list.currentItemChanged.connect(self._show)
        self.list.currentItemChanged.connect(lambda *_ignored: self.selected.emit())
        self.list.itemActivated.connect(lambda *_ignored: self._send())
        self._nobody = QLabel(
            _("No partners yet. When you import a signed package, its sender becomes a partner; from "
              "then on you send only what is new to them."), self
        )  # fmt: skip
        self._nobody.setObjectName("sideHint")
        self._nobody.setWordWrap(True)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._own = QLabel(self)
        self._own.setObjectName("sideHint")
        self._own.setWordWrap(True)
        self._own.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        self.share = QPushButton(icon("export"), _("Send the &merged data…"), self)
        self.share.setToolTip(_("Creates a package for each partner with the changes it does not have"))
        self.share.setEnabled(desk.writable)
        self.share.clicked.connect(self.share_wanted)
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self.share)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self._nobody, 1)
        column.addWidget(self._build_detail())
        column.addWidget(self._own)
        self.only_proven = Tick(_("Import only what is proven"), self)
        self.only_proven.setToolTip(
            _(
                "Stops importing changes whose author nobody can prove: those from versions before 3.0. What is here stays."
            )
        )
        self.only_proven.setAccessibleDescription(self.only_proven.toolTip())
        self.only_proven.clicked.connect(self._actions.let_in_only_proven)
        self.new_computer = QPushButton(_("New computer…"), self)
        self.new_computer.setToolTip(_("You go on with another computer: have both desks tell your partners"))
        self.new_computer.clicked.connect(self.new_computer_wanted)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.only_proven, 1)
        foot.addWidget(self.new_computer)
        column.addLayout(foot)

    def _build_detail(self) -> QWidget:
        self.detail = QWidget(self)
        self.waiting, self.sent, self.seen, self.trust = (QLabel(self) for _each in range(4))
        for label in (self.waiting, self.sent, self.seen, self.trust):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.sent.setToolTip(_("Their next package will confirm that it arrived."))
        self.role = StillBox(self)
        for code, words in ROLES.items():
            self.role.addItem(_(words), code)
        self.role.activated.connect(self._give_role)
        rows = QFormLayout()
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(4)
        for words, widget in (
            (_("Waiting"), self.waiting), (_("Last sent"), self.sent), (_("Last received"), self.seen),
            (pgettext("of a partner", "Trust"), self.trust), (pgettext("of a partner", "R&ole"), self.role),
        ):  # fmt: skip
            rows.addRow(words, widget)
            widget.setAccessibleName(words.replace("&", ""))
        self.send = primary(QPushButton(_("&Send…"), self))
        self.send.setDefault(False)
        self.details = QPushButton(_("Details"), self)
        self.details.setToolTip(_("Verification code, rights, and what to do if something is wrong"))
        self.rename = QPushButton(_("Re&name…"), self)
        self.forget = QPushButton(_("For&get…"), self)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button, then in (
            (self.send, self._send), (self.details, self.details_wanted.emit), (self.rename, self._rename),
            (self.forget, self._forget),
        ):  # fmt: skip
            button.clicked.connect(lambda _checked=False, then=then: then())
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self.detail)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(10)
        column.addLayout(rows)
        column.addLayout(buttons)
        return self.detail

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_exchange(self, found: Exchange) -> None:
        """Show the partners; the one that was chosen stays so."""
        chosen = self.chosen
        self._partners = {each.no: (each, waiting) for each, waiting in found.partners}
        self._details = found.details
        self._for_all = found.for_all
        self.list.blockSignals(True)
        self.list.clear()
        current: QTreeWidgetItem | None = None
        for each, waiting in found.partners:
            item = QTreeWidgetItem([each.shown_name, _(ROLES.get(each.role, each.role)), counted(waiting)])
            item.setData(0, _NO, each.no)
            state = state_words(found.details[each.no].standing)
            item.setToolTip(0, plain_tip(f"{each.shown_name}: {state}"))
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{each.shown_name}, {state}")
            item.setIcon(0, _state_icon(found.details[each.no].standing))
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.list.addTopLevelItem(item)
            if chosen is not None and each.no == chosen.no:
                current = item
        self.list.blockSignals(False)
        self.list.setVisible(bool(found.partners))
        self.share.setVisible(len(found.partners) > 1)
        self._nobody.setVisible(not found.partners)
        if (first := current or self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self._show()
        self._own.setText(
            _("Verification code of this desk, to be read out:\n{digits}").format(digits=found.own_digits)
        )
        self._own.setVisible(bool(found.own_digits))
        self.only_proven.setChecked(found.only_proven)
        for widget in (self.only_proven, self.new_computer):
            widget.setEnabled(self._desk.writable)

    @property
    def chosen(self) -> Partner | None:
        """The partner that is chosen."""
        item = self.list.currentItem()
        return self._partners.get(item.data(0, _NO), (None, 0))[0] if item is not None else None

    def _show(self) -> None:
        partner = self.chosen
        self.detail.setVisible(partner is not None)
        if partner is None:
            return
        waiting = self._partners[partner.no][1]
        self.waiting.setText(
            ngettext("{count} edit to send", "{count} edits to send", waiting).format(count=counted(waiting))
        )
        self.sent.setText(_sent_words(partner, self._for_all))
        self.seen.setText(moment(partner.seen_time) if partner.seen_time else _("Nothing of theirs has come yet"))
        self.trust.setText(state_words(self._details[partner.no].standing))
        self.role.setCurrentIndex(max(self.role.findData(partner.role), 0))
        for widget in (self.role, self.send, self.rename, self.forget):
            widget.setEnabled(self._desk.writable)

    # Jobs ------------------------------------------------------------------------------------------------------------

    def _send(self) -> None:
        if (partner := self.chosen) is not None and self._desk.writable:
            self.send_wanted.emit(partner.no)

    def _give_role(self) -> None:
        role = str(self.role.currentData())
        if (partner := self.chosen) is not None and role != partner.role:
            self._actions.set_role(partner, role)

    def _rename(self) -> None:
        partner = self.chosen
        if partner is None:
            return
        dialog = QInputDialog(self)
        dialog.setWindowTitle(_("Rename"))
        dialog.setLabelText(_("Name of this partner here:"))
        dialog.setTextValue(partner.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(lambda name: self._actions.rename(partner, name))
        dialog.open()

    def _forget(self) -> None:
        partner = self.chosen
        if partner is None:
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("Remove partner"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_("Remove {name} and their key?").format(name=partner.name))
        box.setInformativeText(
            _("Data they sent is kept. Their next package will be treated as coming from an unknown desk.")
        )
        go = box.addButton(_("&Remove partner"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        go.clicked.connect(lambda: self._actions.delete(partner))
        box.open()


def _state_icon(standing: Standing) -> QIcon:
    if standing.state:
        return icon("lock")
    return icon("check") if standing.confirmed else QIcon()


def _sent_words(partner: Partner, for_all: int) -> str:
    """When the last package for them was made, and whether one of theirs has told since that they have it; or, where it is
    newer, one of everything that was for whoever gets it.
    """
    if for_all > (partner.sent_time or 0):
        return _("{time}, in a package for everyone").format(time=moment(for_all))
    if partner.sent_time is None:
        return _("Never")
    time = moment(partner.sent_time)
    on_the_way = bool(minus(partner.sent or {}, partner.seen))
    return _("{time}, receipt not confirmed yet").format(time=time) if on_the_way else time
