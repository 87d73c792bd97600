"""What an import would do: new, changed, unchanged, refused, noted, asked. Nothing of it has been written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from desktop.exchange.columns.column_mapping import ColumnMapping
from desktop.exchange.importing.duplicates import Duplicate
from desktop.exchange.importing.editions import Edition, SourceRecord
from desktop.exchange.importing.existing_records import (
    FieldChange,
)
from desktop.exchange.importing.place_filling import PlacesFilled
from desktop.exchange.importing.problems import Problem
from desktop.exchange.importing.questions import Question
from desktop.exchange.importing.reading_report import Reading
from desktop.exchange.spool import Spool
from desktop.i18n import _, ngettext
from desktop.values.dates import format_date
from desktop.workspace import Value

Entry = tuple[str, str, dict[str, Value]]
"""Record type, id, values."""


_SHOWN = 5
"""Pairs of names that a sentence shows."""


@dataclass(frozen=True)
class RecordChange:
    """What the file changes in one record of the desk."""

    id: str
    title: str
    line: int
    fields: tuple[FieldChange, ...]


@dataclass
class EditionPlan:
    """What follows from a list being the next edition of its source. `known`: activities of the source that are here."""

    source: str
    last: Edition | None
    found_by: str
    known: int = 0
    found_by_title: int = 0
    """Activities that stand in the list under another identifier, date or place than before."""
    gone_columns: tuple[str, ...] = ()
    """Columns that were read from the list before and that this one has not."""
    gone: list[SourceRecord] = field(default_factory=list[SourceRecord])
    mark_gone: bool = True


@dataclass
class ImportPlan:
    """An import before it is done. Nothing has been written. `close` it when it is not wanted any more."""

    file: str
    mapping: ColumnMapping
    headings: tuple[str, ...] = ()
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    organisations: int = 0  # organisations that will be made
    people: int = 0  # people that will be made
    rows: int = 0
    merged_rows: int = 0  # rows that share their activity with another row
    merged_activities: int = 0
    left_out_rows: int = 0  # sections, totals, headings again
    without_rows: tuple[int, ...] = ()  # lines that a person left out before the rows were compared
    duplicates: list[Duplicate] = field(default_factory=list[Duplicate])  # imported unless they are left out
    left_out: set[str] = field(default_factory=set[str])  # ids of activities that a person leaves out of this plan
    equal_rows: int = 0  # rows with the title and dates of another, each an activity of its own
    reading: Reading = field(default_factory=Reading)
    refused: list[Problem] = field(default_factory=list[Problem])
    refused_rows: dict[int, str] = field(default_factory=dict[int, str])  # their lines, as the table counts -> reason
    notes: list[Problem] = field(default_factory=list[Problem])
    questions: list[Question] = field(default_factory=list[Question])
    changes: list[RecordChange] = field(default_factory=list[RecordChange])
    linked: list[tuple[str, str, dict[str, Value]]] = field(default_factory=list[tuple[str, str, dict[str, Value]]])
    similar: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """New organisations, and those of the desk with almost the same name."""
    people_namespace: str = ""  # what the ids of these people hang on; never leaves this desk
    places: PlacesFilled = field(default_factory=PlacesFilled)
    edition: EditionPlan | None = None
    digest: str = ""  # of the rows of the file
    # (record, field) -> what the file says where somebody edited the field here since: written only where it is chosen
    own_edits: dict[tuple[str, str], Value] = field(default_factory=dict[tuple[str, str], Value])
    file_values: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])  # those that are chosen
    new_lines: list[int] = field(default_factory=list[int])  # of the first new records
    new_records: Spool[Entry] = field(default_factory=Spool[Entry], repr=False)
    edits: Spool[Entry] = field(default_factory=Spool[Entry], repr=False)

    @property
    def private(self) -> list[str]:
        """Columns of this file that stay on this desk."""
        return [column for column in self.headings if column in self.mapping.private]

    @property
    def joined_by(self) -> str:
        """By what rows of one activity were found: a column, or in words."""
        if self.reading.identifier:
            return self.reading.identifier
        return _("title and dates") if self.mapping.join_rows else _("the empty title of the row below")

    @property
    def changed_to_write(self) -> int:
        """Changed activities without those that a person leaves out."""
        return self.changed - sum(change.id in self.left_out for change in self.changes)

    @property
    def new_to_write(self) -> int:
        """New activities without those that a person leaves out."""
        others = {change.id for change in self.changes} | {each.id for each in self._gone}
        return self.new - len(self.left_out - others)

    @property
    def _gone(self) -> list[SourceRecord]:
        return self.edition.gone if self.edition is not None else []

    @property
    def gone_to_mark(self) -> list[str]:
        """Activities that are marked as no longer in their source."""
        if self.edition is None or not self.edition.mark_gone:
            return []
        return [each.id for each in self._gone if each.id not in self.left_out]

    @property
    def marked(self) -> int:
        """How many these are."""
        return len(self.gone_to_mark)

    def use_file_values(self, keys: Iterable[tuple[str, str]], on: bool = True) -> None:
        """Write what the file says over edits of this desk: (record, field); or keep these, after all."""
        if on:
            self.file_values.update(key for key in keys if key in self.own_edits)
        else:
            self.file_values.difference_update(keys)

    def chosen_values(self) -> dict[str, dict[str, Value]]:
        """Record -> the values of the file that a person chose over edits of this desk."""
        found: dict[str, dict[str, Value]] = {}
        for record, name in self.file_values:
            found.setdefault(record, {})[name] = self.own_edits[record, name]
        return found

    @property
    def empty(self) -> bool:
        """Would nothing be written?"""
        return not (self.new_to_write or self.changed_to_write or self.gone_to_mark or self.questions)

    @property
    def left_out_by_hand(self) -> int:
        """Rows and activities that a person left out."""
        return len(self.without_rows) + len(self.left_out - {each.id for each in self._gone})

    def leave_out(self, ids: Iterable[str], on: bool = True) -> None:
        """Write these activities not; or do, after all. They must be new, or among `changes`."""
        if on:
            self.left_out.update(ids)
        else:
            self.left_out.difference_update(ids)

    @property
    def problems(self) -> list[Problem]:
        """Refused rows and notes together, by line."""
        return sorted([*self.refused, *self.notes], key=lambda problem: problem.line)

    def sentences(self, *, done: bool = False) -> list[str]:
        """The figures in words; `done`: of what was imported."""
        said = [
            _("{new} new, {changed} changed, {unchanged} unchanged, {refused} refused.").format(
                new=self.new_to_write,
                changed=self.changed_to_write,
                unchanged=self.unchanged,
                refused=len(self.refused),
            )
        ]
        said += self._edition_said(done=done)
        if self.private:
            said.append(private_columns_said(self.private))
        said += self.reading.sentences()
        said += self.places.sentences()
        if self.equal_rows:
            said.append(
                ngettext(
                    "{count} row has the title and dates of another: it is an activity of its own.",
                    "{count} rows have the title and dates of another: each is an activity of its own.",
                    self.equal_rows,
                ).format(count=self.equal_rows)
            )
        if self.merged_rows:
            if self.mapping.join_rows and not self.reading.identifier:
                words = ngettext(
                    "{rows} rows were joined into {count} activity by title and dates.",
                    "{rows} rows were joined into {count} activities by title and dates.",
                    self.merged_activities,
                )
            elif self.reading.identifier:
                words = ngettext(
                    "{rows} rows were joined into {count} activity by {column}.",
                    "{rows} rows were joined into {count} activities by {column}.",
                    self.merged_activities,
                )
            else:
                words = ngettext(
                    "{rows} rows were joined into {count} activity: a row without title goes on with the one above.",
                    "{rows} rows were joined into {count} activities: a row without title goes on with the one above.",
                    self.merged_activities,
                )
            said.append(
                words.format(rows=self.merged_rows, count=self.merged_activities, column=self.reading.identifier)
            )
        if self.left_out_rows:
            said.append(
                ngettext(
                    "{count} row was left out: a section, a total, an explanation or the headings again.",
                    "{count} rows were left out: sections, totals, explanations or the headings again.",
                    self.left_out_rows,
                ).format(count=self.left_out_rows)
            )
        said += self._duplicates_said()
        if self.duplicates and not done and not any(each.id in self.left_out for each in self.duplicates):
            said.append(_("Such duplicates are imported unless you leave them out."))
        if self.left_out_by_hand:
            said.append(
                ngettext(
                    "{count} row was left out by you.", "{count} rows were left out by you.", self.left_out_by_hand
                ).format(count=self.left_out_by_hand)
            )
        if self.organisations:
            said.append(
                ngettext("{count} organisation is new.", "{count} organisations are new.", self.organisations).format(
                    count=self.organisations
                )
            )
        if self.similar:
            pairs = ", ".join(f"{new} (≈ {known})" for new, known in self.similar[:_SHOWN])
            pairs += " …" if len(self.similar) > _SHOWN else ""
            said.append(
                ngettext(
                    "{count} new organisation has almost the name of one that is here: {pairs}.",
                    "{count} new organisations have almost the names of others that are here: {pairs}.",
                    len(self.similar),
                ).format(count=len(self.similar), pairs=pairs)
            )
        return said

    def _edition_said(self, *, done: bool) -> list[str]:
        """What the list is the next edition of, and what that means."""
        edition = self.edition
        if edition is None:
            return []
        if not edition.known:
            return [_("This is the first list of “{source}”.").format(source=edition.source), edition.found_by]
        if edition.last is not None:
            said = [
                _("Next edition of “{source}”; the one before was {file}, imported on {day}.").format(
                    source=edition.source, file=edition.last.file, day=format_date(edition.last.day)
                )
            ]
        else:
            said = [_("Next edition of “{source}”.").format(source=edition.source)]
        said.append(edition.found_by)
        if edition.found_by_title:
            said.append(
                ngettext(
                    "{count} activity was found by its title: its identifier, date or place is another one now.",
                    "{count} activities were found by their titles: identifiers, dates or places are others now.",
                    edition.found_by_title,
                ).format(count=edition.found_by_title)
            )
        if edition.gone_columns:
            said.append(
                ngettext(
                    "A column of the list before is not in this one: {columns}. What it said stays.",
                    "Columns of the list before are not in this one: {columns}. What they said stays.",
                    len(edition.gone_columns),
                ).format(columns=", ".join(edition.gone_columns))
            )
        if own := len(self.own_edits) - len(self.file_values):
            said.append(
                ngettext(
                    "{count} field that was edited here stays as it is.",
                    "{count} fields that were edited here stay as they are.",
                    own,
                ).format(count=own)
            )
        if edition.gone:
            marked = len(self.gone_to_mark)
            if marked == len(edition.gone):
                words = ngettext(
                    "{count} activity is no longer in the list: it is kept and marked.",
                    "{count} activities are no longer in the list: they are kept and marked.",
                    marked,
                )
            elif marked:
                words = ngettext(
                    "{marked} activity of {count} that are no longer in the list is marked; all are kept.",
                    "{marked} activities of {count} that are no longer in the list are marked; all are kept.",
                    marked,
                )
            else:
                words = ngettext(
                    "{count} activity is no longer in the list: it is kept, without a mark.",
                    "{count} activities are no longer in the list: they are kept, without a mark.",
                    len(edition.gone),
                )
            said.append(words.format(count=len(edition.gone), marked=marked))
        return said

    def _duplicates_said(self) -> list[str]:
        """What the list has twice, and what the desk has already, in words."""
        here = sum(bool(each.other_id) for each in self.duplicates)
        twice = len(self.duplicates) - here
        said: list[str] = []
        if twice and not self.equal_rows:  # else they are named already
            words = ngettext(
                "{count} activity has the title, date and place of another one in this list.",
                "{count} activities have the title, date and place of another one in this list.",
                twice,
            )
            said.append(words.format(count=twice))
        if here:
            words = ngettext(
                "{count} activity has the title, date and place of one on this desk.",
                "{count} activities have the title, date and place of one on this desk.",
                here,
            )
            said.append(words.format(count=here))
        return said

    def close(self) -> None:
        """Throw the plan away."""
        self.new_records.close()
        self.edits.close()


def private_columns_said(columns: Sequence[str]) -> str:
    """Which columns stay on this desk, in words."""
    return ngettext(
        "Stays on this desk: column {columns}.", "Stay on this desk: columns {columns}.", len(columns)
    ).format(columns=", ".join(columns))  # fmt: skip
