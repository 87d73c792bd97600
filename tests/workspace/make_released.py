"""Makes tests/data/released/<revision>.focal: run once when a format is released, never over a file that is there."""

from __future__ import annotations

import sys
import tempfile
import uuid
from pathlib import Path

from desktop.workspace.maintenance.backup import back_up
from desktop.workspace.storage.file_format import HEAD
from tests.workspace.desks import Desk


def make(target: Path) -> None:
    """A tiny workspace with one of each record, an edit, a deletion and a merge; raises FileExistsError."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk.open(Path(folder) / "released.focal", Path(folder) / "home")
        journal = desk.journal
        lead = journal.create("organisation", {"name": "Freetown City Council", "country": "SL"})
        other = journal.create("organisation", {"name": "Freetown"})
        person = journal.create("person", {"name": "Amina", "consent": "network"})
        id = journal.create(
            "activity",
            {
                "title": "Early warning",
                "start": "2022-05",
                "targets/SDG:11.5": "principal",
                f"organisations/lead:{lead}": True,
                f"people/contact:{person}": True,
                "private_note": "between us",
            },
        )
        journal.create("run", {"name": "first", "parent": id})
        journal.edit(id, {"title": "Early warning for all"})
        visit = journal.create(
            "visit",
            {"title": "Flood walls", "start": "2026-05-04", "stage": "agreed", f"organisations/host:{lead}": True,
             f"practices/shown:{id}": True},
        )  # fmt: skip
        question = journal.create("question", {"parent": visit, "question": "Who decides?"})
        journal.create(
            "session", {"parent": visit, "title": "Walk", "at": "2 14:30", "minutes": 90, f"questions/serves:{question}": True}
        )  # fmt: skip
        journal.create(
            "participant", {"parent": visit, "name": "Ana", "consent": "network", "emergency_contact": "Rui"}
        )
        journal.create("task", {"parent": visit, "title": "Book rooms", "due_days": -30, "due_from": "start"})
        journal.create("budget_line", {"parent": visit, "what": "Bus", "planned": "1200.50", "currency": "EUR"})
        journal.create("note", {"parent": visit, "question": question, "saw": "The mayor, with a vote"})
        journal.create("finding", {"parent": visit, "finding": "No drill since 2019"})
        journal.create("commitment", {"parent": visit, "what": "A drill a year", "due": "2027"})
        journal.create("follow_up", {"parent": visit, "title": "First", "after_months": 3})
        journal.create("template", {"name": "Ours", "approach": "study_visit", "version": 1, "content": "{}"})
        with journal.group("import", "list.csv") as group:
            text = "The city trains its volunteers in each neighbourhood. " * 5
            journal.bulk(
                group,
                [
                    ("activity", str(uuid.UUID(int=number)), {"title": f"Drill {number}", "summary": text})
                    for number in range(4)
                ],
            )
        journal.merge_into(other, lead)
        journal.delete([journal.create("activity", {"title": "gone"})])
        saved = back_up(desk.path, "migration", home=desk.home)
        desk.close()
        with target.open("xb") as file:
            file.write(saved.read_bytes())


if __name__ == "__main__":
    make(Path(sys.argv[1]) / f"{HEAD}.focal")
