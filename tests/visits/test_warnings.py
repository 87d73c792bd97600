"""Each warning has a case that raises it and one near it that does not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.i18n import set_language
from desktop.values.moments import write_moment
from desktop.visits.holidays import easter, fast_on, holidays_on
from desktop.visits.scheduled_sessions import scheduled_sessions
from desktop.visits.sun import daylight
from desktop.visits.warnings import find_warnings
from desktop.visits.warnings.content import TALK_METHODS, discussion_minutes
from desktop.vocabularies import load
from desktop.workspace import Record, Value
from tests.visits.build_visits import record, visit, with_members

DURBAN = {"start": "2026-06-22", "end": "2026-06-24", "time_zone": "Africa/Johannesburg", "country": "ZA",
          "coordinates": "-29.8587,31.0218"}  # fmt: skip


def at(when: str, minutes: int, title: str = "", members: Mapping[str, Value] | None = None, **values: Value) -> Record:
    made = record("session", at=when, minutes=minutes, title=title or f"{when}", **values)
    return with_members(made, members or {})


def kinds(*parts: Record, **values: Value) -> list[str]:
    return [each.code for each in find_warnings(visit(*parts, **{**DURBAN, **values}))]


PERSON, PRACTICE = {"people/lead:p": True}, {"practices/shown:a": True}
MORNING = at("1 09:00", 60)
CASES: list[tuple[str, list[Record], list[Record]]] = [
    ("two_places", [MORNING, at("1 09:59", 60)], [MORNING, at("1 10:00", 60)]),
    ("two_places", [MORNING, at("1 09:30", 30, track="A")], [at("1 09:00", 60, track="B"), at("1 09:30", 30, track="A")]),
    ("two_places", [MORNING, at("1 09:30", 30)], [MORNING, at("1 09:30", 30, kind="free")]),
    ("two_places", [at("1 23:00", 120), at("2 00:30", 60)], [at("1 23:00", 60), at("2 00:30", 60)]),
    ("two_places_person",
     [at("1 09:00", 60, track="A", members=PERSON), at("1 09:30", 60, track="B", members=PERSON)],
     [at("1 09:00", 60, track="A", members=PERSON), at("1 10:00", 60, track="B", members=PERSON)]),
    ("two_places_person",
     [at("1 09:00", 60, track="A", leads="Ana Silva, Rui"), at("1 09:30", 60, track="B", leads="ana  silva")],
     [at("1 09:00", 60, track="A", leads="Ana Silva"), at("1 09:30", 60, track="B", leads="Ana Souza")]),
    ("two_places_practice",
     [at("1 09:00", 60, track="A", members=PRACTICE), at("1 09:30", 60, track="B", members=PRACTICE)],
     [at("1 09:00", 60, track="A", members=PRACTICE), at("1 09:30", 60, track="B", members={"practices/shown:b": True})]),
    ("travel", [at("1 09:00", 60, place="Hall"), at("1 10:44", 60, place="Dam", travel_minutes=30, buffer_minutes=15)],
     [at("1 09:00", 60, place="Hall"), at("1 10:45", 60, place="Dam", travel_minutes=30, buffer_minutes=15)]),
    ("travel", [at("1 09:00", 60, place="Hall"), at("1 10:00", 60, place="Dam")],
     [at("1 09:00", 60, place="Hall"), at("1 10:00", 60, place="hall ")]),
    ("travel", [at("1 09:00", 60, place="Hall"), at("1 10:00", 20, kind="travel"), at("1 10:20", 60, place="Dam",
                travel_minutes=30)],
     [at("1 09:00", 60, place="Hall"), at("1 10:00", 30, kind="travel"), at("1 10:30", 60, place="Dam",
      travel_minutes=30)]),
    ("travel", [at("1 09:00", 60, coordinates="-29.86,31.02"), at("1 10:30", 60, coordinates="-29.60,30.38")],
     [at("1 09:00", 60, coordinates="-29.86,31.02"), at("1 12:00", 60, coordinates="-29.60,30.38")]),
    ("no_break", [at("1 09:00", 120), at("1 11:00", 61)], [at("1 09:00", 120), at("1 11:00", 60)]),
    ("no_break", [at("1 09:00", 120), at("1 11:09", 80)], [at("1 09:00", 120), at("1 11:10", 80)]),
    ("no_break", [at("1 09:00", 100), at("1 10:40", 20, kind="travel"), at("1 11:00", 90)],
     [at("1 09:00", 100), at("1 10:40", 10, kind="break"), at("1 10:50", 90)]),
    ("unserved", [MORNING, record("question", "q", question="How?")],
     [at("1 09:00", 60, members={"questions/serves:q": True}), record("question", "q", question="How?")]),
    ("dark", [at("1 16:00", 70, kind="site_visit")], [at("1 16:00", 60, kind="site_visit")]),
    ("dark", [at("1 06:00", 60, outdoors="yes")], [at("1 07:00", 60, outdoors="yes")]),
    ("dark", [at("1 18:00", 60, outdoors="yes")], [at("1 18:00", 60)]),
    ("dark", [at("1 18:00", 60, kind="site_visit")], [at("1 18:00", 60, kind="site_visit", outdoors="no")]),
    ("late_arrival", [MORNING, record("participant", name="Ana", arrival="2026-06-22T09:01")],
     [MORNING, record("participant", name="Ana", arrival="2026-06-22T09:00")]),
    ("late_arrival", [MORNING, record("participant", name="Ana", arrival="2026-06-23")],
     [MORNING, record("participant", name="Ana", arrival="2026-06-22")]),
    ("late_arrival", [MORNING, record("participant", name="Ana", arrival="2026-06-22T12:00")],
     [at("1 09:00", 60, kind="meal"), at("1 13:00", 60), record("participant", name="Ana", arrival="2026-06-22T12:00")]),
    ("early_departure", [at("3 15:00", 60), record("participant", name="Ana", departure="2026-06-24T15:59")],
     [at("3 15:00", 60), record("participant", name="Ana", departure="2026-06-24T16:00")]),
    ("outside", [at("4 09:00", 60)], [at("3 09:00", 60)]),
    ("outside", [at("0 18:00", 60)], [at("0 18:00", 60, kind="meal")]),
    ("one_way", [at("1 09:00", 60, method="lecture", discussion_minutes=14)],
     [at("1 09:00", 60, method="lecture", discussion_minutes=15)]),
    ("one_way", [at("1 09:00", 60, method="lecture"), at("1 10:00", 15, method="fishbowl")],
     [at("1 09:00", 60, method="lecture"), at("1 10:00", 20, method="fishbowl")]),
    ("one_way", [at("1 09:00", 60, method="panel")], [at("1 09:00", 59, method="panel")]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "raising", "near"), CASES)
def test_a_warning_and_what_is_near_it(kind: str, raising: list[Record], near: list[Record]) -> None:
    assert kind in kinds(*raising)
    assert kind not in kinds(*near)


@pytest.mark.parametrize(
    ("session", "share"),
    [
        (at("1 09:00", 60, method="lecture"), (0, 60)),
        (at("1 09:00", 60, method="fishbowl"), (60, 60)),
        (at("1 09:00", 60, method="fishbowl", discussion_minutes=10), (10, 60)),
        (at("1 09:00", 60, discussion_minutes=20), (20, 60)),
        (at("1 09:00", 60, discussion_minutes=90), (60, 60)),
        (at("1 09:00", 60, discussion_minutes=-5), (0, 60)),
        (at("1 09:00", 60), (0, 0)),
        (at("1 09:00", 60, kind="meal", discussion_minutes=20), (0, 0)),
    ],
)
def test_how_much_of_a_session_is_for_questions(session: Record, share: tuple[int, int]) -> None:
    sessions = scheduled_sessions(visit(session, **DURBAN))
    assert discussion_minutes(sessions) == share
    assert discussion_minutes([*sessions, *sessions]) == (share[0] * 2, share[1] * 2)


@pytest.mark.parametrize(
    ("kind", "raising", "near"),
    [
        ("holiday", {"start": "2026-06-16"}, {"start": "2026-06-15"}),
        ("holiday", {"start": "2026-04-03"}, {"start": "2026-04-04"}),  # Good Friday
        ("holiday", {"start": "2026-06-16"}, {"start": "2026-06-16", "country": "KE"}),
        ("fast", {"start": "2026-02-25", "country": "SN"}, {"start": "2026-02-25", "country": "ZA"}),
        ("fast", {"start": "2026-02-25", "country": "SN"}, {"start": "2026-03-25", "country": "SN"}),
        ("fast", {"start": "2028-02-26", "country": "MA"}, {"start": "2028-02-29", "country": "MA"}),
    ],
)
def test_days_off(kind: str, raising: dict[str, str], near: dict[str, str]) -> None:
    assert kind in kinds(MORNING, end="", **raising)
    assert kind not in kinds(MORNING, **{"end": "", **near})


@pytest.mark.parametrize(("language", "name"), [("en", "New Year’s Day"), ("fr", "Jour de l’An"), ("es", "Año Nuevo")])
def test_a_day_off_has_its_name_in_the_language_spoken(language: str, name: str) -> None:
    set_language(language)
    assert [each.label() for each in holidays_on("ZA", date(2026, 1, 1))] == [name]


def test_another_zone_counts_where_the_date_is_known() -> None:
    flight = at("1 10:00", 60, time_zone="Pacific/Auckland")
    assert "two_places" not in kinds(flight, at("1 10:00", 60))
    assert "two_places" in kinds(flight, at("1 10:00", 60), start="2026-06")


def test_a_change_of_clocks_counts() -> None:
    """02:00 to 03:00 does not exist: what begins at 01:30 and lasts an hour ends at 03:30."""
    night = [at("1 01:30", 60), at("1 03:00", 30)]
    assert "two_places" in kinds(*night, start="2026-03-29", end="", time_zone="Europe/Paris")
    assert "two_places" not in kinds(*night, start="2026-03-22", end="", time_zone="Europe/Paris")


def test_a_sun_that_does_not_rise_or_set() -> None:
    tromso = {"coordinates": "69.65,18.95", "time_zone": "Europe/Oslo", "country": "NO", "end": ""}
    walk = at("1 12:00", 60, outdoors="yes")
    assert "dark" in kinds(walk, start="2026-12-21", **tromso)
    assert "dark" not in kinds(at("1 23:00", 60, outdoors="yes"), start="2026-06-21", **tromso)


def test_an_empty_visit_has_nothing_to_mind() -> None:
    assert find_warnings(visit()) == [] and find_warnings(visit(record("session"), record("participant"))) == []


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_sentence_in_every_language(language: str) -> None:
    set_language(language)
    for _kind, raising, _near in CASES:
        for warning in find_warnings(visit(*raising, **DURBAN)):
            words = warning.words()
            assert "{" not in words and words[-1] == "."
            assert warning.sessions or warning.questions


@pytest.mark.parametrize(
    ("place", "day", "rises", "sets"),
    [  # UTC, to a few minutes
        ((51.48, 0.0), date(2026, 3, 20), "06:05", "18:13"), ((-33.92, 18.42), date(2026, 12, 21), "03:32", "17:57"),
        ((27.72, 85.32), date(2028, 2, 29), "00:46", "12:16"), ((-43.95, -176.55), date(2026, 6, 21), "19:21", "04:17"),
    ],
)  # fmt: skip
def test_the_sun(place: tuple[float, float], day: date, rises: str, sets: str) -> None:
    light = daylight(*place, day)
    assert light.rises is not None and light.sets is not None
    for found, wanted in ((light.rises, rises), (light.sets, sets)):
        minutes = found.hour * 60 + found.minute - (int(wanted[:2]) * 60 + int(wanted[3:]))
        assert abs((minutes + 720) % 1440 - 720) <= 8


def test_easter_and_holidays() -> None:
    assert [easter(year) for year in (1818, 2008, 2011, 2038)] == [
        date(1818, 3, 22), date(2008, 3, 23), date(2011, 4, 24), date(2038, 4, 25),
    ]  # fmt: skip
    assert [each.names["fr"] for each in holidays_on("FR", date(2026, 5, 14))] == ["Ascension"]
    assert holidays_on("XX", date(2026, 1, 1)) == [] and fast_on("", date(2026, 2, 25)) is None


def test_talks_are_methods() -> None:
    assert all(code in load("methods") for code in TALK_METHODS)


_SESSIONS = st.builds(
    at,
    st.builds(write_moment, st.integers(0, 4), st.integers(0, 1439)),
    st.integers(0, 600),
    st.just("s"),
    kind=st.sampled_from(["session", "meal", "travel", "site_visit", "free"]),
    track=st.sampled_from(["", "A", "B"]),
    place=st.sampled_from(["", "Hall", "Dam"]),
    leads=st.sampled_from(["", "Ana", "Ana, Rui"]),
    method=st.sampled_from([None, "lecture", "fishbowl"]),
)


@settings(max_examples=60)
@given(st.lists(_SESSIONS, max_size=8))
def test_the_order_of_the_sessions_does_not_matter(sessions: list[Record]) -> None:
    def told(those: list[Record]) -> list[tuple[str, frozenset[str]]]:
        return sorted(
            (each.code, frozenset(each.sessions)) for each in find_warnings(visit(*those, **DURBAN))
        )  # fmt: skip

    found = told(sessions)
    assert found == told(sessions[::-1])
    clashes = [ids for kind, ids in found if kind == "two_places"]
    assert len(clashes) == len(set(clashes))
