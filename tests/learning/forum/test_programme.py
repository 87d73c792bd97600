"""A programme from votes: best first, nobody in two places at once, what stands already stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.errors import UserFacingError
from desktop.learning.forum.programme import Slots, plan_forum, propose, write_programme
from desktop.workspace import check
from tests.catalogue.desks import desk


@settings(max_examples=60)
@given(
    needs=st.lists(st.frozensets(st.sampled_from("abcdef"), max_size=3), max_size=14),
    days=st.integers(1, 2), per_day=st.integers(1, 3), tracks=st.integers(1, 3),
)  # fmt: skip
def test_nobody_is_in_two_places_and_no_place_is_left_that_would_do(
    needs: list[frozenset[str]], days: int, per_day: int, tracks: int
) -> None:
    topics = [f"t{number}" for number in range(len(needs))]
    by_topic = dict(zip(topics, needs, strict=True))
    slots = Slots(days=days, per_day=per_day, tracks=tracks)
    found = propose(topics, by_topic, slots)
    assert sorted([*(each.topic for each in found.sessions), *found.left_out]) == sorted(topics)
    at: dict[tuple[int, int], list[str]] = {time: [] for time in slots.times()}
    for each in found.sessions:
        at[each.day, each.minute].append(each.topic)
    for those in at.values():
        assert len(those) <= tracks and sum(len(by_topic[each]) for each in those) == len(
            frozenset[str]().union(*(by_topic[each] for each in those))
        )
        for left in found.left_out:
            assert len(those) == tracks or any(by_topic[left] & by_topic[each] for each in those)


def test_it_is_written_as_the_programme_of_a_visit_and_stays_where_it_was_moved(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        journal = workspace.journal
        forum = journal.create("forum", {"title": "Congress", "start": "2027-05-18"})
        person = journal.create("person", {"name": "Aroha"})
        topics = [
            journal.create("topic", {"parent": forum, "title": f"T{each}", f"people/brings:{person}": each < 2 or None})
            for each in range(3)
        ]  # fmt: skip
        record, slots = workspace.record(forum, "forum"), Slots(per_day=2, tracks=2)
        assert record is not None
        proposal = plan_forum(workspace, record, topics, slots)
        assert [(each.topic, each.at, each.track) for each in proposal.sessions] == [
            (topics[0], "1 09:00", 1), (topics[2], "1 09:00", 2), (topics[1], "1 10:30", 1),
        ]  # fmt: skip
        visit = write_programme(workspace, record, proposal, slots)
        with workspace.reading() as conn:
            rows = conn.exec_driver_sql("SELECT id, title, at, track FROM session ORDER BY at, track").fetchall()
        assert [tuple(row)[1:] for row in rows] == [
            ("T0", "1 09:00", "Track 1"), ("T2", "1 09:00", "Track 2"), ("T1", "1 10:30", "Track 1"),
        ]  # fmt: skip
        journal.edit(rows[0][0], {"at": "1 10:30"}, type="session")  # by hand, where Aroha is already: it stays
        late = journal.create("topic", {"parent": forum, "title": "Late", f"people/brings:{person}": True})
        record = workspace.record(forum, "forum")
        assert record is not None and record.values["visit"] == visit
        again = plan_forum(workspace, record, [*topics, late], slots)
        assert [(each.topic, each.at) for each in again.sessions] == [(late, "1 09:00")]
        journal.undo()
        journal.undo()
        journal.undo()
        assert workspace.record(visit, "visit") is None or not workspace.record(visit, "visit").listed  # type: ignore[union-attr]
        assert workspace.record(forum, "forum").values.get("visit") is None  # type: ignore[union-attr]
    assert check(tmp_path / "desk.focal", home=tmp_path / "home").ok


@pytest.mark.parametrize("slots", [Slots(per_day=20), Slots(days=0), Slots(tracks=0), Slots(minutes=0)])
def test_slots_that_cannot_be_are_refused(slots: Slots) -> None:
    with pytest.raises(UserFacingError) as error:
        propose(["a"], {}, slots)
    assert error.value.kept == "Nothing was planned."
