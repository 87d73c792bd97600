"""Doing a planned import: one transaction, one action to undo; cancelled or killed, it leaves nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop.errors import Cancelled as CancelledError
from desktop.errors import UserFacingError
from desktop.exchange.importing.editions import LEFT, editions_text, new_edition, read_source
from desktop.exchange.importing.import_plan import EditionPlan, Entry, ImportPlan
from desktop.exchange.importing.linked_records import PEOPLE
from desktop.exchange.importing.place_filling import PlacesFilled
from desktop.exchange.importing.problems import Cancelled, Problem, Progress
from desktop.exchange.importing.reading_report import Reading
from desktop.exchange.importing.saved_mappings import remember_import
from desktop.i18n import _
from desktop.workspace import Value, Workspace


@dataclass(frozen=True)
class ImportReport:
    """What an import did: the plan's figures, now true. `group` names the action, for undoing it later."""

    file: str
    new: int
    changed: int
    unchanged: int
    refused: list[Problem] = field(default_factory=list[Problem])
    notes: list[Problem] = field(default_factory=list[Problem])
    organisations: int = 0
    people: int = 0
    merged_rows: int = 0
    merged_activities: int = 0
    rows: int = 0
    left_out_rows: int = 0
    left_out_by_hand: int = 0  # rows that a person left out
    duplicates: int = 0  # new activities like another one of the list or the desk
    equal_rows: int = 0
    joined_by: str = ""
    similar: tuple[tuple[str, str], ...] = ()
    reading: Reading = field(default_factory=Reading)
    private: tuple[str, ...] = ()
    """Columns of the file that stay on this desk."""
    places: PlacesFilled = field(default_factory=PlacesFilled)
    edition: EditionPlan | None = None
    marked: int = 0  # activities that are no longer in their source
    own_edits: Mapping[tuple[str, str], Value] = field(default_factory=dict[tuple[str, str], Value])
    file_values: frozenset[tuple[str, str]] = frozenset()
    group: str = ""
    said: tuple[str, ...] = ()

    @property
    def new_to_write(self) -> int:
        """As a plan has it: all of them were written."""
        return self.new

    @property
    def changed_to_write(self) -> int:
        """As a plan has it."""
        return self.changed

    @property
    def problems(self) -> list[Problem]:
        """Refused rows and notes together, by line."""
        return sorted([*self.refused, *self.notes], key=lambda problem: problem.line)


def apply_import(
    workspace: Workspace,
    plan: ImportPlan,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportReport:
    """Write what was planned, after a backup, and close the plan. `progress` is told the number of records
    written.

    Raises UserFacingError for open questions (nothing is written), errors.Cancelled where the person
    cancelled:
    then all is as before.
    """
    if plan.questions:
        first = plan.questions[0]
        raise UserFacingError(first.text, kept=_("Nothing was imported."), todo=first.todo)
    group_id = ""
    if not plan.empty:
        workspace.back_up("import")
        with workspace.journal.group("import", plan.file) as group:

            def report_progress(done: int) -> None:
                if cancelled is not None and cancelled():
                    raise CancelledError
                if progress is not None:
                    progress(done)

            report_progress(0)
            workspace.journal.bulk(group, _new(plan), progress=report_progress)
            chosen = plan.chosen_values()
            edits = (each for each in plan.edits if each[1] not in plan.left_out)
            for number, (type, id, values) in enumerate(edits, 1):
                if values := values | chosen.get(id, {}):
                    workspace.journal.edit(id, values, group=group, type=type)
                if number % 100 == 0:
                    report_progress(plan.new_to_write + number)
            today = date.today().isoformat()
            for number, id in enumerate(plan.gone_to_mark, 1):
                workspace.journal.edit(id, {LEFT: today}, group=group, type="activity")
                if number % 100 == 0:
                    report_progress(plan.new_to_write + plan.changed_to_write)
            report_progress(plan.new_to_write + plan.changed_to_write)
            if plan.people:
                workspace.set_meta(PEOPLE, plan.people_namespace)
            group_id = group.id
        source = read_source(workspace, plan.mapping.source)
        editions = editions_text(source, new_edition(plan.file, plan.digest, group_id))
        remember_import(workspace, plan.mapping, plan.headings, plan.file, editions=editions)
    report = ImportReport(
        file=plan.file,
        new=plan.new_to_write,
        changed=plan.changed_to_write,
        unchanged=plan.unchanged,
        refused=plan.refused,
        notes=plan.notes,
        organisations=plan.organisations,
        people=plan.people,
        merged_rows=plan.merged_rows,
        merged_activities=plan.merged_activities,
        rows=plan.rows,
        left_out_rows=plan.left_out_rows,
        left_out_by_hand=plan.left_out_by_hand,
        duplicates=len(plan.duplicates),
        equal_rows=plan.equal_rows,
        joined_by=plan.joined_by,
        similar=tuple(plan.similar),
        reading=plan.reading,
        private=tuple(plan.private),
        places=plan.places,
        edition=plan.edition,
        marked=len(plan.gone_to_mark),
        own_edits=dict(plan.own_edits),
        file_values=frozenset(plan.file_values),
        group=group_id,
        said=tuple(plan.sentences(done=True)),
    )
    plan.close()
    return report


def _new(plan: ImportPlan) -> Iterator[Entry]:
    """Organisations and people first: activities point to them. Those that only an activity left out points to are not made."""
    if not plan.left_out:
        yield from plan.linked
        yield from plan.new_records
        return
    pointed: set[str] = set()
    for _type, id, values in itertools.chain(plan.new_records, plan.edits):
        if id not in plan.left_out:
            pointed.update(name.rpartition(":")[2] for name in values if ":" in name)
    yield from (each for each in plan.linked if each[1] in pointed)
    yield from (each for each in plan.new_records if each[1] not in plan.left_out)
