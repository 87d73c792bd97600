"""The sample fits the field descriptions and the vocabularies, and comes and goes as one action."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from desktop import sample
from desktop.exchange.packages import preview_export
from desktop.learning.forum.calls import read_call, unknown_fields
from desktop.learning.forum.ranking import result_of
from desktop.visits.stages import STAGES
from desktop.visits.visit import read_visit
from desktop.visits.visit_times import day_count, session_time
from desktop.vocabularies import load
from desktop.workspace import RECORD_TYPES, FieldKind, Record, Value, Workspace, check, split_member
from desktop.workspace.records.kinds.ballot import read_ballot

RECORDS = list(sample.records())
ACTIVITIES = [dict(values) for type, _id, values in RECORDS if type == "activity"]


@pytest.mark.parametrize("type", RECORD_TYPES)
def test_each_value_reads_as_it_is_written(type: str) -> None:
    ids = {(each, id) for each, id, _values in RECORDS}
    for _type, _id, values in (each for each in RECORDS if each[0] == type):
        for name, value in values.items():
            head, key = split_member(name)
            field = RECORD_TYPES[type].by_name[head]
            if field.kind is FieldKind.REFERENCE:
                assert (field.target, value) in ids, name
            elif field.kind is FieldKind.BALLOT:
                assert {("topic", topic) for topic in read_ballot(value)} <= ids, name
            elif field.translated and key:
                assert key in load("languages"), name
                assert isinstance(value, str) and value == value.strip() != ""
            elif field.is_set:
                assert field.parse_member(key) == key, name
                assert load(field.weights).get(str(value)) if field.weights else value, name
                assert field.kind is not FieldKind.LINKED or (field.target, key.partition(":")[2]) in ids, name
            else:
                assert field.parse(str(value)) == value, name
            if field.kind is FieldKind.LINKS:
                assert urlsplit(key).hostname == "example.org"


def test_what_points_to_another_record_comes_after_it() -> None:
    seen: set[str] = set()
    for type, id, values in RECORDS:
        for name, value in values.items():
            head, key = split_member(name)
            kind = RECORD_TYPES[type].by_name[head].kind
            target = str(value) if kind is FieldKind.REFERENCE else key.partition(":")[2]
            assert kind not in (FieldKind.REFERENCE, FieldKind.LINKED) or target in seen, (values, name)
        seen.add(id)


def test_participants_by_gender_sum_up_and_nothing_ends_before_it_begins() -> None:
    for values in ACTIVITIES:
        if "participants_women" in values:
            parts = [values.get(f"participants_{each}") or 0 for each in ("women", "men", "other")]
            assert sum(int(part) for part in parts) == values["participants_total"], values["title"]
        start, end = str(values.get("start", "")), str(values.get("end", "9999"))
        assert start[: len(end)] <= end, values["title"]


def test_courses_count_down_from_enrolled_to_certified() -> None:
    for values in (each[2] for each in RECORDS if each[0] == "run"):
        counts = [int(str(values[name])) for name in ("enrolled", "active", "completed", "certified") if name in values]
        assert counts == sorted(counts, reverse=True), values


def test_the_whole_world_in_three_languages() -> None:
    """60 activities on all continents: every kind and status, both agendas, some unfinished on purpose."""
    assert len(ACTIVITIES) == 60
    assert {values["kind"] for values in ACTIVITIES} == {term.code for term in load("kinds")}
    assert {values["status"] for values in ACTIVITIES} == {term.code for term in load("statuses")}
    assert {values["block"] for values in ACTIVITIES if "block" in values} == {term.code for term in load("blocks")}
    countries, regions = load("countries"), load("regions")
    paths = [regions.path(countries[str(each["country"])].parent) for each in ACTIVITIES if "country" in each]
    assert {"002", "019", "142", "150", "009"} <= {term.code for path in paths for term in path}
    spoken = Counter(name for each in ACTIVITIES for name in each if name.startswith("languages/"))
    assert min(spoken[f"languages/{each}"] for each in ("en", "fr", "es")) >= 15
    targets = {name for each in ACTIVITIES for name in each if name.startswith("targets/")}
    goals = {found[1] for found in (re.match(r"targets/SDG:(\d+)", name) for name in targets) if found}
    assert len(goals) >= 12 and any("SFDRR" in name for name in targets)
    assert sum(1 for each in ACTIVITIES if RECORD_TYPES["activity"].missing(each)) >= 5
    assert sum(1 for each in ACTIVITIES if "coordinates" in each) >= 40
    years = {str(each["start"])[:4] for each in ACTIVITIES if "start" in each}
    assert years == {str(year) for year in range(2019, 2028)}
    assert {len(str(each["start"])) for each in ACTIVITIES if "start" in each} == {4, 7, 10}


def test_addresses_are_nobodys() -> None:
    text = " ".join(str(value) for _type, _id, values in RECORDS for value in values.values())
    assert {found.partition("@")[2] for found in re.findall(r"\S+@\S+", text)} == {"example.org"}


def test_loaded_edited_and_thrown_away(tmp_path: Path) -> None:
    """What a person has edited since stays; all else goes, as one action that can be taken back."""
    workspace = Workspace.create(tmp_path / "desk.focal")
    try:
        assert not sample.loaded(workspace)
        sample.load(workspace)
        assert sample.loaded(workspace)
        first = _listed(workspace)
        assert len(first) == 60
        drills = next(each for each in first if each.title.startswith("Flood drills"))
        workspace.journal.edit(drills.id, {"lessons": "Ours now."})
        report = sample.discard(workspace)
        assert report is not None and list(report.left) == [(drills.id, "lessons")]
        (kept,) = _listed(workspace)
        assert (kept.title, kept.values["lessons"]) == (drills.title, "Ours now.")
        city, who = kept.members("organisations"), kept.members("people")
        assert {workspace.record(key.partition(":")[2]) is not None for key in (*city, *who)} == {True}
        assert not sample.loaded(workspace)
        assert preview_export(workspace).mentions == ()  # nothing of what is gone is listed as staying here
        assert sample.discard(workspace) is None
        workspace.journal.undo()
        assert len(_listed(workspace)) == 60 and sample.loaded(workspace)
        assert sample.discard(workspace) is not None
        assert [each.id for each in _listed(workspace)] == [drills.id]
    finally:
        workspace.close()
    assert check(tmp_path / "desk.focal").ok


def _listed(workspace: Workspace) -> list[Record]:
    with workspace.reading() as conn:
        ids = [row[0] for row in conn.exec_driver_sql("SELECT id FROM activity WHERE listed = 1 ORDER BY no")]
    return workspace.records("activity", ids)


def test_what_a_person_uses_of_the_sample_stays(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "desk.focal")
    try:
        sample.load(workspace)
        with workspace.reading() as conn:
            city = conn.exec_driver_sql("SELECT id FROM organisation WHERE name = 'City of Kisumu'").scalar_one()
        own = workspace.journal.create("activity", {"title": "Ours", f"organisations/lead:{city}": True})
        assert sample.discard(workspace) is not None
        assert [each.id for each in _listed(workspace)] == [own]
        with workspace.reading() as conn:
            left = conn.exec_driver_sql("SELECT name FROM organisation WHERE listed = 1").fetchall()
        above = ["Cities of Africa", "Learning Network of Cities"]  # what the city belongs to
        assert sorted(row[0] for row in left) == sorted(["City of Kisumu", *above])
    finally:
        workspace.close()


def test_eight_visits_of_all_approaches_and_stages() -> None:
    """One at each stage, of all six approaches, with a programme from the agreement on and a harvest at the end."""
    visits = [dict(values) for type, _id, values in RECORDS if type == "visit"]
    assert Counter(values["stage"] for values in visits) == Counter(STAGES)
    assert {values["approach"] for values in visits} == {term.code for term in load("approaches")}
    spoken = {name for values in visits for name in values if name.startswith("languages/")}
    assert spoken >= {"languages/en", "languages/fr", "languages/es"}
    counted = Counter(type for type, _id, _values in RECORDS)
    assert counted["session"] >= 50 and counted["note"] >= 12 and counted["commitment"] >= 10
    assert min(counted[type] for type in ("finding", "follow_up", "budget_line", "task", "participant")) >= 3


def test_programmes_of_the_sample_hold(tmp_path: Path) -> None:
    """No session of one track begins before the one before it has ended; days are days of the visit."""
    workspace = Workspace.create(tmp_path / "desk.focal")
    try:
        sample.load(workspace)
        ids = [id for type, ids in sample._noted(workspace).items() if type == "visit" for id in ids]  # pyright: ignore[reportPrivateUsage]
        assert len(ids) == 8
        for id in ids:
            visit = read_visit(workspace, id)
            assert visit is not None
            length, last = day_count(visit.values), (0, 0)
            for session in visit.sessions:
                time = session_time(visit.values, session.values)
                assert time is not None and time.minute is not None and time.end_minute is not None
                assert 1 <= time.day <= (length or 0), session.title
                assert (time.day, time.minute) >= last, session.title
                last = (time.day, time.end_minute)
    finally:
        workspace.close()


def test_values_are_plain() -> None:
    kinds: set[type[Value]] = {type(value) for _type, _id, values in RECORDS for value in values.values()}
    assert kinds == {str, int, bool}


def test_a_forum_with_topics_votes_and_calls_in_three_languages(tmp_path: Path) -> None:
    """Each vote fits its round, and is the only one of its person there; what was withdrawn got none."""
    workspace = Workspace.create(tmp_path / "desk.focal")
    try:
        sample.load(workspace)
        topics = [dict(values) for type, _id, values in RECORDS if type == "topic"]
        assert len(topics) >= 10
        assert {key for values in topics for key in values if key.startswith("languages/")} == {
            "languages/en", "languages/fr", "languages/es",
        }  # fmt: skip
        for id in sample._noted(workspace)["round"]:  # pyright: ignore[reportPrivateUsage]
            result = result_of(workspace, id)
            assert result is not None and result.tally.voters >= 9 and len(result.notes()) == 1
            assert result.standings[0].place == 1 and result.standings[0].points > result.standings[1].points
        states = [read_call(workspace, id) for id in sample._noted(workspace)["call"]]  # pyright: ignore[reportPrivateUsage]
        assert len(states) == 2
        for state in states:  # something is still missing here, so that there is something to see
            assert state is not None and not unknown_fields(state.call)
            assert state.lacking and len(state.lacking) < state.records and not state.has_answered
    finally:
        workspace.close()
