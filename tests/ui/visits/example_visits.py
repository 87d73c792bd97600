"""A handful of visits at several stages, one of them with all its parts: for the tests and the pictures."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from desktop.workspace import Value, Workspace, record_id_from

DRAINS = record_id_from("visit drains")


def day(days: int, today: date) -> str:
    """So many days from today."""
    return (today + timedelta(days=days)).isoformat()


def there(today: date) -> date:
    """The day of the visit about drains where it is, in Kisumu: in the evening here, the next one has begun."""
    return today + (datetime.now(ZoneInfo("Africa/Nairobi")).date() - date.today())


def part(name: str) -> str:
    """The id of a part of the visit about drains."""
    return record_id_from(f"visit drains {name}")


def write(workspace: Workspace, today: date) -> str:
    """Write them as one action; the visit about drains, which is under way since yesterday, is returned."""
    journal = workspace.journal
    with journal.group("import"):
        cities = {
            name: journal.create("organisation", {"name": name, "country": country, "kind": "municipality"})
            for name, country in (
                ("Kisumu", "KE"), ("Iloilo City", "PH"), ("Durban", "ZA"), ("Quito", "EC"), ("Dakar", "SN"),
            )
        }  # fmt: skip
        practice = journal.create("activity", {"title": "Neighbours keep the drains", "kind": "local_policy"})
        for number, (title, stage, approach, start, length, host, visitor) in enumerate(
            (
                ("Early warning on the coast", "idea", "learning_exchange", 210, 3, "Durban", "Dakar"),
                ("Heat plans that reach the markets", "idea", "study_visit", 0, 0, "Dakar", "Kisumu"),
                ("How Quito reads its slopes", "proposed", "policy_development", 95, 4, "Quito", "Iloilo City"),
                ("Peer review of Iloilo’s resilience plan", "agreed", "peer_review", 48, 5, "Iloilo City", "Durban"),
                ("A mentor for the new risk office", "preparing", "mentoring", 21, 90, "Durban", "Kisumu"),
                ("A week beside the water board", "reporting", "work_shadowing", -24, 5, "Iloilo City", "Quito"),
                ("Markets after the flood", "following_up", "study_visit", -150, 3, "Kisumu", "Dakar"),
                ("Recovery of the harbour quarter", "closed", "learning_exchange", -420, 3, "Dakar", "Durban"),
                ("Storm water under the old town", "cancelled", "study_visit", -60, 2, "Quito", "Kisumu"),
            )
        ):  # fmt: skip
            values: dict[str, Value] = {"title": title, "stage": stage, "approach": approach}
            values |= {f"organisations/host:{cities[host]}": True, f"organisations/visitor:{cities[visitor]}": True}
            if length:
                values |= {"start": day(start, today), "end": day(start + length - 1, today)}
            id = journal.create("visit", values, id=record_id_from(f"visit {number}"))
            if stage in ("preparing", "following_up"):
                journal.create(
                    "task", {"parent": id, "title": "Book the interpreters", "due": day(-3, today), "state": "open"}
                )
                journal.create("follow_up", {"parent": id, "after_months": 6, "side": "both"})
        _drains(workspace, today, cities, practice)
    return DRAINS


def _drains(workspace: Workspace, today: date, cities: dict[str, str], practice: str) -> None:
    today = there(today)
    journal = workspace.journal
    journal.create(
        "visit",
        {
            "title": "How Kisumu keeps its drains open",
            "stage": "under_way",
            "approach": "study_visit",
            "purpose": "Set up a neighbourhood crew for the drains of Iloilo before the next rains.",
            "start": day(-1, today),
            "end": day(1, today),
            "time_zone": "Africa/Nairobi",
            "country": "KE",
            f"organisations/host:{cities['Kisumu']}": True,
            f"organisations/visitor:{cities['Iloilo City']}": True,
            "targets/SDG:11.5": "principal",
            f"practices/shown:{practice}": True,
            "currency": "EUR",
        },
        id=DRAINS,
    )
    questions = ("Who is paid for cleaning the drains, and by whom?", "How do neighbours hear that water is coming?")
    for place, words in enumerate(questions, 1):
        journal.create(
            "question", {"parent": DRAINS, "question": words, "position": place}, id=part(f"question {place}")
        )
    sessions = (
        ("Welcome", "1 09:00", 45, "ceremony", ()),
        ("Walk along the drains of Manyatta", "2 00:00", 1439, "site_visit", (1, 2)),
        ("The crew explains its accounts", "3 09:00", 90, "session", (1,)),
    )
    for place, (title, at, minutes, kind, served) in enumerate(sessions, 1):
        values: dict[str, Value] = {
            "parent": DRAINS, "title": title, "at": at, "minutes": minutes, "kind": kind, "place": "Manyatta B",
        }  # fmt: skip
        values |= {f"questions/serves:{part(f'question {each}')}": True for each in served}
        journal.create("session", values, id=part(f"session {place}"))
    tasks = (
        ("Agree on dates with the water board", "agreeing", -60, "done"),
        ("Invitations and visas", "logistics", -30, "done"),
        ("Book the interpreters", "logistics", -7, "open"),
        ("Write the Peer-Learning Note", "harvest", 14, "open"),
    )
    for place, (title, phase, days, state) in enumerate(tasks, 1):
        journal.create(
            "task",
            {
                "parent": DRAINS, "title": title, "phase": phase, "due_days": days, "due_from": "start", "state": state,
                "owner": "Achieng", "side": "host", "position": place,
            },
            id=part(f"task {place}"),
        )  # fmt: skip
    people = (("Achieng Odhiambo", "host", "technical", "network"), ("Maria Santos", "visitor", "manager", "public"))
    for name, side, role, consent in people:
        journal.create(
            "participant",
            {
                "parent": DRAINS, "name": name, "side": side, "role": role, "consent": consent,
                "organisation": cities["Kisumu" if side == "host" else "Iloilo City"],
                "arrival": f"{day(-2, today)}T18:30", "dietary": "vegetarian" if side == "visitor" else None,
            },
        )  # fmt: skip
    for place, (what, payer, currency, planned, spent, rate) in enumerate(
        (("Flights", "Iloilo City", "PHP", "180000", "176500.50", "0.0158"), ("Bus", "Kisumu", "KES", "24000", "", "0.0071"),
         ("Interpreters", "UCLG", "EUR", "900", "900", "")), 1,
    ):  # fmt: skip
        journal.create(
            "budget_line",
            {
                "parent": DRAINS, "what": what, "payer": payer, "currency": currency, "planned": planned,
                "spent": spent or None, "rate": rate or None, "position": place,
            },
        )  # fmt: skip
    note: dict[str, Value] = {
        "parent": DRAINS, "session": part("session 2"), "question": part("question 1"),
        "time": f"{today.isoformat()}T10:10", "written_by": "Maria",
        "saw": "Each block pays a crew of three; the chair keeps the book and shows it on Fridays.",
        "take_home": "A book that anybody may open is worth more than a rule.",
        "stays_open": "What happens when the chair moves away?",
    }  # fmt: skip
    journal.create("note", note, id=part("note 1"))
    journal.create(
        "commitment",
        {
            "parent": DRAINS, "what": "A crew for two blocks of La Paz", "who": "Maria Santos", "side": "visitor",
            "due": day(90, today), "state": "under_way", "question": part("question 1"), "note": part("note 1"),
            "position": 1,
        },
        id=part("commitment 1"),
    )  # fmt: skip
