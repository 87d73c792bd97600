"""The pages of organisations and of people, each a list as that of the activities, and a switch between them."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.icons import icon
from desktop.ui.listing.list_page import ListPage
from desktop.ui.listing.switch import Switch
from desktop.ui.network.list_specs import OrganisationListSpec, PersonListSpec
from desktop.ui.network.network_actions import NetworkActions, person_actions
from desktop.ui.network.switch_choices import LISTS
from desktop.ui.page import ORGANISATIONS, PEOPLE

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.listing.list_spec import ListSpec


class NetworkPage(ListPage):
    """One of the two lists."""

    other_list_wanted = Signal(str)  # the name of its page

    def __init__(self, desk: Desk, listed: ListSpec, shown: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, listed, parent)
        self.switch = Switch(LISTS, shown, self, with_words=True)
        self.switch.chosen.connect(self._choose_list)
        self._shown = shown
        self.area.put_above(self.switch)

    def enter(self) -> None:
        """The keyboard goes into the search: letters find at once, and it does not stay with the other list."""
        super().enter()
        self.setFocus()

    def summarise(self) -> None:
        """Who is who: of the selected, or of all that are listed where at most one is."""
        self.side.finish()
        nos = self._meant()
        self.network_actions.write_directory(nos, self._query, all_listed=len(nos) == self.model.rowCount())

    def further_actions(self) -> list[QAction]:
        """What leaves these pages is asked of `network_actions`."""
        self.network_actions = NetworkActions(self._desk, self.listed.type, self._listing, self)
        return []

    def _meant(self) -> array[int]:
        nos = self.view.selected_nos()
        return nos if len(nos) > 1 else self.model.nos[:]

    def actions_for_menu(self) -> dict[str, list[QAction]]:
        """The page's actions, and the way to the other list."""
        found = super().actions_for_menu()
        line = QAction(self)
        line.setSeparator(True)
        found["view"] = [*self.switch.actions_by_name.values(), line, *found["view"]]
        return found

    def _choose_list(self, name: str) -> None:
        self.switch.show_choice(self._shown)  # the other page has a switch of its own
        if name != self._shown:
            self.other_list_wanted.emit(name)


class OrganisationsPage(NetworkPage):
    """Organisations."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, OrganisationListSpec(), ORGANISATIONS, parent)

    def further_actions(self) -> list[QAction]:
        """Also what one did with the network."""
        super().further_actions()
        self.record_report = QAction(icon("report"), _("Record of this or&ganisation…"), self)
        self.record_report.triggered.connect(self.report_member)
        self.evidence = QAction(icon("report"), _("Eviden&ce on this organisation"), self)
        self.evidence.triggered.connect(self.show_evidence)
        for each in (self.record_report, self.evidence):
            self.addAction(each)
        return [self.record_report, self.evidence]

    def show_evidence(self) -> None:
        """What the selected organisation did, what changed, what is missing."""
        if ids := self.selected_ids():
            self._desk.evidence_wanted.emit("organisation", ids[0])

    def report_member(self) -> None:
        """What the selected organisation did."""
        self.side.finish()
        if self.view.selected_count() == 1:
            row = self.model.listed(self.view.ranges()[0].top())
            if row is not None:
                self.network_actions.write_member_report(row.id, str(row.values.get("name") or ""))

    def _show_state(self) -> None:
        super()._show_state()
        for each in (self.record_report, self.evidence):
            each.setEnabled(self.view.selected_count() == 1)


class PeoplePage(NetworkPage):
    """People."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, PersonListSpec(), PEOPLE, parent)

    def further_actions(self) -> list[QAction]:
        """Also what is held about one, and contacts."""
        super().further_actions()
        self.held, self.save, self.copy = person_actions(
            self, self.report_person, self.save_contacts, self.copy_contacts
        )
        return [self.held, self.save, self.copy]

    def report_person(self) -> None:
        """What is held about the selected person."""
        self.side.finish()
        if self.view.selected_count() == 1:
            row = self.model.listed(self.view.ranges()[0].top())
            if row is not None:
                self.network_actions.write_person_report(row.id, str(row.values.get("name") or ""))

    def save_contacts(self) -> None:
        """Those of the selected, or of all that are listed, who agreed."""
        self.side.finish()
        self.network_actions.save_contacts(self._meant())

    def copy_contacts(self) -> None:
        """The same, to the clipboard."""
        self.side.finish()
        self.network_actions.copy_contacts(self._meant())

    def _show_state(self) -> None:
        super()._show_state()
        some = self.model.rowCount() > 0
        self.held.setEnabled(self.view.selected_count() == 1)
        self.save.setEnabled(some)
        self.copy.setEnabled(some)
