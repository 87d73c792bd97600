"""The page of the activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, ngettext
from desktop.ui.activities.list_spec import ActivityListSpec
from desktop.ui.listing.list_page import ListPage
from desktop.ui.listing.list_spec import number

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class ActivitiesPage(ListPage):
    """Facets at the left, search and list in the middle, the record at the right. Who looks for study visits hears of the
    visits too.
    """

    visits_wanted = Signal(str)
    """A query for visits."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, ActivityListSpec(), parent)
        self._visits_text = ""
        self.area.elsewhere.linkActivated.connect(lambda _link: self.visits_wanted.emit(self._visits_text))

    def further_actions(self) -> list[QAction]:
        """An activity becomes an offer, or raises a need."""
        self.offer = QAction(_("Make it an offer"), self)
        self.offer.triggered.connect(lambda _checked=False: self.make_offer())
        self.need = QAction(_("Note a need…"), self)
        self.need.triggered.connect(lambda _checked=False: self.note_need())
        self.suggest = QAction(_("Su&ggestions…"), self)
        self.suggest.setToolTip(_("Targets, hazards and essentials that titles and summaries speak of"))
        self.suggest.triggered.connect(lambda _checked=False: self.show_suggestions())
        self.evidence = QAction(_("Eviden&ce on this search"), self)
        self.evidence.setToolTip(
            _("What was done, what changed and what is missing on the target or place that is searched for")
        )
        self.evidence.triggered.connect(lambda _checked=False: self.show_evidence())
        return [self.suggest, self.offer, self.need, self.evidence]

    def show_evidence(self) -> None:
        """The evidence on the first target, place, organisation, module or method that is searched for."""
        from desktop.evidence.subject import subject_in

        if (subject := subject_in(self._query)) is not None:
            self._desk.evidence_wanted.emit(*subject)
        else:
            self._desk.show_message(
                _("Search for a target, a country, an organisation, a module or a method first: target:SDG:11.5")
            )

    def actions_for_menu(self) -> dict[str, list[QAction]]:
        """The page's actions; the summary stands in the menu of files."""
        found = super().actions_for_menu()
        found["record"] = [action for action in found["record"] if action is not self.jobs.summary]
        return found

    def show_suggestions(self) -> None:
        """Suggestions for the selected activities, or for all that are listed where at most one is selected."""
        from desktop.ui.suggestions import SuggestionsDialog

        self.side.finish()
        selected, listing = self.view.selected_nos(), self._listing
        nos = selected if len(selected) > 1 else self.model.nos[:]
        dialog = SuggestionsDialog(self._desk, lambda: listing.ids_of(nos), len(nos), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def make_offer(self) -> None:
        """What the selected activity taught, as an offer."""
        from desktop.ui.listing.new_needs import make_offer

        self.side.finish()
        if len(ids := self.selected_ids()) == 1:
            make_offer(self._desk, ids[0])

    def note_need(self) -> None:
        """The question that the selected activity raised, as a need; its lessons are proposed."""
        from desktop.ui.listing.new_needs import ask_need_of_lessons

        self.side.finish()
        if len(ids := self.selected_ids()) == 1:
            ask_need_of_lessons(self._desk, ids[0], self)

    def _show_state(self) -> None:
        super()._show_state()
        one = self.view.selected_count() == 1 and self._desk.writable and not self._in_bin
        self.suggest.setEnabled(self._desk.writable and not self._in_bin)
        self.offer.setEnabled(one)
        self.need.setEnabled(one)

    def _counted(self, count: int) -> None:
        super()._counted(count)
        self._look_for_visits()

    def _look_for_visits(self) -> None:
        """How many visits match too, where study visits are looked for; said below the list, so that nothing moves."""
        if self._query.empty or self._query.in_bin:
            self._show_visits_found("", 0)
            return
        asked, workspace = self._query, self._desk.workspace

        def job() -> tuple[str, int]:
            from desktop.catalogue import list_of
            from desktop.visits import visits_query

            found = visits_query(asked)
            return ("", 0) if found is None else (found.text, list_of(workspace, "visit").count(found))

        self._desk.background.run(job, lambda found: self._show_visits_found(*found), topic="activities: visits")

    def _show_visits_found(self, text: str, count: int) -> None:
        self._visits_text = text
        words = ngettext(
            "{number} peer visit matches too. <a href='visits'>Show it</a>",
            "{number} peer visits match too. <a href='visits'>Show them</a>",
            count,
        )
        self.area.elsewhere.setText(words.format(number=number(count)) if count else "")
        self.area.elsewhere.setVisible(count > 0)
