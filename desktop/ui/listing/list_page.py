"""A page of records of one type: facets at the left, search and list in the middle, the record at the right."""

from __future__ import annotations

import uuid
from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QWidget

from desktop.catalogue import Query, QueryError, Sort, stoppable
from desktop.i18n import _
from desktop.ui.listing.changed_records import ChangedRecords
from desktop.ui.listing.column_layout import ColumnLayout
from desktop.ui.listing.column_menus import fill_sort_menu, open_heading_menu
from desktop.ui.listing.empty_text import EmptyWords
from desktop.ui.listing.facet_panel import FacetPanel
from desktop.ui.listing.list_area import ListArea
from desktop.ui.listing.list_spec import ListSpec, of_these
from desktop.ui.listing.list_view import ListView
from desktop.ui.listing.page_actions import PageActions
from desktop.ui.listing.page_settings import PARTS, PageSettings
from desktop.ui.listing.record_operations import RecordOperations
from desktop.ui.listing.record_selector import RecordSelector, follow_link
from desktop.ui.listing.record_side import RecordSide
from desktop.ui.listing.saved_searches import SavedSearches
from desktop.ui.listing.search_line import Offers
from desktop.ui.listing.tab_order import step
from desktop.ui.listing.table_model import RecordTableModel
from desktop.ui.page import Page
from desktop.ui.style.listing import page_sheet

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.workspace import Changed

COLUMNS = "columns"
FACETS_WIDTH, SIDE_WIDTH = 214, 392
LEAST_FACETS, LEAST_LIST, LEAST_SIDE = 170, 420, 340
"""Pixels: what the parts have at first, and what each keeps in a narrow window."""


class ListPage(Page):
    """Made for one desk and one language."""

    import_wanted = Signal()
    sample_wanted = Signal()
    summary_wanted = Signal()

    def __init__(self, desk: Desk, listed: ListSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.listed = listed
        self._query = listed.parse("")
        self._in_bin = False
        self._next_place = -1  # where to select again once the selected rows have left
        self._build()
        self._connect()
        self._show(self._query)

    # What the window asks ---------------------------------------------------------------------------------------

    def query(self) -> Query:
        """The query that is shown."""
        return self._query

    def selected_ids(self) -> list[str]:
        """Ids of the selected records, in the order of the list."""
        nos = self.view.selected_nos()
        rows = {row.no: row.id for row in self.model.loaded()}
        if all(no in rows for no in nos):
            return [rows[no] for no in nos]
        return self._listing.ids_of(nos)

    def actions_for_menu(self) -> dict[str, list[QAction]]:
        """The page's actions by the menus they belong to: "edit", "view" and "record"."""
        return self.jobs.for_menu()

    def menu_title(self) -> str:
        """The menu of one record."""
        return self.listed.menu_words()

    def enter(self) -> None:
        """What is there, not what lies in the bin."""
        self.show_bin(False)

    def show_query(self, text: str, sort: Sort | None = None) -> None:
        """Search for something, sorted as it was kept."""
        if sort is not None:
            self.columns.show_sort(tuple(sort))
        self.area.line.show_query(text)
        self._ask(text)

    def show_record(self, id: str) -> None:
        """Show a record at the right, and in the list where it is there."""
        self.side.show_record(id)
        self.selector.want(id)

    def show_bin(self, shown: bool) -> None:
        """Show what was deleted, or what is there."""
        if shown != self._in_bin:
            self.show_query("is:binned" if shown else "")

    def tab(self, window: QWidget, *, forward: bool) -> bool:
        """Move the keyboard as Tab does in a window with this page; False where it is elsewhere."""
        return step(window, self, (self.facets, self.area, self.side), forward=forward)

    def finish(self) -> None:
        """The page goes: what was typed is written, and how the page was left is remembered."""
        self.side.finish()
        self.page_settings.keep_parts()
        self.columns.keep_now()

    # Jobs -------------------------------------------------------------------------------------------------------

    def further_actions(self) -> list[QAction]:
        """What this page can do beside what all can."""
        return []

    def make_new(self) -> None:
        """An empty form, the keyboard in its title; the record is made by the first letter."""
        if not self._desk.writable:
            return
        self.show_bin(False)
        id = str(uuid.uuid4())
        self.view.select_none()
        self.selector.expect(id)
        self.side.show_new(id)

    def edit_current(self) -> None:
        """Into the form of the selected record."""
        if self.view.selected_count():
            self.side.enter()

    def change_selected(self) -> None:
        """One change of all selected; of one, its form."""
        if self.view.selected_count() == 1:
            self.edit_current()
        else:
            self.bulk_edit()

    def bulk_edit(self) -> None:
        """Ask what to change in the selected records, and do it."""
        nos = self.view.selected_nos()
        if not nos or not self._desk.writable:
            return
        self.side.finish()
        from desktop.ui.listing.bulk_dialog import ask_change

        ask_change(
            self._desk, self.listed, len(nos), self,
            lambda values, to_make, label: self._operations.change(nos, values, to_make, label),
        )  # fmt: skip

    def duplicate_selected(self) -> None:
        """Copies of the selected; a single one is shown at once."""
        self.side.finish()
        self._operations.duplicate(
            self.view.selected_nos(), lambda ids: self.show_record(ids[0]) if len(ids) == 1 else None
        )  # fmt: skip

    def delete_selected(self) -> None:
        """Put the selected into the bin; the row after them is selected."""
        if not self._in_bin:
            self._leave_rows(self._operations.delete)

    def restore_selected(self) -> None:
        """Give the selected back from the bin."""
        if self._in_bin:
            self._leave_rows(self._operations.restore)

    def export_selected(self) -> None:
        """Write the selected to a CSV file; all that are listed where at most one is selected."""
        self.side.finish()
        nos = self.view.selected_nos()
        self._operations.export(nos if len(nos) > 1 else self.model.nos[:], f"{self.listed.plural}.csv")

    def summarise(self) -> None:
        """The window asks for a report of what is selected or listed."""
        self.side.finish()
        self.summary_wanted.emit()

    def focus_search(self) -> None:
        """The keyboard into the search line."""
        self.area.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.area.line.selectAll()

    def clear_search(self) -> None:
        """List everything; what was selected stays selected."""
        self.show_query("")

    def keep_search(self) -> None:
        """Keep the search under a name."""
        if self._query.text.strip():
            self.searches.ask_and_save(self, self._query.text, self.columns.sort)

    def choose_columns(self) -> None:
        """Choose the columns by keyboard."""
        from desktop.ui.listing.columns_dialog import ask_columns

        ask_columns(self.columns, self)

    def next_part(self) -> None:
        """The keyboard to the next part: search, list, record, facets."""
        here = self.focusWidget()
        if here is not None and self.side.isAncestorOf(here):
            (self.area.line if self.facets.isHidden() else self.facets).setFocus()
        elif here is self.facets:
            self.focus_search()
        elif here is self.view:
            self.edit_current()
        else:
            self._to_list()

    def show_facets(self, shown: bool) -> None:
        """Show the facets, or give their room to the list."""
        self.facets.setVisible(shown)
        self.page_settings.keep_facets_shown(shown)
        if shown:
            self._read_facets()

    # Building ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        desk, listed = self._desk, self.listed
        self._listing = listed.listing(desk.workspace)
        self.model = RecordTableModel(self._listing, desk.background, (), listed.key)
        self.view = ListView(self.model, listed.plural, self)
        self.columns = ColumnLayout(
            self.view, listed, desk.settings.layout(f"{listed.key}.{COLUMNS}"),
            lambda kept: self.page_settings.keep(COLUMNS, kept),
        )  # fmt: skip
        self.facets = FacetPanel(listed, self)
        self.area = ListArea(self.view, self._complete, listed.search_hint(), self)
        self.jobs = PageActions(self, self, self.view, listed, writable=desk.writable)
        self.jobs.further = self.further_actions()
        self.area.offer_new(self.jobs.new)
        self.side = RecordSide(desk, listed, self.view, self.jobs, self)
        self.parts = QSplitter(self)
        for part, least, stretch in ((self.facets, 150, 0), (self.area, 320, 1), (self.side, LEAST_SIDE, 0)):
            part.setMinimumWidth(least)
            self.parts.addWidget(part)
            self.parts.setStretchFactor(self.parts.indexOf(part), stretch)
        self.parts.setHandleWidth(1)
        self.parts.setChildrenCollapsible(False)
        self._drawn = (FACETS_WIDTH, SIDE_WIDTH)  # the widths that the person gave to what stands beside the list
        self.parts.setSizes([FACETS_WIDTH, 600, SIDE_WIDTH])
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.parts)
        self.page_settings = PageSettings(listed.key, desk.settings, self.parts, self.facets, desk.show_error, self)
        if self.page_settings.kept(PARTS):
            self._keep_drawn()
        self.parts.splitterMoved.connect(lambda *_place: self._keep_drawn())
        self.searches = SavedSearches(desk, listed.type, self)
        self.selector = RecordSelector(desk, self._listing, self.view, self._not_listed, self, listed.key)
        self.changed_records = ChangedRecords(listed, self)
        self._operations = RecordOperations(desk, listed, self._listing, self)
        self._empty_words = EmptyWords(desk, listed, self._listing, self.area.empty, self)
        if not self.page_settings.facets_shown:
            self.jobs.facets.setChecked(False)
        self._apply_style()
        self.setFocusProxy(self.area.line)

    def _connect(self) -> None:
        line, view, jobs = self.area.line, self.view, self.jobs
        line.asked.connect(self._ask)
        line.entered.connect(self.area.show_query_error)
        line.entered.connect(self._to_list)
        line.given_up.connect(self._to_list)
        view.chosen.connect(self.selector.chosen)
        view.chosen.connect(lambda _anew: self._show_state())
        view.opened.connect(self.edit_current)
        view.left.connect(self.focus_search)
        view.typed.connect(line.type_in)
        view.customContextMenuRequested.connect(lambda place: jobs.open_row_menu(view.viewport().mapToGlobal(place)))
        heading = view.horizontalHeader()
        heading.customContextMenuRequested.connect(
            lambda place: open_heading_menu(self.columns, jobs.columns, heading.viewport(), place)
        )
        self.columns.sorted.connect(lambda: self._show(self._query))
        self.model.answered.connect(lambda: self.model.rowCount() and self.area.show_list())
        self.model.counted.connect(self._counted)
        self.model.failed.connect(self._desk.show_error)
        self.facets.toggled.connect(self._toggle_facet)
        self.facets.left.connect(self._to_list)
        self.searches.wanted.connect(self.show_query)
        self.searches.changed.connect(self._show_saved)
        self.area.star_opened.connect(lambda: self._fill_kept(self.area.star_menu))
        jobs.kept_menu.aboutToShow.connect(lambda: self._fill_kept(jobs.kept_menu))
        jobs.sort_menu.aboutToShow.connect(lambda: fill_sort_menu(jobs.sort_menu, self.columns))
        self.side.left.connect(self._to_list)
        self.side.record_requested.connect(lambda id: follow_link(self._desk, self.listed, id, self.show_record))
        self.model.answered.connect(self.side.make_ready)
        self._empty_words.new_wanted.connect(self.make_new)
        self._empty_words.import_wanted.connect(self.import_wanted)
        self._empty_words.sample_wanted.connect(self.sample_wanted)
        self._empty_words.query_wanted.connect(self.show_query)
        self._desk.changed.connect(self._changed)
        self.changed_records.refresh.connect(self._refresh)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window what stands beside the list leaves it room for more than titles."""
        super().resizeEvent(event)
        facets, side = self._drawn
        room = self.width() if not self.facets.isHidden() else self.width() + facets
        lacks = max(0, LEAST_LIST - (room - facets - side))
        side_gives = min(lacks, max(0, side - LEAST_SIDE))
        facets_give = min(lacks - side_gives, max(0, facets - LEAST_FACETS))
        facets, side = facets - facets_give, side - side_gives
        self.parts.setSizes([facets, max(1, room - facets - side), side])

    def _keep_drawn(self) -> None:
        facets, _list, side = self.parts.sizes()
        self._drawn = (facets or FACETS_WIDTH, side)

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._apply_style()

    def _apply_style(self) -> None:
        sheet = page_sheet(self.palette())
        if sheet != self.parts.styleSheet():
            self.parts.setStyleSheet(sheet)

    # Searching --------------------------------------------------------------------------------------------------

    def _ask(self, text: str) -> None:
        try:
            query = self.listed.parse(text)
        except QueryError as error:
            self.area.show_wrong(error)
            return
        self.area.show_right()
        if query != self._query or query.text != self._query.text:
            self._show(query)

    def _show(self, query: Query) -> None:
        self._query = query
        self._show_saved()
        if query.in_bin != self._in_bin:
            self._in_bin = query.in_bin
            self.side.show_nothing()  # what is shown there is not in the other list
            self.bin_shown.emit(self._in_bin)
        if not query.note:
            self.area.show_note(self.searches.definition_of(query.text))
        self.facets.mark_stale()
        self.model.show(query, self.columns.sort)
        self._show_state()

    def _show_saved(self) -> None:
        self.area.show_saved(self.searches.name_of(self._query.text))

    def _counted(self, count: int) -> None:
        self.area.show_note((self._query.note if count else "") or self.searches.definition_of(self._query.text))
        if count:
            self.area.show_list()
        elif (fewer := self._query.with_fewer_words()) is not None:
            self._show(fewer)
            return
        else:
            self._empty_words.show_reason(self._query)
            self.area.show_empty()
        if self._next_place >= 0 and count and not self.view.selected_count():
            self.view.select_place(min(self._next_place, count - 1))
        self._next_place = -1
        self.selector.list_complete()
        self._show_state()
        self._read_facets()

    def _read_facets(self) -> None:
        """After the rows, never before them."""
        if self.facets.isHidden():
            return
        query, workspace, listed = self._query, self._desk.workspace, self.listed
        names = tuple(name for name in listed.facets if name != "completeness" or not query.in_bin)
        self._desk.background.run_task(
            lambda task: stoppable(task.interrupt_with, lambda: listed.count_facets(workspace, query, names)),
            self.facets.show_counts,
            topic=f"{listed.key}: facets",
        )

    def _complete(self, text: str, cursor: int, then: Callable[[Offers], None]) -> None:
        workspace, listed = self._desk.workspace, self.listed
        self._desk.background.run(
            lambda: listed.complete(text, cursor, workspace), then, topic=f"{listed.key}: completions"
        )

    def _toggle_facet(self, facet: str, code: str) -> None:
        self.area.line.ask_now()
        self.show_query(self._query.toggled(facet, code).text)

    def _to_list(self) -> None:
        if self.area.is_empty:
            return
        self.view.setFocus()
        if not self.view.selected_count() and self.model.rowCount():
            self.view.select_place(max(0, self.view.currentIndex().row()))

    def _changed(self, changed: Changed) -> None:
        self.selector.changed(changed.ids.get(self.listed.type, frozenset()))
        self.changed_records.take(changed)

    def _refresh(self, ids: frozenset[str]) -> None:
        self.facets.mark_stale(keep_places=True)
        self.model.refresh(ids)

    def _not_listed(self, id: str) -> None:
        """It is shown at the right all the same."""
        if self._query.empty or self.side.editor.record_id != id:
            return
        self._desk.show_message(
            self.listed.not_listed(), _("Clear the search"),
            lambda: (self.show_query(""), self.selector.want(id)),
        )  # fmt: skip

    def _leave_rows(self, operation: Callable[[array[int]], object]) -> None:
        nos = self.view.selected_nos()
        if nos and self._desk.writable:
            self.side.finish()
            self._next_place = self.view.ranges()[0].top()
            operation(nos)

    def _show_state(self) -> None:
        shown, selected = self.model.rowCount(), self.view.selected_count()
        self.area.count.setText(self.listed.counted(shown))
        self.side.nothing.show_words(self.listed.counted(shown))
        self.side.nothing.show_hint(
            _("Select one or more, then Restore.") if self._in_bin else _("Select one to read and edit it here.")
        )
        self.jobs.show_state(selected=selected, in_bin=self._in_bin, shown=shown)
        self.count_changed.emit(self.count_words())

    def count_words(self) -> str:
        """How many are listed, or selected."""
        return of_these(self.listed, self.view.selected_count(), self.model.rowCount())

    def _fill_kept(self, menu: QMenu) -> None:
        self.searches.fill(menu, self._query.text, self.columns.sort)
