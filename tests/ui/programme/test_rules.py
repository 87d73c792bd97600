"""Lanes, the way of the arrows, drags and lines: rules that need no screen."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from desktop.i18n import LANGUAGES, set_language
from desktop.ui.programme.cursor import Cursor, at, down, next_session, on, sideways, up
from desktop.ui.programme.drag import Drag, Hold, Spot
from desktop.ui.programme.entry_line import EntryLine
from desktop.ui.programme.lanes import pieces
from desktop.ui.programme.pasted_text import read_pasted
from desktop.ui.programme.quick_entry import as_line, read_entry, read_title
from desktop.ui.programme.session import DAY, Session, days_shown

FIRST = date(2027, 5, 4)  # a Tuesday


def session(number: int, day: int, start: int, end: int, track: str = "") -> Session:
    return Session(f"s{number}", day, start, end, track=track)


SESSIONS = st.lists(
    st.tuples(
        st.integers(1, 3), st.integers(0, DAY - 1), st.integers(5, 2 * DAY), st.sampled_from(["", "A", "B"])
    ),
    max_size=25,
)  # fmt: skip


def made(found: list[tuple[int, int, int, str]]) -> list[Session]:
    return [session(n, day, start, start + length, track) for n, (day, start, length, track) in enumerate(found)]


@given(SESSIONS)
def test_no_two_sessions_stand_on_each_other(found: list[tuple[int, int, int, str]]) -> None:
    sessions = made(found)
    days = days_shown(3, sessions)
    placed = pieces(sessions, days)
    for one in placed:
        assert 0 <= one.lane < one.lanes
        for other in placed:
            together = one.column == other.column and one.start < other.end and other.start < one.end
            if one is not other and together:
                assert (one.lanes, one.lane) == (other.lanes, one.lane) and one.lane != other.lane
    for each in sessions:
        mine = [piece for piece in placed if piece.session.id == each.id]
        assert sum(piece.end - piece.start for piece in mine) == each.minutes
        assert mine[0].begins and mine[-1].ends and not any(piece.begins for piece in mine[1:])


@given(SESSIONS.filter(bool), st.sampled_from(["up", "down"]))
def test_arrows_come_to_an_end_and_pass_no_session_by(found: list[tuple[int, int, int, str]], way: str) -> None:
    sessions = made(found)
    placed = pieces(sessions, days_shown(3, sessions))
    column = placed[0].column
    cursor = at(column, 0 if way == "down" else DAY - 5, placed)
    seen = set[str]()
    for _step in range(400):
        seen.add(cursor.session)
        following = (down if way == "down" else up)(cursor, placed)
        if following == cursor:
            break
        cursor = following
    else:
        raise AssertionError("the arrow goes round")


@given(SESSIONS.filter(bool))
def test_every_session_is_reached_over_free_time(found: list[tuple[int, int, int, str]]) -> None:
    sessions = made(found)
    placed = pieces(sessions, days_shown(3, sessions))
    cursor, seen = Cursor(0, 0), list[str]()
    for _step in sessions:
        cursor = next_session(cursor, placed, 1)
        seen.append(cursor.session)
    assert sorted(seen) == sorted(each.id for each in sessions)
    for id in reversed(seen):
        assert cursor.session == id
        cursor = next_session(cursor, placed, -1)


def test_sideways_is_the_parallel_session_then_the_next_day() -> None:
    placed = pieces([session(1, 1, 540, 600, "A"), session(2, 1, 540, 600, "B"), session(3, 2, 500, 700)], [1, 2])
    first = on(placed[0])
    assert first.session == "s1"
    second = sideways(first, placed, 2, 1)
    assert second.session == "s2"
    third = sideways(second, placed, 2, 1)
    assert third.session == "s3"
    assert sideways(third, placed, 2, 1) == third
    back = sideways(third, placed, 2, -1)
    assert (back.column, back.session, back.minute) == (0, "", 500)


@pytest.mark.parametrize(
    ("hold", "began", "now", "becomes"),
    [
        (Hold.WHOLE, Spot(0, 600), Spot(0, 617), (1, 555, 645)),
        (Hold.WHOLE, Spot(0, 600), Spot(1, 601), (2, 540, 630)),
        (Hold.WHOLE, Spot(0, 600), Spot(0, 601), (1, 540, 630)),
        (Hold.WHOLE, Spot(0, 600), Spot(0, 10), (0, 1390, 1480)),  # over midnight, to the eve
        (Hold.START, Spot(0, 541), Spot(0, 571), (1, 570, 630)),
        (Hold.START, Spot(0, 541), Spot(0, 900), (1, 625, 630)),
        (Hold.END, Spot(0, 629), Spot(0, 700), (1, 540, 700)),
        (Hold.END, Spot(0, 629), Spot(0, 100), (1, 540, 545)),
        (Hold.END, Spot(0, 629), Spot(1, 60), (1, 540, 1500)),  # into the night
        (Hold.NEW, Spot(0, 541), Spot(0, 629), (1, 540, 630)),
        (Hold.NEW, Spot(0, 629), Spot(0, 541), (1, 540, 630)),
        (Hold.NEW, Spot(0, 1380), Spot(1, 60), (1, 1380, 1500)),
    ],
)
def test_drags(hold: Hold, began: Spot, now: Spot, becomes: tuple[int, int, int]) -> None:
    sessions = {"s": Session("s", 1, 540, 630)}
    drag = Drag(hold, () if hold is Hold.NEW else ("s",), "" if hold is Hold.NEW else "s", began, now)
    found = drag.results(sessions, [1, 2, 3])[0]
    assert (found.day, found.start, found.end) == becomes


def test_a_session_deleted_elsewhere_leaves_the_drag() -> None:
    drag = Drag(Hold.WHOLE, ("gone", "s"), "gone", Spot(0, 600), Spot(0, 660))
    assert [each.start for each in drag.results({"s": Session("s", 1, 540, 630)}, [1])] == [600]


@pytest.mark.parametrize(
    ("text", "day", "start", "end", "title", "more"),
    [
        ("9:00-10:30 Welcome @Town hall #ceremony", 2, 540, 630, "Welcome", {"place": "Town hall", "kind": "ceremony"}),
        ("9-10 Welcome", 2, 540, 600, "Welcome", {}),
        ("9h30–11h Atelier", 2, 570, 660, "Atelier", {}),
        ("14.00 Field walk 45", 2, 840, 900, "Field walk 45", {}),
        ("14:00 45min Field walk", 2, 840, 885, "Field walk", {}),
        ("14:00 +90 Field walk", 2, 840, 930, "Field walk", {}),
        ("1h30 Field walk", 2, 480, 570, "Field walk", {}),
        ("30 min Coffee", 2, 480, 510, "Coffee", {"kind": "break"}),
        ("Lunch @Canteen", 2, 480, 540, "Lunch", {"kind": "meal", "place": "Canteen"}),
        ("Tue 9:00-9:30 Open", 1, 540, 570, "Open", {}),
        ("jeudi 9:00-9:30 Ouvrir", 3, 540, 570, "Ouvrir", {}),
        ("2027-05-07 9:00-9:30 Close", 4, 540, 570, "Close", {}),
        ("d3 22:00-1:00 Night market #free /B &Ada &Béa", 3, 1320, 1500, "Night market",
         {"kind": "free", "track": "B", "leads": "Ada, Béa"}),
        ("60min #fishbowl", 2, 480, 540, "Fishbowl", {"method": "fishbowl"}),
        ("- 9:00-10:00 From a list", 2, 540, 600, "From a list", {}),
        ("2 cities compare notes", 2, 480, 540, "2 cities compare notes", {}),
        ("9:00-10:30 Welcome @ Town hall", 2, 540, 630, "Welcome", {"place": "Town hall"}),
        ("9:00 Welcome & coffee @ Hall 2", 2, 540, 600, "Welcome & coffee", {"place": "Hall 2", "leads": ""}),
        ("9:00 Session # 3 / plenary", 2, 540, 600, "Session # 3 / plenary", {"track": "", "kind": ""}),
        ("mail me@example.org", 2, 480, 540, "mail me@example.org", {}),
    ],
)  # fmt: skip
def test_a_line_is_a_session(text: str, day: int, start: int, end: int, title: str, more: dict[str, str]) -> None:
    found = read_entry(text, day=2, minute=480, first=FIRST)
    assert found.session is not None and not found.problem
    assert (found.session.day, found.session.start, found.session.end) == (day, start, end)
    assert found.session.title == title
    assert {name: getattr(found.session, name) for name in more} == more


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("9:00-10:00", ""), ("", ""), ("25:00 Welcome", "This time does not exist."),
        ("9:00-9:75 Welcome", "This time does not exist."), ("Welcome #nonsense", "“nonsense”"),
        ("2020-01-01 9:00 Welcome", "before the visit"),
    ],
)  # fmt: skip
def test_what_a_line_does_not_say(text: str, said: str) -> None:
    found = read_entry(text, day=1, minute=480, first=FIRST)
    assert said in found.problem
    assert (found.session is None) == (said == "")


PASTED = [
    line.rsplit("\t", 1)
    for line in (Path(__file__).parents[2] / "data" / "programme_paste.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *PASTED, ("8 h 30 Excursion", "08:30 60 Excursion"), ("8 h Bus", "08:00 480 Bus"),
        ("8 h 30 min Walk", "08:00 510 Walk"),
        ("2025-2030 Strategy", "08:00 60 2025-2030 Strategy"), ("2-3:30 PM Walk", "14:00 90 Walk"),
    ],
)  # fmt: skip
def test_times_as_other_programs_write_them(text: str, wanted: str) -> None:
    found = read_entry(text, day=1, minute=480)
    assert found.session is not None and not found.problem
    session = found.session
    assert f"{session.start // 60:02}:{session.start % 60:02} {session.minutes} {session.title}" == wanted


def test_lines_of_days_are_headings() -> None:
    found = read_pasted("Wednesday 5 May 2027\n9:00 Open\n6/5/2027:\n9:00 Close\n4/5/2027 10:00 Bus\nSex education\n", day=1,
                       minute=540, first=FIRST).sessions  # fmt: skip
    assert [(each.day, each.start, each.title) for each in found] == [
        (2, 540, "Open"), (3, 540, "Close"), (1, 600, "Bus"), (1, 660, "Sex education"),
    ]  # fmt: skip


def test_lines_of_a_table_are_a_programme() -> None:
    text = "Day 1\n9:00-10:30\tWelcome @Town hall\n30min Coffee\n\nday 2:\n10:00 Lunch\n1h Bus @Gate #travel\n"
    found = read_pasted(text, day=1, minute=480).sessions
    assert [(each.day, each.start, each.end, each.title, each.kind) for each in found] == [
        (1, 540, 630, "Welcome", ""), (1, 630, 660, "Coffee", "break"), (2, 600, 660, "Lunch", "meal"),
        (2, 660, 720, "Bus", "travel"),
    ]  # fmt: skip


@given(
    st.integers(1, 30), st.integers(0, DAY - 1), st.integers(5, DAY - 1), st.sampled_from(["", "meal", "travel"]),
    st.sampled_from(["", "fishbowl"]), st.sampled_from(["", "A"]),
)  # fmt: skip
def test_a_line_comes_back(day: int, start: int, length: int, kind: str, method: str, track: str) -> None:
    before = Session("", day, start, start + length, "Talk", kind, track, "Town hall", "Ada", method)
    assert read_entry(as_line(before), day=1, minute=0).session == before


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_line_reads_the_labels_of_its_language(language: str) -> None:
    from desktop.ui.widgets.displayed_codes import terms

    set_language(language)
    for each in terms("session_kinds"):
        found = read_entry(f"9-10 X #{each.label}", day=1, minute=0).session
        assert found is not None and found.kind == each.code


@pytest.mark.parametrize(
    ("text", "title", "more"),
    [
        (
            "Talk @Room 1 #site visit /B &Ada",
            "Talk",
            {"place": "Room 1", "kind": "site_visit", "track": "B", "leads": "Ada"},
        ),
        ("Lunch", "Lunch", {"kind": "meal"}),
        ("World café #world café", "World café", {"method": "world_cafe"}),
        ("Room #3 and others", "Room #3 and others", {"kind": ""}),
        ("mail me@example.org", "mail me@example.org", {"place": ""}),
        ("", "", {}),
    ],
)
def test_a_title_reads_marks_too(text: str, title: str, more: dict[str, str]) -> None:
    found = read_title(text, Session("s", 1, 540, 600))
    assert found.title == title and {name: getattr(found, name) for name in more} == more
    assert read_title("Talk &Ada", Session("s", 1, 540, 600, leads="Amina")).leads == "Amina"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hint_can_be_typed_as_it_stands(qtbot: QtBot, language: str) -> None:
    """What it shows behind its signs is read as what it says."""
    set_language(language)
    line = EntryLine()
    qtbot.addWidget(line)
    signs = re.findall(r"(?:^|[\s,;:])([@#/&])(\s?)\w", line.line.toolTip())
    assert [sign for sign, _blank in signs] == ["@", "#", "/", "&"]
    assert all(not blank for _sign, blank in signs)
