"""What an organisation has done with the network: each number has the records behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.visits.network_record import people_of_organisations, read_network_record
from desktop.workspace import Workspace


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, dict[str, str]]]:
    folder: Path = tmp_path_factory.mktemp("network")
    workspace = Workspace.create(folder / "desk.focal", home=folder / "home")
    journal = workspace.journal
    ids = {name: journal.create("organisation", {"name": name}) for name in ("Quito", "Accra", "Suva", "Fund", "Twin")}
    journal.edit(ids["Twin"], {"merged_into": ids["Quito"]}, type="organisation")
    for name, organisation in (("Lucía", "Quito"), ("Ana", "Twin"), ("Kofi", "Accra")):
        ids[name] = journal.create("person", {"name": name, "organisation": ids[organisation], "role": "Engineer"})
    ids["visit"] = journal.create(
        "visit", {"title": "To Accra", "start": "2025-03-02", "stage": "closed",
                  f"organisations/host:{ids['Accra']}": True, f"organisations/visitor:{ids['Twin']}": True,
                  f"organisations/visitor:{ids['Suva']}": True},
    )  # fmt: skip
    ids["other"] = journal.create(
        "visit", {"title": "To Suva", "start": "2026-01-10", f"organisations/host:{ids['Suva']}": True}
    )
    journal.create("participant", {"parent": ids["other"], "name": "Lucía", "person": ids["Lucía"]})
    ids["kept"] = journal.create("activity", {"title": "Radio warnings", "kind": "project"})
    journal.create(
        "commitment", {"parent": ids["visit"], "what": "Warn by radio", "organisation": ids["Quito"], "state": "kept",
                       "changed": "Five minutes.", "activity": ids["kept"], "due": "2025-09"},
    )  # fmt: skip
    journal.create("commitment", {"parent": ids["visit"], "what": "Not theirs", "organisation": ids["Accra"]})
    ids["course"] = journal.create(
        "activity", {"title": "Course", "kind": "mooc", "status": "completed", "start": "2024-02",
                     f"organisations/lead:{ids['Quito']}": True, f"organisations/partner:{ids['Suva']}": True,
                     f"organisations/funder:{ids['Fund']}": True, f"people/participant:{ids['Ana']}": True},
    )  # fmt: skip
    ids["training"] = journal.create(
        "activity", {"title": "Training", "kind": "training", "start": "2023", f"organisations/lead:{ids['Accra']}": True,
                     f"people/trainer:{ids['Kofi']}": True, f"people/participant:{ids['Lucía']}": True},
    )  # fmt: skip
    ids["off"] = journal.create(
        "activity", {"title": "Off", "kind": "training", "status": "cancelled", "start": "2022",
                     f"organisations/partner:{ids['Quito']}": True, f"organisations/lead:{ids['Fund']}": True},
    )  # fmt: skip
    yield workspace, ids
    workspace.close()


def test_an_organisation_has_each_number_with_its_records(desk: tuple[Workspace, dict[str, str]]) -> None:
    workspace, ids = desk
    found = read_network_record(workspace, "organisation", ids["Quito"])
    assert [each.title for each in found.people] == ["Ana", "Lucía"]  # of the merged duplicate too
    counted = {role: {year: [each.id for each in those] for year, those in years.items()}
               for role, years in found.by_role_and_year().items()}  # fmt: skip
    assert counted == {"lead": {"2024": [ids["course"]]}, "partner": {"2022": [ids["off"]]}}
    assert ([each.id for each in found.given], [each.id for each in found.received]) == ([], [ids["visit"]])
    assert [each.id for role, each in found.visits if not role] == [ids["other"]]
    assert [each.id for each in found.supported] == [ids["course"], ids["off"]]
    assert {each.id for each in found.enrolled} == {ids["course"], ids["training"]} and found.taught == ()
    (commitment,) = found.commitments
    assert (commitment.entry.title, commitment.entry.state, commitment.changed) == (
        "Warn by radio",
        "kept",
        "Five minutes.",
    )
    assert (commitment.activity, commitment.visit.id, commitment.due) == (ids["kept"], ids["visit"], "2025-09")
    accra = read_network_record(workspace, "organisation", ids["Accra"])
    assert [each.id for each in accra.taught] == [ids["training"]] and [each.id for each in accra.given] == [
        ids["visit"]
    ]


def test_relations_follow_from_visits_activities_and_commitments(desk: tuple[Workspace, dict[str, str]]) -> None:
    workspace, ids = desk

    def relations(name: str) -> dict[str, dict[str, list[str]]]:
        found: dict[str, dict[str, list[str]]] = {}
        for each in read_network_record(workspace, "organisation", ids[name]).relations:
            found.setdefault(each.kind, {})[each.name] = [entry.id for entry in each.entries]
        return found

    visit, course, training = [ids["visit"]], [ids["course"]], [ids["training"]]
    assert relations("Quito") == {
        "learnt_from": {"Accra": visit}, "visited": {"Accra": visit, "Suva": [ids["other"]]}, "trained": {"Suva": course},
        "trained_by": {"Accra": training}, "partner_of": {"Fund": course, "Suva": course},
    }  # fmt: skip
    assert relations("Accra") == {"hosted": {"Quito": visit, "Suva": visit}}
    assert relations("Suva")["trained_by"] == {"Quito": course} and "learnt_from" not in relations("Suva")


def test_a_person_has_roles_and_courses_but_no_relations(desk: tuple[Workspace, dict[str, str]]) -> None:
    workspace, ids = desk
    found = read_network_record(workspace, "person", ids["Lucía"])
    assert [(role, each.id) for role, each in found.activities] == [("participant", ids["training"])]
    assert [each.id for each in found.enrolled] == [ids["training"]] and [each.id for _role, each in found.visits] == [
        ids["other"]
    ]
    assert (found.relations, found.commitments, found.people) == ((), (), ())
    assert read_network_record(workspace, "person", "nobody").empty
    assert people_of_organisations(workspace)[ids["Quito"]] == [ids["Ana"], ids["Lucía"]]
