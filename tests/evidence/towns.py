"""A small network: what Ebo saw in Dara, what it promised, what came of it, and who took it up."""

from __future__ import annotations

from desktop.matching.decisions import pair_id
from desktop.workspace import Workspace


def write_towns(workspace: Workspace) -> dict[str, str]:
    """Ids by name."""
    journal = workspace.journal
    ids: dict[str, str] = {}

    def add(name: str, type: str, /, **values: object) -> str:
        members = {key.replace("__", "/"): value for key, value in values.items()}
        ids[name] = journal.create(type, members)  # pyright: ignore[reportArgumentType]
        return ids[name]

    for town, country in (("Dara", "SN"), ("Ebo", "GH"), ("Foza", "KE")):
        add(town, "organisation", name=f"Town of {town}", country=country, kind="municipality")
    add("Rosa", "person", name="Rosa Silva", consent="none")
    add(
        "drains",
        "activity",
        title="Drains of Dara",
        status="completed",
        start="2023-05",
        country="SN",
        municipality="Dara",
        results="Rosa Silva cleared nine drains.",
        source="City report",
        participants_total=40,
        **{
            f"organisations/lead:{ids['Dara']}": True,
            "targets/SDG:11.5": "principal",
            "targets/SFDRR:B": "significant",
        },
    )
    add(
        "course",
        "activity",
        title="=Course",
        status="under_way",
        start="2024",
        country="SN",
        kind="training",
        results="Everybody learnt.",
        **{"targets/SDG:11.5.1": "principal", "targets/SDG:13.1": "principal"},
    )
    add(
        "idea",
        "activity",
        title="An idea",
        status="idea",
        start="2025",
        country="SN",
        **{"targets/SDG:11.5": "principal"},
    )
    add(
        "visit",
        "visit",
        title="Ebo in Dara",
        stage="closed",
        start="2024-03-04",
        end="2024-03-06",
        country="SN",
        municipality="Dara",
        **{
            f"organisations/host:{ids['Dara']}": True,
            f"organisations/visitor:{ids['Ebo']}": True,
            "targets/SDG:11.5": "principal",
        },
    )
    add("need", "need", title="Who clears drains?", organisation=ids["Ebo"], state="answered")
    add("offer", "offer", title="Our drains", organisation=ids["Dara"], activity=ids["drains"], state="open")
    journal.create(
        "pair",
        {"need": ids["need"], "offer": ids["offer"], "state": "accepted", "visit": ids["visit"]},
        id=pair_id(ids["need"], ids["offer"]),
    )
    add("refused", "need", title="Who lights the streets?", organisation=ids["Foza"], state="open")
    journal.create(
        "pair", {"need": ids["refused"], "offer": ids["offer"], "state": "declined", "visit": ids["visit"]},
        id=pair_id(ids["refused"], ids["offer"]),
    )  # fmt: skip
    visit = {"parent": ids["visit"]}
    add("question", "question", question="Who pays?", **visit)
    add(
        "note",
        "note",
        saw="We pay by the metre.",
        take_home="Pay by the metre",
        question=ids["question"],
        said_by="Mama Ndiaye",
        said_agreed="yes",
        **visit,
    )
    add("silent", "note", saw="I was not paid.", said_by="Kofi Mensah", said_agreed="no", **visit)
    add(
        "became",
        "activity",
        title="Drains of Ebo",
        status="completed",
        start="2024-09",
        country="GH",
        municipality="Ebo",
        results="Two crews.",
        **{f"organisations/lead:{ids['Ebo']}": True, "targets/SDG:11.5": "principal"},
    )
    add(
        "crew",
        "commitment",
        what="A crew",
        organisation=ids["Ebo"],
        side="visitor",
        state="kept",
        note=ids["note"],
        activity=ids["became"],
        changed="Rosa Silva says: two crews",
        **visit,
    )
    add("radio", "commitment", what="A radio", organisation=ids["Dara"], side="host", state="kept", **visit)
    add("later", "commitment", what="A budget line", organisation=ids["Ebo"], side="visitor", state="open", **visit)
    for months, values in (
        (3, {"happened": "not_yet"}),
        (6, {"happened": "yes", "changed": "Drains are clear", "evidence": "Photographs", "done": "2024-09-10"}),
        (12, {}),
    ):
        add(f"after {months}", "follow_up", after_months=months, commitment=ids["crew"], **visit, **values)
    add(
        "again",
        "visit",
        title="Foza in Ebo",
        stage="closed",
        start="2025-02",
        country="GH",
        **{
            f"organisations/host:{ids['Ebo']}": True,
            f"organisations/visitor:{ids['Foza']}": True,
            f"practices/shown:{ids['became']}": True,
        },
    )
    return ids
