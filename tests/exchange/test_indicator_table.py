"""Tables of values of indicators: one value a row, or a column for each year; nothing wrong comes in silently."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.errors import UserFacingError
from desktop.exchange.indicator_table import apply_indicators, plan_indicators
from desktop.figures.indicators import read_series
from tests.catalogue.desks import desk

ROWS = "Indicateur;Année;Valeur;Unité;Pays;Lieu;Cible\n"


def _table(folder: Path, text: str) -> Path:
    path = folder / "values.csv"
    path.write_text(text, "utf-8")
    return path


def test_one_value_a_row_comes_in_once(tmp_path: Path) -> None:
    text = ROWS + "".join(
        f"Personnes touchées;{year};{value};personnes;{country};Pikine;11.5\n"
        for year, value, country in (("2024", "1 234,5", "Sénégal"), ("2025", "980", "SN"))
    )
    with desk(tmp_path) as workspace:
        plan = plan_indicators(workspace, _table(tmp_path, text))
        assert (plan.new, plan.changed, plan.refused, plan.not_read) == (2, 0, [], ())
        assert apply_indicators(workspace, plan) == 2
        (series,) = read_series(workspace, target="SDG:11.5", country="SN")
        assert [(each.date, each.number) for each in series.values] == [("2024", "1234.5"), ("2025", "980")]
        again = plan_indicators(workspace, _table(tmp_path, text.replace("980", "1010")))
        assert (again.new, again.changed, again.unchanged) == (0, 1, 1)
        apply_indicators(workspace, again)
        assert read_series(workspace)[0].values[1].number == "1010"
        workspace.journal.undo()
        assert read_series(workspace)[0].values[1].number == "980"


def test_a_column_for_each_year(tmp_path: Path) -> None:
    text = (
        "Country Name,Series Name,2019 [YR2019],2020 [YR2020],2021 [YR2021],Remark\nKenya,Homes at risk,12,..,14.5,x\n"
    )
    with desk(tmp_path) as workspace:
        plan = plan_indicators(workspace, _table(tmp_path, text))
        assert [(each.values["date"], each.values["value"], each.values["country"]) for each in plan.rows] == [
            ("2019", "12", "KE"), ("2021", "14.5", "KE"),
        ]  # fmt: skip
        assert plan.not_read == ("Remark",) and "Column not read: Remark." in plan.sentences()


def test_what_is_wrong_is_named_and_the_rest_comes_in(tmp_path: Path) -> None:
    text = ROWS + "A;2024;many;;;;\nA;someday;5;;;;\n;2024;5;;;;\nA;2024;5;;Atlantis;;\nA;2024;5 %;;;;\n"
    with desk(tmp_path) as workspace:
        plan = plan_indicators(workspace, _table(tmp_path, text))
        assert [each.line for each in plan.refused] == [2, 3, 4, 5]
        assert [each.trouble for each in plan.refused] == [
            "“many” is no number.", "“someday” is no year and no date.", "The row has no name of an indicator.",
            "“Atlantis” is not known.",
        ]  # fmt: skip
        assert apply_indicators(workspace, plan) == 1
        (series,) = read_series(workspace)
        assert (series.unit, series.values[0].number) == ("%", "5")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Title,Country\nDrill,Kenya\n", "no column with the names of indicators"),
        ("Indicator,Value\nA,5\n", "values without a year"),
    ],
)
def test_another_table_is_refused_in_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    with desk(tmp_path) as workspace, pytest.raises(UserFacingError, match=words) as error:
        plan_indicators(workspace, _table(tmp_path, text))
    assert error.value.kept and error.value.todo


def test_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--workspace", str(tmp_path / "desk.focal")]
    assert main([*words, "init"]) == 0
    table = _table(tmp_path, "Indicator,Year,Value\nHomes,2024,5\nHomes,2025,x1\n")
    capsys.readouterr()
    assert main([*words, "import-indicators", str(table), "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["new"] == 1
    assert main([*words, "import-indicators", str(table)]) == 0
    assert "Line 3: “x1” is no number." in capsys.readouterr().out
    assert main([*words, "list", "indicators"]) == 0
    assert capsys.readouterr().out.count("Homes") == 1
    assert main([*words, "goals"]) == 0 and "No goals yet." in capsys.readouterr().out
    assert main([*words, "report", "plan", str(tmp_path / "plan.pdf")]) == 1
    assert "no goals and no activities" in capsys.readouterr().err
