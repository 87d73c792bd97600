"""The next edition of a source: new, changed, unchanged, gone; edits of this desk stay; identifiers, columns and order that
differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange import (
    ImportPlan,
    apply_import,
    find_edition,
    guess_mapping,
    initial_mapping,
    list_sources,
    open_table,
    plan_import,
    rename_mapping,
)
from desktop.exchange.importing.editions import EditionChoices, date_in_name
from desktop.workspace import Workspace

HEAD = "Code,Title,Country,Start,Status,Participants\n"
ROWS = {
    "A1": "A1,Flood drill,Kenya,2025-01-02,planned,10\n",
    "A2": "A2,Roof repair,Peru,2025-02-03,planned,20\n",
    "A3": "A3,Drain works,Chile,2025-03-04,planned,30\n",
    "A4": "A4,School plan,Togo,2025-04-05,planned,40\n",
}
FIRST = HEAD + "".join(ROWS.values())


AS_EDITION = EditionChoices()


class Lists:
    """A desk with the first edition of "Aid", and what later lists of it would do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workspace = Workspace.create(folder / "desk.focal", home=folder / "home")
        self.apply(FIRST, "Aid 2025-04.csv")

    def plan(self, text: str, name: str = "Aid 2025-05.csv", choices: EditionChoices = AS_EDITION) -> ImportPlan:
        path = self.folder / name
        path.write_text(text, "utf-8")
        table = open_table(path)
        guess = replace(guess_mapping(table), source="Aid")
        return plan_import(
            self.workspace, table, initial_mapping(self.workspace, guess, table.headings), edition=choices
        )

    def apply(self, text: str, name: str = "Aid 2025-05.csv", choices: EditionChoices = AS_EDITION) -> str:
        return apply_import(self.workspace, self.plan(text, name, choices)).group

    def edit(self, title: str, **values: str | int) -> None:
        self.workspace.journal.edit(self.id(title), dict(values))

    def id(self, title: str) -> str:
        with self.workspace.reading() as conn:
            return str(conn.exec_driver_sql("SELECT id FROM activity WHERE title = ?", (title,)).scalar_one())

    def rows(self) -> dict[str, tuple[object, ...]]:
        with self.workspace.reading() as conn:
            found = conn.exec_driver_sql(
                "SELECT title, source_id, status, participants_total, left_source IS NOT NULL FROM activity"
                " WHERE listed = 1 ORDER BY title"
            )
            return {row[0]: tuple(row[1:]) for row in found}


@pytest.fixture
def aid(tmp_path: Path) -> Iterator[Lists]:
    made = Lists(tmp_path)
    yield made
    made.workspace.close()


def _figures(plan: ImportPlan) -> tuple[int, ...]:
    assert plan.edition is not None
    return plan.new, plan.changed, plan.unchanged, len(plan.edition.gone), len(plan.own_edits)


def test_edits_of_this_desk_stay_beside_the_new_value_and_undo_restores_all(aid: Lists) -> None:
    aid.edit("Flood drill", status="cancelled", participants_total=11)
    aid.edit("Roof repair", status="ongoing")
    before = aid.rows()
    second = HEAD + (
        "A1,Flood drill,Kenya,2025-01-02,completed,12\n" + ROWS["A2"] + "A4,School plan,Togo,2025-04-05,planned,44\n"
        "A5,New wall,Togo,2025-05-05,planned,50\n"
    )
    plan = aid.plan(second)
    assert _figures(plan) == (1, 2, 1, 1, 2)
    assert {(each.field, each.before, each.old, each.new) for each in plan.changes[0].fields if each.own} == {
        ("status", "planned", "cancelled", "completed"),
        ("participants_total", 10, 11, 12),
    }
    plan.use_file_values([(aid.id("Flood drill"), "status"), ("elsewhere", "status")])
    report = apply_import(aid.workspace, plan)
    assert aid.rows() == {
        "Drain works": ("A3", "planned", 30, 1),
        "Flood drill": ("A1", "completed", 11, 0),
        "New wall": ("A5", "planned", 50, 0),
        "Roof repair": ("A2", "ongoing", 20, 0),
        "School plan": ("A4", "planned", 44, 0),
    }
    assert _figures(aid.plan(second)) == (0, 0, 4, 0, 0)  # what was decided is not asked again
    [source] = list_sources(aid.workspace)
    assert (source.activities, source.left, [each.dated for each in source.source.editions]) == (
        5,
        1,
        ["2025-04", "2025-05"],
    )
    aid.workspace.journal.undo_group(report.group)
    assert aid.rows() == before
    assert len(list_sources(aid.workspace)[0].source.editions) == 1


def test_without_half_of_its_rows_it_is_asked_whether_that_is_all(aid: Lists) -> None:
    half = HEAD + ROWS["A1"] + ROWS["A2"]
    plan = aid.plan(half)
    assert [each.kind for each in plan.questions] == ["gone"] and "2 of the 4 activities" in plan.questions[0].text
    with pytest.raises(UserFacingError, match="whole list"):
        apply_import(aid.workspace, plan)
    leaving = aid.plan(half, choices=EditionChoices(gone=False))
    assert leaving.empty and "without a mark" in " ".join(leaving.sentences())
    marking = aid.plan(half, choices=EditionChoices(gone=True))
    marking.leave_out([aid.id("Drain works")])
    assert (marking.new_to_write, marking.left_out_by_hand, marking.gone_to_mark) == (0, 0, [aid.id("School plan")])
    apply_import(aid.workspace, marking)
    assert [title for title, row in aid.rows().items() if row[-1]] == ["School plan"]
    aid.apply(FIRST, "Aid 2025-06.csv")
    assert not any(row[-1] for row in aid.rows().values())  # it is in the list again
    third = HEAD + "".join(list(ROWS.values())[:3])
    assert not aid.plan(third, "Aid 2025-07.csv").questions  # one of four: nothing to ask


def test_other_identifiers_are_found_by_title_unless_something_speaks_against_it(aid: Lists) -> None:
    other = (FIRST + "A9,Roof repair,Peru,2026-02-03,planned,20\n").replace("A1,", "X-1,").replace("A2,", "X-2,")
    other = other.replace("A3,Drain works,Chile", "X-3,Drain works,Kenya")
    plan = aid.plan(other)
    assert plan.edition is not None and plan.edition.found_by_title == 1  # two are called Roof repair; another country
    assert (plan.new, plan.changed) == (3, 1)
    assert "1 activity was found by its title" in " ".join(plan.sentences())
    plan.close()
    aid.apply(other.replace("A9,Roof repair", "A9,Roofs").replace("Drain works,Kenya", "Drain works,Chile"))
    assert {title: row[0] for title, row in aid.rows().items()} == {
        "Drain works": "X-3", "Flood drill": "X-1", "Roof repair": "X-2", "Roofs": "A9", "School plan": "A4",
    }  # fmt: skip


def test_renamed_and_missing_columns_change_nothing_and_hide_no_edit(aid: Lists) -> None:
    aid.edit("Flood drill", status="cancelled")
    renamed = FIRST.replace("Title", "Activity title").replace("Status", "Activity status")
    plan = aid.plan(renamed)
    assert _figures(plan)[0] == 0 and _figures(plan)[3:] == (0, 0)
    assert all(each.field == "source_data" for change in plan.changes for each in change.fields)
    assert "Title" in plan.edition.gone_columns if plan.edition else False
    changed = renamed.replace("planned,10", "completed,10")
    assert list(aid.plan(changed).own_edits.values()) == ["completed"]
    without = "\n".join(",".join(line.split(",")[:4]) for line in FIRST.splitlines())
    aid.apply(without)
    assert aid.rows()["Flood drill"] == ("A1", "cancelled", 10, 0)


def test_an_identifier_that_stands_twice_makes_one_activity_and_is_said(aid: Lists) -> None:
    plan = aid.plan(FIRST + "A1,Another title,Kenya,2025-01-02,planned,10\n")
    assert (plan.new, plan.merged_rows, plan.merged_activities) == (0, 2, 1)
    assert any("Another title" in each.reason for each in plan.notes)


def test_an_older_edition_after_a_newer_one_is_asked_about(aid: Lists) -> None:
    second = FIRST.replace("planned,40", "planned,44")
    group = aid.apply(second)
    [question] = aid.plan(FIRST, "copy.csv").questions
    assert question.kind == "older" and "imported before" in question.text
    [question] = aid.plan(FIRST.replace("40", "41"), "Aid 2025-03.csv").questions
    assert "Aid 2025-05.csv" in question.text
    assert not aid.plan(FIRST, "copy.csv", EditionChoices(older=True)).questions
    aid.workspace.journal.undo_group(group)
    assert not aid.plan(FIRST, "copy.csv").questions


def test_without_identifiers_the_key_columns_tell_and_are_named(aid: Lists) -> None:
    names = "Title,Country,Start,Participants\nWell,Kenya,2025-01-02,5\nPump,Peru,2025-02-03,6\n"
    mapping = {"name": "Wells.csv"}
    for text in (names, names.replace("2025-02-03,6", "2025-02-09,7").replace(",5", ",8")):
        path = aid.folder / mapping["name"]
        path.write_text(text, "utf-8")
        table = open_table(path)
        guess = initial_mapping(aid.workspace, guess_mapping(table), table.headings)
        found = find_edition(aid.workspace, table, guess)
        plan = plan_import(aid.workspace, table, guess, edition=EditionChoices())
        if text is names:
            assert found is None
            apply_import(aid.workspace, plan)
    assert found is not None and (found.rows, found.known, found.likely, found.imported) == (2, 2, True, False)
    assert plan.edition is not None and "found by Title, Start, Country together" in plan.edition.found_by
    assert (plan.new, plan.changed) == (1, 1)  # another date: no place says that it is the same one


def test_a_renamed_source_keeps_its_activities(aid: Lists) -> None:
    rename_mapping(aid.workspace, "Aid", "Aid to cities")
    [source] = list_sources(aid.workspace)
    assert (source.source.name, source.source.former, source.activities) == ("Aid to cities", ("Aid",), 4)
    path = aid.folder / "Aid to cities.csv"
    path.write_text(HEAD + ROWS["A1"] + ROWS["A2"] + ROWS["A3"], "utf-8")
    table = open_table(path)
    plan = plan_import(aid.workspace, table, guess_mapping(table), edition=EditionChoices())
    assert _figures(plan) == (0, 0, 3, 1, 0)


@pytest.mark.parametrize(
    ("text", "rows", "likely"),
    [
        (FIRST, 4, True),
        (FIRST.replace("A1,", "X1,").replace("A2,", "X2,").replace("A3,", "X3,"), 4, True),
        (FIRST.replace("\nA", "\nX"), 4, True),  # other identifiers, the same titles
        (HEAD + "X1,Flood drill,Kenya,2026-01-02,planned,1\nX2,Walls,Peru,2026-01-02,planned,1\n", 1, False),
        (HEAD + "X2,Walls,Peru,2026-01-02,planned,1\n", 0, False),
    ],
)
def test_a_list_looks_like_an_edition_by_its_columns_and_its_activities(
    aid: Lists, text: str, rows: int, likely: bool
) -> None:
    path = aid.folder / "Another name.csv"
    path.write_text(text, "utf-8")
    table = open_table(path)
    found = find_edition(aid.workspace, table, guess_mapping(table))
    assert ((found.rows, found.likely) if found else (0, False)) == (rows, likely)
    other = aid.folder / "Other columns.csv"
    other.write_text(text.replace("Code", "Number").replace("Status", "State").replace("Participants", "Men"), "utf-8")
    assert find_edition(aid.workspace, open_table(other), guess_mapping(open_table(other))) is None


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("aid-2025-04-30.csv", "2025-04-30"),
        ("aid 2025.04 v2.xlsx", "2025-04"),
        ("20250430_aid.csv", "2025-04-30"),
        ("aid 2025.csv", "2025"),
        ("aid 12345678.csv", ""),
        ("aid.csv", ""),
    ],
)
def test_the_date_of_an_edition_stands_in_its_name(name: str, date: str) -> None:
    assert date_in_name(name) == date


PLACES = "Code,Title,City,Region,Country\nP1,Well,Dakar,,Senegal\nP2,Pump,San José,,Costa Rica\nP3,Roof,San Jose,California,\n"


def test_country_and_coordinates_follow_from_a_place_where_the_row_says_which(aid: Lists) -> None:
    path = aid.folder / "Places.csv"

    def plan(text: str, **choices: bool) -> ImportPlan:
        path.write_text(text, "utf-8")
        table = open_table(path)
        mapping = replace(initial_mapping(aid.workspace, guess_mapping(table), table.headings), **choices)
        return plan_import(aid.workspace, table, mapping, edition=AS_EDITION)

    def found() -> list[tuple[object, ...]]:
        with aid.workspace.reading() as conn:
            rows = conn.exec_driver_sql(
                "SELECT country, coordinates FROM activity WHERE source = 'Places' ORDER BY title DESC"
            )
            return [tuple(row) for row in rows]

    assert plan(PLACES, no_places=True).places.coordinates == 0
    first = plan(PLACES)
    said = " ".join(first.sentences())
    assert "coordinates of 2 activities, the country of 1 (Dakar, Senegal; San Jose, California, United" in said
    assert "which is meant: San José (San José, Costa Rica; Alajuela Province, Costa Rica)." in said
    apply_import(aid.workspace, first)
    assert found() == [("SN", "14.6937,-17.4441"), ("US", "37.3394,-121.895"), ("CR", None)]
    assert plan(PLACES).empty
    aid.edit("Roof", coordinates="37.4,-121.9")
    moved = plan(PLACES.replace("Dakar", "Thies").replace("Roof,San Jose,", "Roof,San Jose ,"))
    assert list(moved.own_edits) == []
    apply_import(aid.workspace, moved)
    assert found() == [("SN", "14.7894,-16.926"), ("US", "37.4,-121.9"), ("CR", None)]
