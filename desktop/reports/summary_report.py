"""The summary: a PDF of the activities that a search, a selection or the whole workspace gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop.catalogue import ActivityList, Query, names_of, parse
from desktop.errors import Cancelled, ProgrammingError, UserFacingError
from desktop.figures import Totals, read_totals
from desktop.i18n import _, current_language, ngettext, pgettext, speaking
from desktop.reports.activity_block import title_of
from desktop.reports.activity_groups import draw_activity_groups
from desktop.reports.activity_reader import ActivityReader
from desktop.reports.compact_summary import activity_row, activity_table, draw_title_block, group_heading
from desktop.reports.cover import draw_cover
from desktop.reports.grouping import GROUPINGS, ActivityPosition, Group, group_activities, position_of
from desktop.reports.header_footer import draw_header_and_footer
from desktop.reports.layout import PAGE_SIZES, Bookmark, Document, Flow, Metadata, Page
from desktop.reports.layout.document import save_pdf
from desktop.reports.pdf_attachment import attach_package
from desktop.reports.record_values import text_of, year_of
from desktop.reports.table_of_contents import ContentsItem, TableOfContents
from desktop.reports.text import clean
from desktop.reports.totals_page import draw_totals, most_named_organisations
from desktop.values.dates import format_date
from desktop.values.numbers import format_number
from desktop.workspace import Record, Workspace

Progress = Callable[[int, int], object]

CONTENTS_PAGES = 2
"""The contents take no more pages: they name each activity, or the years of each group, or the groups alone."""


@dataclass(frozen=True, kw_only=True)
class SummaryOptions:
    """What a person wants to have. Dates of `period` are years, months or days ("2021", "2022-06")."""

    ids: Sequence[str] | None = None
    """The activities chosen; None for all that the query finds."""
    query: Query | None = None
    language: str = "en"
    page_size: str = "A4"
    group_by: str = "kind"
    compact: bool = False
    """Activities as rows of tables, without a cover and contents, in place of a block each?"""
    period: tuple[str, str] | None = None
    """From and to, both included, each may be "". Activities that touch it are in; without a date they are not."""
    author: str = ""
    package: Callable[[Sequence[str]], Path] | None = None
    """Makes a file with the data of the activities told, to be carried by the PDF; None for a PDF without data."""
    front: bool = True
    """With cover, contents and figures; without them, the activities alone."""


@dataclass(frozen=True)
class SummaryResult:
    """What was made."""

    pages: int
    activities: int
    missing: str = ""
    """Letters that no font of this computer had; a � stands for each of them."""
    activities_in_package: int = 0
    """Of how many activities it carries the data."""


def write_summary(
    workspace: Workspace,
    target: Path,
    wanted: SummaryOptions,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SummaryResult:
    """Write the summary to `target`, in place of what had its name.

    `progress(done, total)` is told of activities read and written. Raises UserFacingError where nothing matches or
    the file cannot be written, Cancelled where `cancelled()` says so; either way nothing is left behind.
    """
    if wanted.group_by not in GROUPINGS or wanted.page_size not in PAGE_SIZES:
        raise ProgrammingError(f"no summary by {wanted.group_by!r} on {wanted.page_size!r}")
    with speaking(wanted.language):
        making = _SummaryWriter(workspace, wanted, progress or _no_progress, cancelled or _not_cancelled)
        data, result = making.make()
        making.check()
        save_pdf(data, target)
    return result


def _no_progress(done: int, total: int) -> None:
    pass


def _not_cancelled() -> bool:
    return False


class _SummaryWriter:
    """One summary while it is made."""

    def __init__(
        self, workspace: Workspace, wanted: SummaryOptions, progress: Progress, cancelled: Callable[[], bool]
    ) -> None:
        self.workspace = workspace
        self.options = wanted
        self.progress = progress
        self.cancelled = cancelled
        self.reader = ActivityReader(workspace, self._step)
        self.figures = Totals()
        self.activities_in_package = 0
        self.done = 0
        self.total = 1

    def check(self) -> None:
        """Stop here if the person wants so."""
        if self.cancelled():
            raise Cancelled

    def make(self) -> tuple[bytes, SummaryResult]:
        """The file and what is in it."""
        groups = self._groups()
        wanted = self.options
        package = None
        if wanted.package is not None:
            package = wanted.package(list(dict.fromkeys(id for group in groups for id in group.ids)))
        self.activities_in_package = self.figures.activities if package is not None else 0
        self.check()
        author = wanted.author or self.workspace.journal.author or self.workspace.meta("author")
        chosen = "; ".join(self._chosen())
        about = Metadata(_("Summary of activities"), clean(author), clean(chosen), current_language())
        document = Document(PAGE_SIZES[wanted.page_size], about)
        if package is not None:
            attach_package(document, package)
        pages, entries = (self._compact if wanted.compact else self._full)(document, groups, author)
        self.check()

        def foot(page: Page, over: Page, number: int, of: int) -> None:
            self.check()
            if number > 1 or wanted.compact or not wanted.front:  # a cover has neither
                draw_header_and_footer(document, page, over, number, of)

        data = document.build_pdf(pages, entries, foot)
        missing = document.missing_letters
        return data, SummaryResult(len(pages), self.figures.activities, missing, self.activities_in_package)

    def _full(self, document: Document, groups: list[Group], author: str) -> tuple[list[Page], list[Bookmark]]:
        """A cover, contents, figures, and a block for each activity."""
        contents, entries, body = self._body(document, groups)
        if not self.options.front:
            return body, entries
        front = [draw_cover(document, document.metadata.title, self._cover_rows(author))]
        offset = 2 + len(contents.sheets)
        figures = self._figures_pages(document)
        numbers = {id(page): number for number, page in enumerate((*figures, *body), offset)}
        front += [*contents.draw(lambda key: numbers[id(document.places[key][0])]), *figures]
        entries = [
            Bookmark(_("Contents"), "contents"),
            Bookmark(_("In figures"), "figures"),
            *entries,
        ]
        return [*front, *body], entries

    def _compact(self, document: Document, groups: list[Group], author: str) -> tuple[list[Page], list[Bookmark]]:
        """A head, a table for each group, and figures."""
        flow = Flow(document, "")
        draw_title_block(flow, document.metadata.title, self._cover_rows(author))
        entries: list[Bookmark] = []
        for number, group in enumerate(groups):
            key = f"g{number}"
            with flow.structure.element("Sect"):
                flow.heading = group.title
                group_heading(flow, group, key)
                table = activity_table(flow)
                for record, around in self.reader.with_names(group.ids):
                    activity_row(table, record, around, self.options.group_by)
                    flow.close_done_pages()
            entries.append(Bookmark(clean(group.title), key))
        entries.append(Bookmark(_("In figures"), "figures"))
        return [*flow.close(), *self._figures_pages(document)], entries

    def _figures_pages(self, document: Document) -> list[Page]:
        often = names_of(self.workspace, "organisation", most_named_organisations(self.figures))
        return draw_totals(document, self.figures, _("In figures"), often, short=self.options.compact)

    # What is in it ---------------------------------------------------------------------------------------------------

    def _groups(self) -> list[Group]:
        """Read everything once: the figures, and where each activity stands."""
        wanted = self.options
        ids = list(dict.fromkeys(wanted.ids)) if wanted.ids is not None else self._found()
        self.total = max(2 * len(ids), 1)
        places: list[ActivityPosition] = []
        for record in self.reader.records(ids):
            if record.listed and _within(record, wanted.period):
                self.reader.keep(record, len(ids))
                places.append(position_of(record, wanted.group_by, title_of(record)))
        if not places:
            raise UserFacingError(
                _("No activity matches."),
                kept=_("No file was written."),
                todo=_("Choose other filters or another period."),
            )
        self.figures = read_totals(self.workspace, [place.id for place in places])
        self.check()
        self.total = self.done + len(places)
        return group_activities(places, wanted.group_by)

    def _found(self) -> list[str]:
        activities = ActivityList(self.workspace)
        return activities.ids_of(activities.order(self.options.query or parse("")).ids)

    def _step(self) -> None:
        self.check()
        self.done += 1
        if self.done % 10 == 0:
            self.progress(min(self.done, self.total), self.total)

    def _chosen(self) -> list[str]:
        """How the activities were chosen, in words."""
        wanted = self.options
        if wanted.ids is not None:
            return [ngettext("{count} activity chosen", "{count} activities chosen", len(wanted.ids)).format(
                count=format_number(len(wanted.ids)))]  # fmt: skip
        if wanted.query is not None and not wanted.query.empty:
            return wanted.query.describe()
        return [_("All activities")]

    def _cover_rows(self, author: str) -> list[tuple[str, str]]:
        count = self.figures.activities
        rows = [
            (_("From"), author),
            (_("Workspace"), self.workspace.path.stem),
            (_("Period"), self._period()),
            (_("Activities"), format_number(count)),
            (_("Chosen by"), "\n".join(self._chosen())),
            (_("Created on"), format_date(date.today().isoformat())),
            (_("Data"), self._data()),
        ]
        return [(label, words) for label, words in rows if words]

    def _data(self) -> str:
        if not self.activities_in_package:
            return ""
        return ngettext(
            "This PDF contains the data of its activity for Focal Desk.",
            "This PDF contains the data of its {count} activities for Focal Desk.",
            self.activities_in_package,
        ).format(count=format_number(self.activities_in_package))

    def _period(self) -> str:
        if self.options.period is not None and any(self.options.period):
            first, last = self.options.period
            if not last:
                return _("from {date}").format(date=format_date(first))
            if not first:
                return _("until {date}").format(date=format_date(last))
        else:
            years = sorted({year for year in (*self.figures.years, *self.figures.ends) if year})
            if not years:
                return ""
            first, last = years[0], years[-1]
        if first == last:
            return format_date(first)
        return pgettext("from – to", "{start} – {end}").format(start=format_date(first), end=format_date(last))

    # The activities --------------------------------------------------------------------------------------------------

    def _body(self, document: Document, groups: list[Group]) -> tuple[TableOfContents, list[Bookmark], list[Page]]:
        figures = ContentsItem(_("In figures"), "figures")
        items = [figures]
        by_year = [figures]
        entries: list[Bookmark] = []
        flow = Flow(document, groups[0].title)
        years: dict[str, ContentsItem] = {}
        for group, key, record, place in draw_activity_groups(flow, groups, self.reader):
            if record is None:
                by_year += years.values() if len(years) > 1 else ()
                years = {}
                items.append(ContentsItem(group.title, key, count=len(group.ids), colour=group.colour))
                by_year.append(items[-1])
                entries.append(Bookmark(clean(group.title), key))
                continue
            title = clean(title_of(record))
            entries.append(Bookmark(title, place, 1))
            items.append(ContentsItem(title, place, 1))
            year = year_of(record)
            known = years.get(year) or ContentsItem(year or _("Year not given"), place, 1)
            years[year] = replace(known, count=known.count + 1)
        by_year += years.values() if len(years) > 1 else ()
        contents = TableOfContents(document, items)
        if len(contents.sheets) > CONTENTS_PAGES:
            contents = TableOfContents(document, by_year)
        if len(contents.sheets) > CONTENTS_PAGES:
            contents = TableOfContents(document, [item for item in items if item.level == 0])
        return contents, entries, flow.close()


def _within(record: Record, period: tuple[str, str] | None) -> bool:
    """Does it touch the period? Dates compare by as much of them as both sides know."""
    if period is None or not any(period):
        return True
    start, end = text_of(record, "start"), text_of(record, "end")
    if not year_of(record):
        start = end
    if not start:
        return False
    first, last = period
    until = max(end or start, start, key=lambda day: f"{day}~")  # a year alone goes on after its months
    begun = not last or start[: len(last)] <= last[: len(start)]
    over = bool(first) and until[: len(first)] < first[: len(until)]
    return begun and not over


__all__ = ["GROUPINGS", "SummaryOptions", "SummaryResult", "write_summary"]
