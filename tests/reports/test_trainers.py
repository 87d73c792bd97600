"""The report on trainers and the evaluation form, read aloud."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from desktop.learning.evaluation_counts import count_answers, write_evaluation
from desktop.reports.learning import (
    EvaluationFormOptions,
    TrainersOptions,
    write_evaluation_form,
    write_trainers_report,
)
from desktop.reports.tagged_pdf.reading import read_structure, structure_lines
from desktop.workspace import Workspace


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in structure_lines(read_structure(path))]


def test_evaluations_are_heard_as_questions_with_their_means_outside_of_the_counts(tmp_path: Path) -> None:
    with closing(Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")) as workspace:
        journal = workspace.journal
        training = journal.create("activity", {"title": "Drains", "kind": "training_of_trainers", "start": "2026-03"})
        counted = count_answers(30, {"before": [("2",)] * 20 + [("3",)] * 10, "after": [("4",)] * 30})
        journal.create("evaluation", {"parent": training, "exact_counts": write_evaluation(counted)})
        write_trainers_report(workspace, tmp_path / "trainers.pdf", TrainersOptions())
        write_evaluation_form(workspace, training, tmp_path / "now.pdf", EvaluationFormOptions())
        write_evaluation_form(workspace, training, tmp_path / "later.pdf", EvaluationFormOptions(later=True))
    lines = _lines(tmp_path / "trainers.pdf")
    assert "TH: Country" in lines and "H2: By country" in lines and "TH: By country" not in lines
    at = lines.index("H2: Evaluations")
    assert lines[at + 1 : at + 5] == ["L", "LI", "Lbl: Forms", "LBody: 30"]
    headings = [line for line in lines[at + 1 :] if line.startswith("H")]
    assert len(headings) == 2 and all(line.startswith("H3: ") for line in headings)
    assert [lines[place + 1] for place, line in enumerate(lines) if line == "Lbl: Mean"] == ["LBody: 2.3", "LBody: 4.0"]
    assert "TH: Mean" not in lines
    assert lines[lines.index("Lbl: More than before") + 1] == "LBody: +1.7"
    scale = "1: not at all · 5: very."
    assert [any(scale in line for line in _lines(tmp_path / name)) for name in ("now.pdf", "later.pdf")] == [
        True,
        False,
    ]
