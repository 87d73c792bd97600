"""Trainings and trainers as they are read and asked for: who counts as trained, whose certificate runs out, whom to ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from desktop.catalogue import list_of, parse, suggested_searches
from desktop.catalogue.trainings import read_certificates, read_trainings
from desktop.workspace import Workspace


def _day(days: int) -> str:
    return (date.today() + timedelta(days)).isoformat()


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("trainings")
    workspace = Workspace.create(folder / "desk.focal", home=folder / "home")
    create = workspace.journal.create
    section = create("organisation", {"name": "UCLG Africa", "kind": "section"})
    lome = create("organisation", {"name": "Lomé", "belongs_to": section})
    people = {name: create("person", {"name": name}) for name in ("Amina", "Léa", "Omar", "Zoé")}
    trainer, participant = (
        {name: f"people/{role}:{id}" for name, id in people.items()} for role in ("trainer", "participant")
    )
    create("activity", {
        "title": "Of trainers", "kind": "training_of_trainers", "start": _day(-500), "participants_total": 12,
        trainer["Amina"]: True, participant["Léa"]: True, participant["Omar"]: True, f"organisations/host:{lome}": True,
        "modules/UCLG:SDG-1": True,
    })  # fmt: skip
    given = create("activity", {
        "title": "Given", "kind": "training", "start": _day(-30), "local_governments": 4, trainer["Léa"]: True,
        participant["Zoé"]: True,
    })  # fmt: skip
    create("activity", {"title": "Planned", "kind": "training", "start": _day(30), trainer["Omar"]: True})
    create("activity", {"title": "Off", "kind": "training", "status": "cancelled", trainer["Zoé"]: True})
    for name, until in (("Léa", 90), ("Omar", -20)):
        values = {"person": people[name], "module": "UCLG:SDG-1", "valid_until": _day(until)}
        create("certificate", {"parent": given, **values})
    yield workspace
    workspace.close()


def _names(workspace: Workspace, text: str) -> list[str]:
    listing = list_of(workspace, "person")
    ids = listing.ids_of(listing.order(parse(text, "person")).ids)
    return [record.title for record in workspace.records("person", ids)]


def test_what_is_read_of_a_training(network: Workspace) -> None:
    found = read_trainings(network)
    of_trainers, given, planned = found.trainings
    names = found.people
    assert [names[id] for id in of_trainers.trainers] == ["Amina"]
    assert sorted(names[id] for id in of_trainers.trained) == ["Léa", "Omar"]
    assert [found.sections[id] for id in of_trainers.sections] == ["UCLG Africa"]
    assert (of_trainers.modules, of_trainers.people, of_trainers.given) == (("UCLG:SDG-1",), 12, True)
    assert sorted(names[id] for id in given.trained) == ["Léa", "Omar"]  # by certificate; a participant alone is none
    assert (planned.title, planned.given) == ("Planned", False)
    assert [(each.name, each.title) for each in read_certificates(network)] == [("Omar", "Given"), ("Léa", "Given")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("trainer:yes", ["Amina", "Léa", "Omar"]), ("trainer:no", ["Zoé"]),
        ('certified:"SDG module 1"', ["Léa", "Omar"]), ("certified:UCLG:SDG-2", []),
        ("certificate:none", ["Amina", "Zoé"]), ("has:trainer", None),
        ("last_training:>-1y", ["Léa"]), ("last_training:none", ["Omar", "Zoé"]),
        ("Certificates that run out", ["Léa"]), ("Certificates that ran out", ["Omar"]),
        ("Trainers to ask again", ["Amina"]),
    ],
)  # fmt: skip
def test_trainers_are_found(network: Workspace, text: str, names: list[str] | None) -> None:
    suggested = {each.name: each.text for each in suggested_searches("person")}
    if names is None:
        with pytest.raises(Exception, match="no field"):
            parse(text, "person")
    else:
        assert _names(network, suggested.get(text, text)) == names
