"""Own terms: known wherever a vocabulary is, the same on every desk, readable for ever, merged where two mean the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import catalogue
from desktop.catalogue import own_terms
from desktop.catalogue.query.query import parse
from desktop.errors import Cancelled, UserFacingError
from desktop.vocabularies import load
from desktop.workspace import Workspace, check
from desktop.workspace.records.record_types import ACTIVITY
from tests.catalogue.desks import desk


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with desk(tmp_path) as made:
        yield made


def code(id: str) -> str:
    return f"own:{id}"


def test_a_term_is_known_to_forms_queries_facets_imports_and_tables_and_gone_with_its_workspace(
    workspace: Workspace, tmp_path: Path
) -> None:
    camp = code(
        own_terms.add_term(workspace, "kinds", "Hill camp", {"fr": "Camp de colline"}, aliases="slope camp; camp")
    )
    mud = code(own_terms.add_term(workspace, "hazards", "Peat slide", broader="HIP:MH"))
    id = workspace.journal.create("activity", {"title": "Week", "kind": camp, f"hazards/{mud}": True})
    assert load("kinds").label(camp, "fr") == "Camp de colline" and load("kinds").label(camp, "es") == "Hill camp"
    for asked in (
        "hill camps", "slope camp", 'kind:"Hill camp"', f"kind:{camp}", "camp colline", "peat slide", f"hazard:{mud}",
        "hazard:HIP:MH",
    ):  # fmt: skip
        listing = catalogue.list_of(workspace, "activity")
        assert list(listing.ids_of(listing.order(parse(asked), ()).ids)) == [id], asked
    facets = catalogue.facets(workspace, parse(""), ["kind", "hazards"])
    assert [(each.code, each.label_hint, each.count) for each in facets["kind"]] == [(camp, "Hill camp", 1)]
    assert [(each.code, each.count) for each in facets["hazards"]] == [("HIP:MH", 1), (mud, 1)]
    kind, hazards = ACTIVITY.by_name["kind"], ACTIVITY.by_name["hazards"]
    assert kind.parse("camp de colline") == camp and kind.format(camp) == "Hill camp"
    assert hazards.format_member(mud) == "Peat slide"
    assert kind.rules.to_csv(kind, camp) == "Hill camp"
    assert hazards.rules.member_to_csv(hazards, mud, True, {}) == "Peat slide"
    assert not check(workspace.path).problems
    workspace.close()
    assert load("kinds").get(camp) is None and load("kinds").label(camp) == camp
    again = Workspace.open(workspace.path, home=workspace.home, read_only=True)
    assert load("kinds").label(camp) == "Hill camp"
    again.close()


def test_renamed_retired_and_undone(workspace: Workspace) -> None:
    id = own_terms.add_term(workspace, "kinds", "Hill camp")
    own_terms.edit_term(workspace, id, {"label": "Hillside camp"})
    assert load("kinds").label(code(id)) == "Hillside camp" and load("kinds").find("Hill camp") is None
    own_terms.set_retired(workspace, id, retired=True)
    assert load("kinds")[code(id)].retired
    other = own_terms.add_term(workspace, "kinds", "Hillside camp")
    found = load("kinds").find("Hillside camp")
    assert found is not None and found.code == code(other)  # the one in use comes first
    for _step in range(3):
        workspace.journal.undo()
    assert load("kinds").label(code(id)) == "Hill camp"
    workspace.journal.undo()
    assert load("kinds").label(code(id)) == code(id) and own_terms.list_terms(workspace) == []


@pytest.mark.parametrize(
    ("vocabulary", "label"), [("kinds", "Training"), ("kinds", " atelier "), ("targets", "Goal 18"), ("kinds", " · ")]
)
def test_what_is_refused(workspace: Workspace, vocabulary: str, label: str) -> None:
    with pytest.raises(UserFacingError):
        own_terms.add_term(workspace, vocabulary, label)
    assert own_terms.list_terms(workspace) == []


def test_merged_terms_leave_every_record_with_the_other_and_one_undo_brings_all_back(workspace: Workspace) -> None:
    one, two = (own_terms.add_term(workspace, "hazards", name) for name in ("Peat slide", "Bog burst"))
    ids = [workspace.journal.create("activity", {"title": str(n), f"hazards/{code(one)}": True}) for n in range(3)]
    visit = workspace.journal.create("visit", {"title": "To the bog", f"hazards/{code(one)}": True})
    with pytest.raises(Cancelled):
        own_terms.merge_terms(workspace, one, code(two), _cancelling)
    assert own_terms.find_term(workspace, "Peat slide").used == 4
    assert own_terms.merge_terms(workspace, one, code(two)) == 4
    (left,) = own_terms.list_terms(workspace)
    assert (left.label, left.used) == ("Bog burst", 4)
    assert load("hazards").label(code(one)) == "Bog burst"  # whoever still has it reads the new name
    workspace.journal.undo()
    records = [*workspace.records("activity", ids), *workspace.records("visit", [visit])]
    assert [list(record.members("hazards")) for record in records] == [[code(one)]] * 4
    assert len(own_terms.list_terms(workspace)) == 2


def _cancelling(done: int) -> None:
    if done == 2:
        raise Cancelled


def test_terms_that_stand_under_each_other_are_opened(workspace: Workspace) -> None:
    one, two = (own_terms.add_term(workspace, "hazards", name) for name in ("Peat slide", "Bog burst"))
    workspace.journal.edit(one, {"broader": code(two)}, type="term")
    workspace.journal.edit(two, {"broader": code(one)}, type="term")
    assert [load("hazards")[code(id)].parent for id in (one, two)] == ["", ""]
