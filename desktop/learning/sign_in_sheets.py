"""Sign-in sheets of a training that come back as counts: planned and shown first, then written as one action.

They are counted into a run of the training by the rules for learners' lists: who signs on two days counts once, no name is
kept, small numbers are hidden. What may be shown of them stands in the training as well.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.catalogue.references import parts_of
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.learning.counting import Counts, count_lists, merge_lists
from desktop.learning.counts_text import write_counts
from desktop.learning.learner import STAGES
from desktop.learning.learner_import import CLOSED, lists_of, named_before
from desktop.learning.list_reading import Progress, ReadList, read_list
from desktop.learning.seen_learners import SeenLearners, new_secret
from desktop.learning.suppression import THRESHOLD, ShownCounts, suppress
from desktop.workspace import PARENT, Record, Value, Workspace

_SEXES = {"female": "participants_women", "male": "participants_men", "other": "participants_other"}


@dataclass(frozen=True)
class SignInPlan:
    """What an import would do. `run`: the run of the training that counts them; None where it is made with them."""

    training: Record
    run: Record | None
    run_id: str
    secret: bytes
    """The key of its hashes."""
    sheets: tuple[ReadList, ...]
    counts: Counts
    shown: ShownCounts
    local_governments: int

    @property
    def people(self) -> int:
        """How many signed, each once."""
        return self.counts.total[0]

    @property
    def values(self) -> dict[str, Value]:
        """What the training would hold: numbers that may leave. What the sheets do not say is left as it is."""
        found: dict[str, Value] = {}
        if self.people >= THRESHOLD:
            found["participants_total"] = self.people
        for code, cells in self.shown.groups.get("sex", {}).items():
            if code in _SEXES and isinstance(cells[0], int):
                found[_SEXES[code]] = cells[0]
        if self.local_governments:
            found["local_governments"] = self.local_governments
        return found

    def sentences(self) -> list[str]:
        """What a person should know before they import."""
        found = [sentence for each in self.sheets for sentence in each.sentences()]
        if self.people < THRESHOLD:
            found.append(
                _("Fewer than {count} people signed: the training keeps the number that it has.").format(
                    count=THRESHOLD
                )
            )
        elif "sex" in self.shown.groups and any(
            not isinstance(row[0], int) for row in self.shown.groups["sex"].values()
        ):
            found.append(
                _(
                    "Women, men or others are fewer than {count}: these numbers are not written into the training."
                ).format(count=THRESHOLD)
            )
        return found


def plan_sign_in(
    workspace: Workspace, training_id: str, paths: Sequence[Path], day: date, *, sheet: str | None = None,
    encoding: str | None = None, progress: Progress | None = None,
) -> SignInPlan:  # fmt: skip
    """Read sheets and count them with those that the training has already; writes nothing.

    Raises UserFacingError for what is no list of people.
    """
    training = workspace.record(training_id, "activity")
    if training is None or training.binned:
        raise UserFacingError(_("This training is not there any more."), kept=_("Nothing was counted."))
    run = _run_of(workspace, training_id)
    run_id = run.id if run is not None else str(uuid.uuid4())
    seen = SeenLearners(workspace.path, run_id)
    secret = seen.read_secret() or new_secret()
    read = tuple(
        read_list(path, secret, day.toordinal(), sheet=sheet, encoding=encoding, progress=progress) for path in paths
    )
    names = lists_of(run) if run is not None else []
    known = [each for name in names if (each := seen.read_saved(name)) is not None]
    lists = [*known, *(each.content for each in read)]
    counts = count_lists(lists)
    organisations = {learner.groups[3] for learner in merge_lists(lists)} - {""}
    named = {} if run is None else named_before(run, secret)
    for each in read:
        named |= each.content.organisations
    return SignInPlan(training, run, run_id, secret, read, counts, suppress(counts, named), len(organisations))


def apply_sign_in(workspace: Workspace, plan: SignInPlan) -> str:
    """Write what was planned as one action, which can be undone; returns the id of the run."""
    id, seen = plan.run_id, SeenLearners(workspace.path, plan.run_id)
    before = lists_of(plan.run) if plan.run is not None else []
    now = _run_of(workspace, plan.training.id)
    if (lists_of(now) if now is not None else []) != before or seen.read_secret() not in (None, plan.secret):
        raise UserFacingError(
            _("Another sheet was counted into this training meanwhile."), kept=_("Nothing was counted."),
            todo=_("Import the sheets again."),
        )  # fmt: skip
    names: list[str] = []
    numbers = {
        stage: number if number >= THRESHOLD else None
        for stage, number in zip(STAGES, plan.counts.total, strict=True)
        if number or stage == STAGES[0]
    }
    try:
        for each in plan.sheets:
            names.append(seen.save_list(each.content, plan.secret))
        lists = [*before, *names]
        values: Mapping[str, Value] = {
            **numbers, "learner_counts": write_counts(plan.shown), "learner_lists": " ".join(lists),
        }  # fmt: skip
        with workspace.journal.group("import", _("Sign-in sheets")) as group:
            if plan.run is None:
                start = plan.training.values.get("start")
                made = {PARENT: plan.training.id, "name": _("Sign-in sheets"), **({"start": start} if start else {})}
                workspace.journal.create("run", {**made, **values}, id=id, group=group)
            else:
                workspace.journal.edit(id, values, group=group, type="run")
            if plan.values:
                workspace.journal.edit(plan.training.id, plan.values, group=group, type="activity")
    except BaseException:
        for name in names:
            seen.discard_list(name)
        raise
    return id


def _run_of(workspace: Workspace, training_id: str) -> Record | None:
    """The run that sheets were counted into, else one that nothing was written in; None where there is none."""
    runs = [
        run
        for run in workspace.records("run", parts_of(workspace, "run", training_id))
        if run.values.get("learner_lists") != CLOSED
    ]
    counted = [run for run in runs if run.values.get("learner_lists")]
    empty = [run for run in runs if not any(run.values.get(stage) for stage in STAGES)]
    return next(iter((*counted, *empty)), None)
