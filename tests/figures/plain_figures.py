"""The figures once more, by plain SQL over days, written without a look at how the desk computes them; and odd catalogues."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.workspace import Value

_FIRST_DAY = "CASE length({0}) WHEN 4 THEN {0} || '-01-01' WHEN 7 THEN {0} || '-01' ELSE {0} END"
_LAST_DAY = (
    "CASE length({0}) WHEN 4 THEN {0} || '-12-31' WHEN 7 THEN date({0} || '-01', '+1 month', '-1 day') ELSE {0} END"
)


def _within(begin: str, end: str, period: tuple[str, str]) -> str:
    first, last = period
    begins, ends = f"coalesce({begin}, {end})", f"coalesce({end}, {begin})"
    parts = ["1"]
    if first or last:
        parts.append(f"{begins} IS NOT NULL")
    if last:
        parts.append(f"{_FIRST_DAY.format(begins)} <= {_LAST_DAY.format(repr(last))}")
    if first:
        latest = f"max({_LAST_DAY.format(ends)}, {_LAST_DAY.format(begins)})"
        parts.append(f"{latest} >= {_FIRST_DAY.format(repr(first))}")
    return f"({' AND '.join(parts)})"


def plain_figures(path: Path, period: tuple[str, str] = ("", "")) -> dict[str, int | None]:
    """Every figure of the desk by its name."""
    conn = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return _figures(conn, period)
    finally:
        conn.close()


def _figures(conn: sqlite3.Connection, period: tuple[str, str]) -> dict[str, int | None]:
    def one(sql: str) -> Any:
        return conn.execute(sql).fetchone()[0]

    acts = f"(SELECT * FROM activity a WHERE listed AND {_within('a.start', 'a.end', period)})"
    visits = f"(SELECT * FROM visit v WHERE listed AND {_within('v.start', 'v.end', period)})"
    undated = "(r.start IS NULL AND r.end IS NULL)"
    run_dates = _within(f"iif({undated}, a.start, r.start)", f"iif({undated}, a.end, r.end)", period)
    runs = f"(SELECT r.* FROM run r, activity a WHERE r.parent = a.id AND r.listed AND a.listed AND {run_dates})"
    people = "coalesce(participants_women,0)+coalesce(participants_men,0)+coalesce(participants_other,0)"
    someone = "participants_women IS NOT NULL OR participants_men IS NOT NULL OR participants_other IS NOT NULL"
    both = "participants_women IS NOT NULL AND participants_men IS NOT NULL"
    named = (
        f"SELECT a.no, (SELECT coalesce(o.survivor, o.id) FROM organisation o WHERE o.id = substr(m.code, -36)) AS id"
        f" FROM {acts} a, activity_member m WHERE m.record_no = a.no AND m.field = 'organisations'"
    )
    codes = [
        code for (code,) in conn.execute(
            f"SELECT DISTINCT m.code FROM {acts} a, activity_member m WHERE m.record_no = a.no AND m.field = 'targets'"
            " AND m.code LIKE 'SDG:%'"
        )
    ]  # fmt: skip
    women, all_of_them = conn.execute(
        f"SELECT sum(participants_women), sum({people}) FROM {acts} WHERE {both}"
    ).fetchone()
    activities, kind = one(f"SELECT count(*) FROM {acts}"), "kind IN ('mooc', 'online_course', 'webinar')"

    def total(column: str, table: str) -> int | None:
        return one(f"SELECT CASE WHEN count(*) = 0 THEN 0 ELSE sum({column}) END FROM {table}")

    def different(columns: str, given: str = "country") -> int | None:
        """None where there are activities, but none of them says."""
        found = conn.execute(f"SELECT DISTINCT {columns} FROM {acts} WHERE {given} IS NOT NULL").fetchall()
        return len(found) if found or not activities else None

    def parts(type: str, condition: str = "1") -> int:
        return one(f"SELECT count(*) FROM {type} WHERE listed AND {condition} AND parent IN (SELECT id FROM {visits})")

    reached = one(
        "SELECT count(*) FROM organisation o WHERE listed AND membership = 'member' AND o.id IN"
        " (SELECT coalesce(k.survivor, k.id) FROM organisation k WHERE k.id IN"
        "  (SELECT substr(m.code, -36) FROM activity a, activity_member m WHERE m.record_no = a.no AND a.listed"
        "   AND coalesce(a.status,'') NOT IN ('idea','cancelled') AND m.field = 'organisations'"
        "   AND (a.start <= date('now') OR a.start IS NULL AND a.status IN ('under_way','completed'))"
        "  UNION SELECT w.organisation FROM person w, activity a, activity_member m WHERE m.record_no = a.no AND a.listed"
        "   AND coalesce(a.status,'') NOT IN ('idea','cancelled') AND m.field = 'people' AND w.id = substr(m.code, -36)"
        "   AND (a.start <= date('now') OR a.start IS NULL AND a.status IN ('under_way','completed'))"
        "  UNION SELECT substr(m.code, -36) FROM visit v, visit_member m WHERE m.record_no = v.no AND v.listed"
        "   AND coalesce(v.stage,'') NOT IN ('idea','proposed','cancelled') AND m.field = 'organisations'"
        "   AND (v.start <= date('now') OR v.start IS NULL AND v.stage IN"
        "        ('under_way','reporting','following_up','closed'))"
        "  UNION SELECT w.organisation FROM person w, visit v, visit_member m WHERE m.record_no = v.no AND v.listed"
        "   AND coalesce(v.stage,'') NOT IN ('idea','proposed','cancelled') AND m.field = 'people'"
        "   AND w.id = substr(m.code, -36) AND (v.start <= date('now') OR v.start IS NULL AND v.stage IN"
        "        ('under_way','reporting','following_up','closed'))"
        "  UNION SELECT coalesce(p.organisation, (SELECT w.organisation FROM person w WHERE w.id = p.person))"
        "   FROM participant p, visit v WHERE p.parent = v.id AND p.listed AND v.listed"
        "   AND coalesce(v.stage,'') NOT IN ('idea','proposed','cancelled') AND (v.start <= date('now') OR v.start IS NULL"
        "        AND v.stage IN ('under_way','reporting','following_up','closed'))))"
    )
    return {
        "activities": activities,
        "activities_completed": one(f"SELECT count(*) FROM {acts} WHERE status = 'completed'"),
        "activities_planned": one(f"SELECT count(*) FROM {acts} WHERE status = 'idea' OR status = 'planned'"),
        "joint_activities": one(
            f"SELECT count(*) FROM (SELECT no FROM ({named}) GROUP BY no HAVING count(DISTINCT id) >= 2)"
        ),
        "participants": total(f"coalesce(participants_total, iif({someone}, {people}, NULL))", acts),
        "women": total(f"iif({both}, participants_women, NULL)", acts),
        "women_share": round(100 * women / all_of_them) if all_of_them else None,
        "local_governments": total("local_governments", acts),
        "countries": different("country"),
        "places": different("country, municipality_key", "municipality_key"),
        "organisations": one(f"SELECT count(DISTINCT id) FROM ({named})"),
        "goals": len({code.split(".")[0] for code in codes}),
        "targets": len({".".join(code.split(".")[:2]) for code in codes if "." in code}),
        "courses": one(f"SELECT count(*) FROM {acts} WHERE {kind}"),
        "runs": one(f"SELECT count(*) FROM {runs}"),
        "enrolled": total("enrolled", runs),
        "completed": total("completed", runs),
        "certified": total("certified", runs),
        "visits": one(f"SELECT count(*) FROM {visits}"),
        "visits_held": one(
            f"SELECT count(*) FROM {visits} WHERE stage IN ('under_way', 'reporting', 'following_up', 'closed')"
        ),
        "visit_participants": parts("participant"),
        "notes": parts("note"),
        "commitments": parts("commitment"),
        "commitments_kept": parts("commitment", "state = 'kept'"),
        "follow_ups_answered": parts("follow_up", "(done IS NOT NULL OR happened IN ('yes', 'partly', 'no'))"),
        "changes_reported": parts("commitment", "trim(changed) <> ''") + parts("follow_up", "trim(changed) <> ''"),
        "members": one("SELECT count(*) FROM organisation WHERE listed AND membership = 'member'"),
        "members_reached": reached,
    }  # fmt: skip


def catalogue(seed: str, activities: int = 25) -> Iterator[tuple[str, str, dict[str, Value]]]:
    """Records that are odd where catalogues are: half-known dates, ends before beginnings, roles twice, huge numbers."""
    chance = random.Random(seed)

    def new() -> str:
        return str(UUID(int=chance.getrandbits(128), version=4))

    def day() -> str:
        text = f"{chance.randint(2019, 2027)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        return text[: chance.choice((4, 7, 10))]

    def some(values: dict[str, Value], name: str, value: Value, share: float = 0.6) -> None:
        if chance.random() < share:
            values[name] = value

    organisations = [new() for _each in range(6)]
    for at, id in enumerate(organisations):
        values: dict[str, Value] = {"name": f"Town {at}"}
        some(values, "membership", chance.choice(("member", "partner")))
        some(values, "kind", chance.choice(("section", "municipality")))
        if at:
            some(values, "belongs_to", organisations[chance.randrange(at)])
        yield "organisation", id, values
    parents: list[str] = []
    for at in range(activities):
        values = {"title": f"Activity {at}"}
        some(values, "start", day(), 0.85)
        some(values, "end", day(), 0.5)
        if not at:  # the whole of 2026, though its end is written shorter than its start
            values |= {"start": "2026-01", "end": "2026"}
        some(values, "status", chance.choice(("idea", "planned", "under_way", "completed", "cancelled")), 0.9)
        some(values, "kind", chance.choice(("mooc", "webinar", "training", "workshop")), 0.9)
        some(values, "country", chance.choice(("KE", "TZ", "FR", "TV", "XK")))
        some(values, "municipality", chance.choice(("Kisumu", "KISUMU", "Lyon")))
        for name in ("participants_total", "participants_women", "participants_men", "participants_other"):
            some(values, name, chance.choice((0, 1, 7, 120, 100_000)), 0.45)
        some(values, "local_governments", chance.randint(0, 9), 0.4)
        for _role in range(chance.randint(0, 3)):
            values[f"organisations/{chance.choice(('lead', 'partner'))}:{chance.choice(organisations)}"] = True
        for code in chance.sample(
            ("SDG:11", "SDG:11.5", "SDG:11.5.1", "SDG:1.5", "SFDRR:E", "SFDRR:P2"), chance.randint(0, 3)
        ):
            values[f"targets/{code}"] = "principal"
        parents.append(new())
        yield "activity", parents[-1], values
    for at in range(6):
        run: dict[str, Value] = {"parent": chance.choice(parents), "name": f"Run {at}"}
        for name in ("start", "end"):
            some(run, name, day(), 0.4)
        for name in ("enrolled", "completed", "certified"):
            some(run, name, chance.randint(0, 500))
        yield "run", new(), run
    for at in range(4):
        visit = new()
        values = {"title": f"Visit {at}"}
        some(values, "start", day(), 0.8)
        some(values, "stage", chance.choice(("idea", "agreed", "under_way", "closed", "cancelled")), 0.9)
        values[f"organisations/host:{chance.choice(organisations)}"] = True
        yield "visit", visit, values
        for _each in range(chance.randint(0, 3)):
            yield "note", new(), {"parent": visit, "saw": "Drains"}
            commitment: dict[str, Value] = {"parent": visit, "what": "A crew"}
            some(commitment, "state", chance.choice(("open", "kept", "dropped")))
            some(commitment, "changed", chance.choice(("The drain is clear", " ")), 0.5)
            yield "commitment", new(), commitment
            follow_up: dict[str, Value] = {"parent": visit, "after_months": 6}
            some(follow_up, "happened", chance.choice(("yes", "partly", "not_yet", "no")))
            some(follow_up, "done", "2026-02-01", 0.3)
            some(follow_up, "changed", "Two crews", 0.4)
            yield "follow_up", new(), follow_up
            yield "participant", new(), {"parent": visit, "name": "P", "consent": "none"}
