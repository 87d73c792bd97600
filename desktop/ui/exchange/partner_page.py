"""One partner: who they are and how one knows, what they may do here, and what to do if something is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.exchange.partners import Partner
from desktop.exchange.partners.standing import BLOCK, FREEZE, NONE, Standing
from desktop.i18n import _, ngettext
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.exchange.block_dialog import BlockDialog
from desktop.ui.exchange.compare_codes_dialog import CodeLabel, CompareCodesDialog
from desktop.ui.exchange.exchange_data import PartnerDetails
from desktop.ui.exchange.partner_actions import PartnerActions
from desktop.ui.icons import icon
from desktop.ui.widgets.number_text import counted
from desktop.ui.widgets.time_text import moment
from desktop.workspace.changes.erasure_decisions import DECIDED, DECLINED

if TYPE_CHECKING:
    from desktop.exchange.partners.partner_details import SeenPackage
    from desktop.ui.desk import Desk

_MOST_NAMES = 12
_INDENT = 19
"""What explains a tick begins where its words do."""


class PartnerPage(QScrollArea):
    """Scrolls; without a partner it says what one is."""

    record_wanted = Signal(str)
    """The id of a record that two versions of a change are about."""
    new_computer_wanted = Signal()
    """This partner is the person who works here, on another computer."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actions = PartnerActions(desk)
        self._own_code = ""
        self.partner: Partner | None = None
        self._standing = Standing()
        self._details: PartnerDetails | None = None
        self.setObjectName("partnerPage")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is on it has the keyboard
        self._content = QWidget(self)
        self._content.setObjectName("partnerContent")
        column = QVBoxLayout(self._content)
        column.setContentsMargins(12, 0, 16, 16)
        column.setSpacing(10)
        self.name = self._label("importTitle")
        self.state = self._label("partnerState")
        self.nobody = self._label("sideHint")
        self.nobody.setText(_("Select a partner at the left."))
        self._whole = QWidget(self._content)
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.name)
        whole.addWidget(self.state)
        whole.addWidget(self._build_identity())
        whole.addWidget(self._build_rights())
        whole.addWidget(self._build_states())
        column.addWidget(self.nobody)
        column.addWidget(self._whole)
        column.addStretch(1)
        self.setWidget(self._content)
        self._show_partner()

    # Building --------------------------------------------------------------------------------------------------------

    def _build_identity(self) -> QWidget:
        self.code = CodeLabel(_("Verification code"), self)
        self.code.setToolTip(_("Ask them by telephone which code their desk shows for itself."))
        self.claimed, self.first, self.last, self.confirmed, self.relayed = (self._label() for _each in range(5))
        self.relayed.setToolTip(
            _(
                "Desks whose changes came with packages of this partner, and of which no package of their own was"
                " imported here."
            )
        )
        self.compare = QPushButton(icon("check"), _("Compare &the codes…"), self)
        self.compare.clicked.connect(self._compare)
        self.unconfirm = QPushButton(icon("undo"), _("Withdraw the confirma&tion"), self)
        self.unconfirm.setToolTip(_("Then this partner has no rights here either"))
        self.unconfirm.clicked.connect(self._unconfirm)
        self.forks = self._label("partnerFork")
        box, form = self._section(_("Who this is"))
        rows = QFormLayout()
        rows.setHorizontalSpacing(14)
        rows.setVerticalSpacing(6)
        rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._rows = rows
        confirming = QWidget(self)
        across = QVBoxLayout(confirming)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        across.addWidget(self.confirmed)
        buttons = QHBoxLayout()
        buttons.addWidget(self.compare)
        buttons.addWidget(self.unconfirm)
        buttons.addStretch(1)
        across.addLayout(buttons)
        for words, widget in (
            (_("Verification code"), self.code), (_("Confirmed"), confirming), (_("Calls itself"), self.claimed),
            (_("First seen"), self.first), (_("Last package"), self.last), (_("Known through them"), self.relayed),
            (_("New computer"), self._build_linking()),
        ):  # fmt: skip
            rows.addRow(words, widget)
            if isinstance(widget, QLabel):
                widget.setAccessibleName(words)
        self.confirmed.setAccessibleName(_("Confirmed"))
        form.addLayout(rows)
        form.addWidget(self.forks)
        self.myself = QPushButton(_("This is me, on another computer…"), self)
        self.myself.setToolTip(_("Has both of your desks tell partners that you go on with another computer"))
        self.myself.clicked.connect(self.new_computer_wanted)
        self.myself.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        form.addWidget(self.myself)
        return box

    def _build_linking(self) -> QWidget:
        """What is said of the computer before this one, and whether it is believed here."""
        self.former = self._label()
        self.former.setAccessibleName(_("New computer"))
        self.link = QPushButton(icon("check"), _("They are the same person…"), self)
        self.link.clicked.connect(self._link)
        self.unlink = QPushButton(icon("undo"), _("They are not the same person"), self)
        self.unlink.clicked.connect(self._unlink)
        self.linking = QWidget(self)
        column = QVBoxLayout(self.linking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.former)
        buttons = QHBoxLayout()
        buttons.addWidget(self.link)
        buttons.addWidget(self.unlink)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return self.linking

    def _build_rights(self) -> QWidget:
        box, form = self._section(_("What they may do here"))
        self.rights_hint = self._label("sideHint")
        self.rights_hint.setText(
            _("Rights can be given once the codes were compared: the first package could be anyone’s.")
        )
        self.erases = Tick(_("Ma&y erase people here"), self)
        self.erases.clicked.connect(lambda on: self._let_erase("people" if on else "ask"))
        self.old = Tick(_("&May send old changes"), self)
        self.old.clicked.connect(self._let_bring_old)
        self.declining = self._label()
        self.declining.setText(_("All their requests to erase are declined."))
        self.ask_again = QPushButton(_("Ask me about each"), self)
        self.ask_again.setToolTip(_("From now on you are asked about each of their requests to erase"))
        self.ask_again.clicked.connect(lambda: self._let_erase("ask"))
        self._declined = QWidget(self)
        across = QHBoxLayout(self._declined)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.declining, 1)
        across.addWidget(self.ask_again)
        form.addWidget(self.rights_hint)
        form.addWidget(self._declined)
        for tick, words in (
            (self.erases, _("What they ask to erase in records of people goes at once, here and in the backups, and cannot be"
                            " brought back. About all else you are asked.")),
            (self.old, _("Changes of others from versions before 3.0 are imported without a question, "
                         "although nobody can prove who wrote them.")),
        ):  # fmt: skip
            tick.setAccessibleDescription(words)
            hint = self._hint(words)
            hint.setContentsMargins(_INDENT, 0, 0, 0)
            form.addWidget(tick)
            form.addWidget(hint)
        return box

    def _build_states(self) -> QWidget:
        box, form = self._section(_("If something is wrong"))
        self.freeze = QPushButton(_("Freeze"), self)
        self.block = QPushButton(_("Block…"), self)
        self.allow = QPushButton(icon("undo"), _("Allow again"), self)
        for button, state, words in (
            (self.freeze, FREEZE, _("What is here stays. What they write from now on waits, whoever brings it. For a key that"
                                    " was stolen, or a computer that was lost or sold.")),
            (self.block, BLOCK, _("All that is here of them is taken out, as if it had never come, so that what others"
                                  " wrote shows again. Their packages are refused.")),
            (self.allow, NONE, _("What waited, or was removed, is here again, and their packages are "
                                 "imported.")),
        ):  # fmt: skip
            button.clicked.connect(lambda _checked=False, state=state: self._set_state(state))
            button.setAccessibleDescription(words)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            line = QWidget(self)
            across = QHBoxLayout(line)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(12)
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            across.addWidget(self._hint(words), 1)
            form.addWidget(line)
        return box

    def _section(self, heading: str) -> tuple[QWidget, QVBoxLayout]:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(8)
        above = QLabel(heading, box)
        above.setObjectName("sideHeading")
        column.addWidget(above)
        return box, column

    def _label(self, name: str = "") -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _hint(self, words: str) -> QLabel:
        label = self._label("sideHint")
        label.setText(words)
        return label

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_partner(self, partner: Partner | None, details: PartnerDetails | None, own_code: str) -> None:
        """Show a partner; None: nobody is selected."""
        self.partner, self._own_code = partner, own_code
        if partner is not None and details is not None:
            self._standing, self._details = details.standing, details
            self._fill(partner, details)
        self._show_partner()

    def _show_partner(self) -> None:
        self.nobody.setVisible(self.partner is None)
        self._whole.setVisible(self.partner is not None)

    def _fill(self, partner: Partner, details: PartnerDetails) -> None:
        standing, writable = details.standing, self._desk.writable
        self.name.setText(partner.shown_name)
        words = state_words(standing)
        self.state.setText(words)
        self.state.setProperty("wrong", standing.state != NONE)
        self.state.style().polish(self.state)
        self.code.show_code(partner.fingerprint)
        self._show_row(self.claimed, partner.claimed if partner.claimed != partner.name else "")
        self.first.setText(_seen_words(details.packages.first, partner.met))
        self._show_row(self.last, _seen_words(details.packages.last, partner.seen_time))
        self.confirmed.setText(_confirmed_words(standing))
        self._show_row(self.relayed, _relayed_words(details.relayed))
        self.forks.setText("\n\n".join(each.sentence for each in details.forks))
        self.forks.setVisible(bool(details.forks))
        confirmed = bool(standing.confirmed)
        self._show_linking(details, confirmed and writable)
        self.myself.setEnabled(writable)
        self.compare.setVisible(not confirmed)
        self.compare.setEnabled(writable and bool(self._own_code))
        self.compare.setToolTip(
            "" if self._own_code else _("This desk has no code yet: it gets one with its first package.")
        )
        self.unconfirm.setVisible(confirmed)
        self.unconfirm.setEnabled(writable)
        self.rights_hint.setVisible(not confirmed)
        self.erases.setChecked(confirmed and partner.erases == DECIDED)
        self.old.setChecked(confirmed and partner.brings_old)
        for tick in (self.erases, self.old):
            tick.setEnabled(confirmed and writable)
            tick.setToolTip("" if confirmed else _("Compare the codes first."))
        self._declined.setVisible(partner.erases == DECLINED)
        self.ask_again.setEnabled(writable)
        for button, state in ((self.freeze, FREEZE), (self.block, BLOCK), (self.allow, NONE)):
            parent = button.parentWidget()
            assert parent is not None
            parent.setVisible(standing.state != state)
            button.setEnabled(writable)

    def _show_linking(self, details: PartnerDetails, may: bool) -> None:
        former = details.former
        self._rows.setRowVisible(self.linking, former is not None or bool(details.later))
        self.former.setText(_former_words(details))
        self.link.setVisible(former is not None and not former.linked)
        self.link.setEnabled(may)
        self.link.setToolTip("" if details.standing.confirmed else _("Compare the codes first."))
        self.unlink.setVisible(former is not None and bool(former.linked))
        self.unlink.setEnabled(self._desk.writable)

    def _show_row(self, label: QLabel, words: str) -> None:
        label.setText(words)
        self._rows.setRowVisible(label, bool(words))

    # Actions ---------------------------------------------------------------------------------------------------------

    def _compare(self) -> None:
        partner, before = self.partner, self._standing
        if partner is None:
            return
        dialog = CompareCodesDialog(partner, self._own_code, self.window())
        dialog.accepted.connect(lambda: self._actions.confirm(partner, before))
        dialog.rejected.connect(lambda: self._actions.set_state(partner, FREEZE, before) if dialog.differs else None)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _unconfirm(self) -> None:
        if self.partner is not None:
            self._actions.unconfirm(self.partner, self._standing)

    def _link(self) -> None:
        partner, details = self.partner, self._details
        if partner is None or details is None or details.former is None:
            return
        former = details.former.name
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("New computer"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_("Are {name} and {former} the same person?").format(name=partner.name, former=former))
        box.setInformativeText(
            _(
                "What they erase on the new computer is then erased from what they wrote on the old one too, here and"
                " in the backups, for good. Rights are not passed on: give them again."
            )
        )
        go = box.addButton(_("Yes, the &same person"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        go.clicked.connect(lambda: self._actions.link(partner, former))
        box.open()

    def _unlink(self) -> None:
        if self.partner is not None and self._details is not None and self._details.former is not None:
            self._actions.remove_link(self.partner, self._details.former.name)

    def _let_erase(self, what: str) -> None:
        if self.partner is not None:
            self._actions.let_erase(self.partner, what)

    def _let_bring_old(self, may: bool) -> None:
        if self.partner is not None:
            self._actions.let_bring_old(self.partner, may)

    def _set_state(self, state: str) -> None:
        if self.partner is not None and state == BLOCK:
            self._block(self.partner, self._standing)
        elif self.partner is not None:
            self._actions.set_state(self.partner, state, self._standing)

    def _block(self, partner: Partner, before: Standing) -> None:
        relayed = self._details.relayed if self._details is not None else ()
        dialog = BlockDialog(self._desk, partner, relayed, self.window())
        dialog.blocked.connect(lambda: self._actions.show_state(partner, BLOCK, before))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def state_words(standing: Standing) -> str:
    """How far a partner is trusted, in a few words."""
    if standing.state == FREEZE:
        return _("Frozen: what comes waits")
    if standing.state == BLOCK:
        return _("Blocked: packages are refused")
    return _("Code compared by phone") if standing.confirmed else _("Code not compared yet")


def _former_words(details: PartnerDetails) -> str:
    """Who says that a partner was another one before, and what this desk holds of it."""
    former = details.former
    said: list[str] = []
    if former is not None and former.linked:
        words = _("The same person as {name}, linked by {who}, {time}.")
        said.append(words.format(name=former.name, who=former.linked_by or "…", time=moment(former.linked)))
    elif former is not None:
        words = _("{name} and this desk both say that the same person goes on here, on a new computer.")
        said.append(words.format(name=former.name))
    if details.later:
        words = _("Says that they now use a new computer, as {names}: see that partner.")
        said.append(words.format(names=", ".join(details.later)))
    return "\n".join(said)


def _confirmed_words(standing: Standing) -> str:
    if not standing.confirmed:
        return _("Not yet: nobody compared the codes by telephone.")
    if not standing.confirmed_by:
        return moment(standing.confirmed)
    return _("{time}, by {name}").format(time=moment(standing.confirmed), name=standing.confirmed_by)


def _seen_words(package: SeenPackage | None, time: int) -> str:
    if package is None:
        return moment(time) if time else ""
    return _("{time}, in {file}").format(time=moment(package.time), file=package.name)


def _relayed_words(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    words = ngettext("{count} other desk: {names}", "{count} other desks: {names}", len(names))
    shown = ", ".join(names[:_MOST_NAMES]) + ("…" if len(names) > _MOST_NAMES else "")
    return words.format(count=counted(len(names)), names=shown)
