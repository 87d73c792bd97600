"""A list of learners counted into a course run: planned and shown first, then written as one action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.exchange.identity.own_keys import workspace_id
from desktop.i18n import _, ngettext
from desktop.learning.counting import Counts, count_lists
from desktop.learning.counts_text import read_counts, write_counts
from desktop.learning.learner import STAGES
from desktop.learning.list_reading import Progress, ReadList, organisation_hash, read_list
from desktop.learning.seen_learners import discard_list, discard_lists, read_or_make_secret, read_saved_list, save_list
from desktop.learning.suppression import OTHERS, THRESHOLD, ShownCounts, suppress
from desktop.workspace import PARENT, Record, Value, Workspace

CLOSED = "closed"
"""Stands in `learner_lists` of a run that no list comes to any more."""


@dataclass(frozen=True)
class LearnerPlan:
    """What an import would do. `before`: the numbers of the run as they stand; `counts`: of all its lists with this one."""

    run: Record
    read: ReadList
    before: tuple[int | None, ...]
    counts: Counts
    shown: ShownCounts
    elsewhere: int
    """Lists of the run whose learners this computer does not know."""

    @property
    def values(self) -> dict[str, Value]:
        """What the run would hold, but for the lists. A number under 5 stands in the counts alone, as "<5"."""
        numbers: dict[str, Value] = {
            stage: None if 0 < number < THRESHOLD else number
            for stage, number in zip(STAGES, self.counts.total, strict=True)
        }
        return {**numbers, "learner_counts": write_counts(self.shown)}

    @property
    def changes(self) -> bool:
        """Does the list say anything new?"""
        return any((self.run.values.get(name) or None) != (value or None) for name, value in self.values.items())

    def sentences(self) -> list[str]:
        """What a person should know before they import."""
        found = self.read.sentences()
        if self.elsewhere:
            found.append(
                ngettext(
                    "{count} earlier list was counted on another computer: its learners are not known here, and the numbers"
                    " are those of the lists of this computer.",
                    "{count} earlier lists were counted on another computer: their learners are not known here, and the"
                    " numbers are those of the lists of this computer.",
                    self.elsewhere,
                ).format(count=self.elsewhere)
            )
        if not self.changes:
            found.append(_("The list says nothing new: the numbers stay as they are."))
        return found


def plan_import(
    workspace: Workspace, run_id: str, path: Path, day: date, *, sheet: str | None = None, encoding: str | None = None,
    progress: Progress | None = None,
) -> LearnerPlan:  # fmt: skip
    """Read a list and count it together with those that the run has already; writes nothing but the key of the hashes.

    `day`: of the list, for rows that say none. Raises UserFacingError for what is no list, or a run that is closed.
    """
    run = _open_run(workspace, run_id)
    desk = workspace_id(workspace)
    secret = read_or_make_secret(workspace.home, desk)
    read = read_list(path, secret, day.toordinal(), sheet=sheet, encoding=encoding, progress=progress)
    names = _lists_of(run)
    saved = [read_saved_list(workspace.home, desk, run.id, name) for name in names]
    known = [each for each in saved if each is not None]
    counts = count_lists([*known, read.content])
    shown = suppress(counts, _named_before(run, secret) | read.content.organisations)
    before = tuple(value if isinstance(value := run.values.get(stage), int) else None for stage in STAGES)
    return LearnerPlan(run, read, before, counts, shown, len(names) - len(known))


def apply_import(workspace: Workspace, plan: LearnerPlan) -> bool:
    """Write what was planned; False where it says nothing new. One action, which can be undone."""
    if not plan.changes:
        return False
    run = _open_run(workspace, plan.run.id)
    if run.values.get("learner_lists") != plan.run.values.get("learner_lists"):
        raise UserFacingError(
            _("Another list was counted into this course run meanwhile."),
            kept=_("Nothing was counted."),
            todo=_("Import the list again."),
        )
    desk = workspace_id(workspace)
    name = save_list(workspace.home, desk, run.id, plan.read.content)
    try:
        with workspace.journal.group("import", _(plan.read.type.label)) as group:
            values: Mapping[str, Value] = {**plan.values, "learner_lists": " ".join((*_lists_of(run), name))}
            workspace.journal.edit(run.id, values, group=group, type="run")
    except BaseException:
        discard_list(workspace.home, desk, run.id, name)
        raise
    return True


def close_run(workspace: Workspace, run_id: str) -> None:
    """Forget what tells the learners of a run apart; its numbers stay. No list can be counted into it any more."""
    run = _open_run(workspace, run_id)
    workspace.journal.edit(run.id, {"learner_lists": CLOSED}, type="run")
    if not discard_lists(workspace.home, workspace_id(workspace), run.id):
        raise UserFacingError(
            _("The run is closed, but another program still holds the data used to recognise its learners."),
            kept=_("The numbers of the run stay."),
            todo=_("Close other programs that read the folder of this desk, and close the run again."),
        )


def _open_run(workspace: Workspace, run_id: str) -> Record:
    run = workspace.record(run_id, "run")
    if run is None or run.binned:
        raise UserFacingError(_("This course run is not there any more."), kept=_("Nothing was counted."))
    if run.values.get("learner_lists") == CLOSED:
        raise UserFacingError(
            _("The course run “{run}” is closed: the data used to recognise its learners is deleted.").format(
                run=run.title
            ),
            kept=_("Its numbers stay as they are."),
            todo=_("Add another run for the list, or write its numbers by hand."),
        )
    return run


def _lists_of(run: Record) -> list[str]:
    return str(run.values.get("learner_lists") or "").split()


def _named_before(run: Record, secret: bytes) -> dict[str, str]:
    """Organisations that the run names already, by their hash."""
    counts = read_counts(str(run.values.get("learner_counts") or ""))
    names = [name for name in counts.groups.get("organisation", {}) if name not in ("", OTHERS)]
    return {organisation_hash(name, secret): name for name in names}


def activity_of(run: Record) -> str:
    """The id of the activity that a run is part of."""
    return str(run.values.get(PARENT) or "")
