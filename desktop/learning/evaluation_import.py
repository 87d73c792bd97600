"""A sheet of evaluation forms counted into its training: planned and shown first, then written as one action."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.exchange.tables.format_detection import open_table
from desktop.i18n import _, ngettext
from desktop.learning.evaluation_answers import answers_in, question_of
from desktop.learning.evaluation_counts import (
    Evaluation,
    count_answers,
    hide_small_numbers,
    write_evaluation,
)
from desktop.learning.evaluation_form import Question
from desktop.workspace import Record, Workspace

Progress = Callable[[int], None]
_EACH = 1_000


@dataclass(frozen=True)
class EvaluationPlan:
    """What an import would do: `counted` for this desk, `shown` as it may leave."""

    training: Record
    counted: Evaluation
    shown: Evaluation
    day: date
    later: bool
    digest: str
    columns: tuple[str, ...]
    ignored: tuple[str, ...]
    not_understood: int
    empty: int

    def sentences(self) -> list[str]:
        """What a person should know before they import."""
        found: list[str] = []
        if self.ignored:
            words = ngettext(
                "{count} column has no question of the evaluation and is not read: {names}.",
                "{count} columns have no question of the evaluation and are not read: {names}.",
                len(self.ignored),
            )
            found.append(words.format(count=len(self.ignored), names=", ".join(self.ignored)))
        if self.not_understood:
            words = ngettext(
                "{count} answer is none of the answers of its question and is not counted.",
                "{count} answers are none of the answers of their question and are not counted.",
                self.not_understood,
            )
            found.append(words.format(count=self.not_understood))
        if self.empty:
            words = ngettext(
                "{count} row has no answer and is not counted.", "{count} rows have no answer and are not counted.",
                self.empty,
            )  # fmt: skip
            found.append(words.format(count=self.empty))
        return found


def plan_evaluation(
    workspace: Workspace, training_id: str, path: Path, day: date, *, sheet: str | None = None,
    encoding: str | None = None, progress: Progress | None = None,
) -> EvaluationPlan:  # fmt: skip
    """Count the forms of a sheet, a row each. Writes nothing; of what stands in other columns nothing is kept.

    Raises UserFacingError for what is no such sheet, or was counted already.
    """
    training = _training(workspace, training_id)
    table = open_table(path, sheet=sheet, encoding=encoding, knows=lambda heading: question_of(heading) is not None)
    questions: dict[int, Question] = {}
    ignored: list[str] = []
    for place, heading in enumerate(table.headings):
        question = question_of(heading)
        if question is not None and question not in questions.values():
            questions[place] = question
        else:
            ignored.append(heading)
    if not questions:
        raise UserFacingError(
            _("{name} has none of the questions of the evaluation.").format(name=path.name),
            kept=_("Nothing was counted."),
            todo=_("Use the sheet that the desk writes: its headings are the questions."),
        )
    rows: dict[str, list[tuple[str, ...]]] = {question.name: [] for question in questions.values()}
    forms = wrong = empty = 0
    digest = hashlib.sha256()
    for done, (line, cells, _refused) in enumerate(table.read(), 1):
        if line < table.first_line:
            continue
        if progress is not None and done % _EACH == 0:
            progress(done)
        found = {
            question.name: answers_in(question, cells[place] if place < len(cells) else "")
            for place, question in questions.items()
        }
        wrong += sum(unknown for _codes, unknown in found.values())
        if not any(codes for codes, _unknown in found.values()):
            empty += any(cell.strip() for cell in cells)
            continue
        forms += 1
        for name, (codes, _unknown) in found.items():
            rows[name].append(codes)
        digest.update("\t".join(cells).encode("utf-8", "replace") + b"\n")
    if not forms:
        raise UserFacingError(
            _("{name} has no filled-in form.").format(name=path.name), kept=_("Nothing was counted."),
            todo=_("Write a row for each form below the headings."),
        )  # fmt: skip
    counted = count_answers(forms, rows)
    later = all(question.later for question in questions.values())
    return EvaluationPlan(
        training, counted, hide_small_numbers(counted), day, later, digest.hexdigest()[:32],
        tuple(table.headings[place] for place in questions), tuple(ignored), wrong, empty,
    )  # fmt: skip


def apply_evaluation(workspace: Workspace, plan: EvaluationPlan) -> str:
    """Write what was planned as one action, which can be undone; returns the id of the evaluation.

    Raises UserFacingError where the same forms were counted already.
    """
    training = _training(workspace, plan.training.id)
    for each in evaluations_of(workspace, training.id):
        if each.values.get("sheet") == plan.digest:
            raise UserFacingError(
                _("These forms were counted already: “{name}”.").format(name=each.title),
                kept=_("Nothing was counted."),
                todo=_("Undo that import first, if it is to be counted again."),
            )
    name = _("After three months") if plan.later else _("At the end of the training")
    with workspace.journal.group("import", _("Evaluation")) as group:
        return workspace.journal.create(
            "evaluation",
            {
                "parent": training.id, "name": name, "day": plan.day.isoformat(),
                "forms": plan.shown.forms if isinstance(plan.shown.forms, int) else None,
                "answer_counts": write_evaluation(plan.shown), "exact_counts": write_evaluation(plan.counted),
                "sheet": plan.digest,
            },
            group=group,
        )  # fmt: skip


def evaluations_of(workspace: Workspace, training_id: str) -> list[Record]:
    """The evaluations of a training."""
    from desktop.catalogue.references import parts_of

    return list(workspace.records("evaluation", parts_of(workspace, "evaluation", training_id)))


def _training(workspace: Workspace, id: str) -> Record:
    record = workspace.record(id, "activity")
    if record is None or record.binned:
        raise UserFacingError(_("This training is not there any more."), kept=_("Nothing was counted."))
    return record
