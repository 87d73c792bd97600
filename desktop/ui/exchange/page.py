"""The page of exchange: partners at the left; at the right one of them, what arrived, what waits, what others ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.exchange.exchange_data import Exchange, read_exchange
from desktop.ui.exchange.incoming_pages import IncomingPages
from desktop.ui.exchange.incoming_side import IncomingSide
from desktop.ui.exchange.new_computer_dialog import NewComputerDialog
from desktop.ui.exchange.partner_page import PartnerPage
from desktop.ui.exchange.partners_side import PartnersSide
from desktop.ui.exchange.requests_side import RequestsSide
from desktop.ui.exchange.waiting_side import WaitingSide
from desktop.ui.icons import icon
from desktop.ui.listing.empty_state import EmptyState
from desktop.ui.listing.tab_order import step
from desktop.ui.live_page import LivePage
from desktop.ui.style.exchange import exchange_sheet

if TYPE_CHECKING:
    from desktop.exchange.partners import Partner
    from desktop.ui.desk import Desk

TOPIC = "exchange: page"
QUIET_MS = 300
"""Typing changes the desk at every pause: figures are counted again when it has been quiet for so long."""


class ExchangePage(LivePage):
    """Made for one desk and one language; reads itself again when the desk changes and it is seen."""

    send_wanted = Signal(int, bool)
    """The number of a partner (0: whoever is likeliest, -1: nobody known here), and whether everything shall go."""
    import_package_wanted = Signal()
    import_folder_wanted = Signal()
    share_wanted = Signal()
    report_wanted = Signal(int)
    """The number of a consolidation."""
    waiting_wanted = Signal(object)
    """The ids of records that were set aside and may come in now."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, TOPIC, QUIET_MS, parent)
        self._wants_waiting = False
        self.exchange: Exchange | None = None
        self._title = QLabel(_("Exchange"), self)
        self._title.setObjectName("importTitle")
        self.secretariat = QPushButton(icon("export"), _("Send to the se&cretariat…"), self)
        self.secretariat.clicked.connect(lambda: self.send_wanted.emit(0, False))
        self.everything = QPushButton(icon("export"), _("Sen&d everything…"), self)
        self.everything.clicked.connect(lambda: self.send_wanted.emit(-1, True))
        self.import_package = QPushButton(icon("import"), _("Import a pac&kage…"), self)
        self.import_package.clicked.connect(self.import_package_wanted)
        self.import_folder = QPushButton(icon("open"), _("Import a fo&lder…"), self)
        self.import_folder.clicked.connect(self.import_folder_wanted)
        self._top = QWidget(self)
        top = QHBoxLayout(self._top)
        top.setContentsMargins(16, 12, 16, 8)
        top.setSpacing(8)
        top.addWidget(self._title, 1)
        for button in (self.secretariat, self.everything, self.import_package, self.import_folder):
            button.setEnabled(desk.writable)
            top.addWidget(button)
        self.partners = PartnersSide(desk, self)
        self.partners.send_wanted.connect(lambda no: self.send_wanted.emit(no, False))
        self.partners.share_wanted.connect(self.share_wanted)
        self.partner = PartnerPage(desk, self)
        self.partner.record_wanted.connect(desk.record_wanted)
        self.partner.new_computer_wanted.connect(lambda: self._open_new_computer(self.partners.chosen))
        self.partners.new_computer_wanted.connect(self._open_new_computer)
        self.partners.selected.connect(self._show_partner)
        self.partners.details_wanted.connect(lambda: self.right.show_partner())
        self.requests = RequestsSide(desk, self)
        self.requests.record_wanted.connect(desk.record_wanted)
        desk.exchange_changed.connect(self._after_exchange)
        self.arrivals = IncomingSide(desk, self)
        self.arrivals.report_wanted.connect(self.report_wanted)
        self.waiting = WaitingSide(desk, self)
        self.waiting.import_package_wanted.connect(self.waiting_wanted)
        self.waiting.ask_wanted.connect(lambda no: self.send_wanted.emit(no, False))
        self.waiting.record_wanted.connect(desk.record_wanted)
        sides = QSplitter(Qt.Orientation.Horizontal, self)
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(1)
        sides.addWidget(self.partners)
        self.right = IncomingPages(self.partner, self.arrivals, self.waiting, self.requests, self)
        sides.addWidget(self.right)
        sides.setStretchFactor(0, 2)
        sides.setStretchFactor(1, 3)
        sides.setSizes([440, 740])
        self._full = QWidget(self)
        column = QVBoxLayout(self._full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(sides, 1)
        self.empty = EmptyState(self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(QWidget(self))
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self._full)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._show_empty("")
        self._apply_style()

    def _show_empty(self, own_digits: str) -> None:
        """Nobody is known yet; whoever got the first package asks for the digits of this desk all the same."""
        self._empty_digits = own_digits
        ways = []
        if self._desk.writable:
            ways = [
                (_("Sen&d everything…"), lambda: self.send_wanted.emit(-1, True)),
                (_("Import a &package…"), self.import_package_wanted.emit),
                (_("Import a fo&lder…"), self.import_folder_wanted.emit),
                (_("New computer…"), self._open_new_computer),
            ]
        words = _(
            "Send everything once, as one file, by e-mail, chat or USB stick. The other desk imports it "
            "after a preview of the changes, and sends its own file back. After that, each of you sends "
            "only what the other does not have. No change is lost, whatever order the files arrive in."
        )
        if own_digits:
            code = _("Verification code of this desk, to be read out:\n{digits}").format(digits=own_digits)
            words = f"{words}\n\n{code}"
        self.empty.show_words("exchange", _("Desks exchange their work as files"), words, ways)

    # Reading ---------------------------------------------------------------------------------------------------------

    def job(self) -> Callable[[], Exchange]:
        """What is read on a thread."""
        workspace = self._desk.workspace
        return lambda: read_exchange(workspace)

    def show_found(self, found: Exchange) -> None:
        """Show partners, arrivals and what waits."""
        self.exchange = found
        used = bool(found.partners or found.arrivals or found.waiting.count or found.requests.shown)
        self._pages.setCurrentIndex(2 if used else 1)
        if not used and found.own_digits != self._empty_digits:  # else a button with the keyboard would be made anew
            self._show_empty(found.own_digits)
        self.secretariat.setVisible(any(each.role == "secretariat" for each, _count in found.partners))
        if used:
            self.partners.show_exchange(found)
            self.arrivals.show_exchange(found)
            self.waiting.show_waiting(found.waiting)
            self.requests.show_requests(found.requests)
            self.right.show_counts(
                partners=bool(found.partners), waiting=found.waiting.count, requests=found.requests.pending.count,
                any_request=found.requests.shown,
            )  # fmt: skip
            self._show_partner()
            if self._wants_waiting:
                self.right.show_waiting()
        self._wants_waiting = False
        if self.window().focusWidget() is self:  # also while another window has the keyboard
            self.enter()

    def _show_partner(self) -> None:
        """The page of the partner that is selected."""
        found, partner = self.exchange, self.partners.chosen
        if found is not None:
            details = None if partner is None else found.details.get(partner.no)
            self.partner.show_partner(partner, details, found.own_digits)

    def _open_new_computer(self, former: Partner | None = None) -> None:
        """Have two desks of one person say so; `former`: the other one."""
        found = self.exchange
        dialog = NewComputerDialog(
            self._desk, [] if found is None else [each for each, _waiting in found.partners], former, self.window()
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _after_exchange(self) -> None:
        """No record changed, but something that is shown here."""
        self._stale = True
        if self.isVisible():
            self.read()

    def enter(self) -> None:
        """The keyboard to where a person begins."""
        found = self.exchange
        if found is None:
            self.setFocus()  # until it is read
        elif found.partners:
            self.partners.list.setFocus()
        elif found.arrivals:
            self.arrivals.list.setFocus()
        elif self.empty.buttons:
            self.empty.buttons[0].setFocus()

    def show_waiting(self) -> None:
        """What waits, as soon as it is read."""
        self._wants_waiting = self._stale or self.exchange is None
        self.right.show_waiting()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes as the eye does."""
        parts = (self._top, self.partners, self.right) if self._full.isVisible() else (self,)
        return step(self.window(), self, parts, forward=next) or super().focusNextPrevChild(next)

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_later"):
            self._apply_style()

    def _apply_style(self) -> None:
        sheet = exchange_sheet(self.palette(), self.font())
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
