"""Evidence: what was done and what came of it, each number with its records, nobody named who did not agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TypeVar

import pytest

from desktop.catalogue import list_of, parse
from desktop.errors import UserFacingError
from desktop.evidence.blocks import Cell, Chains, Number, Opens, Paragraph, Points, Rows, Saying, Section
from desktop.evidence.chains import CHANGE, COMMITMENT, LESSON, NEED, STEPS, TAKEN_UP, VISIT
from desktop.evidence.reading import Evidence, read_evidence
from desktop.evidence.sections import evidence_sections
from desktop.evidence.subject import (
    METHOD,
    MODULE,
    ORGANISATION,
    PLACE,
    TARGET,
    broader,
    find_subject,
    subject_in,
    subject_of,
)  # fmt: skip
from desktop.figures import ALL_TIMES, Period
from desktop.workspace import Workspace
from tests.evidence.towns import write_towns

T = TypeVar("T")
TODAY = date(2026, 12, 1)
Desk = tuple[Workspace, dict[str, str]]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("evidence")
    workspace = Workspace.create(folder / "desk.focal", home=folder / "home")
    yield workspace, write_towns(workspace)
    workspace.close()


def on(desk: Desk, kind: str, text: str, period: Period = ALL_TIMES) -> Evidence:
    return read_evidence(desk[0], find_subject(desk[0], kind, text), period, TODAY)


def section(found: Evidence, key: str) -> Section:
    return next(each for each in evidence_sections(found) if each.key == key)


def cells(section: Section) -> list[str]:
    return [each.text for block in section.blocks if isinstance(block, Points) for each in block.items]


def test_done_and_planned_are_told_apart_and_the_period_counts(desk: Desk) -> None:
    found = on(desk, TARGET, "11.5")
    assert [
        found.count(name)
        for name in (
            "activities",
            "visits",
            "commitments",
            "commitments_kept",
            "follow_ups_answered",
            "changes_reported",
        )
    ] == [3, 1, 3, 2, 1, 2]
    assert {type: each.value for type, each in found.planned.items()} == {"activity": 1, "visit": 0}
    assert [each.title for each in on(desk, TARGET, "11.5", Period("2023", "2023")).activities] == ["Drains of Dara"]
    rows = [block for block in section(found, "done").blocks if isinstance(block, Rows)]
    standing = {row[0].text: row[2].text for row in rows[0].rows}
    assert standing == {
        "Drains of Ebo": "Claimed only: no source",
        "=Course": "Claimed only: no source",
        "Drains of Dara": "Result with a source",
    }


def test_each_number_opens_as_many_records_as_it_says(desk: Desk) -> None:
    workspace, _ids = desk
    checked = 0
    for kind, text in ((TARGET, "11.5"), (PLACE, "SN"), (PLACE, "Dara"), (ORGANISATION, "Town of Ebo")):
        for number in found_in(Number, evidence_sections(on(desk, kind, text))):
            if number.label in ("Activities", "Activities completed", "Visits") and number.opens is not None:
                assert str(listed(workspace, number.opens)) == number.value, (text, number)
                checked += 1
        for cell in found_in(Cell, evidence_sections(on(desk, kind, text))):
            if cell.opens is not None and cell.opens.query:
                assert cell.text.startswith(str(listed(workspace, cell.opens))), (text, cell)
                checked += 1
            elif cell.opens is not None and cell.opens.id:
                record = workspace.record(cell.opens.id)
                assert record is not None and record.type == cell.opens.type
                checked += 1
    assert checked > 60


def listed(workspace: Workspace, opens: Opens) -> int:
    return list_of(workspace, opens.type).count(parse(opens.query, opens.type))


def found_in(type: type[T], value: object) -> Iterator[T]:
    """All objects of a type within sections."""
    if isinstance(value, type):
        yield value
    if isinstance(value, list | tuple):
        for each in value:
            yield from found_in(type, each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from found_in(type, getattr(value, each.name))


def test_a_chain_goes_from_the_need_to_who_took_it_up(desk: Desk) -> None:
    _workspace, ids = desk
    found = on(desk, TARGET, "11.5")
    first, *others = found.chains
    assert [(step.kind, step.id) for step in first.steps] == [
        (NEED, ids["need"]), (NEED, ids["question"]), (VISIT, ids["visit"]), (LESSON, ids["note"]),
        (COMMITMENT, ids["crew"]), (CHANGE, ids["crew"]), (CHANGE, ids["after 6"]), (TAKEN_UP, ids["became"]),
        (TAKEN_UP, ids["again"]),
    ]  # fmt: skip
    assert first.missing == () and [each.title for each in others] == ["A radio", "A budget line"]
    assert others[0].missing == (LESSON, CHANGE, TAKEN_UP)
    assert list(STEPS) == [NEED, VISIT, LESSON, COMMITMENT, CHANGE, TAKEN_UP]
    assert isinstance(section(found, "chains").blocks[0], Chains)


def test_what_the_host_itself_did_is_not_taken_up_elsewhere(desk: Desk) -> None:
    workspace, ids = desk
    journal = workspace.journal
    with journal.group("edit") as group:
        journal.edit(ids["radio"], {"activity": ids["drains"]}, group=group, type="commitment")
    chain = next(each for each in on(desk, TARGET, "11.5").chains if each.title == "A radio")
    assert [step.id for step in chain.of(CHANGE)] == [ids["drains"]] and not chain.of(TAKEN_UP)
    journal.undo()


def test_what_others_took_up_is_theirs(desk: Desk) -> None:
    rows = [block for block in section(on(desk, TARGET, "11.5"), "taken-up").blocks if isinstance(block, Rows)]
    assert [(row[0].text, row[1].text) for row in rows[0].rows] == [
        ("A crew", "Town of Ebo"), ("Drains of Ebo", "Town of Ebo"), ("Drains of Ebo", "Town of Foza"),
        ("Drains of Dara", "Town of Ebo"),
    ]  # fmt: skip
    own = section(on(desk, ORGANISATION, "Town of Ebo"), "taken-up")
    assert "A crew" not in [cell.text for cell in found_in(Cell, own)]


def test_follow_ups_are_counted_by_month_and_what_is_only_claimed_is_said(desk: Desk) -> None:
    found = on(desk, TARGET, "11.5")
    assert [(each.months, each.due, dict(each.answers)) for each in found.follow_ups] == [
        (3, 1, {"not_yet": 1}), (6, 1, {"yes": 1}), (12, 1, {"": 1})
    ]  # fmt: skip
    rows = [block for block in section(found, "changed").blocks if isinstance(block, Rows)]
    assert {row[0].text: row[3].text for row in rows[0].rows} == {
        "A crew": "Evidence given", "A radio": "Claimed only: no evidence", "A budget line": ""
    }  # fmt: skip
    assert cells(section(found, "missing")) == [
        "2 activities claim a result without a source, a link or a file.", "2 activities give no number of participants.",
        "Kept, as they say; no evidence: A radio", "1 follow-up is due and nobody has answered it: Ebo in Dara",
    ]  # fmt: skip


def test_only_who_agreed_is_quoted_and_named(desk: Desk) -> None:
    found = on(desk, TARGET, "11.5")
    quotes = section(found, "quotes").blocks
    sayings = [block for block in quotes if isinstance(block, Saying)]
    assert [(each.words, each.by.split(" · ")[0]) for each in sayings] == [("We pay by the metre.", "Mama Ndiaye")]
    assert (
        found.quotes_held_back == 1
        and isinstance(quotes[-1], Paragraph)
        and quotes[-1].words.startswith("1 person more")
    )
    shown = repr(evidence_sections(found))
    assert "Mama Ndiaye" in shown and "cleared nine drains" in shown
    assert "Rosa" not in shown and "Kofi" not in shown and "I was not paid" not in shown


def test_a_place_with_nothing_leads_to_where_there_is_something(desk: Desk) -> None:
    found = on(desk, PLACE, "Gambia")
    assert found.empty
    (only,) = evidence_sections(found)
    assert isinstance(only.blocks[0], Paragraph) and only.blocks[0].words.startswith("Nothing is recorded on Gambia")
    lines = [(each.text, each.more) for each in found_in(Cell, only)]
    assert lines[0] == ("Western Africa", "3 activities · 2 visits")
    assert all(each.opens is not None and each.opens.subject is not None for each in found_in(Cell, only))


@pytest.mark.parametrize(("kind", "text", "code"), [
    (TARGET, "11.5", "SDG:11.5"), (TARGET, "SFDRR:B", "SFDRR:B"), (TARGET, "13", "SDG:13"), (PLACE, "Kenya", "KE"),
    (PLACE, "dara", "SN:Dara"), (PLACE, "Western Africa", "011"), (METHOD, "workshop", "workshop"),
    (MODULE, "SDG module 1", "UCLG:SDG-1"),
])  # fmt: skip
def test_a_subject_is_found_by_what_people_write(desk: Desk, kind: str, text: str, code: str) -> None:
    found = find_subject(desk[0], kind, text)
    assert found.code == code and subject_of(desk[0], kind, code) == found


def test_what_is_not_found_is_said_with_what_was_meant(desk: Desk) -> None:
    assert find_subject(desk[0], ORGANISATION, "ebo").code == desk[1]["Ebo"]
    with pytest.raises(UserFacingError, match="There is no organisation “town”") as caught:
        find_subject(desk[0], ORGANISATION, "town")
    assert "Town of Dara" in str(caught.value.todo)
    for kind in (TARGET, PLACE, MODULE, METHOD):
        with pytest.raises(UserFacingError):
            find_subject(desk[0], kind, "Xyzzy")


def test_a_search_and_a_broader_subject_lead_there(desk: Desk) -> None:
    cases = {"target:SDG:11.5 kind:training": (TARGET, "SDG:11.5"), "country:KE": (PLACE, "KE"), "11.5": (TARGET, "SDG:11.5"),
             "-target:SDG:11.5": None, "drains": None}  # fmt: skip
    assert {text: subject_in(parse(text)) for text in cases} == cases
    towns = broader(desk[0], subject_of(desk[0], PLACE, "SN:Dara"))
    assert [each.label for each in towns][:2] == ["Senegal", "Western Africa"]
    assert [each.code for each in broader(desk[0], subject_of(desk[0], TARGET, "SDG:11.5"))] == ["SDG:11"]
