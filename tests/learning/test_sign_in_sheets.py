"""Sign-in sheets come back as counts: who signs twice counts once, no name is kept, small numbers do not leave."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.learning.sign_in_sheets import apply_sign_in, plan_sign_in
from desktop.workspace import Workspace

DAY = date(2026, 3, 12)


def _sheet(path: Path, people: range) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Nom complet", "Courriel", "Sexe", "Collectivité", "Signature"])
        for n in people:
            out.writerow([f"Aminata Diop {n}", f"diop{n}@example.org", "F" if n % 5 else "H", f"Ville {n % 6}", "x"])
    return path


def test_two_days_are_counted_once_into_training_and_run(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    training = workspace.journal.create("activity", {"title": "Dakar", "kind": "training", "start": "2026-03-11"})
    first, second = _sheet(tmp_path / "1.csv", range(20)), _sheet(tmp_path / "2.csv", range(10, 24))
    plan = plan_sign_in(workspace, training, [first, second], DAY)
    assert (plan.people, plan.local_governments, plan.run) == (24, 6, None)
    run = apply_sign_in(workspace, plan)
    found = workspace.record(training)
    assert found is not None and found.values["participants_total"] == 24
    assert (found.values["participants_women"], found.values["participants_men"]) == (19, 5)
    assert found.values["local_governments"] == 6
    later = plan_sign_in(workspace, training, [_sheet(tmp_path / "3.csv", range(23, 25))], DAY)
    assert later.run is not None and (later.run.id, later.people) == (run, 25)  # 23 was there before
    apply_sign_in(workspace, later)
    with pytest.raises(UserFacingError, match="meanwhile"):
        apply_sign_in(workspace, later)
    workspace.journal.undo()
    workspace.journal.undo()
    found = workspace.record(training)
    assert found is not None and "participants_total" not in found.values
    workspace.close()
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".csv")
    assert b"Aminata" not in held and b"diop1" not in held


def test_small_numbers_stay_out_of_the_training(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    training = workspace.journal.create("activity", {"title": "Dakar", "kind": "training", "participants_total": 9})
    plan = plan_sign_in(workspace, training, [_sheet(tmp_path / "1.csv", range(4))], DAY)
    assert "participants_total" not in plan.values and plan.sentences() == [
        "Fewer than 5 people signed: the training keeps the number that it has."
    ]
    plan = plan_sign_in(workspace, training, [_sheet(tmp_path / "2.csv", range(14))], DAY)
    assert plan.values == {"participants_total": 14, "local_governments": 6} and "fewer than 5" in plan.sentences()[0]
    workspace.close()
