"""The list of pages, in the order of the rail and of the menu. A page more is its folder and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup

from desktop.i18n import N_, _
from desktop.ui.page import (
    ACTIVITIES,
    BIN,
    CONFLICTS,
    EVIDENCE,
    EXCHANGE,
    FORUM,
    GOALS,
    INDICATORS,
    LEARNING,
    MATCHING,
    MODULES,
    NEEDS,
    OFFERS,
    ORGANISATIONS,
    PEOPLE,
    PROGRAMME,
    RELATIONS,
    TRAININGS,
    VISITS,
)
from desktop.ui.tooltips import plain_tip

if TYPE_CHECKING:
    from desktop.ui.activities import ActivitiesPage
    from desktop.ui.conflicts.page import ConflictsPage
    from desktop.ui.evidence import EvidencePage
    from desktop.ui.exchange.page import ExchangePage
    from desktop.ui.forum import ForumPage
    from desktop.ui.goals import GoalsPage, IndicatorsPage
    from desktop.ui.learning import LearningPage, ModulesPage, TrainingsPage
    from desktop.ui.needs import MatchingPage, NeedsPage, OffersPage
    from desktop.ui.network import NetworkPage
    from desktop.ui.network.relations_page import RelationsPage
    from desktop.ui.operations import Operations
    from desktop.ui.overview.page import OverviewPage
    from desktop.ui.programme import ProgrammeEditor
    from desktop.ui.visits import VisitsPage
    from desktop.ui.window_protocol import Pages


@dataclass(frozen=True)
class PageEntry:
    """One page in the list. `title` and `tip` are marked with `N_`; `page` and `counter` are "module:Class", loaded late."""

    name: str
    title: str = ""
    tip: str = ""
    icon: str = ""
    page: str = ""
    """"" for the bin, which other pages show."""
    connect: Callable[[Any, Pages, Operations], object] | None = None
    """Connects what the page wants with other pages and with operations, once it is made."""
    counter: str = ""
    only_with_count: bool = False
    """Its buttons are there only while something is counted, or while it is shown."""
    under: str = ""
    """The page whose button stands for it; such a page has none of its own."""
    topic: str = ""
    """Its topic of the help (`desktop/help_texts.py`); "" for the one of its name."""


def _connect_overview(page: OverviewPage, pages: Pages, operations: Operations) -> None:
    page.exchange_wanted.connect(lambda: pages.open_page(EXCHANGE))
    page.evidence_wanted.connect(lambda: pages.open_page(EVIDENCE))
    page.goals_wanted.connect(lambda: pages.open_page(GOALS))
    page.waiting_wanted.connect(pages.show_waiting)
    page.visit_wanted.connect(pages.new_visit)
    page.import_package_wanted.connect(operations.packages.ask_import)
    page.list_wanted.connect(pages.show_list)


def _connect_goals(page: GoalsPage | IndicatorsPage, pages: Pages, operations: Operations) -> None:
    page.sample_wanted.connect(operations.sample.load)
    page.switch.other_list_wanted.connect(pages.open_page)


def _connect_evidence(page: EvidencePage, pages: Pages, operations: Operations) -> None:
    page.list_wanted.connect(pages.show_list)
    page.sample_wanted.connect(operations.sample.load)


def _connect_activities(page: ActivitiesPage, pages: Pages, operations: Operations) -> None:
    page.import_wanted.connect(operations.tables.ask_import)
    page.sample_wanted.connect(operations.sample.load)
    page.summary_wanted.connect(operations.tables.summary)


def _connect_visits(page: VisitsPage, pages: Pages, operations: Operations) -> None:
    visits = operations.visits
    page.export_actions.documents_wanted.connect(visits.documents)
    page.export_actions.calendar_wanted.connect(visits.export_calendar)
    page.export_actions.contacts_wanted.connect(visits.export_contacts)


def _connect_network(page: NetworkPage | RelationsPage, pages: Pages, operations: Operations) -> None:
    page.sample_wanted.connect(operations.sample.load)
    page.other_list_wanted.connect(pages.open_page)


def _connect_learning(
    page: LearningPage | ModulesPage | TrainingsPage | NeedsPage | OffersPage | MatchingPage,
    pages: Pages,
    operations: Operations,
) -> None:
    page.sample_wanted.connect(operations.sample.load)
    page.switch.other_list_wanted.connect(pages.open_page)


def _connect_forum(page: ForumPage, pages: Pages, operations: Operations) -> None:
    page.sample_wanted.connect(operations.sample.load)


def _connect_trainings(page: TrainingsPage, pages: Pages, operations: Operations) -> None:
    _connect_learning(page, pages, operations)
    page.people_wanted.connect(lambda text: pages.show_list("person", text))


def _connect_conflicts(page: ConflictsPage, pages: Pages, operations: Operations) -> None:
    page.activities_wanted.connect(lambda: pages.open_page(ACTIVITIES))


def _connect_exchange(page: ExchangePage, pages: Pages, operations: Operations) -> None:
    packages = operations.packages
    page.send_wanted.connect(packages.send)
    page.import_package_wanted.connect(packages.ask_import)
    page.import_folder_wanted.connect(packages.ask_import_folder)
    page.share_wanted.connect(packages.share)
    page.report_wanted.connect(packages.show_consolidation)
    page.waiting_wanted.connect(packages.import_deferred)


def _connect_programme(page: ProgrammeEditor, pages: Pages, operations: Operations) -> None:
    page.left.connect(lambda: pages.show_record(page.visit))
    page.visit_gone.connect(lambda: pages.is_shown(PROGRAMME) and pages.open_page(VISITS))


LAST_NUMBER_KEY = 9
"""Ctrl and the number of its place in the rail opens a page."""

PAGES: tuple[PageEntry, ...] = (
    PageEntry("overview", N_("Ov&erview"), N_("What is due and waits; figures and coverage"),
              "overview", "desktop.ui.overview.page:OverviewPage", _connect_overview,
              counter="desktop.ui.overview.counter:OverdueCounter"),
    PageEntry(ACTIVITIES, N_("&Activities"), N_("All activities of this workspace"),
              "activities", "desktop.ui.activities:ActivitiesPage", _connect_activities),
    PageEntry(VISITS, N_("&Visits"), N_("Peer visits, from the first idea to the follow-up"),
              "visits", "desktop.ui.visits:VisitsPage", _connect_visits),
    PageEntry(ORGANISATIONS, N_("Networ&k"), N_("Organisations and people: members, partners, who was reached and who was not"),
              "network", "desktop.ui.network:OrganisationsPage", _connect_network, topic="network"),
    PageEntry(PEOPLE, page="desktop.ui.network:PeoplePage", connect=_connect_network, under=ORGANISATIONS,
              topic="network"),
    PageEntry(RELATIONS, page="desktop.ui.network.relations_page:RelationsPage", connect=_connect_network,
              under=ORGANISATIONS, topic="network"),
    PageEntry(LEARNING, N_("Lea&rning"), N_("Courses and their runs: who enrolled, completed and was certified, in numbers"),
              "learning", "desktop.ui.learning:LearningPage", _connect_learning),
    PageEntry(MODULES, page="desktop.ui.learning:ModulesPage", connect=_connect_learning, under=LEARNING,
              topic="learning"),
    PageEntry(TRAININGS, page="desktop.ui.learning:TrainingsPage", connect=_connect_trainings, under=LEARNING,
              topic="learning"),
    PageEntry(NEEDS, page="desktop.ui.needs:NeedsPage", connect=_connect_learning, under=LEARNING, topic="needs"),
    PageEntry(OFFERS, page="desktop.ui.needs:OffersPage", connect=_connect_learning, under=LEARNING, topic="needs"),
    PageEntry(MATCHING, page="desktop.ui.needs:MatchingPage", connect=_connect_learning, under=LEARNING, topic="needs"),
    PageEntry(FORUM, N_("Foru&m"), N_("Topics that people propose, votes on them, groups and the programme that follows"),
              "forum", "desktop.ui.forum:ForumPage", _connect_forum),
    PageEntry(CONFLICTS, N_("Co&nflicts"), N_("Values that differ between desks"),
              "conflicts", "desktop.ui.conflicts.page:ConflictsPage", _connect_conflicts,
              counter="desktop.ui.conflicts.counter:ConflictCounter", only_with_count=True),
    PageEntry(BIN, N_("&Bin"), N_("Deleted records; you can restore them here"), "bin"),
    PageEntry(EXCHANGE, N_("E&xchange"), N_("Partners, and what arrived from them"),
              "exchange", "desktop.ui.exchange.page:ExchangePage", _connect_exchange,
              counter="desktop.ui.exchange.request_counter:RequestCounter"),
    PageEntry(GOALS, page="desktop.ui.goals:GoalsPage", connect=_connect_goals, under="overview"),
    PageEntry(INDICATORS, page="desktop.ui.goals:IndicatorsPage", connect=_connect_goals, under="overview", topic="goals"),
    PageEntry(EVIDENCE, page="desktop.ui.evidence:EvidencePage", connect=_connect_evidence, under="overview"),
    PageEntry(PROGRAMME, page="desktop.ui.programme:ProgrammeEditor", connect=_connect_programme, under=VISITS),
)  # fmt: skip


def load_class(place: str) -> Any:
    """The class that "module:Class" names. (`pkgutil.resolve_name` does the same, and is slower to load than the pages.)"""
    module, name = place.split(":")
    return getattr(import_module(module), name)


def page_actions(parent: QObject) -> dict[str, QAction]:
    """An action for each page with a title; one of them is checked."""
    group, found = QActionGroup(parent), dict[str, QAction]()
    for number, entry in enumerate((each for each in PAGES if each.title), 1):
        action = QAction(_(entry.title), group)
        action.setToolTip(plain_tip(_(entry.tip)))
        action.setCheckable(True)
        if number <= LAST_NUMBER_KEY:
            action.setShortcut(f"Ctrl+{number}")
        action.setVisible(not entry.only_with_count)
        found[entry.name] = action
    found[ACTIVITIES].setChecked(True)
    return found
