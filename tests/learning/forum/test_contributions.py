"""The sheet for contributions goes out and comes back as topics: shown first, written once, undone, errors in sentences."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.errors import UserFacingError
from desktop.i18n import LANGUAGES, catalogue, speaking
from desktop.learning.forum.contribution_columns import COLUMNS
from desktop.learning.forum.contribution_headings import column_of
from desktop.learning.forum.contributions import apply_contributions, plan_contributions
from desktop.reports.forum import SHEET, ForumReportOptions, write_forum_report
from desktop.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    yield made
    made.close()


def _forum(workspace: Workspace) -> str:
    return workspace.journal.create("forum", {"title": "Congress"})


def _topics(workspace: Workspace) -> list[str]:
    with workspace.reading() as conn:
        return [row[0] for row in conn.exec_driver_sql("SELECT title FROM topic WHERE listed = 1 ORDER BY title")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_comes_back_as_topics(workspace: Workspace, tmp_path: Path, language: str) -> None:
    forum = _forum(workspace)
    accra = workspace.journal.create("organisation", {"name": "Accra"})
    path = tmp_path / "sheet.xlsx"
    write_forum_report(workspace, forum, path, ForumReportOptions(document=SHEET, language=language))
    book = load_workbook(path)
    sheet = book.worksheets[0]
    headings = [str(cell.value) for cell in sheet[1]]
    assert [column_of(each) for each in headings] == list(COLUMNS)
    with speaking(language):
        yes = catalogue(language).gettext("Yes")
    labels = [str(cell.value) for cell in book.worksheets[1]["A"]][1:]  # methods, as they are offered
    row = {"title": "Drains that stay open", "brings": "A register", "method": labels[0], "minutes": 90,
           "languages": "French; Español", "targets": "11.5; SFDRR:E", "organisation": "accra", "person": "Aroha Ngata",
           "email": "aroha@example.org", "consent": yes}  # fmt: skip
    sheet.append([row.get(column.name) for column in COLUMNS])
    book.save(path)
    plan = plan_contributions(workspace, forum, path)
    assert plan.problems == () and plan.new_organisations == () and plan.new_people == ("Aroha Ngata",)
    assert _topics(workspace) == []  # nothing is written before
    (id,) = apply_contributions(workspace, plan)
    topic = workspace.record(id, "topic")
    assert topic is not None
    (person,) = (key.partition(":")[2] for key in topic.members("people"))
    assert {name: value for name, value in topic.values.items() if not name.startswith("people")} == {
        "parent": forum, "title": "Drains that stay open", "brings": "A register", "method": "workshop", "minutes": 90,
        "languages/fr": True, "languages/es": True, "targets/SDG:11.5": "significant", "targets/SFDRR:E": "significant",
        "organisation": accra, "state": "proposed",
    }  # fmt: skip
    added = workspace.record(person, "person")
    assert added is not None and added.values["consent"] == "network" and added.values["organisation"] == accra
    workspace.journal.undo()
    assert _topics(workspace) == [] and workspace.record(accra, "organisation") is not None
    assert (
        len(apply_contributions(workspace, plan_contributions(workspace, forum, path))) == 1
    )  # what was undone may come again


def test_what_is_not_understood_is_said_and_kept(workspace: Workspace, tmp_path: Path) -> None:
    forum = _forum(workspace)
    workspace.journal.create("topic", {"parent": forum, "title": "Heat", "title/fr": "Chaleur"})
    path = tmp_path / "sheet.csv"
    rows = [
        ["Titre", "Durée en minutes", "Méthode", "Proposé par", "Favourite colour"], ["CHALEUR", "60", "", "", ""],
        ["", "60", "", "Beira", "red"], ["'=1+1", "an hour", "open mike", "Beira", ""], ["=1+1", "30", "", "", ""],
        ["", "", "", "", ""],
    ]  # fmt: skip
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    plan = plan_contributions(workspace, forum, path)
    assert [each.title for each in plan.topics] == ["=1+1"] and plan.ignored == ("Favourite colour",)
    assert plan.known == ("CHALEUR", "=1+1")
    assert plan.new_organisations == ("Beira",)
    assert plan.sentences() == [
        "2 topics are in this forum already and are not added again: “CHALEUR”, “=1+1”.",
        "1 organisation is new: “Beira”.", "1 column is not read: “Favourite colour”.",
        "Row 3: there is no title, so it is not imported.",
        "Row 4: “open mike” under “Method” is not understood; it is kept in the private note of the topic.",
        "Row 4: “an hour” under “Duration in minutes” is not understood; it is kept in the private note of the topic.",
    ]  # fmt: skip
    (id,) = apply_contributions(workspace, plan)
    topic = workspace.record(id, "topic")
    assert topic is not None
    assert topic.values["private_note"] == "Method: open mike\nDuration in minutes: an hour"
    with pytest.raises(UserFacingError, match="in this forum already") as error:
        apply_contributions(workspace, plan)
    assert error.value.kept
    for text, words in (("Colour\nred\n", "no column for the title"), ("Title,Method\n", "no topic|empty|no rows")):
        path.write_text(text, "utf-8")
        with pytest.raises(UserFacingError, match=words):
            plan_contributions(workspace, forum, path)
    with pytest.raises(UserFacingError, match="This forum is not here"):
        plan_contributions(workspace, "nowhere", path)
