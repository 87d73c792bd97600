"""A visit with everything in it, an empty one, and one that is too much, for the papers to be tried with."""

from __future__ import annotations

import io
from pathlib import Path

from desktop.workspace import Journal, Workspace

LONG = "Directorate for Integrated Disaster Risk Management and Neighbourhood Resilience of the Metropolitan Area " * 3


def full(workspace: Workspace, folder: Path) -> str:
    """A peer review of three days with eight sessions, six participants, notes, findings and follow-ups."""
    journal = workspace.journal
    with journal.group("edit"):
        host = journal.create("organisation", {"name": "eThekwini Municipality", "country": "ZA"})
        guest = journal.create("organisation", {"name": "Ayuntamiento de Manizales", "country": "CO"})
        practice = journal.create("activity", {"title": "Sihlanzimvelo: communities keep their streams clean"})
        lead = journal.create("person", {
            "name": "Nomusa Dlamini", "role": "Head of climate protection", "consent": "public",
            "email": "nomusa@example.org", "telephone": "+27 31 000 0000",
        })  # fmt: skip
        secret = journal.create("person", {"name": "Xolani Secretson", "consent": "none"})
        visit = journal.create("visit", {
            "title": "Streams that do not flood: Manizales looks at Durban", "approach": "peer_review",
            "title/fr": "Des ruisseaux qui ne débordent pas : Manizales chez Durban",
            "stage": "reporting", "start": "2026-05-04", "end": "2026-05-06", "time_zone": "Africa/Johannesburg",
            "country": "ZA", "municipality": "Durban", "purpose": "See how 500 people from the neighbourhoods keep "
            "300 km of streams clean, and what it costs.\nDecide whether Manizales can begin with three streams.",
            "interpretation": "Spanish and English, one interpreter", "accessibility": "One guest uses a wheelchair",
            "languages/en": True, "languages/es": True, f"organisations/host:{host}": True,
            f"organisations/visitor:{guest}": True, "targets/SDG:11.5": "principal", "targets/SFDRR:E": "significant",
            f"practices/shown:{practice}": True, f"people/host_contact:{lead}": True,
            f"people/rapporteur:{secret}": True, "currency": "ZAR", "context": "Durban has had three floods in ten years.",
            "host_brief": "The guests know landslides better than floods.", "emergency_numbers": "10111, 10177",
            "lessons": "Pay co-operatives by the kilometre, not by the day.",
            "replicability": "Where a municipality may contract co-operatives.",
            "private_note": "Do not mention the tender",
        })  # fmt: skip
        questions = [
            journal.create("question", {"parent": visit, "question": words, "position": at, "asked_by": "Manizales"})
            for at, words in enumerate(
                ("How are co-operatives chosen and paid?", "Who answers when a stream floods at night?",
                 "What did it cost in the first three years?"), 1)
        ]  # fmt: skip
        sessions = _sessions(journal, visit, questions, practice, lead)
        _people(journal, visit, guest, host)
        for at, (what, days) in enumerate((("Agree the programme", -30), ("Book the bus", -14), ("Thank everyone", 7))):
            journal.create("task", {
                "parent": visit, "title": what, "due_days": days, "due_from": "end" if days > 0 else "start",
                "side": "host", "owner": "Nomusa", "state": "open", "position": at,
            })  # fmt: skip
        for what, payer, currency, planned, rate in (
            ("Flights", "Manizales", "USD", "4200.00", "18.25"), ("Bus", "eThekwini", "ZAR", "6800.50", ""),
            ("Interpreter", "UCLG", "EUR", "900", ""),
        ):  # fmt: skip
            journal.create("budget_line", {
                "parent": visit, "what": what, "payer": payer, "currency": currency, "planned": planned,
                "spent": planned, **({"rate": rate, "rate_date": "2026-04-30"} if rate else {}),
            })  # fmt: skip
        _harvest(workspace, folder, visit, questions, sessions)
    return visit


def _sessions(journal: Journal, visit: str, questions: list[str], practice: str, lead: str) -> list[str]:
    rows = (
        ("1 09:00", 60, "session", "Welcome and what we hope for", "City Hall", ""),
        ("1 10:00", 30, "break", "Coffee", "City Hall", ""),
        ("1 10:30", 90, "session", "How the co-operatives are paid", "City Hall", "A"),
        ("1 10:30", 90, "session", "Maps of the streams", "Library", "B"),
        ("2 08:00", 45, "travel", "Bus to Chatsworth", "", ""),
        ("2 08:45", 180, "site_visit", "Walk along the stream with the co-operative", "Chatsworth", ""),
        ("3 09:00", 120, "session", "What we take home", "City Hall", ""),
    )
    made: list[str] = []
    for at, (moment, minutes, kind, title, place, track) in enumerate(rows):
        made.append(journal.create("session", {
            "parent": visit, "at": moment, "minutes": minutes, "kind": kind, "title": title,
            **({"place": place} if place else {}), **({"track": track} if track else {}),
            **({"method": "fishbowl"} if track == "A" else {}),
            **({f"questions/serves:{questions[at % 3]}": True, f"people/lead:{lead}": True} if kind == "session" else {}),
            **({f"practices/shown:{practice}": True, "needs": "Boots, water"} if kind == "site_visit" else {}),
        }))  # fmt: skip
    journal.create("session", {"parent": visit, "title": "An evening with the river keepers", "kind": "meal"})
    return made


def _people(journal: Journal, visit: str, guest: str, host: str) -> None:
    for name, side, consent, role in (
        ("Ana María Restrepo Ángel", "visitor", "network", "technical"), ("Luis Silent", "visitor", "none", "manager"),
        ("Camila Gómez", "visitor", "public", "elected"), ("Sbu Ndlovu", "host", "network", "technical"),
    ):  # fmt: skip
        journal.create("participant", {
            "parent": visit, "name": name, "side": side, "role": role, "consent": consent,
            "function": "Head of the risk unit", "organisation": guest if side == "visitor" else host,
            "arrival": "2026-05-03T18:30", "arrival_by": "ET 845", "departure": "2026-05-07T09:10",
            "accommodation": "Riverside Hotel", "dietary": "vegetarian", "emergency_contact": "a sister in Cali",
            "languages/es": True,
        })  # fmt: skip


def _harvest(workspace: Workspace, folder: Path, visit: str, questions: list[str], sessions: list[str]) -> None:
    journal = workspace.journal
    photo = folder / "stream.png"
    photo.write_bytes(png(640, 480))
    sha256 = workspace.attachments.add(photo)
    note = journal.create("note", {
        "parent": visit, "session": sessions[5], "question": questions[0], "time": "2026-05-05T10:12",
        "saw": "Each co-operative looks after five kilometres, and signs for them every month.",
        "take_home": "One page of rules is enough, if the page is read aloud.", "stays_open": "Who insures them?",
        "said_by": "A river keeper", "said_agreed": "yes", f"attachments/{sha256}": "The stream at Chatsworth.png",
    })  # fmt: skip
    journal.create("note", {
        "parent": visit, "question": questions[0], "saw": "Pay is by kilometre.", "said_by": "Hidden Hand",
        "said_agreed": "no",
    })  # fmt: skip
    journal.create("note", {"parent": visit, "saw": "Lunch is where the talk is."})
    journal.create("finding", {
        "parent": visit, "finding": "Streams are kept clean where the same people stay for three years.",
        "kind": "strength", "question": questions[0], "evidence": "Records of 2022 to 2025",
        "recommendation": "Give contracts of three years.", "answer": "From 2027 on.", "answer_state": "accepted",
        "position": 1,
    })  # fmt: skip
    done = journal.create("commitment", {
        "parent": visit, "what": "Begin with three streams in Manizales", "who": "Ana María Restrepo",
        "side": "visitor", "due": "2027-05", "state": "under_way", "question": questions[0], "note": note, "position": 1,
        "changed": "The council has voted the money.",
    })  # fmt: skip
    for months, answer in ((3, "partly"), (6, "yes"), (12, "")):
        journal.create("follow_up", {
            "parent": visit, "commitment": done, "after_months": months, "side": "visitor",
            **({"happened": answer, "done": "2026-11-06", "changed": "One stream begun", "evidence": "Photo"}
               if answer else {}),
        })  # fmt: skip


def empty(workspace: Workspace) -> str:
    """A visit of which nothing but its name is known."""
    return workspace.journal.create("visit", {"title": "Perhaps Quito"})


def too_much(workspace: Workspace) -> str:
    """14 days, 60 participants, names of 300 letters."""
    journal = workspace.journal
    with journal.group("edit"):
        visit = journal.create("visit", {
            "title": LONG[:300], "start": "2028-02-20", "end": "2028-03-04", "approach": "study_visit",
        })  # fmt: skip
        for at in range(60):
            journal.create("participant", {
                "parent": visit, "name": f"{at} {LONG}"[:300], "function": LONG[:300], "consent": "public",
                "side": ("visitor", "host")[at % 2],
            })  # fmt: skip
        for at in range(14 * 8):
            journal.create("session", {
                "parent": visit, "title": LONG[: 20 + at * 2], "place": LONG[:120], "minutes": 55,
                "at": f"{at // 8 + 1} {8 + at % 8 * 2:02}:00",
            })  # fmt: skip
        for at in range(9):
            journal.create("question", {"parent": visit, "question": LONG[: 40 + 30 * at], "position": at})
    return visit


def png(width: int, height: int) -> bytes:
    """A picture with a gradient."""
    from PIL import Image

    made = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(made, "PNG")
    return made.getvalue()
