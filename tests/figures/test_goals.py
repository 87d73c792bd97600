"""Goals: what counts, how they stand, and what cannot be counted; the same on every desk."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from desktop.exchange.packages import export_package, import_package
from desktop.figures.annual_plan import PlanState, read_plan
from desktop.figures.definitions import FIGURES
from desktop.figures.goal_words import months_words, reached_words
from desktop.figures.goals import GoalState, monthly_numbers, read_goals
from desktop.figures.indicators import read_series
from desktop.figures.periods import Period
from desktop.sample import load
from desktop.vocabularies import load as load_vocabulary
from desktop.workspace import Value, Workspace
from tests.catalogue.desks import desk

DAY = date(2026, 7, 1)


def _goal(workspace: Workspace, **values: Value) -> str:
    usual: dict[str, Value] = {"title": "Goal", "figure": "activities", "value": 10, "begins": "2026", "ends": "2026"}
    return workspace.journal.create("goal", {**usual, **values})


def _trainings(workspace: Workspace, *starts: str, status: str = "completed", reached: int = 1) -> None:
    for start in starts:
        values: dict[str, Value] = {"title": f"Training {start}", "kind": "training", "start": start, "status": status}
        workspace.journal.create("activity", {**values, "local_governments": reached})


def test_every_figure_that_is_a_number_can_be_a_goal() -> None:
    assert {term.code: term.label("en") for term in load_vocabulary("figures")} == {
        name: each.label for name, each in FIGURES.items() if not each.percent
    }


@pytest.mark.parametrize(
    ("values", "reached", "state"),
    [
        ({"value": 3}, 3, GoalState.MET),
        ({"value": 6}, 3, GoalState.ON_TRACK),
        ({"value": 9}, 3, GoalState.LATE),
        ({"value": 4, "begins": "2025", "ends": "2026-05"}, 3, GoalState.MISSED),
        ({"begins": "2027", "ends": "2027"}, 0, GoalState.NOT_BEGUN),
        ({"figure": "local_governments", "value": 6}, 6, GoalState.MET),
        ({"query": "kind:workshop", "value": 6}, 0, GoalState.LATE),
    ],
)
def test_what_took_place_counts(tmp_path: Path, values: dict[str, Value], reached: int, state: GoalState) -> None:
    with desk(tmp_path) as workspace:
        _trainings(workspace, "2026-02", "2026-03-05", "2026-05", reached=2)
        _trainings(workspace, "2026-06", status="planned")
        _trainings(workspace, "2026-06-02", status="cancelled")
        _trainings(workspace, "2026-09")
        _trainings(workspace, "2024-01")
        id = _goal(workspace, **values)
        (goal,) = read_goals(workspace, DAY, [id])
        assert (goal.reached, goal.state, goal.trouble) == (reached, state, "")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"query": "kind:nothing"}, "The search of the goal is not understood"),
        ({"begins": "2027", "ends": "2026"}, "ends before it begins"),
        ({"figure": "smiles"}, "does not know the figure “smiles”"),
        ({"value": 0}, "Write the number to reach"),
        ({"ends": None}, "Write from when until when"),
    ],
)
def test_what_cannot_be_counted_is_said(tmp_path: Path, values: dict[str, Value], words: str) -> None:
    with desk(tmp_path) as workspace:
        id = _goal(workspace, **values)
        (goal,) = read_goals(workspace, DAY, [id])
        assert goal.state is GoalState.UNKNOWN and words in reached_words(goal)
        assert monthly_numbers(workspace, goal, DAY) == []


def test_months_add_up_to_what_is_reached(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        _trainings(workspace, "2026-01-15", "2026-01-20", "2026-04")
        workspace.journal.create(
            "activity", {"title": "Long", "start": "2026-02-01", "end": "2026-06-30", "status": "completed"}
        )
        id = _goal(workspace, value=12)
        (goal,) = read_goals(workspace, DAY, [id])
        months = monthly_numbers(workspace, goal, DAY)
        assert months == [
            ("2026-01", 2),
            ("2026-02", 1),
            ("2026-03", 0),
            ("2026-04", 1),
            ("2026-05", 0),
            ("2026-06", 0),
        ]
        assert sum(number for _month, number in months) == goal.reached == 4
        assert goal.a_month == pytest.approx(4 / 6) and "0.7 a month" in months_words(goal)


def test_the_sample_has_goals_of_every_state(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        load(workspace)
        found = read_goals(workspace, date(2026, 12, 1))
        assert {each.state for each in found} == set(GoalState) - {GoalState.UNKNOWN}
        assert [each.organisation for each in found] == sorted(each.organisation for each in found)
        series = read_series(workspace, target="SDG:11.5")
        assert [each.title for each in series] == ["Homes on unstable slopes", "People affected by floods"]
        assert [each.date for each in series[1].measured] == ["2020", "2021", "2022", "2023", "2024", "2025"]
        assert [each.number for each in series[1].aims] == ["1000"]


def test_the_plan_of_a_year_tells_what_is_late(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        _trainings(workspace, "2026-03", "2026-11", status="planned")
        _trainings(workspace, "2026-04")
        _trainings(workspace, "2026-05", status="under_way")
        _trainings(workspace, "2025-05", status="planned")
        found = [(each.start, each.state) for each in read_plan(workspace, Period("2026", "2026"), DAY)]
        assert found == [
            ("2026-03", PlanState.LATE), ("2026-05", PlanState.UNDER_WAY), ("2026-11", PlanState.PLANNED),
            ("2026-04", PlanState.DONE),
        ]  # fmt: skip


def test_a_goal_that_travels_counts_the_same_and_nothing_twice(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        _trainings(workspace, "2026-02", "2026-03")
        id = _goal(workspace, private_note="only here")
        package = tmp_path / "out.fdz"
        export_package(workspace, package)
        with closing(Workspace.create(tmp_path / "other.focal", home=tmp_path / "other home")) as other:
            for _twice in range(2):
                import_package(other, package)
            (there,) = read_goals(other, DAY, [id])
            (here,) = read_goals(workspace, DAY, [id])
            assert (
                (there.reached, there.wanted, there.state)
                == (here.reached, here.wanted, here.state)
                == (2, 10, here.state)
            )
            assert "private_note" not in other.records("goal", [id])[0].values
