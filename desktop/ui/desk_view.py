"""An open desk in the window: the rail, what has to be said over the page, and the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.activities.page import ActivitiesPage
from desktop.ui.conflicts import ConflictWatch
from desktop.ui.notice_bar import NoticeBar
from desktop.ui.overview import OverviewWatch
from desktop.ui.rail import Rail
from desktop.ui.writing_soon import WritingSoon
from desktop.words import _

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.exchange import ExchangePage
    from desktop.ui.listing.list_page import ListPage
    from desktop.ui.menus import Menus
    from desktop.ui.programme import ProgrammeEditor
    from desktop.ui.visits import VisitsPage
    from desktop.workspace import Changed, UndoReport

LOOK_MS = 15_000
AFTER_ROWS_MS, DAILY_MS = 400, 5_000
"""Nothing that can wait disturbs the first seconds."""
FEW = 5
"""Records: an edit of so few neither brings nor takes a sample."""


@dataclass(frozen=True)
class Place:
    """Where a person was before the words of the window were made anew: what was searched for, and what was chosen."""

    activities: str
    activity: str
    visits: str | None  # None where the page of visits was not shown
    visit: str


class DeskView(QWidget):
    """Made anew for each desk, and when the language changes."""

    reopen_wanted = Signal()
    count_changed = Signal(str)
    """How many are listed, or selected, on the page that is shown, in words; "" where it lists none."""
    named = Signal(str)
    """The person said who they are; "" for: rather not."""

    def __init__(self, desk: Desk, menus: Menus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._menus = menus
        self.exchange: ExchangePage | None = None
        self.visits: VisitsPage | None = None
        self.programme: ProgrammeEditor | None = None
        self._notices: dict[str, NoticeBar] = {}
        WritingSoon(desk, self)
        self.page = ActivitiesPage(desk, self)
        self.rail = Rail(self)
        overview = self.rail.add(menus.overview, "overview", _("Overview"))
        self.rail.add(menus.activities, "activities", _("Activities"))
        self.rail.add(menus.visits, "visits", _("Visits"))
        conflicts = self.rail.add(menus.conflicts, "conflicts", _("Conflicts"))
        self.rail.add(menus.bin, "bin", _("Bin"))
        self.rail.add(menus.exchange, "exchange", _("Exchange"))
        self.rail.add_space()
        self.rail.add(menus.bring_in, "import", _("Import"))
        self.rail.add(menus.summary, "report", _("Summary"))
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.page)
        self.page.count_changed.connect(lambda _words: self._say_count(self.page))
        self._column.addWidget(self.pages, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(self._column, 1)
        menus.exchange.triggered.connect(self.show_exchange)
        menus.bin.triggered.connect(self.show_bin)
        menus.visits.triggered.connect(self.show_visits)
        desk.programme_wanted.connect(self.show_programme)
        menus.activities.triggered.connect(
            lambda: (self.show_page(self.page, menus.activities), self.page.show_bin(False))
        )
        self.overview = OverviewWatch(desk, self, menus.overview, overview)
        self.conflicts = ConflictWatch(desk, self, menus.conflicts, conflicts)
        if not desk.writable:
            self._say_read_only()
        self._watch = QTimer(self)
        self._watch.setInterval(LOOK_MS)
        self._watch.timeout.connect(self._look)
        self._watch.start()
        QTimer.singleShot(DAILY_MS, self, self._keep_daily)
        desk.changed.connect(self._after_change)
        desk.record_wanted.connect(self._show_record)
        QTimer.singleShot(AFTER_ROWS_MS, self, self._look_for_sample)

    def show_page(self, page: QWidget, action: QAction) -> None:
        """Bring a page forward; the keys of the activities do not reach them while they are not seen."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        if self.pages.currentWidget() is not page:
            self.finish()
            self.pages.setCurrentWidget(page)
            self._show_actions()
            self._say_count(self.listing())
        action.setChecked(True)

    def _show_actions(self) -> None:
        actions, heading = {}, _("&Activity")
        if self.programme is not None and self.pages.currentWidget() is self.programme:
            actions, heading = self.programme.actions_for_menu(), _("&Programme")
        elif (page := self.listing()) is not None:
            actions, heading = page.actions_for_menu(), page.listed.menu_words()
        self._menus.show_page(actions, writable=self._desk.writable, heading=heading)

    def _say_count(self, page: ListPage | None) -> None:
        """Those of a page that is not seen are told when it is."""
        if page is self.listing():
            self.count_changed.emit(page.count_words() if page is not None else "")

    def listing(self) -> ListPage | None:
        """The page that is shown, where it lists records."""
        shown = self.pages.currentWidget()
        return next((page for page in (self.page, self.visits) if page is shown and page is not None), None)

    def finish(self) -> None:
        """Hand what is being typed on any page to the writer."""
        self.page.finish()
        if self.visits is not None:
            self.visits.finish()
        if self.programme is not None:
            self.programme.finish()

    def place(self) -> Place:
        """Where the person is."""
        visits = self.visits if self.visits is not None and self.pages.currentWidget() is self.visits else None
        return Place(
            self.page.query().text, next(iter(self.page.selected_ids()), ""),
            visits.query().text if visits is not None else None, visits.opened if visits is not None else "",
        )  # fmt: skip

    def go_back_to(self, place: Place) -> None:
        """Show again what was shown there."""
        self.page.show_query(place.activities)
        if place.activity:
            self.page.show_record(place.activity)
        if place.visits is not None:
            self.show_visits()
            page = self._visits_page()
            page.show_query(place.visits)
            if place.visit:
                page.open_visit(place.visit)

    def show_visits(self) -> None:
        """Bring the page of visits forward."""
        page = self._visits_page()
        self.show_page(page, self._menus.visits)
        page.show_bin(False)
        page.close_visit()

    def new_visit(self) -> None:
        """Ask what a new visit begins with, on the page of visits."""
        self.show_visits()
        self._visits_page().make_new()

    def _visits_page(self) -> VisitsPage:
        if self.visits is None:
            from desktop.ui.visits import VisitsPage

            self.visits = page = VisitsPage(self._desk, self)
            page.count_changed.connect(lambda _words: self._say_count(page))
            page.bin_shown.connect(lambda shown: self._menus.show_bin(shown, self._menus.visits))
            jobs = self._menus.jobs.visits
            page.leaving.papers_wanted.connect(jobs.papers)
            page.leaving.calendar_wanted.connect(jobs.export_calendar)
            page.leaving.contacts_wanted.connect(jobs.export_contacts)
        return self.visits

    def show_bin(self) -> None:
        """Show what was deleted: visits over the page of visits, activities over any other."""
        page = self.listing() or self.page
        self.show_page(page, self._menus.bin)
        page.show_bin(True)

    def show_programme(self, visit: str) -> None:
        """Bring the programme of a visit forward, over the whole page."""
        if self.programme is None:
            from desktop.ui.programme import ProgrammeEditor

            self._desk.expect_writing()
            self.programme = editor = ProgrammeEditor(self._desk, self)
            editor.left.connect(lambda: self._desk.record_wanted.emit(editor.visit))
            editor.visit_gone.connect(self._leave_programme)
        if visit != self.programme.visit:
            self.programme.show_visit(visit)
        self.show_page(self.programme, self._menus.visits)
        self.programme.enter()

    def _leave_programme(self) -> None:
        if self.pages.currentWidget() is self.programme:
            self.show_visits()

    def show_exchange(self) -> None:
        """Bring the page of exchange forward."""
        if self.exchange is None:
            from desktop.ui.exchange import ExchangePage

            self.exchange = ExchangePage(self._desk, self)
            self.exchange.send_wanted.connect(self._menus.jobs.send)
            self.exchange.take_in_wanted.connect(self._menus.jobs.ask_take_in)
            self.exchange.take_folder_wanted.connect(self._menus.jobs.ask_gather)
            self.exchange.share_wanted.connect(self._menus.jobs.share)
            self.exchange.report_wanted.connect(self._menus.jobs.show_gathering)
            self.exchange.waiting_wanted.connect(self._menus.jobs.take_in_waiting)
        self.show_page(self.exchange, self._menus.exchange)
        self.exchange.begin()

    def ask_take_in(self) -> None:
        """Let the person choose a package."""
        self._menus.jobs.ask_take_in()

    def show_waiting(self) -> None:
        """Bring the page of exchange forward, with what waits."""
        self.show_exchange()
        if self.exchange is not None:
            self.exchange.show_waiting()

    def _show_record(self, id: str) -> None:
        """Each type on the page that shows it."""
        from desktop.ui.activities import Activities

        workspace = self._desk.workspace

        def is_visit() -> bool:
            record = workspace.record(id)
            return record is not None and record.type in Activities.elsewhere

        def found(visit: bool) -> None:
            if visit:
                self.show_page(self._visits_page(), self._menus.visits)
                self._visits_page().show_record(id)
            else:
                self.show_page(self.page, self._menus.bin if self.page.query().in_bin else self._menus.activities)
                self.page.show_record(id)

        self._desk.background.run(is_visit, found, topic="window: record")

    # Lines over the page ---------------------------------------------------------------------------------------------

    def put_notice(self, key: str, notice: NoticeBar | None) -> None:
        """Show a line under this key, in place of the one before; None takes it away."""
        before = self._notices.pop(key, None)
        if before is not None:
            before.hide()
            before.deleteLater()
        if notice is not None:
            self._notices[key] = notice
            self._column.insertWidget(len(self._notices) - 1, notice)

    def notice(self, key: str) -> NoticeBar | None:
        """The line under this key, if it is shown."""
        return self._notices.get(key)

    def _say_read_only(self) -> None:
        notice = NoticeBar(
            "lock", _("This file can only be read here: {why}").format(why=self._desk.workspace.holder), grave=True
        )
        notice.add_button(_("&Try again"), self.reopen_wanted.emit)
        self.put_notice("read only", notice)

    def ask_name(self) -> None:
        """Ask once who works here, without standing in the way."""
        notice = NoticeBar("person", _("Who works here? The name stands beside your changes, in this file alone."))
        field = notice.add_field(_("Your name"))

        def answer(name: str) -> None:
            self.put_notice("name", None)
            self.named.emit(name)

        save = notice.add_button(_("&Keep"), lambda: answer(field.text().strip()))
        field.returnPressed.connect(save.click)
        notice.add_button(_("&Rather not"), lambda: answer(""))
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
        elif "sample" not in self._notices:
            notice = NoticeBar("sample", _("These activities are a sample to try things with."))
            notice.add_button(_("&Throw the sample away"), self.discard_sample)
            notice.add_close()
            self.put_notice("sample", notice)

    def discard_sample(self) -> None:
        """Take the sample out again; what was edited since stays, and is said."""
        from desktop import sample

        self.finish()
        workspace = self._desk.workspace

        def done(report: UndoReport | None) -> None:
            self._look_for_sample()
            if report is None:
                self._desk.say(_("There is no sample in this file."))
                return
            self._desk.say(report.sentence(), _("Undo"), self._menus.undo.trigger)

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
            lambda: (workspace.path.exists(), workspace.taken_over), lambda found: self._tell_file(*found),
            topic="window: file",
        )  # fmt: skip

    def _tell_file(self, here: bool, taken_over: bool) -> None:
        name = self._desk.workspace.path.name
        if taken_over:
            self._grave(
                "taken over",
                _("Another computer has taken {name} over while this one slept. What was saved before is kept.").format(
                    name=name
                ),
                _("&Open it again"), self.reopen_wanted.emit,
            )  # fmt: skip
        if here:
            self.put_notice("away", None)
        else:
            self._grave(
                "away",
                _("{name} is not at its place any more. Put it, or its disk, back: nothing is saved until then.").format(
                    name=name
                ),
                _("&Look again"), self._look,
            )  # fmt: skip

    def _grave(self, key: str, words: str, action: str, then: Callable[[], object]) -> None:
        if key not in self._notices:
            notice = NoticeBar("warning", words, grave=True)
            notice.add_button(action, then)
            self.put_notice(key, notice)
