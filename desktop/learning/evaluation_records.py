"""Evaluations as they stand in the workspace."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.catalogue.read_connection import reading
from desktop.learning.evaluation_counts import Evaluation, read_evaluation
from desktop.workspace import Record, Workspace


@dataclass(frozen=True)
class CountedEvaluation:
    """One evaluation of a training, as this desk has it."""

    id: str
    training: str
    name: str
    day: str
    counted: Evaluation


def read_evaluations(workspace: Workspace) -> list[CountedEvaluation]:
    """Those of all trainings, the earliest first."""
    with reading(workspace) as conn:
        rows = conn.execute(
            "SELECT e.id, e.parent, e.name, e.day, e.exact_counts, e.answer_counts FROM evaluation e"
            " JOIN activity a ON a.id = e.parent WHERE e.listed = 1 AND a.listed = 1 ORDER BY e.day, e.no"
        ).fetchall()
    return [
        CountedEvaluation(id, training, name or "", day or "", read_evaluation(exact or shown or "", exact=bool(exact)))
        for id, training, name, day, exact, shown in rows
    ]


def counted_in(record: Record) -> Evaluation:
    """What an evaluation holds: exactly where this desk counted it, else as it came."""
    if exact := str(record.values.get("exact_counts") or ""):
        return read_evaluation(exact, exact=True)
    return read_evaluation(str(record.values.get("answer_counts") or ""), exact=False)
