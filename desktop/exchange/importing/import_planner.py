"""Finding out what an import would do, without writing anything: the file read row by row against the
desk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from desktop.errors import Cancelled as CancelledError
from desktop.exchange.cells.texts import with_guard
from desktop.exchange.columns.column_mapping import ColumnMapping
from desktop.exchange.columns.lines_above import field_given_above
from desktop.exchange.columns.own_exports import GUARDED_FORMATS
from desktop.exchange.columns.private_columns import CellsSeen
from desktop.exchange.columns.recognition import field_of_heading
from desktop.exchange.importing import problems
from desktop.exchange.importing.column_survey import ColumnSurvey, survey_columns
from desktop.exchange.importing.duplicates import Duplicate, DuplicateFinder
from desktop.exchange.importing.editions import (
    LEFT,
    ContentDigest,
    EditionChoices,
    SourceRecord,
    date_in_name,
    found_by_words,
    read_source,
    records_of_source,
    same_activities,
)
from desktop.exchange.importing.existing_records import (
    differences,
    ids_by_source_id,
    known_ids,
    other_types,
)
from desktop.exchange.importing.import_plan import EditionPlan, ImportPlan, RecordChange
from desktop.exchange.importing.left_out_rows import LeftOutRows
from desktop.exchange.importing.linked_records import LinkedRecords
from desktop.exchange.importing.original_cells import SourceData, rows_from
from desktop.exchange.importing.place_filling import PlaceFiller
from desktop.exchange.importing.problems import Cancelled, Problem, ProblemCollector, Progress
from desktop.exchange.importing.questions import ask_gone, ask_older
from desktop.exchange.importing.reading_report import reading_of
from desktop.exchange.importing.row_identity import RowIdentities
from desktop.exchange.importing.row_merging import combine_rows
from desktop.exchange.importing.row_reader import Draft, RowReader
from desktop.exchange.importing.saved_mappings import last_mapping
from desktop.exchange.importing.section_values import SectionValues
from desktop.exchange.tables import Row, Table
from desktop.i18n import _
from desktop.workspace import ACTIVITY, FieldKind, Record, Value, Workspace, record_id_from, split_member

PRIVATE_DATA = "private_source_data"
_BATCH = 500
_SHOWN = 1_000  # changes kept to be shown; all are applied
_MAX_REFUSED = 10_000


def plan_import(
    workspace: Workspace,
    table: Table,
    mapping: ColumnMapping,
    *,
    without: Collection[int] = (),
    edition: EditionChoices | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportPlan:
    """Read the whole table, but for the rows at the lines in `without`, and say what an import of it would do. Writes
    nothing.

    `edition`: it is the next edition of its source: edits of this desk stay unless a person chooses otherwise, and what the
    list no longer has is marked. With questions open, nothing but the questions counts: answer them (`answer`) and plan again.
    `progress` is told the number of rows done. Raises errors.Cancelled, and UserFacingError for a file that
    breaks off.
    """
    planner = _Planner(
        workspace, table, mapping, frozenset(without), edition, progress or _no_progress, cancelled or _not_cancelled
    )
    return planner.run()


def _no_progress(_rows: int) -> None:
    return


def _not_cancelled() -> bool:
    return False


@dataclass(slots=True)
class _ActivityRows:
    """All rows of the file that tell of one activity."""

    key: str
    rows: list[Row]
    draft: Draft

    @property
    def line(self) -> int:
        return self.rows[0].line


class _Planner:
    def __init__(
        self,
        workspace: Workspace,
        table: Table,
        mapping: ColumnMapping,
        without: frozenset[int],
        edition: EditionChoices | None,
        progress: Progress,
        cancelled: Cancelled,
    ) -> None:
        self._workspace = workspace
        self._table = table
        self._mapping = mapping
        self._without = without
        self._duplicates = DuplicateFinder(workspace)
        self._progress = progress
        self._cancelled = cancelled
        self._notes = ProblemCollector()
        self._identities = RowIdentities(table.headings, mapping)
        self._source_column = bool(mapping.of_field("source"))
        self._planned: set[str] = set()
        self._choices = edition
        self._source = read_source(workspace, mapping.source)
        self._unmatched: list[tuple[_ActivityRows, str, dict[str, Value]]] = []
        self._digest = ContentDigest()
        # What a desk exported has apostrophes against formulas in CSV alone; elsewhere they are the person's own.
        self._unguarded = self._identities.by_own_id and table.format not in GUARDED_FORMATS
        self._sections = SectionValues()

    def run(self) -> ImportPlan:
        found = survey_columns(self._table, self._mapping, self._identities, self._cancelled, self._without)
        for column in found.private:
            self._mapping = self._mapping.keeping_here(column)
        self._source_data = SourceData(self._table.headings, _withheld(self._mapping))
        private = frozenset(self._mapping.private)
        self._private_data = (
            SourceData(self._table.headings, frozenset(self._table.headings) - private) if private else None
        )
        plan = ImportPlan(
            self._table.name, self._mapping, self._table.headings, questions=found.questions, rows=found.rows
        )
        last = last_mapping(self._workspace, self._mapping.source, self._table.headings)
        confirmed = [use.column for use in last.uses if self._mapping.use_of(use.column) == use] if last else ()
        plan.reading = reading_of(self._table, self._mapping, confirmed)
        plan.equal_rows = found.equal_rows
        plan.merged_rows, plan.merged_activities = self._table.joined_rows
        if plan.questions:
            return plan
        self._plan = plan
        self._reader = RowReader(self._table.headings, self._mapping, found.facts)
        self._section_reader = self._reader
        self._headings_before = tuple(self._table.headings)
        if last is not None:
            gone = [use.column for use in last.uses if use.column not in self._table.headings]
            self._headings_before += tuple(dict.fromkeys(gone))
        self._fields_read = {use.field for use in self._mapping.uses if use.column in self._table.headings}
        self._before = self._reader_of_last_time(last, found)
        self._of_source = self._records_of_source()
        own_export = self._identities.by_own_id
        self._places = PlaceFiller(self._table.headings, self._mapping, own_export=own_export)
        self._places_before = PlaceFiller(self._headings_before, last or self._mapping, own_export=own_export)
        self._linked = LinkedRecords(self._workspace, found.names_of)
        for line, words in self._table.skipped:
            if given := field_given_above(words, field_of_heading, self._mapping.defaults):
                self._notes.add(line, problems.ABOVE_USED, _(ACTIVITY.by_name[given].label), words)
            else:
                self._notes.add(line, problems.ABOVE_HEADINGS, value=words)
        for line, sentence in self._table.remarks:
            self._notes.add_sentence(line, sentence)
        try:
            activity = self._activities(found)
            while batch := list(islice(activity, _BATCH)):
                self._resolve(batch)
                if self._cancelled():
                    raise CancelledError
            self._finish_edition()
        except BaseException:  # whatever ends it: the rows on disk go too
            plan.close()
            raise
        self._linked.choose_spellings()
        plan.similar = self._linked.similar()
        plan.linked = self._linked.new
        plan.people_namespace = str(self._linked.people)
        plan.organisations = sum(1 for type, _id, _values in plan.linked if type == "organisation")
        plan.people = len(plan.linked) - plan.organisations
        plan.notes = [self._placed(each) for each in self._notes.problems()]
        plan.refused_rows = {each.line: each.reason for each in plan.refused}
        plan.refused = [self._placed(each) for each in plan.refused]
        plan.duplicates = [self._placed_duplicate(each) for each in plan.duplicates]
        plan.changes = [replace(each, line=self._table.place(each.line)[1]) for each in plan.changes]
        return plan

    def _placed(self, problem: Problem) -> Problem:
        """A problem with the file that it stands in, where there are several."""
        file, line = self._table.place(problem.line)
        return replace(problem, line=line, reason=f"{file}: {problem.reason}") if file else problem

    def _placed_duplicate(self, duplicate: Duplicate) -> Duplicate:
        if not self._table.files_read:
            return duplicate
        line, other = (self._table.place(each)[1] for each in (duplicate.line, duplicate.other_line))
        return replace(duplicate, line=line, other_line=other)

    def _reader_of_last_time(self, last: ColumnMapping | None, found: ColumnSurvey) -> RowReader:
        """Reads old source data as it was read then, so that a better mapping counts as a change of the
        file.
        """
        if last is None or last == self._mapping:
            return self._reader
        return RowReader(self._headings_before, last, found.facts)

    # Rows ---------------------------------------------------------------------------------------------------

    def _activities(self, found: ColumnSurvey) -> Iterator[_ActivityRows]:
        """The activities of the file, each with its row or rows."""
        waiting: dict[str, list[Row]] = {}
        pending: list[Row] = []
        number = 0
        left_out = LeftOutRows(self._table.headings, self._table.sample(200))
        self._identities.begin()
        for number, row in enumerate(self._table.rows(), 1):
            if number % _BATCH == 0:
                self._progress(number)
            self._digest.add(row.cells)
            if self._unguarded:
                row = row._replace(cells=[with_guard(cell) for cell in row.cells])
            if row.line in self._without:
                self._plan.without_rows += (self._table.place(row.line)[1],)
                continue
            if row.refused:
                self._refuse(row.line, row.refused)
                continue
            if reason := left_out.reason(row):
                words = next(cell for cell in row.cells if cell.strip())
                self._plan.left_out_rows += 1
                if (activity := self._read_joined(pending)) is not None:
                    yield activity
                pending = []
                self._identities.interrupt()
                column = self._enter_section(words, found) if reason == problems.SECTION else ""
                if column:
                    self._notes.add(row.line, problems.SECTION_VALUE, column, words)
                else:
                    self._notes.add(row.line, reason, value="" if reason == problems.HEADINGS_AGAIN else words)
                continue
            if row.note:
                self._notes.add_sentence(row.line, row.note)
            group = self._identities.group_of_next(row.cells)
            key = self._identities.key_of_group(group)
            if not self._identities.groups_rows:
                if pending and self._identities.is_continuation(row.cells):
                    pending.append(row)
                    continue
                if (activity := self._read_joined(pending)) is not None:
                    yield activity
                pending = [row]
                continue
            wanted = found.repeated.get(group, 1) if group else 1
            if wanted == 1:
                rows = [row]
            else:
                rows = waiting.setdefault(group, [])
                rows.append(row)
                if len(rows) < wanted:
                    continue
                del waiting[group]
                self._plan.merged_rows += wanted
                self._plan.merged_activities += 1
            activity = self._read(key, rows)
            if activity is not None:
                yield activity
        if (activity := self._read_joined(pending)) is not None:
            yield activity
        self._progress(number)

    def _enter_section(self, words: str, found: ColumnSurvey) -> str:
        """The label of the field of which these words are a value, for the rows below; "" where they are none."""
        before = self._sections.year
        field = self._sections.enter(words)
        if self._sections.year != before:
            self._section_reader = _reader_of_year(self._table.headings, self._mapping, found, self._sections.year)
        return _(ACTIVITY.by_name[field].label) if field else ""

    def _read_joined(self, rows: list[Row]) -> _ActivityRows | None:
        """A row without identifier, with those below that go on with it."""
        if len(rows) > 1:
            self._plan.merged_rows += len(rows)
            self._plan.merged_activities += 1
        return self._read("", rows) if rows else None

    def _refuse(self, line: int, reason: str) -> None:
        if len(self._plan.refused) < _MAX_REFUSED:
            self._plan.refused.append(Problem(line, reason, refused=True))

    def _read(self, key: str, rows: list[Row]) -> _ActivityRows | None:
        drafts = [self._section_reader.read(row.cells) for row in rows]
        draft = combine_rows(drafts)
        # A remark alone tells of no activity.
        if not draft.values.keys() - {"private_note"} and not draft.links and not key:
            self._refuse(rows[0].line, _(problems.NOTHING))
            return None
        self._sections.fill(draft.values)
        for row, each in zip(rows, drafts, strict=True):
            for template, column, text in each.problems:
                self._notes.add(row.line, template, column, text)
        if len(rows) > 1:
            for template, column, text in draft.problems[:20]:
                if template in (problems.DIFFERENT, problems.DIFFERENT_NUMBERS):
                    self._notes.add(rows[0].line, template, _(column), text)
        if "\ufffd" in "".join(rows[0].cells):
            self._notes.add(rows[0].line, problems.REPLACED_LETTERS, _("Some cells"))
        return _ActivityRows(key, rows, draft)

    def _values(self, activity: _ActivityRows, draft: Draft) -> dict[str, Value]:
        values = draft.values
        values.update(self._linked.members(draft.links, values.get("country")))
        if activity.key:
            values["source_id"] = activity.key
        self._reader.complete(values)
        if not self._source_column:
            values["source"] = self._mapping.source
        return values

    # Against the desk ---------------------------------------------------------------------------------------

    def _resolve(self, batch: list[_ActivityRows]) -> None:
        """Decide for each activity whether it is new, changed or unchanged."""
        ids, known = self._ids(batch)
        found = [id for id in ids if id in known]
        records = {record.id: record for record in self._workspace.records("activity", found)} if found else {}
        for activity, id in zip(batch, ids, strict=True):
            values = self._values(activity, activity.draft)
            rows = [row.cells for row in activity.rows]
            rests = [row.rest for row in activity.rows]
            rest_is_private = any(rests) and _hold_contacts(rests)
            values["source_data"] = self._source_data.text(rows, () if rest_is_private else rests)
            if self._private_data is not None or rest_is_private:
                private = self._private_data or SourceData(self._table.headings, self._table.headings)
                if (kept := private.text(rows, rests if rest_is_private else ())) != "{}":
                    values[PRIVATE_DATA] = kept
            record = records.get(id)
            if "title" not in values:
                self._notes.add(activity.line, problems.UNTITLED, value=activity.key)
            if id in self._planned:
                id = self._identities.of_source(f"{id}:{activity.line}")
                record = None
            self._planned.add(id)
            new = record is None or not record.values
            if new:
                filled, located = self._places.fill(values, activity.rows[0].cells)
                values |= filled
                self._plan.places.note(str(values.get("municipality") or ""), filled, located)
            if self._choices is not None and new:
                self._unmatched.append((activity, id, values))
                continue
            self._note_duplicate(activity, id, values, new=new)
            if record is None or not record.values:
                self._add_new(activity, id, values)
            else:
                self._compare(activity, record, values)

    def _note_duplicate(self, activity: _ActivityRows, id: str, values: dict[str, Value], *, new: bool) -> None:
        duplicate = self._duplicates.find(id, activity.line, values, new=new)
        if duplicate is not None:
            self._plan.duplicates.append(duplicate)

    def _add_new(self, activity: _ActivityRows, id: str, values: dict[str, Value]) -> None:
        self._plan.new += 1
        if len(self._plan.new_lines) < _SHOWN:
            self._plan.new_lines.append(self._table.place(activity.line)[1])
        self._plan.new_records.add(("activity", id, dict(values)))

    # As the next edition of its source ----------------------------------------------------------------------------

    def _records_of_source(self) -> dict[str, SourceRecord]:
        """The activities that its source had so far; none where it is not imported as an edition."""
        if self._choices is None or self._identities.by_own_id:
            return {}
        return records_of_source(self._workspace, self._source, self._mapping, self._headings_before)

    def _finish_edition(self) -> None:
        """What the list had before and has no longer; what it has under another identifier is found by its title."""
        choices, plan = self._choices, self._plan
        plan.digest = self._digest.text
        if choices is None:
            return
        edition = plan.edition = EditionPlan(
            self._source.name, self._source.last, found_by_words(self._identities), known=len(self._of_source)
        )
        edition.gone_columns = self._headings_before[len(self._table.headings) :]
        left = {id: each for id, each in self._of_source.items() if id not in self._planned}
        those = [(str(values.get("title") or ""), values) for _activity, _id, values in self._unmatched]
        same = same_activities(left.values(), those, by_identifier=self._identities.by_identifier)
        records = {each.id: each for each in self._workspace.records("activity", list(same.values()))} if same else {}
        for at, (activity, id, values) in enumerate(self._unmatched):
            record = records.get(same.get(at, ""))
            self._note_duplicate(activity, id, values, new=record is None)
            if record is None:
                self._add_new(activity, id, values)
            else:
                del left[record.id]
                edition.found_by_title += 1
                self._compare(activity, record, values)
        edition.gone = [each for each in left.values() if not each.left]
        edition.mark_gone = choices.gone is not False
        there = len([each for each in self._of_source.values() if not each.left])
        if choices.gone is None and len(edition.gone) > 1 and len(edition.gone) * 2 >= there:
            plan.questions.append(ask_gone(self._source.name, len(edition.gone), there))
        newer = self._source.newer_than(plan.digest, date_in_name(self._table.name))
        if newer is not None and not choices.older:
            plan.questions.append(ask_older(*newer))

    def _ids(self, batch: list[_ActivityRows]) -> tuple[list[str], set[str]]:
        """(the record id of each, those ids that activities of this desk have)."""
        identities = self._identities
        own = [identities.record_id(activity.rows[0].cells) for activity in batch]
        if any(own):
            return self._own_ids(batch, own)
        return self._ids_by_source(batch)

    def _own_ids(self, batch: list[_ActivityRows], own: list[str]) -> tuple[list[str], set[str]]:
        """Rows of a table that a desk exported: their record by its id, else by the identifier in its source."""
        there = known_ids(self._workspace, [id for id in own if id])
        taken = other_types(self._workspace, [id for id in own if id and id not in there])
        others = [
            activity for activity, id in zip(batch, own, strict=True) if (id not in there and activity.key) or not id
        ]
        ids, known = self._ids_by_source(others)
        found = {id(activity): record for activity, record in zip(others, ids, strict=True)}
        chosen: list[str] = []
        for activity, record in zip(batch, own, strict=True):
            other = found.get(id(activity), "")
            if other and (other in known or not record):
                chosen.append(other)
            else:
                chosen.append(record if record not in taken else record_id_from(f"row:{record}"))
        return chosen, there | known

    def _ids_by_source(self, batch: list[_ActivityRows]) -> tuple[list[str], set[str]]:
        identities = self._identities
        ids = [
            identities.world_wide(activity.key) if activity.key else identities.by_content(activity.rows[0].cells)
            for activity in batch
        ]
        known = known_ids(self._workspace, [id for id in ids if id])
        if not identities.by_identifier:
            return ids, known
        # An id that the file itself names is not taken from a record of another type; one that follows from an identifier
        # is the same on every desk, whoever has taken it for something else.
        named = [id for activity, id in zip(batch, ids, strict=True) if id and id in activity.key.lower()]
        taken = other_types(self._workspace, [id for id in named if id not in known])
        local = {
            activity.key: str(activity.draft.values.get("title") or "")
            for activity, id in zip(batch, ids, strict=True)
            if activity.key and id not in known
        }
        columns = self._table.headings if self._choices is None else self._headings_before
        found = ids_by_source_id(self._workspace, local, self._source.names, columns) if local else {}
        known.update(found.values())
        chosen: list[str] = []
        for activity, id in zip(batch, ids, strict=True):
            if not id or id in taken or activity.key in found:
                id = found.get(activity.key) or identities.of_source(activity.key)
            chosen.append(id)
        known.update(known_ids(self._workspace, [id for id in chosen if id not in known]) if local else ())
        return chosen, known

    def _compare(self, activity: _ActivityRows, record: Record, values: dict[str, Value]) -> None:
        if record.binned or record.survivor:
            self._notes.add(
                activity.line, problems.IN_THE_BIN if record.binned else problems.MERGED_AWAY, value=record.title
            )
            self._plan.unchanged += 1
            return
        # No cell says how much a target counts, or what a link is called: what the record says of it is kept.
        values = {
            name: record.values[name] if split_member(name)[1] and record.values.get(name) is not None else each
            for name, each in values.items()
        }
        before: dict[str, Value] = {}
        old = record.values.get("source_data")
        kept = record.values.get(PRIVATE_DATA)
        own_export = self._identities.record_id(activity.rows[0].cells) == record.id
        back = record.values.get(LEFT) is not None and not own_export
        if (
            (old, kept) == (values["source_data"], values.get(PRIVATE_DATA))
            and self._before is self._reader
            and not back
        ):
            self._plan.unchanged += 1
            return
        if own_export:
            # The desk's own export: it says nothing of where the record came from that the record does not say itself.
            values = {
                name: each for name, each in values.items() if name not in ("source_data", PRIVATE_DATA, "source")
            }
            old = None
        rows = rows_from(self._headings_before, old)
        if back:
            before[LEFT] = record.values[LEFT]
        if rows:
            draft = combine_rows([self._before.read(row) for row in rows])
            before |= draft.values
            before.update(self._linked.members(draft.links, record.values.get("country"), make=False))
            self._before.complete(before)
            if len(self._headings_before) > len(self._table.headings):  # a column that is gone says nothing
                before = {
                    name: each
                    for name, each in before.items()
                    if name == LEFT or split_member(name)[0] in self._fields_read
                }
            if before.get("municipality"):  # a place that is another one now is elsewhere
                values |= self._places.fill(values, activity.rows[0].cells)[0]
                before |= self._places_before.fill(before, rows[0])[0]
            before["source_id"] = record.values.get("source_id")
            before |= {"source_data": None, PRIVATE_DATA: None}
        if not self._source_column and record.values.get("source"):
            values.pop("source")
        for name in values.keys() & record.values.keys():
            if name != PRIVATE_DATA and ACTIVITY.is_private(
                name
            ):  # its last cell is not kept, so what stands here may be the person's own words
                before[name] = values[name]
        updating = self._choices is not None
        same_list = bool(rows) and record.id in self._of_source
        fields = differences(record, values, before, known_before=updating and same_list)
        if not fields:
            self._plan.unchanged += 1
            return
        self._plan.changed += 1
        for each in fields:
            if each.own:
                self._plan.own_edits[record.id, each.field] = each.new
        self._plan.edits.add(("activity", record.id, {each.field: each.new for each in fields if not each.own}))
        if len(self._plan.changes) < _SHOWN:
            self._plan.changes.append(RecordChange(record.id, record.title, activity.line, fields))


def _reader_of_year(headings: Sequence[str], mapping: ColumnMapping, found: ColumnSurvey, year: str) -> RowReader:
    """Reads dates without a year as of this one."""
    uses = [
        replace(use, year=year) if year and ACTIVITY.by_name[use.field].kind is FieldKind.DATE else use
        for use in mapping.uses
    ]
    return RowReader(headings, replace(mapping, uses=tuple(uses)), found.facts)


def _hold_contacts(rests: Sequence[Sequence[str]]) -> bool:
    """Do cells that stand under no heading look like addresses or telephone numbers?"""
    seen = CellsSeen()
    for rest in rests:
        for cell in rest:
            seen.see(cell)
    return seen.hold_contacts


def _withheld(mapping: ColumnMapping) -> frozenset[str]:
    """Columns that do not go into the shared source data: those left out, private ones, and people, who may not
    have agreed.
    """
    return frozenset((*mapping.left_out, *mapping.private)) | frozenset(
        use.column
        for use in mapping.uses
        if ACTIVITY.by_name[use.field].private or ACTIVITY.by_name[use.field].target == "person"
    )
