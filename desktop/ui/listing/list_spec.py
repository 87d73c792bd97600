"""What a page lists: the type of its records, how they are found and counted, and the words that speak of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import catalogue
from desktop.catalogue import Completion, FacetCount, Query, RecordList
from desktop.i18n import _
from desktop.values.numbers import format_number
from desktop.workspace import RECORD_TYPES, RecordType

if TYPE_CHECKING:
    from desktop.catalogue.exporting.table_formats import TableFormat
    from desktop.ui.editor.context import PartPage
    from desktop.workspace import Workspace


@dataclass(frozen=True)
class FurtherColumn:
    """A column of what follows from other records; the names are those that `RecordList.rows` takes."""

    name: str
    label: str  # English source
    width: int
    shown: bool
    vocabulary: str = ""
    words: Callable[[str], str] = str


class ListSpec(ABC):
    """One type of record as a list page needs it. Words are asked for when they are shown."""

    type = ""
    """The record type."""
    key = ""
    """Begins the names under which the page is remembered, and the topics of its reads."""
    folded_facets: tuple[str, ...] = ()
    fit_order: tuple[str, ...] = ()
    """Which of the columns shown at first matter most where the window is too narrow for all."""
    pill = "status"
    """The field that is drawn as a pill."""
    imported = True
    """Are they brought in from tables?"""
    in_sample = True
    """Are they what the sample is there to show?"""
    one_by_one: tuple[str, ...] = ()
    """Fields that are each record's own: not to be changed together."""
    elsewhere: frozenset[str] = frozenset()
    """Types of records that another page shows."""
    named: tuple[str, ...] = ("organisation", "person", "term")
    """Types whose names stand in the rows."""

    @property
    def further_columns(self) -> Sequence[FurtherColumn]:
        """Columns that are no field of a record."""
        return ()

    @property
    def kind(self) -> RecordType:
        """The description of the type."""
        return RECORD_TYPES[self.type]

    def pages_beside(self) -> Mapping[str, Sequence[PartPage]]:
        """Pages that records have beside their form here, by record type."""
        return {}

    @property
    def picture(self) -> str:
        """The icon of an empty list."""
        return self.key

    @property
    def title(self) -> str:
        """The field that names a record."""
        return self.kind.title

    @property
    def plural(self) -> str:
        """What they are called."""
        return _(self.kind.plural)

    # Finding ---------------------------------------------------------------------------------------------------------

    @property
    def facets(self) -> tuple[str, ...]:
        """Names of the facets."""
        return catalogue.facet_names(self.type)

    @property
    def sortable(self) -> Sequence[str]:
        """Fields that the list can be sorted by."""
        return catalogue.sortable(self.type)

    def listing(self, workspace: Workspace) -> RecordList:
        """The list."""
        return catalogue.list_of(workspace, self.type)

    def parse(self, text: str) -> Query:
        """Understand a search. Raises QueryError."""
        return catalogue.parse(text, self.type)

    def complete(self, text: str, cursor: int, workspace: Workspace) -> Sequence[Completion]:
        """What could stand at the cursor."""
        return catalogue.complete(text, cursor, workspace, self.type)

    def count_facets(
        self, workspace: Workspace, query: Query, names: Sequence[str]
    ) -> Mapping[str, Sequence[FacetCount]]:
        """What a query finds, counted."""
        return catalogue.facets(workspace, query, names)

    def export(
        self,
        workspace: Workspace,
        nos: array[int],
        path: Path,
        format: TableFormat,
        *,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> int:
        """Write these records as a table; returns how many."""
        done = catalogue.export_table(
            workspace, nos, path, type=self.type, format=format, progress=progress, cancelled=cancelled
        )  # fmt: skip
        return done.written - done.left_out

    def facet_label(self, name: str) -> str:
        """What a facet is called."""
        further = {"year": _("Year"), "organisation": _("Organisation"), "completeness": _("Completeness")}
        field = self.kind.by_name.get(name)
        also = next((each.label for each in self.further_columns if each.name == name), name)
        return further.get(name) or _(field.label if field is not None else also)

    # Words -----------------------------------------------------------------------------------------------------------

    @property
    @abstractmethod
    def counted_sentences(self) -> Mapping[str, Callable[[int], str]]:
        """By name, the sentence for so many, with places for {number} and what else it speaks of.

        "counted", "selected"; "title": of the dialog that changes many; "set", "empty", "add", "remove": what that does to
        {field}; "deleted", "restored", "changed" ({field}), "exported" ({name}): what was done; "without": so many are found
        without {term}.
        """

    def _said(self, sentence: str, count: int, /, **words: str) -> str:
        return self.counted_sentences[sentence](count).format(number=number(count), **words)

    def counted(self, count: int) -> str:
        """ "515 activities"."""
        return self._said("counted", count)

    def selected(self, count: int) -> str:
        """ "12 activities selected"."""
        return self._said("selected", count)

    @abstractmethod
    def search_hint(self) -> str:
        """What stands in the empty search line."""

    @abstractmethod
    def new_words(self) -> str:
        """The button that makes one."""

    @abstractmethod
    def menu_words(self) -> str:
        """The menu of what can be done with them."""

    def open_words(self) -> str:
        """The action that opens one."""
        return _("&Open the record")

    def report_words(self) -> str:
        """The action that writes a report of what is selected or listed; "" where there is none."""
        return ""

    @abstractmethod
    def not_listed(self) -> str:
        """The record at the right is not in the list."""

    def change_title(self, count: int) -> str:
        """ "Change 12 activities"."""
        return self._said("title", count)

    def change_words(self, way: str, field: str, count: int) -> str:
        """What a change of many does: `way` is "set", "empty", "add" or "remove"."""
        return self._said(way, count, field=field)

    def done_words(self, operation: str, count: int, name: str = "") -> str:
        """What was done: `operation` is "delete", "restore" (`name`: of the only one), "change" (of the field), "export" (of
        the file).
        """
        if count == 1 and name and operation in ("delete", "restore"):
            one = _("“{title}” is in the bin.") if operation == "delete" else _("“{title}” is back in the list.")
            return one.format(title=name)
        return self._said(_DONE[operation], count, field=name, name=name)

    def exported_words(self, written: int, of: int, name: str) -> str:
        """What an export says: so many of so many were written to the file of this name."""
        return self.done_words("export", written, name)

    @abstractmethod
    def first_words(self) -> tuple[str, str]:
        """There are none yet: a sentence and a hint."""

    @abstractmethod
    def no_match(self, query: str) -> str:
        """Nothing was found."""

    def without(self, term: str, count: int) -> str:
        """So many would be found without a term of the search."""
        return self._said("without", count, term=term)

    @abstractmethod
    def back_words(self) -> str:
        """From the empty bin back to the list."""


_DONE = {"delete": "deleted", "restore": "restored", "change": "changed", "export": "exported"}


def number(count: int) -> str:
    """Digits in groups, as the language writes them."""
    return format_number(count)


def of_these(listed: ListSpec, count: int, of: int) -> str:
    """ "12 of 515 selected"; where at most one is, how many are listed."""
    if count < 2:
        return listed.counted(of)
    return _("{selected} of {number} selected").format(selected=number(count), number=number(of))
