"""An open desk in the window: the rail, what has to be said over the pages, and the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.system.files import is_folder
from desktop.system.synced_folders import sync_service
from desktop.ui import pages
from desktop.ui.activities.page import ActivitiesPage
from desktop.ui.badge import Badge
from desktop.ui.journal_preloader import JournalPreloader
from desktop.ui.listing.list_page import ListPage
from desktop.ui.notice_bar import NoticeBar
from desktop.ui.page import (
    ACTIVITIES,
    BIN,
    CONFLICTS,
    EVIDENCE,
    EXCHANGE,
    FORUM,
    GOALS,
    INDICATORS,
    MODULES,
    NEEDS,
    OFFERS,
    ORGANISATIONS,
    PEOPLE,
    PROGRAMME,
    VISITS,
    Counter,
    Page,
)
from desktop.ui.pages import PageEntry, load_class
from desktop.ui.rail import Rail
from desktop.ui.tooltips import plain_tip
from desktop.workspace.storage.moved_desks import MOVES

if TYPE_CHECKING:
    from desktop.catalogue import Query
    from desktop.exchange.moving import OtherComputer
    from desktop.ui.desk import Desk
    from desktop.ui.menus import Menus
    from desktop.ui.operations import Operations
    from desktop.workspace import Changed, UndoReport

LOOK_MS = 15_000
AFTER_ROWS_MS, DAILY_MS = 400, 5_000
"""Nothing that can wait disturbs the first seconds."""
FEW = 5
"""Records: an edit of so few neither brings nor takes a sample."""


_LISTS = {"activity": ACTIVITIES, "visit": VISITS, "organisation": ORGANISATIONS, "person": PEOPLE}
"""The pages that list records of these types."""
_PAGES = {
    "need": NEEDS, "offer": OFFERS, "pair": NEEDS, "matching": NEEDS,
    "organisation": ORGANISATIONS, "person": PEOPLE, "module": MODULES, "goal": GOALS, "indicator": INDICATORS,
    **dict.fromkeys(("forum", "topic", "comment", "round", "vote", "call", "answer"), FORUM),
}  # fmt: skip
"""The pages that show these types of records; visits and their parts have theirs, all others are shown beside activities."""


@dataclass(frozen=True)
class Place:
    """Where a person was before the words of the window were made anew: what was searched for, and what was chosen."""

    activities: str
    activity: str
    visits: str | None  # None where the page of visits was not shown
    visit: str
    network: tuple[str, str, str] = ("", "", "")  # the page of it that was shown, its query, and the record selected


class DeskView(QWidget):
    """Made anew for each desk, and when the language changes."""

    reopen_wanted = Signal()
    count_changed = Signal(str)
    """How many are listed, or selected, on the page that is shown, in words; "" where it lists none."""
    named = Signal(str)
    """The person said who they are; "" for: rather not."""

    def __init__(self, desk: Desk, menus: Menus, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._menus = menus
        self._operations = operations
        self._entries = {entry.name: entry for entry in pages.PAGES}
        self._made: dict[str, Page] = {}
        self.counters: dict[str, Counter] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._notices: dict[str, NoticeBar] = {}
        JournalPreloader(desk, self)
        self.pages = QStackedWidget(self)
        self.activities: ActivitiesPage = self._make(ACTIVITIES)
        self.activities.visits_wanted.connect(self.show_visits)
        self.rail = Rail(self)
        for entry in pages.PAGES:
            if entry.title:
                self._add_entry(entry, menus.pages[entry.name])
        self.rail.add_space()
        self.rail.add(menus.import_table, "import", _("Import"))
        self.rail.add(menus.summary, "report", _("Summary"))
        self.pages.currentChanged.connect(self._show_counts)
        self._show_counts()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.pages, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        self._beside = QVBoxLayout()
        self._beside.setSpacing(0)
        self._beside.addLayout(self._column, 1)
        across.addLayout(self._beside, 1)
        desk.programme_wanted.connect(self.show_programme)
        desk.conflicts_wanted.connect(self._show_conflicts)
        if not desk.writable:
            self._show_read_only()
        if (why := desk.workspace.temporary_key) is not None and "key" not in desk.closed_notices:
            notice = NoticeBar("warning", str(why), grave=True)
            notice.add_close(lambda: self._close_notice("key"))
            self.put_notice("key", notice)
        self._show_synced()
        if is_folder(desk.workspace.home / MOVES):
            self._look_for_other_computers()
            desk.exchange_changed.connect(self._look_for_other_computers)
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look)
        self._watch.start(LOOK_MS)
        self._daily = self._once(DAILY_MS, self._keep_daily)
        desk.changed.connect(self._after_change)
        desk.record_wanted.connect(self.show_record)
        desk.evidence_wanted.connect(self.show_evidence)
        desk.list_wanted.connect(self.show_list)
        self._after_rows = self._once(AFTER_ROWS_MS, self._look_for_sample)

    def _once(self, ms: int, then: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(then)
        timer.start(ms)
        return timer

    def leave(self) -> None:
        """The window shows another view from now on, with menus of its own: look for nothing any more."""
        for timer in (self._watch, self._daily, self._after_rows):
            timer.stop()
        self._desk.changed.disconnect(self._after_change)

    # Pages -----------------------------------------------------------------------------------------------------------

    def page(self, name: str) -> Any:
        """The page of this name; None until it has been wanted."""
        return self._made.get(name)

    def open_page(self, name: str) -> None:
        """Bring a page forward, as from its menu."""
        if name == BIN:
            self._show_bin()
        else:
            page = self._make(name)
            self._bring_forward(page, self._action(name))
            page.enter()

    def is_shown(self, name: str) -> bool:
        """Is this the page that is seen?"""
        return name in self._made and self.pages.currentWidget() is self._made[name]

    def help_topic(self) -> str:
        """The topic of the help about the page that is seen."""
        if self._action(BIN).isChecked():
            return BIN
        return next((each.topic or name for name, each in self._entries.items() if self.is_shown(name)), "")

    def _make(self, name: str) -> Any:
        """The page of this name, made now if it was not."""
        if name not in self._made:
            entry = self._entries[name]
            made: Page = load_class(entry.page)(self._desk, self)
            made.count_changed.connect(lambda _words: self._show_count(made))
            made.bin_shown.connect(lambda shown: self._action(BIN if shown else name).setChecked(True))
            if entry.connect is not None:
                entry.connect(made, self, self._operations)
            self._made[name] = made
            self.pages.addWidget(made)
        return self._made[name]

    def _action(self, name: str) -> QAction:
        return self._menus.pages[self._entries[name].under or name]

    def _add_entry(self, entry: PageEntry, action: QAction) -> None:
        """The button of a page in the rail, with what is counted in its corner."""
        button = self.rail.add(action, entry.icon, _(entry.title).replace("&", ""))
        self._buttons[entry.name] = button
        action.triggered.connect(lambda: self.open_page(entry.name))
        if entry.counter:
            counter: Counter = load_class(entry.counter)(self._desk, self)
            badge = Badge(button)
            counter.counted.connect(badge.show_count)
            counter.counted.connect(self._show_counts)
            self.counters[entry.name] = counter

    def _show_counts(self) -> None:
        """The names of buttons with their numbers; those that are there for a number alone come and go."""
        for name, counter in self.counters.items():
            button = self._buttons[name]
            button.setAccessibleName(counter.words() or button.text())
            if self._entries[name].only_with_count:
                for each in (self._menus.pages[name], button):
                    each.setVisible(counter.count > 0 or self.is_shown(name))

    def _bring_forward(self, page: Page, action: QAction) -> None:
        """The keys of the activities do not reach them while they are not seen."""
        if self.pages.currentWidget() is not page:
            self.finish()
            self.pages.setCurrentWidget(page)
            self._menus.show_page(
                page.actions_for_menu(), writable=self._desk.writable, heading=page.menu_title()
            )  # fmt: skip
            self._show_count(page)
        action.setChecked(True)

    def _show_count(self, page: Page) -> None:
        """Those of a page that is not seen are told when it is."""
        if page is self.pages.currentWidget():
            self.count_changed.emit(page.count_words())

    def finish(self) -> None:
        """Hand what is being typed on any page to the writer."""
        for page in self._made.values():
            page.finish()

    def query(self) -> Query:
        """What the page of activities is asked for."""
        return self.activities.query()

    def selected_ids(self) -> list[str]:
        """The activities selected there."""
        return self.activities.selected_ids()

    def shown_visit(self) -> str | None:
        """The visit that is opened or selected, "" where none is; None where the visits are not seen."""
        if self.is_shown(PROGRAMME):
            return self.page(PROGRAMME).visit
        return self.page(VISITS).shown_visit() if self.is_shown(VISITS) else None

    def show_query(self, text: str) -> None:
        """Search the activities."""
        self.activities.show_query(text)

    def show_visits(self, text: str) -> None:
        """Search the visits."""
        self.open_page(VISITS)
        self.page(VISITS).show_query(text)

    def show_list(self, type: str, query: str) -> None:
        """Search the records of a type, on their page."""
        name = _LISTS[type]
        self.open_page(name)
        self.page(name).show_query(query)

    def show_evidence(self, kind: str, code: str) -> None:
        """Show what is known of a subject."""
        self._make(EVIDENCE).show_subject(kind, code)
        self.open_page(EVIDENCE)

    # Ways to a page --------------------------------------------------------------------------------------------------

    def place(self) -> Place:
        """Where the person is."""
        visits = self.page(VISITS)
        shown = self.is_shown(VISITS)
        network = next((name for name in (ORGANISATIONS, PEOPLE) if self.is_shown(name)), "")
        return Place(
            self.activities.query().text, next(iter(self.activities.selected_ids()), ""),
            visits.query().text if shown else None, visits.opened if shown else "",
            (network, self.page(network).query().text, next(iter(self.page(network).selected_ids()), ""))
            if network else ("", "", ""),
        )  # fmt: skip

    def go_back_to(self, place: Place) -> None:
        """Show again what was shown there."""
        self.activities.show_query(place.activities)
        if place.activity:
            self.activities.show_record(place.activity)
        if place.visits is not None:
            self.open_page(VISITS)
            self.page(VISITS).show_query(place.visits)
            if place.visit:
                self.page(VISITS).open_visit(place.visit)
        network, query, record = place.network
        if network:
            self.open_page(network)
            self.page(network).show_query(query)
            if record:
                self.page(network).show_record(record)

    def new_visit(self) -> None:
        """Ask what a new visit begins with, on the page of visits."""
        self.open_page(VISITS)
        self.page(VISITS).make_new()

    def _show_bin(self) -> None:
        """Show what was deleted: visits over the page of visits, activities over any other."""
        shown = self.pages.currentWidget()
        page = shown if isinstance(shown, ListPage) else self.activities
        self._bring_forward(page, self._action(BIN))
        page.show_bin(True)

    def show_programme(self, visit: str) -> None:
        """Bring the programme of a visit forward, over the whole page."""
        if self.page(PROGRAMME) is None:
            self._desk.expect_writing()
        editor = self._make(PROGRAMME)
        if visit != editor.visit:
            editor.show_visit(visit)
        self.open_page(PROGRAMME)

    def show_waiting(self) -> None:
        """Bring the page of exchange forward, with what waits."""
        self.open_page(EXCHANGE)
        self.page(EXCHANGE).show_waiting()

    def _show_conflicts(self, id: str) -> None:
        """What is in conflict in this record."""
        self.open_page(CONFLICTS)
        self.page(CONFLICTS).select_record(id)

    def show_record(self, id: str) -> None:
        """Each type on the page that shows it."""
        workspace, activities = self._desk.workspace, self.activities

        def page_of() -> str:
            record = workspace.record(id)
            type = record.type if record is not None else ""
            return _PAGES.get(type) or (VISITS if type in activities.listed.elsewhere else ACTIVITIES)

        def found(name: str) -> None:
            page = self._make(name)
            in_bin = name not in (VISITS, FORUM) and page.query().in_bin
            self._bring_forward(page, self._action(BIN if in_bin else name))
            page.show_record(id)

        self._desk.background.run(page_of, found, topic="window: record")

    # Lines below the page ---------------------------------------------------------------------------------------------

    def put_notice(self, key: str, notice: NoticeBar | None) -> None:
        """Show a line under this key, in place of the one before; None takes it away. Below the page: what a person is about to
        click stays where it is.
        """
        before = self._notices.pop(key, None)
        if before is not None:
            before.hide()
            before.deleteLater()
        if notice is not None:
            self._notices[key] = notice
            self._column.addWidget(notice)
        quiet = [each for each in self._notices.values() if not each.grave]
        for number, each in enumerate(quiet):
            each.setVisible(number == 0)  # one question at a time

    def _close_notice(self, key: str) -> None:
        """The person has read it: not again while this desk is open, also not in another language."""
        self._desk.closed_notices.add(key)
        self.put_notice(key, None)

    def show_below(self, bar: QWidget) -> None:
        """A bar of the window, below the page and what is noted there: beside the rail, which keeps its height."""
        self._beside.addWidget(bar)

    def notice(self, key: str) -> NoticeBar | None:
        """The line under this key, if it is shown."""
        return self._notices.get(key)

    def _show_read_only(self) -> None:
        notice = NoticeBar(
            "lock", _("This file is read-only here: {why}").format(why=self._desk.workspace.holder), grave=True
        )
        if self._desk.workspace.moved_away:
            notice.add_button(_("&Take the desk back"), self._operations.moving.cancel_move)
        else:
            notice.add_button(_("&Try again"), self.reopen_wanted.emit)
        self.put_notice("read only", notice)

    def _look_for_other_computers(self) -> None:
        """Of a desk that moved: does another computer write with its key?"""
        workspace = self._desk.workspace

        def job() -> OtherComputer | None:
            from desktop.exchange.moving.other_computers import other_computers

            return other_computers(workspace)

        def show(found: OtherComputer | None) -> None:
            self.put_notice("other computer", NoticeBar("warning", found.sentence, grave=True) if found else None)

        self._desk.background.run(job, show, topic="other computers")

    def _show_synced(self) -> None:
        """Once for each workspace and computer: it lies where another program copies it to others."""
        desk, settings = self._desk, self._desk.settings
        service = sync_service(desk.workspace.path)
        key = f"synced {desk.workspace.path}"
        if not service or not desk.writable or "synced" in desk.closed_notices or settings.was_closed(key):
            return
        notice = NoticeBar(
            "info",
            _(
                "This workspace lies in {service}, which sends each change to your other computers. Open it on one computer "
                "at a time, and wait until {service} has finished before you open it on another."
            ).format(service=service),
        )

        def close() -> None:
            self._close_notice("synced")
            settings.close_notice(key)

        def keep_here() -> None:
            close()
            self._operations.backups.keep_here(True)

        keep = notice.add_button(_("&Keep backups on this computer"), keep_here)
        keep.setToolTip(plain_tip(_("New backups are no longer sent by {service}").format(service=service)))
        notice.add_close(close)
        self.put_notice("synced", notice)

    def ask_name(self) -> None:
        """Ask once who works here, without standing in the way."""
        notice = NoticeBar("person", _("What is your name? It is shown with your changes, only in this file."))
        field = notice.add_field(_("Your name"))

        def answer(name: str) -> None:
            self.put_notice("name", None)
            self.named.emit(name)

        save = notice.add_button(_("&Save"), lambda: answer(field.text().strip()))
        field.returnPressed.connect(save.click)
        notice.add_button(_("Not no&w"), lambda: answer(""))
        self.put_notice("name", notice)

    # The sample ------------------------------------------------------------------------------------------------------

    def _look_for_sample(self) -> None:
        from desktop import sample

        workspace = self._desk.workspace
        self._desk.background.run(lambda: sample.loaded(workspace), self._show_sample, topic="window: sample")

    def _show_sample(self, loaded: bool) -> None:
        self._menus.load_sample.setVisible(not loaded)
        self._menus.discard_sample.setVisible(loaded)
        if not loaded or not self._desk.writable:
            self.put_notice("sample", None)
        elif "sample" not in self._notices and "sample" not in self._desk.closed_notices:
            notice = NoticeBar("sample", _("These activities are sample data."))
            notice.add_button(_("&Delete the sample data"), self.discard_sample)
            notice.add_close(lambda: self._close_notice("sample"))
            self.put_notice("sample", notice)

    def discard_sample(self) -> None:
        """Take the sample out again; what was edited since stays, and is said."""
        from desktop import sample

        self.finish()
        workspace = self._desk.workspace

        def done(report: UndoReport | None) -> None:
            self._look_for_sample()
            if report is None:
                self._desk.show_message(_("There is no sample in this file."))
                return
            self._desk.show_message(report.sentence(), _("Undo"), self._menus.undo.trigger)

        self._desk.writer.run(lambda: sample.discard(workspace), done)

    def load_sample(self) -> None:
        """Bring the sample in."""
        from desktop import sample

        workspace = self._desk.workspace
        self._desk.writer.run(lambda: sample.load(workspace), lambda _group: self._look_for_sample())

    def _after_change(self, changed: Changed) -> None:
        """Many at once: an import, an undo of one, the sample going or coming back."""
        if any(not ids or len(ids) > FEW for ids in changed.ids.values()):
            self._look_for_sample()

    # Looking after the file ------------------------------------------------------------------------------------------

    def _keep_daily(self) -> None:
        workspace = self._desk.workspace
        if self._desk.writable:
            self._desk.background.run_task(lambda task: workspace.keep_daily(cancelled=lambda: task.cancelled))

    def _look(self) -> None:
        workspace = self._desk.workspace
        self._desk.background.run(
            lambda: (workspace.path.exists(), workspace.taken_over), lambda found: self._show_file_state(*found),
            topic="window: file",
        )  # fmt: skip

    def _show_file_state(self, here: bool, taken_over: bool) -> None:
        name = self._desk.workspace.path.name
        if taken_over:
            self._grave(
                "taken over",
                _("Another computer opened {name} while this one was asleep. What was saved before is "
                  "kept.").format(
                    name=name
                ),
                _("&Open it again"), self.reopen_wanted.emit,
            )  # fmt: skip
        if here:
            self.put_notice("away", None)
        else:
            self._grave(
                "away",
                _("{name} was moved or its disk was removed. Put it back: nothing is saved until then.").format(
                    name=name
                ),
                _("&Check again"), self._look,
            )  # fmt: skip

    def _grave(self, key: str, words: str, action: str, then: Callable[[], object]) -> None:
        if key not in self._notices:
            notice = NoticeBar("warning", words, grave=True)
            notice.add_button(action, then)
            self.put_notice(key, notice)
