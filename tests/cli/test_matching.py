"""Needs and offers by command: listed, matched with reasons, decided."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Desk, MakeFile


def test_from_a_need_to_a_visit(desk: Desk, file: MakeFile, tmp_path: Path) -> None:
    town, _host, other = (
        desk.data("add", "--type", "organisation", f"name={name}", f"country={country}", "languages+=en")["id"]
        for name, country in (("Kisumu", "KE"), ("Accra", "GH"), ("Beira", "MZ"))
    )
    assert desk.done("match") == "0 needs find a host · 0 points"
    words = ("state=open", "themes+=drainage", "targets+=SDG:11.5")
    need = desk.data("add", "need", "title=Who pays?", f"organisation={town}", *words)["id"]
    best, second = (
        desk.data("add", "offer", f"title={title}", f"organisation={whose}", *words, *more)["id"]
        for title, whose, more in (
            ("A levy", "Accra", ("hazards+=HIP:MH0606", "level=established")),
            ("A crew", other, ()),
        )
    )
    desk.done("edit", need, "hazards+=HIP:MH0606", "level=starting")
    assert desk.done("list", "needs", "theme:drainage country:KE") == f"{need[:8]}  Who pays?"
    assert [each["title"] for each in desk.data("list", "offers", "state:open")] == ["A crew", "A levy"]
    desk.done("list", "offers", "--csv", tmp_path / "offers.csv")
    assert "A levy" in (tmp_path / "offers.csv").read_text("utf-8-sig")

    found = desk.data("match", "--need", need)["offers"]
    assert [each["offer"] for each in found] == [best, second]
    assert {"why": "same_hazard", "points": 4, "codes": ["HIP:MH0606"]} in found[0]["reasons"]
    assert "A levy · Accra · 18 points" in desk.done("match", "--need", need)

    assert "“thems_points”" in desk.refused("match", "--limits", file("wrong.json", '{"thems_points": 1}'))
    assert "is not JSON" in desk.refused("match", "--limits", file("text.json", "theme_points: 1"))
    limits = file("limits.json", json.dumps({"host_at_most": 0, "theme_points": 5}))
    all = desk.data("match", "--limits", limits, "--save", "Nobody travels")
    assert all["pairs"] == [] and {each["limit"] for each in all["unmatched"][0]["full"]} == {"host_full"}
    assert desk.data("match", "--matching", all["matching"])["pairs"] == []
    assert "No host" in desk.done("match", "--matching", all["matching"])

    assert "with a reason" in desk.refused("match", "--need", need, "--decline", best)
    desk.done("match", "--need", need, "--decline", best, "--reason", "Too far.")
    assert [each["offer"] for each in desk.data("match", "--need", need)["offers"]] == [second]
    assert "Declined: Too far." in desk.done("match", "--need", need, "--all")
    desk.done("match", "--need", need, "--ask", second)
    assert desk.data("match")["asked"] == [{"need": need, "offer": second}]
    (visit,) = desk.data("match", "--need", need, "--accept", second)["visits"]
    fields = desk.data("show", visit)["fields"]
    assert (fields["title"], fields[f"organisations/host:{other}"]) == ("Kisumu visits Beira: Who pays?", True)
    assert desk.data("list", "needs", "state:matched")[0]["id"] == need
    desk.done("undo")
    assert desk.data("list", "needs", "state:open")[0]["id"] == need

    parent = desk.data("add", "visit", "title=To Beira")["id"]
    asked = desk.data("add", "--type", "question", f"parent={parent}", "question=And in May?")["id"]
    made = desk.data("new", "need", "--from", asked)
    assert (made["title"], made["fields"]["question"]) == ("And in May?", asked)
    assert "from another record" in desk.refused("new", "offer")


def test_contributions_come_back_and_a_topic_becomes_a_need(desk: Desk, file: MakeFile, tmp_path: Path) -> None:
    forum = desk.data("add", "forum", "title=Congress")["id"]
    assert "as XLSX or CSV" in desk.refused("report", "forum", tmp_path / "sheet.pdf", "--document", "sheet")
    assert "the other papers as PDF" in desk.refused("report", "forum", tmp_path / "people.csv", "--document", "people")
    desk.done("report", "forum", tmp_path / "sheet.csv", "--document", "sheet", "--language", "fr")
    headings = (tmp_path / "sheet.csv").read_text("utf-8-sig").strip()
    assert headings.startswith("Titre,")
    sheet = file("back.csv", f"{headings}\nDrains\n,nothing\n")
    assert "Nothing was written." in desk.done("forum", "contributions", sheet, "--dry-run")
    assert desk.data("list", "topics") == []
    told = desk.data("forum", "contributions", sheet, "--forum", forum)
    assert told["remarks"] == ["Row 3: there is no title, so it is not imported."]
    (topic,) = (each["id"] for each in desk.data("list", "topics"))
    assert told["ids"] == [topic]
    need = desk.data("new", "need", "--from", topic, "level=starting")
    assert (need["fields"]["title"], need["fields"]["topic"]) == ("Drains", topic)
    desk.done("report", "matching", tmp_path / "matching.pdf")
    assert (tmp_path / "matching.pdf").read_bytes().startswith(b"%PDF")
