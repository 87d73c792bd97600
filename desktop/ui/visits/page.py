"""The page of the visits: one search, four ways to see what it finds, and each visit over the whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.catalogue import Query
from desktop.i18n import _
from desktop.ui.listing.list_page import ListPage
from desktop.ui.listing.record_selector import follow_link
from desktop.ui.listing.switch import Switch
from desktop.ui.listing.tab_order import step
from desktop.ui.style.visits import views_sheet
from desktop.ui.visits.export_actions import ExportActions
from desktop.ui.visits.list_spec import VISIT_TYPES, VisitListSpec
from desktop.ui.visits.record import VisitView
from desktop.ui.visits.view_switch import BOARD, CALENDAR, LIST, TIMELINE, WAYS
from desktop.ui.visits.views.view import VisitsView

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence

    from desktop.ui.desk import Desk
    from desktop.workspace import Changed

VIEW = "view"
_COLLECT_MS = 80


class VisitsPage(ListPage):
    """Enter opens a visit, Esc comes back to where it was opened."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.views: dict[str, VisitsView] = {}
        self._way = LIST
        super().__init__(desk, VisitListSpec(), parent)
        self._followed = ""
        self.jobs.duplicate.setText(_("&Duplicate…"))
        self.visit: VisitView | None = None
        self.layers = QStackedWidget(self)
        layout = self.layout()
        if layout is not None:
            layout.removeWidget(self.parts)
            self.layers.addWidget(self.parts)
            layout.addWidget(self.layers)
        self.switch = Switch(WAYS, LIST, self)
        self.switch.chosen.connect(self.show_way)
        self.area.top.insertWidget(0, self.switch)
        self.export_actions = ExportActions(self, self._one)
        self.save_template = QAction(_("&Save as a template…"), self)
        self.save_template.triggered.connect(self._save_template)
        self._wait = QTimer(self, singleShot=True, interval=_COLLECT_MS)
        self._wait.timeout.connect(self._refresh_views)
        desk.changed.connect(self._parts_changed)
        self._apply_style()
        if (kept := self.page_settings.kept(VIEW)) != LIST:
            self.show_way(kept)
        self._show_state()

    # What the window asks --------------------------------------------------------------------------------------------

    def actions_for_menu(self) -> dict[str, list[QAction]]:
        """The page's actions, with those that only visits have."""
        found = super().actions_for_menu()
        line = QAction(self)
        line.setSeparator(True)
        parting = QAction(self)
        parting.setSeparator(True)
        found["record"] = [*found["record"], parting, *self.export_actions.actions, self.save_template]
        found["view"] = [*self.switch.actions_by_name.values(), line, *found["view"]]
        return found

    def enter(self) -> None:
        """All visits, not the one that was opened."""
        super().enter()
        self.close_visit()

    @property
    def way(self) -> str:
        """How the visits are seen: a name of `switch`."""
        return self._way

    @property
    def opened(self) -> str:
        """The visit shown over the page; "" while none is."""
        return self.visit.visit_id if self.visit is not None and self.layers.currentWidget() is self.visit else ""

    def show_record(self, id: str) -> None:
        """Open the visit that this record is, or is a part of; what else is linked is shown at the right of the list."""
        workspace = self._desk.workspace

        def read() -> tuple[str, str, str]:
            record = workspace.record(id)
            if record is None or record.type not in VISIT_TYPES:
                return "", "", ""
            return (id, "", "") if record.type == "visit" else (str(record.values.get("parent") or ""), record.type, id)

        def found(where: tuple[str, str, str]) -> None:
            visit, type, part = where
            if visit:
                self.open_visit(visit, type, part)
            else:
                self.close_visit()
                self.show_way(LIST)
                super(VisitsPage, self).show_record(id)

        self._desk.background.run(read, found, topic="visits: record")

    def shown_visit(self) -> str:
        """The visit that is opened, or the one selected; "" where it is not clear which is meant."""
        return self._one()

    def tab(self, window: QWidget, *, forward: bool) -> bool:
        """Move the keyboard as Tab does."""
        if self.opened and self.visit is not None:
            return step(window, self, (self.visit,), forward=forward)
        return super().tab(window, forward=forward)

    def finish(self) -> None:
        """The page goes: what was typed is written."""
        super().finish()
        if self.visit is not None:
            self.visit.finish()

    # Jobs ------------------------------------------------------------------------------------------------------------

    def make_new(self) -> None:
        """Ask what to begin with, and open the visit."""
        if not self._desk.writable:
            return
        self.side.finish()
        from desktop.ui.visits.new_dialog import NewVisitDialog

        dialog = NewVisitDialog(self._desk, self)
        dialog.made.connect(self._made)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def duplicate_selected(self) -> None:
        """Ask what comes along, and make copies of the selected; a single one is opened at once."""
        self.side.finish()
        nos = self.view.selected_nos()
        if not nos or not self._desk.writable:
            return
        from desktop.ui.visits.copy_dialog import CopyDialog

        dialog = CopyDialog(len(nos), self)
        dialog.chosen.connect(lambda along: self._copy(nos, along))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _copy(self, nos: array[int], along: Sequence[str]) -> None:
        from desktop.visits import copy_visits

        self._operations.duplicate(
            nos, lambda ids: self._made(ids[0]) if len(ids) == 1 else None,
            lambda ids: copy_visits(self._desk.workspace, ids, along),
        )  # fmt: skip

    def edit_current(self) -> None:
        """Open the visit that is selected."""
        if self.view.selected_count() == 1:
            row = self.model.listed(self.view.ranges()[0].top())
            if row is not None:
                self.open_visit(row.id)

    def open_visit(self, id: str, type: str = "", part: str = "") -> None:
        """Show a visit over the page, and this part of it."""
        self.side.finish()
        self._followed = id
        self._visit_view().show_visit(id, (type, part) if type else None)
        self._bring_forward()

    def close_visit(self) -> None:
        """Back to where it was opened."""
        if not self.opened:
            return
        id = self.opened
        if self.visit is not None:
            self.visit.finish()
        self.layers.setCurrentWidget(self.parts)
        self._show_state()
        if self._way == LIST:
            self.selector.want(id)
            self._to_list()
        else:
            self.area.main.setFocus()

    def _made(self, id: str) -> None:
        self.show_bin(False)
        self.open_visit(id)

    def _save_template(self) -> None:
        if id := self._one():
            from desktop.ui.visits.save_template import ask_and_save

            self.finish()
            ask_and_save(self._desk, id, self)

    def _one(self) -> str:
        """The visit that is opened, or the one selected; "" where it is not clear which is meant."""
        if self.opened or self._way != LIST or self.view.selected_count() != 1:
            return self.opened
        return next(iter(self.selected_ids()), "")

    def _visit_view(self) -> VisitView:
        if self.visit is None:
            self.visit = VisitView(self._desk, self)
            self.visit.left.connect(self.close_visit)
            self.visit.gone.connect(self.close_visit)
            self.visit.documents_wanted.connect(self.export_actions.papers.trigger)
            self.visit.record_requested.connect(
                lambda id: follow_link(self._desk, self.listed, id, self.show_record)
            )  # fmt: skip
            self.layers.addWidget(self.visit)
        return self.visit

    def _bring_forward(self) -> None:
        if self.visit is not None:
            self.layers.setCurrentWidget(self.visit)
            self.visit.enter()
            self._show_state()

    # Ways to see them ------------------------------------------------------------------------------------------------

    def show_way(self, way: str) -> None:
        """See the visits as a list, a board, a calendar or a timeline."""
        if way not in (BOARD, CALENDAR, TIMELINE):
            way = LIST
        self.close_visit()
        self._way = way
        self.switch.show_choice(way)
        self.page_settings.keep(VIEW, way)
        view = self._view_of(way)
        self.area.main = view or self.view
        self.side.setVisible(way == LIST)
        if not self.area.is_empty:
            self.area.show_list()
        if view is not None:
            view.ask(self._query)
            self.side.finish()
        self.area.main.setFocus()
        self._show_state()

    def _view_of(self, way: str) -> VisitsView | None:
        if way == LIST or way in self.views:
            return self.views.get(way)
        made = _make(way, self._desk, self.area)
        made.opened.connect(self.open_visit)
        made.left.connect(self.focus_search)
        made.typed.connect(self.area.line.type_in)
        self.area.stack.addWidget(made)
        self.views[way] = made
        return made

    def _show(self, query: Query) -> None:
        super()._show(query)
        view = self.views.get(self._way)
        if view is not None:
            view.ask(query)

    def _to_list(self) -> None:
        if self._way == LIST:
            super()._to_list()
        elif not self.area.is_empty:
            self.area.main.setFocus()

    def _refresh(self, ids: frozenset[str]) -> None:
        super()._refresh(ids)
        self._wait.start()

    def _parts_changed(self, changed: Changed) -> None:
        if not VISIT_TYPES.isdisjoint(changed.ids):
            self._wait.start()

    def _refresh_views(self) -> None:
        for view in self.views.values():
            view.refresh()

    def _not_listed(self, id: str) -> None:
        if not self.opened:
            super()._not_listed(id)

    def _show_state(self) -> None:
        super()._show_state()
        if hasattr(self, "save_template"):
            one = bool(self._one())
            self.save_template.setEnabled(one and self._desk.writable)
            self.export_actions.enable(one)

    def _apply_style(self) -> None:
        super()._apply_style()
        sheet = views_sheet(self.palette(), self.font())
        if sheet != self.area.stack.styleSheet():
            self.area.stack.setStyleSheet(sheet)


def _make(way: str, desk: Desk, parent: QWidget) -> VisitsView:
    if way == BOARD:
        from desktop.ui.visits.views.board import BoardView

        return BoardView(desk, parent)
    if way == CALENDAR:
        from desktop.ui.visits.views.calendar import CalendarView

        return CalendarView(desk, parent)
    from desktop.ui.visits.views.timeline import TimelineView

    return TimelineView(desk, parent)
