"""What the blocks of a report draw from: the activities of its period, read when the first block asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from desktop.catalogue import list_of, names_of
from desktop.catalogue.report_templates import ReportTemplate
from desktop.evidence.blocks import Section
from desktop.evidence.reading import read_evidence
from desktop.evidence.sections import evidence_sections
from desktop.evidence.subject import SELECTION, Subject
from desktop.figures import Period, Selection, Totals, read_totals
from desktop.reports.activity_block import title_of
from desktop.reports.activity_reader import ActivityReader
from desktop.reports.grouping import ActivityPosition, Group, group_activities, position_of
from desktop.reports.report_writer import ReportWriter
from desktop.reports.totals_page import most_named_organisations
from desktop.workspace import Workspace


@dataclass
class ReportContext:
    """One report while it is written. `most`: how many activities are drawn at most, for a preview; None for all.

    `this_year`: of the day on which it is written. `check` is called now and then and may raise.
    """

    workspace: Workspace
    template: ReportTemplate
    period: Period
    this_year: int
    writer: ReportWriter
    check: Callable[[], object]
    most: int | None = None
    step: Callable[[], object] = field(default=lambda: None)

    @cached_property
    def selection(self) -> Selection:
        """The activities of the report."""
        return Selection(self.template.query, self.period)

    @cached_property
    def before(self) -> Period | None:
        """The period of the same length before, where the template compares."""
        return self.period.before() if self.template.compare else None

    def counted(self, condition: str) -> Selection:
        """The activities of the report that also this query finds."""
        return replace(self.selection, query=f"{self.template.query} {condition}".strip())

    @cached_property
    def ids(self) -> list[str]:
        """The activities, in the order of the list."""
        listing = list_of(self.workspace, "activity")
        return listing.ids_of(listing.order(self.selection.parsed()).ids)

    @cached_property
    def reader(self) -> ActivityReader:
        """Reads them."""
        return ActivityReader(self.workspace, self._read_one)

    def _read_one(self) -> None:
        self.check()
        self.step()

    @cached_property
    def groups(self) -> list[Group]:
        """The activities in the groups of the template, at most as many as a preview shows."""
        by, ids = self.template.group, self.ids[: self.most]
        places: list[ActivityPosition] = []
        for record in self.reader.records(ids):
            self.reader.keep(record, len(ids))
            places.append(position_of(record, by, title_of(record)))
        return group_activities(places, by) if places else []

    @cached_property
    def totals(self) -> Totals:
        """Their sums and counts."""
        return read_totals(self.workspace, self.ids)

    @cached_property
    def evidence(self) -> dict[str, Section]:
        """What came of the activities and visits of the report, in sections by their key."""
        subject = Subject(SELECTION, self.template.query, "")
        return {each.key: each for each in evidence_sections(
            read_evidence(self.workspace, subject, self.period, date.today(), check=self.check)
        )}  # fmt: skip

    @cached_property
    def often_named(self) -> dict[str, str]:
        """The names of the organisations named most often, by id."""
        names = names_of(self.workspace, "organisation", most_named_organisations(self.totals))
        return {id: self.reader.hidden.without(name) for id, name in names.items()}
