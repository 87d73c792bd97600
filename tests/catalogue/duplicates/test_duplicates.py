"""Which records are taken for one, which are not, and what becomes of two that are joined."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.catalogue.duplicates import Reason, find_duplicates, join_records, keep_apart
from desktop.errors import Cancelled, UserFacingError
from desktop.workspace import Workspace


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    yield made
    made.close()


def organisation(name: str, country: str = "", place: str = "") -> tuple[str, dict[str, str]]:
    values = {"name": name, "country": country, "municipality": place}
    return "organisation", {field: value for field, value in values.items() if value}


def activity(title: str, start: str = "", country: str = "") -> tuple[str, dict[str, str]]:
    values = {"title": title, "start": start, "country": country}
    return "activity", {field: value for field, value in values.items() if value}


def person(name: str, email: str = "") -> tuple[str, dict[str, str]]:
    return "person", {"name": name, **({"email": email} if email else {})}


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (organisation("Ville de Dakar", "SN"), organisation("Dakar City Council", "SN"), True),
        (organisation("Ville de Dakar", "SN"), organisation("DAKAR"), True),
        (organisation("Alcaldía Municipal de Tegucigalpa", "HN"), organisation("Municipalidad de Tegucigálpa"), True),
        (organisation("Freetown City Council", "SL"), organisation("Freetwon City Council", "SL"), True),
        (organisation("Ville de Dakar", "SN"), organisation("Région de Dakar", "SN"), False),
        (organisation("Dakar"), organisation("Université de Dakar"), False),
        (organisation("San José", "CR"), organisation("San Jose", "PH"), False),
        (organisation("Kisumu City", "KE"), organisation("Kisumu County", "KE"), False),
        (organisation("UCLG Africa"), organisation("UCLG Asia-Pacific"), False),
        (activity("Training on flood risk", "2024-05-03"), activity("Training on flood risks", "2024-05"), True),
        (activity("Training on flood risk", "2024-05-03"), activity("Training on flood risk", "2025-05-03"), False),
        (activity("Risk training, module 1", "2024-05-03"), activity("Risk training, module 2", "2024-05-03"), False),
        (activity("Risk training", "2024", "KE"), activity("Risk training", "2024", "UG"), False),
        (person("Amina Otieno"), person("Otieno, Amina"), True),
        (person("A. Otieno", "a@example.org"), person("Amina Otieno", "A@example.org"), True),
        (person("Amina Otieno"), person("Amina Odhiambo"), False),
        (person("Amina Otieno", "a@example.org"), person("Amina Otieno", "b@example.org"), False),
    ],
)
def test_what_is_taken_for_one(
    desk: Workspace, first: tuple[str, dict[str, str]], second: tuple[str, dict[str, str]], same: bool
) -> None:
    ids = {desk.journal.create(type, dict(values)) for type, values in (first, second)}
    pairs = find_duplicates(desk, first[0])
    assert [{each.kept, each.other} for each in pairs] == ([ids] if same else [])
    assert all(each.reasons for each in pairs)


def test_two_that_are_joined_lose_nothing_and_are_undone_at_once(desk: Workspace) -> None:
    kept = desk.journal.create("activity", {"title": "Drill", "summary": "Ours", "targets/SDG:11.5": "principal"})
    other = desk.journal.create(
        "activity", {"title": "Drill", "summary": "Theirs", "results": "Ready", "targets/SDG:13.1": "significant"}
    )
    run = desk.journal.create("run", {"title": "First", "parent": other})
    group = join_records(desk, "activity", kept, other, ["summary"])
    [record] = desk.records("activity", [kept])
    assert [record.values[name] for name in ("summary", "results", "targets/SDG:11.5", "targets/SDG:13.1")] == [
        "Theirs", "Ready", "principal", "significant",
    ]  # fmt: skip
    assert desk.record(other, "activity").survivor == kept
    assert desk.record(run, "run").values["parent"] == kept
    assert find_duplicates(desk, "activity") == []
    desk.journal.undo_group(group)
    assert desk.record(kept, "activity").values.get("results") is None
    assert desk.record(other, "activity").listed and desk.record(run, "run").values["parent"] == other


def test_two_that_are_not_the_same_are_not_listed_again_until_that_is_undone(desk: Workspace) -> None:
    first, second = (desk.journal.create("organisation", {"name": "Springfield"}) for _each in range(2))
    [pair] = find_duplicates(desk, "organisation")
    assert pair.reasons == (Reason.SAME_NAME,)
    id = keep_apart(desk, "organisation", second, first)
    assert find_duplicates(desk, "organisation") == []
    desk.journal.delete([id], "distinction")
    assert len(find_duplicates(desk, "organisation")) == 1
    assert keep_apart(desk, "organisation", first, second) == id  # the same on every desk
    assert find_duplicates(desk, "organisation") == []


def test_one_that_belonged_to_the_other_does_not_belong_to_itself(desk: Workspace) -> None:
    kept = desk.journal.create("organisation", {"name": "Springfield"})
    other = desk.journal.create("organisation", {"name": "City of Springfield", "belongs_to": kept})
    join_records(desk, "organisation", kept, other)
    assert desk.record(kept, "organisation").values.get("belongs_to") is None


def test_what_is_gone_cannot_be_joined(desk: Workspace) -> None:
    first, second = (desk.journal.create("organisation", {"name": "Springfield"}) for _each in range(2))
    desk.journal.delete([second], "organisation")
    for other in (second, first, "nothing"):
        with pytest.raises(UserFacingError, match="not two records"):
            join_records(desk, "organisation", first, other)


def test_a_search_can_be_given_up(desk: Workspace) -> None:
    with pytest.raises(Cancelled):
        find_duplicates(desk, "organisation", cancelled=lambda: True)
