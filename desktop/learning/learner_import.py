"""A list of learners counted into a course run: planned and shown first, then written as one action."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.learning.counting import Counts, count_lists, merge_lists
from desktop.learning.counts_text import read_counts, write_counts
from desktop.learning.learner import STAGES, LearnerName
from desktop.learning.list_reading import Progress, ReadList, organisation_hash, read_list
from desktop.learning.seen_learners import SeenLearners, new_secret
from desktop.learning.suppression import OTHERS, THRESHOLD, ShownCounts, suppress
from desktop.values.dates import format_date
from desktop.vocabularies import fold
from desktop.workspace import PARENT, Record, Value, Workspace

_LIST_NAME = re.compile(r"[0-9a-f]{32}")
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
    """Lists of the run whose learners are not known here."""
    secret: bytes
    """The key of its hashes."""
    begins_names: bool = False
    """Names are kept from this list on."""

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
        return self.begins_names or any(
            (self.run.values.get(name) or None) != (value or None) for name, value in self.values.items()
        )

    def sentences(self) -> list[str]:
        """What a person should know before they import."""
        found = self.read.sentences()
        if self.read.names is not None:
            found.append(
                _("Names and addresses are kept, in the “.learners” folder beside the workspace alone, until they are"
                  " deleted or the run is closed.")
            )  # fmt: skip
        if dates := wrong_dates(self.run):
            found.append(dates)
        if self.elsewhere:
            found.append(
                ngettext(
                    "{count} earlier list was counted elsewhere: its learners are not known here, and the numbers are those"
                    " of the lists counted here. If this desk moved, copy its “.learners” folder too.",
                    "{count} earlier lists were counted elsewhere: their learners are not known here, and the numbers are"
                    " those of the lists counted here. If this desk moved, copy its “.learners” folder too.",
                    self.elsewhere,
                ).format(count=self.elsewhere)
            )
        if not self.changes:
            found.append(_("The list says nothing new: the numbers stay as they are."))
        return found


def plan_import(
    workspace: Workspace, run_id: str, path: Path, day: date, *, sheet: str | None = None, encoding: str | None = None,
    progress: Progress | None = None, keep_names: bool | None = None,
) -> LearnerPlan:  # fmt: skip
    """Read a list and count it together with those that the run has already; writes nothing.

    `day`: of the list, for rows that say none; `keep_names`: None for as the run does already. Raises UserFacingError for what
    is no list, or a run that is closed.
    """
    run = _open_run(workspace, run_id)
    seen = SeenLearners(workspace.path, run.id)
    names = lists_of(run)
    kept_before = seen.keeps_names(names)
    keep = kept_before if keep_names is None else keep_names
    secret = seen.read_secret() or new_secret()
    read = read_list(
        path, secret, day.toordinal(), sheet=sheet, encoding=encoding, progress=progress, keep_names=keep
    )  # fmt: skip
    saved = [seen.read_saved(name) for name in names]
    known = [each for each in saved if each is not None]
    counts = count_lists([*known, read.content])
    shown = suppress(counts, named_before(run, secret) | read.content.organisations)
    before = tuple(value if isinstance(value := run.values.get(stage), int) else None for stage in STAGES)
    return LearnerPlan(run, read, before, counts, shown, len(names) - len(known), secret, keep and not kept_before)


def apply_import(workspace: Workspace, plan: LearnerPlan) -> bool:
    """Write what was planned; False where it says nothing new. One action, which can be undone."""
    if not plan.changes:
        return False
    run = _open_run(workspace, plan.run.id)
    seen = SeenLearners(workspace.path, run.id)
    if run.values.get("learner_lists") != plan.run.values.get("learner_lists") or seen.read_secret() not in (
        None,
        plan.secret,
    ):
        raise UserFacingError(
            _("Another list was counted into this course run meanwhile."),
            kept=_("Nothing was counted."),
            todo=_("Import the list again."),
        )
    name = seen.save_list(plan.read.content, plan.secret, plan.read.names)
    try:
        with workspace.journal.group("import", _(plan.read.type.label)) as group:
            values: Mapping[str, Value] = {**plan.values, "learner_lists": " ".join((*lists_of(run), name))}
            workspace.journal.edit(run.id, values, group=group, type="run")
    except BaseException:
        seen.discard_list(name)
        raise
    return True


def close_run(workspace: Workspace, run_id: str) -> None:
    """Forget what tells the learners of a run apart, and their names; its numbers stay. No list can be counted into it any
    more.
    """
    run = _open_run(workspace, run_id)
    workspace.journal.edit(run.id, {"learner_lists": CLOSED}, type="run")
    if not SeenLearners(workspace.path, run.id).discard():
        raise UserFacingError(
            _("The run is closed, but another program still holds the data used to recognise its learners."),
            kept=_("The numbers of the run stay."),
            todo=_("Close other programs that read the folder of this desk, and close the run again."),
        )


@dataclass(frozen=True)
class NamedLearner:
    """A learner with the name that is kept. `days`: when each stage was reached, as ordinals, 0 where it was not."""

    keys: frozenset[str]
    name: str
    email: str
    country: str
    days: tuple[int, int, int, int]


def read_named_learners(workspace: Workspace, run: Record) -> list[NamedLearner]:
    """Who the learners of a run are, by name, where names are kept: for the eyes of this desk alone."""
    seen, lists = SeenLearners(workspace.path, run.id), lists_of(run)
    by_key: dict[str, LearnerName] = {}
    for each in seen.read_names(lists):
        for key in each.keys:
            before = by_key.get(key)
            by_key[key] = each if before is None else LearnerName(
                each.keys, each.name or before.name, each.email or before.email
            )  # fmt: skip
    if not by_key:
        return []
    found: list[NamedLearner] = []
    for learner in merge_lists([each for name in lists if (each := seen.read_saved(name)) is not None]):
        said = [by_key[key] for key in learner.keys if key in by_key]
        if said:
            name = next((each.name for each in said if each.name), "")
            email = next((each.email for each in said if each.email), "")
            found.append(NamedLearner(frozenset(learner.keys), name, email, learner.groups[0], learner.days))
    return sorted(found, key=lambda each: (fold(each.name or each.email), each.email))


def delete_names(workspace: Workspace, run_id: str, keys: Collection[str] | None = None) -> None:
    """Delete the names and addresses kept of a run, or those of one learner; its numbers stay."""
    SeenLearners(workspace.path, run_id).discard_names(keys)


def wrong_dates(run: Record) -> str:
    """A sentence where a run ends before it begins; "" otherwise."""
    start, end = str(run.values.get("start") or ""), str(run.values.get("end") or "")
    return wrong_period(start, end)


def wrong_period(start: str, end: str) -> str:
    """The same of two dates, of which each may be a year or a month."""
    if not start or not end or end >= start[: len(end)]:
        return ""
    return _("The run ends ({end}) before it begins ({start}): correct its dates in the form of the course.").format(
        end=format_date(end), start=format_date(start)
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


def lists_of(run: Record) -> list[str]:
    """The lists that were counted into a run, by the names of their files."""
    return [name for name in str(run.values.get("learner_lists") or "").split() if _LIST_NAME.fullmatch(name)]


def named_before(run: Record, secret: bytes) -> dict[str, str]:
    """Organisations that the run names already, by their hash."""
    counts = read_counts(str(run.values.get("learner_counts") or ""))
    names = [name for name in counts.groups.get("organisation", {}) if name not in ("", OTHERS)]
    return {organisation_hash(name, secret): name for name in names}


def activity_of(run: Record) -> str:
    """The id of the activity that a run is part of."""
    return str(run.values.get(PARENT) or "")
