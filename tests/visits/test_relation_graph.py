"""All relations at once are those that the record of each organisation shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from desktop import sample
from desktop.catalogue import list_of, parse
from desktop.visits.network_record import (
    HOSTED,
    LEARNT_FROM,
    PARTNER_OF,
    TRAINED,
    TRAINED_BY,
    VISITED,
    read_network_record,
)
from desktop.visits.relation_graph import read_relation_graph
from desktop.workspace import Workspace

_TURNED = {HOSTED: VISITED, TRAINED_BY: TRAINED}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The sample; with people who stand for their town, a duplicate, and what was called off."""
    folder = tmp_path_factory.mktemp("relations")
    with closing(Workspace.create(folder / "desk.focal", home=folder / "home")) as made:
        sample.load(made)
        journal = made.journal
        ids = {name: journal.create("organisation", {"name": name}) for name in ("Ayr", "Bern", "Cork", "Deva", "Elva")}
        twin = journal.create("organisation", {"name": "City of Ayr", "merged_into": ids["Ayr"]})
        ana = journal.create("person", {"name": "Ana", "organisation": ids["Bern"]})
        ben = journal.create("person", {"name": "Ben", "organisation": twin})
        course = {"kind": "training", "status": "completed", "start": "2025-03-04"}
        journal.create(
            "activity",
            {
                "title": "Taught by Ana",
                **course,
                f"people/trainer:{ana}": True,
                f"organisations/partner:{ids['Cork']}": True,
                f"organisations/funder:{ids['Deva']}": True,
            },
        )
        journal.create(
            "activity",
            {
                "title": "Led by Ayr",
                **course,
                f"organisations/lead:{twin}": True,
                f"organisations/partner:{ids['Cork']}": True,
                f"people/participant:{ana}": True,
            },
        )
        journal.create(
            "activity",
            {
                "title": "Called off",
                **course,
                "status": "cancelled",
                f"organisations/lead:{ids['Deva']}": True,
                f"organisations/partner:{ids['Elva']}": True,
            },
        )
        visit = journal.create(
            "visit",
            {"title": "To Cork", "stage": "closed", "start": "2025-05-06", f"organisations/host:{ids['Cork']}": True},
        )
        journal.create("participant", {"parent": visit, "name": "Ben", "person": ben})
        journal.create("commitment", {"parent": visit, "what": "A plan", "organisation": ids["Ayr"]})
        yield made


def test_all_relations_at_once_are_those_of_each_record(workspace: Workspace) -> None:
    listing = list_of(workspace, "organisation")
    ids = set(listing.ids_of(listing.order(parse("", "organisation")).ids))
    wanted: dict[tuple[str, str, str], set[str]] = {}
    for id in ids:
        for each in read_network_record(workspace, "organisation", id).relations:
            kind, source, target = each.kind, id, each.other
            if kind in _TURNED:
                kind, source, target = _TURNED[kind], target, source
            if kind == PARTNER_OF and source > target:
                source, target = target, source
            if each.other in ids:
                wanted.setdefault((kind, source, target), set()).update(entry.id for entry in each.entries)
    graph = read_relation_graph(workspace)
    found: dict[tuple[str, str, str], int] = {}
    for each in graph.edges:
        ends = graph.nodes[each.source].id, graph.nodes[each.target].id
        source, target = sorted(ends) if each.kind == PARTNER_OF else ends
        found[each.kind, source, target] = each.times
    assert found == {key: len(entries) for key, entries in wanted.items()}
    names = {(graph.nodes[each.source].name, each.kind, graph.nodes[each.target].name) for each in graph.edges}
    assert {
        ("Bern", TRAINED, "Cork"),
        ("Ayr", TRAINED, "Cork"),
        ("Ayr", VISITED, "Cork"),
        ("Ayr", LEARNT_FROM, "Cork"),
    } <= names
    assert not {"Elva"} & {node.name for node in graph.nodes} and graph.left_out == 0


def test_of_many_the_best_connected_are_drawn_and_the_others_counted(workspace: Workspace) -> None:
    whole, small = read_relation_graph(workspace), read_relation_graph(workspace, most=5)
    assert small.nodes == whole.nodes[:5] and small.left_out == len(whole.nodes) - 5
    assert {(edge.source, edge.target) for edge in small.edges} == {
        (edge.source, edge.target) for edge in whole.edges if max(edge.source, edge.target) < 5
    }
