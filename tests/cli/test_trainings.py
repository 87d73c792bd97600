"""Trainings by command: the tree with its reach, sheets that come back, the form and the report by consent."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Desk
from tests.reports.read_pdf import Pdf


def test_from_the_tree_to_what_is_taken_away(desk: Desk, tmp_path: Path) -> None:
    def add(*words: str) -> str:
        return str(desk.data("add", *words)["id"])

    amina = add("--type", "person", "name=Amina Kamara", "consent=public")
    omar = add("--type", "person", "name=Omar Said", "consent=none")
    first = add(
        "title=Trainers of Lomé", "kind=training_of_trainers", "start=2023-05", "modules+=UCLG:SDG-1",
        f"people+=trainer:{amina}", f"people+=participant:{omar}", "participants_total=20", "country=TG",
    )  # fmt: skip
    second = add(
        "title=Kara with Omar Said", "kind=training", "start=2024", f"people+=trainer:{omar}", "local_governments=7"
    )
    found = desk.data("list", "trainings")
    assert [(each["id"], each["generation"], each["reach"]["local_governments"]) for each in found] == [
        (first, 0, 7), (second, 1, 7),
    ]  # fmt: skip
    assert desk.done("list", "trainings", "kara").startswith(f"{second[:8]}  Kara with Omar Said · 2024 · Omar Said: ")
    assert "exported as activities" in desk.refused("list", "trainings", "--csv", tmp_path / "x.csv")

    form = tmp_path / "form.csv"
    assert "ready to be filled in" in desk.done("report", "evaluation-form", first, form)
    headings = form.read_text("utf-8-sig").strip()
    assert headings.count(",") == 4
    form.write_text(f"{headings},Name\n" + "2,4,5,5,yes,Grace\n" * 6, "utf-8")
    said = desk.done("import-evaluation", form, "--training", first, "--dry-run")
    assert "Mean: 4.0" in said and "not read: Name." in said and said.endswith("Nothing was written.")
    assert desk.data("import-evaluation", form, "--training", first)["forms"] == 6
    assert "counted already" in desk.refused("import-evaluation", form, "--training", first)
    assert "none of the questions" in desk.refused("import-evaluation", _sheet(tmp_path), "--training", first)
    signed = desk.data("import-sign-in", _sheet(tmp_path), "--training", second, "--date", "2024-02-01")
    assert (signed["people"], signed["written_into_training"]) == (6, {"participants_total": 6, "local_governments": 2})

    assert "not known here" in desk.refused("report", "trainers", tmp_path / "t.pdf", "--module", "rockets")
    assert "no such training" in desk.refused("report", "trainers", tmp_path / "t.pdf", "--year", "1999")
    made = desk.data("report", "trainers", tmp_path / "t.pdf")
    assert (made["trainers"], made["trainings"], made["not_agreed"]) == (2, 2, 1)
    with Pdf(tmp_path / "t.pdf") as pdf:
        text = pdf.whole_text()
    assert "Amina Kamara" in text and "Omar" not in text and "Generation 2" in text and "4.0" in text


def _sheet(folder: Path) -> Path:
    path = folder / "signed.csv"
    path.write_text("Name,Municipality\n" + "".join(f"P{n} Q,Town {n % 2}\n" for n in range(6)), "utf-8")
    return path


def test_modules_by_command(desk: Desk, tmp_path: Path) -> None:
    desk.done(
        "add", "--type", "module", "title=Rain and roofs", "title/fr=Pluie et toits", "languages+=fr", "units=One\nTwo"
    )
    desk.done("add", "--type", "module", "title=Heat", "code=UCLG:RES-I")
    assert [each["title"] for each in desk.data("list", "modules", "toits language:fr")] == ["Rain and roofs"]
    desk.done("list", "modules", "--csv", tmp_path / "m.csv")
    assert "Rain and roofs" in (tmp_path / "m.csv").read_text("utf-8-sig")
