"""The same figure wherever it stands: Overview, list, PDF, command line, and plain SQL written apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest

from desktop import sample
from desktop.catalogue import list_of, parse
from desktop.cli import main
from desktop.errors import UserFacingError
from desktop.exchange.packages import export_package, import_package
from desktop.figures import FIGURES, Period, Selection, read_figures, read_grouped, read_period, read_totals
from desktop.figures.coverage import COLUMNS, COUNTED, ROWS, read_coverage
from desktop.figures.gaps import read_gaps
from desktop.reports import SummaryOptions, write_summary
from desktop.workspace import Workspace
from tests.figures.plain_figures import catalogue, plain_figures
from tests.reports.read_pdf import Pdf

PERIODS = ("", "2024", "2023-03..2025-06", "..2022", "2026-05-10..", "1990")


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The sample, only read."""
    folder = tmp_path_factory.mktemp("sampled")
    found = Workspace.create(folder / "Sample.focal", home=folder / "home")
    sample.load(found)
    with closing(found):
        yield found


def values(workspace: Workspace, period: Period) -> dict[str, int | None]:
    return {name: each.value for name, each in read_figures(workspace, Selection(period=period)).items()}


@pytest.mark.parametrize("text", PERIODS)
def test_a_figure_is_the_same_in_plain_sql_in_its_list_and_on_the_command_line(
    sampled: Workspace, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    period = read_period(text)
    found = read_figures(sampled, Selection(period=period))
    assert {name: each.value for name, each in found.items()} == plain_figures(
        sampled.path, (period.first, period.last)
    )
    for name in (
        "activities",
        "activities_completed",
        "courses",
        "visits",
        "visits_held",
        "members",
        "members_reached",
    ):
        behind = found[name].selection
        assert list_of(sampled, behind.type).count(parse(behind.text, behind.type)) == found[name].value, name
    capsys.readouterr()
    assert main(["--workspace", str(sampled.path), "figures", "--period", text, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)["figures"]
    assert {each["name"]: each["value"] for each in shown} == {name: each.value for name, each in found.items()}


def test_the_page_of_figures_in_the_pdf_has_the_same(sampled: Workspace, tmp_path: Path) -> None:
    period = Period("2024", "2024")
    found = values(sampled, period)
    write_summary(sampled, tmp_path / "out.pdf", SummaryOptions(period=("2024", "2024"), compact=True))
    with Pdf(tmp_path / "out.pdf") as pdf:
        said = pdf.whole_text()
    for name in ("activities", "participants", "countries", "local_governments", "organisations"):
        assert f"{found[name]:,} " in said, name
    assert f"{found['women_share']}% of them women" in said


@pytest.mark.parametrize("seed", range(4))
def test_odd_catalogues_count_as_plain_sql_does(tmp_path: Path, seed: int) -> None:
    check_catalogue(tmp_path, f"figures {seed}")


def check_catalogue(folder: Path, seed: str) -> None:
    """Figures of all periods, totals of the PDF and groups of a made-up catalogue: as plain SQL has them."""
    with closing(Workspace.create(folder / "odd.focal", home=folder / "home")) as workspace:
        with workspace.journal.group("import", "made up") as group:
            workspace.journal.bulk(group, catalogue(seed))
        ids = list_of(workspace, "organisation").ids_of(
            list_of(workspace, "organisation").order(parse("", "organisation")).ids
        )
        workspace.journal.merge_into(ids[0], ids[1])
        for text in PERIODS:
            period = read_period(text)
            assert values(workspace, period) == plain_figures(workspace.path, (period.first, period.last)), (seed, text)
        activities = list_of(workspace, "activity")
        totals = read_totals(workspace, activities.ids_of(activities.order(parse("")).ids))
        expected = plain_figures(workspace.path)
        assert (totals.activities, totals.participants, totals.different_organisations) == (
            expected["activities"], expected["participants"] or 0, expected["organisations"],
        )  # fmt: skip
        for by in ("target", "country", "section", "organisation", "year"):
            for row in read_grouped(workspace, by, names=("activities", "joint_activities", "organisations")):
                assert activities.count(parse(row.query)) == row.values["activities"].value, (seed, by, row)
                alone = read_figures(workspace, Selection(row.query), ["joint_activities", "organisations"])
                assert {name: row.values[name].value for name in alone} == {n: e.value for n, e in alone.items()}


def test_figures_of_merged_desks_are_equal_in_any_order(tmp_path: Path) -> None:
    check_merging(tmp_path, desks=3, orders=2, size=6)


def check_merging(folder: Path, *, desks: int, orders: int, size: int) -> None:
    """Desks that share some records, edited apart, come together in several orders."""
    packages: list[Path] = []
    for at in range(desks):
        with closing(Workspace.create(folder / f"{at}.focal", home=folder / f"home {at}")) as workspace:
            if packages:
                import_package(workspace, packages[0])
            with workspace.journal.group("import", "own") as group:
                workspace.journal.bulk(group, catalogue(f"desk {at}", size))
            shared = next(id for type, id, _values in catalogue("desk 0", size) if type == "activity")
            workspace.journal.edit(shared, {"participants_total": 100, f"targets/SDG:{at + 1}": "principal"})
            packages.append(folder / f"{at}.fdz")
            export_package(workspace, packages[-1])
    seen: list[dict[str, int | None]] = []
    for number, order in enumerate(
        list(permutations(packages))[:: max(1, len(list(permutations(packages))) // orders)]
    ):
        with closing(Workspace.create(folder / f"all {number}.focal", home=folder / f"home all {number}")) as workspace:
            for package in (*order, order[0]):  # once more changes nothing
                import_package(workspace, package)
            seen.append(values(workspace, Period()))
    assert len(seen) > 1 and all(each == seen[0] for each in seen)
    assert seen[0]["activities"] == desks * size


@pytest.mark.parametrize(("rows", "columns"), [("target", "year"), ("sendai", "region"), ("hazard", "section"),
                                               ("essential", "organisation"), ("goal", "module")])  # fmt: skip
def test_each_square_of_the_heat_map_counts_what_its_list_holds(sampled: Workspace, rows: str, columns: str) -> None:
    assert rows in ROWS and columns in COLUMNS
    found = read_coverage(sampled, rows, columns)
    activities = list_of(sampled, "activity")
    assert found.total == activities.count(parse(COUNTED["activity"]))
    for row in [each for each in found.rows if each.count][:5]:
        assert activities.count(parse(row.query)) == row.count
        for column in found.columns[::3]:
            assert activities.count(parse(found.query(row, column))) == found.count(row, column)
    for column in found.columns[::3]:
        assert activities.count(parse(column.query)) == column.count
    assert sum(found.counts.values()) > 0
    assert not [row for row in found.rows if not row.count and any(found.count(row, each) for each in found.columns)]


def test_gaps_are_named_with_the_year_since_which_nothing_was_done(tmp_path: Path) -> None:
    with closing(Workspace.create(tmp_path / "gaps.focal", home=tmp_path / "home")) as workspace:
        create = workspace.journal.create
        create(
            "activity",
            {"title": "A", "start": "2020", "end": "2022-05", "country": "KE", "targets/SDG:11.5": "principal"},
        )
        create("activity", {"title": "B", "start": "2025", "country": "TZ", "targets/SDG:13.1": "principal"})
        create("activity", {"title": "C", "start": "2025", "country": "FR", "targets/SDG:11.5": "principal"})
        create(
            "activity", {"title": "D", "start": "2025", "country": "FR", "status": "idea", "targets/SDG:4": "principal"}
        )
        gaps = read_gaps(workspace, 2026)
        assert [each.sentence for each in gaps] == [
            "Nothing on 11.5 in Eastern Africa since 2022", "Never anything on 13.1 in Western Europe",
        ]  # fmt: skip
        assert list_of(workspace, "activity").count(parse(gaps[0].query)) == 1


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2026", "2025"), ("2021..2023", "2018..2020"), ("2026-01..2026-06", "2025-07..2025-12"), ("2026-02", "2026-01"),
        ("2026-03-01..2026-03-10", "2026-02-19..2026-02-28"), ("2021..2022-06", "2019-07..2020-12"), ("2021..", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_period_before_is_as_long_and_ends_where_this_one_begins(text: str, before: str | None) -> None:
    assert read_period(text).before() == (None if before is None else read_period(before))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("figures", "--period", "2025..2024"), "The period 2025..2024 ends before it begins."),
        (("figures", "--period", "soon"), "“soon” is not a period."),
        (("coverage", "--period", "2025-06..2025-05"), "ends before it begins"),
        (("figures", "colour:red"), "There is no field “colour”."),
        (("coverage", "kind:nonsense"), "“nonsense” is not a valid value"),
        (("figures", "--figure", "happiness"), "There is no figure “happiness”."),
        (("figures", "--by", "stage", "--figure", "activities"), "These figures are not split by “stage”."),
        (("figures", "--by", "year", "--figure", "visits", "--figure", "activities"), "these are of several"),
    ],
)
def test_what_cannot_be_counted_is_said_in_a_sentence(
    sampled: Workspace, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--workspace", str(sampled.path), *words]) == 1
    out, err = capsys.readouterr()
    assert said in err and not out


def test_each_figure_says_what_it_counts(sampled: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--workspace", str(sampled.path), "figures", "--define"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown and each.definition.split(":")[0] in shown for name, each in FIGURES.items())


def test_a_period_is_read_with_its_ends_in_order() -> None:
    with pytest.raises(UserFacingError):
        read_period("2025..2024")
