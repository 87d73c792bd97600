"""Asked, accepted, declined: what becomes of a need and an offer, here and on the other desk; and what is undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.matching.decisions import accept, ask, decline, pair_id, reopen, save_matching
from desktop.matching.matchings import solve_matching
from desktop.matching.new_needs import need_from, offer_from
from desktop.matching.parties import read_parties
from desktop.matching.points import Settings, Why
from desktop.matching.solution import needs_for, offers_for
from desktop.visits.visit import read_visit
from desktop.workspace import Value
from tests.exchange.packages.desks import Desk

DAY = Settings(day="2026-11-30", points_at_least=1)
TOWNS: dict[str, dict[str, Value]] = {
    "kisumu": {"name": "Kisumu", "country": "KE", "languages/en": True},
    "accra": {"name": "Accra", "country": "GH", "municipality": "Accra", "languages/en": True},
    "cotonou": {"name": "Cotonou", "country": "BJ", "languages/fr": True},
}
ID = "00000000-0000-4000-8000-0000000000{:02}"


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    made = Desk(tmp_path, "Amina"), Desk(tmp_path, "Bintou")
    yield made
    for each in made:
        assert each.sound()
        each.close()


def _records() -> list[tuple[str, str, dict[str, Value]]]:
    found: list[tuple[str, str, dict[str, Value]]] = []
    towns = {name: ID.format(place) for place, name in enumerate(TOWNS, 10)}
    for name, values in TOWNS.items():
        found.append(("organisation", towns[name], dict(values)))
    for place, town in ((20, "kisumu"), (21, "cotonou")):
        values: dict[str, Value] = {"title": f"Drains of {town}", "organisation": towns[town], "state": "open",
                                    "themes/drainage": True, "targets/SDG:11.5": "principal"}  # fmt: skip
        found.append(("need", ID.format(place), {**values, "summary": "Who pays in May?"}))
    for place, town in ((30, "accra"), (31, "cotonou"), (32, "accra")):
        found.append(
            ("offer", ID.format(place), {"title": f"Show {place}", "organisation": towns[town], "state": "open",
             "themes/drainage": True, "targets/SDG:11.5": "principal", "interpretation": "yes"}))  # fmt: skip
    return found


NEED, OTHER_NEED, ACCRA, COTONOU = (ID.format(place) for place in (20, 21, 30, 31))


def _write(desk: Desk, *, turned: bool = False) -> None:
    for type, id, values in reversed(_records()) if turned else _records():
        desk.journal.create(type, values, id=id)


def test_two_desks_that_got_the_records_in_other_order_match_alike(desks: tuple[Desk, Desk]) -> None:
    here, there = desks
    _write(here)
    _write(there, turned=True)
    values: dict[str, Value] = {"name": "Spring", "theme_points": 9, "day": "2026-11-30", "host_at_most": 1}
    save_matching(here.workspace, values)
    found = [solve_matching(desk.workspace, {k: v for k, v in values.items() if k != "name"}) for desk in desks]
    assert found[0].solution == found[1].solution and len(found[0].solution.pairs) == 2
    # Accra takes one visit in all, and of its two offers, which are as good, the one with the smaller id.
    assert [(each.need, each.offer) for each in found[0].solution.pairs] == [(NEED, COTONOU), (OTHER_NEED, ACCRA)]


def test_an_accepted_pair_is_a_visit_with_both_sides_and_the_question(desks: tuple[Desk, Desk]) -> None:
    here, there = desks
    _write(here)
    ask(here.workspace, [(NEED, ACCRA)])
    assert here.record(pair_id(NEED, ACCRA)).values["state"] == "asked"
    (made,) = accept(here.workspace, [(NEED, ACCRA)])
    visit = read_visit(here.workspace, made)
    assert visit is not None
    assert (visit.hosts, visit.visitors, visit.values["stage"]) == (("Accra",), ("Kisumu",), "agreed")
    assert visit.record.title == "Kisumu visits Accra: Drains of kisumu"
    assert (visit.values["country"], visit.values["targets/SDG:11.5"]) == ("GH", "principal")
    assert visit.values["languages/en"] is True and "interpretation" not in visit.values
    question = visit.questions[0].values
    assert (question["question"], question["why"], question["asked_by"]) == (
        "Drains of kisumu", "Who pays in May?", "Kisumu",
    )  # fmt: skip
    assert visit.tasks and visit.values["approach"] == "learning_exchange"
    assert here.record(NEED).values["state"] == "matched"
    assert here.record(pair_id(NEED, ACCRA)).values["visit"] == made
    with pytest.raises(UserFacingError, match="has a visit already"):
        decline(here.workspace, NEED, ACCRA, "Too late.")

    there.take(here.send())  # it travels with all of it
    assert there.record(pair_id(NEED, ACCRA)).values == here.record(pair_id(NEED, ACCRA)).values
    assert there.record(NEED).values["state"] == "matched"

    here.journal.undo()  # one action: the visit, the need and the match as they were
    assert read_visit(here.workspace, made) is None
    assert here.record(NEED).values["state"] == "open"
    assert here.record(pair_id(NEED, ACCRA)).values["state"] == "asked"


def test_a_declined_pair_is_not_proposed_again_on_any_desk(desks: tuple[Desk, Desk]) -> None:
    here, there = desks
    _write(here)
    with pytest.raises(UserFacingError, match="with a reason"):
        decline(here.workspace, NEED, ACCRA, "  ")
    assert here.workspace.record(pair_id(NEED, ACCRA)) is None
    decline(here.workspace, NEED, ACCRA, "They look for a smaller town.")
    there.take(here.send())
    for desk in desks:
        parties = read_parties(desk.workspace)
        need, offer = parties.needs[NEED], parties.offers[ACCRA]
        assert ACCRA not in [each.offer for each in offers_for(need, parties, DAY)]
        assert NEED not in [each.need for each in needs_for(offer, parties, DAY)]
        last = offers_for(need, parties, DAY, all=True)[-1]
        assert (last.offer, last.forbidden[0].why, last.forbidden[0].codes) == (
            ACCRA, Why.WAS_DECLINED, ("They look for a smaller town.",),
        )  # fmt: skip
    reopen(there.workspace, NEED, ACCRA)
    parties = read_parties(there.workspace)
    assert ACCRA in [each.offer for each in offers_for(parties.needs[NEED], parties, DAY)]


def test_two_desks_that_decide_differently_are_in_conflict(desks: tuple[Desk, Desk]) -> None:
    here, there = desks
    _write(here)
    there.take(here.send())
    decline(here.workspace, NEED, ACCRA, "No.")
    ask(there.workspace, [(NEED, ACCRA)])
    there.take(here.send())
    conflicts = there.record(pair_id(NEED, ACCRA)).conflicts
    assert "state" in {each.field for each in conflicts}


def test_one_step_from_a_question_a_note_and_an_activity(desks: tuple[Desk, Desk]) -> None:
    here, _there = desks
    _write(here)
    town, create = ID.format(10), here.journal.create
    visit = create(
        "visit", {"title": "To Accra", f"organisations/visitor:{town}": True, "targets/SDG:6.b": "principal",
                  "hazards/HIP:MH0606": True, "languages/en": True}
    )  # fmt: skip
    question = create("question", {"parent": visit, "question": "Who pays?", "why": "For the budget"})
    note = create("note", {"parent": visit, "saw": "A contract", "stays_open": "And in the dry months?"})
    silent = create("note", {"parent": visit, "saw": "A market"})
    activity = create(
        "activity", {"title": "Drills", "kind": "exercise", "status": "completed", "lessons": "A loudspeaker did better.",
                     f"organisations/lead:{town}": True, "targets/SDG:11.5": "principal"}
    )  # fmt: skip
    need = here.record(made := need_from(here.workspace, question))
    assert (need.title, need.values["summary"], need.values["organisation"]) == ("Who pays?", "For the budget", town)
    assert need.values["visit"] == visit and need.values["targets/SDG:6.b"] == "principal"
    assert need.values["hazards/HIP:MH0606"] is True and need.values["state"] == "open"
    assert need_from(here.workspace, question) == made  # once
    assert here.record(need_from(here.workspace, note)).title == "And in the dry months?"
    with pytest.raises(UserFacingError, match="nothing open"):
        need_from(here.workspace, silent)
    course = here.record(need_from(here.workspace, activity, "What after the drill?"))
    assert (course.title, course.values["activity"]) == ("What after the drill?", activity)
    offer = here.record(offer_from(here.workspace, activity))
    assert (offer.title, offer.values["summary"], offer.values["organisation"]) == (
        "Drills", "A loudspeaker did better.", town,
    )  # fmt: skip
    assert offer.values["level"] == "established" and offer_from(here.workspace, activity) == offer.id


def test_a_need_comes_from_a_topic_a_comment_a_course_and_a_lesson(desks: tuple[Desk, Desk]) -> None:
    here, _there = desks
    _write(here)
    create, town = here.journal.create, ID.format(10)
    forum = create("forum", {"title": "Congress"})
    topic = create("topic", {"parent": forum, "title": "Who pays?", "title/fr": "Qui paie ?", "brings": "A register",
                             "organisation": town, "targets/SDG:11.5": "principal", "languages/fr": True})  # fmt: skip
    made = here.record(need_from(here.workspace, topic)).values
    assert made == {"state": "open", "title": "Who pays?", "title/fr": "Qui paie ?", "topic": topic, "organisation": town,
                    "targets/SDG:11.5": "principal", "languages/fr": True}  # fmt: skip
    assert need_from(here.workspace, topic) == need_from(here.workspace, topic)  # it is one need
    comment = create("comment", {"parent": topic, "text": "And in May?"})
    made = here.record(need_from(here.workspace, comment)).values
    assert (made["title"], made["topic"], made["targets/SDG:11.5"]) == ("And in May?", topic, "principal")
    course = create("activity", {"title": "Drains", "lessons": "Pay by the metre", f"organisations/lead:{town}": True})
    run = create("run", {"parent": course, "learner_questions": "- Who pays?\n- Who signs?"})
    with pytest.raises(UserFacingError, match="asked several questions") as error:
        need_from(here.workspace, run)
    assert error.value.kept and "Who signs?" in error.value.todo
    made = here.record(need_from(here.workspace, run, "Who signs?")).values
    assert made == {"state": "open", "title": "Who signs?", "activity": course, "organisation": town}
    made = here.record(need_from(here.workspace, course, "Who measures?")).values
    assert (made["title"], made["summary"]) == ("Who measures?", "Pay by the metre")
    here.journal.delete([topic], "topic")
    with pytest.raises(UserFacingError, match="A need is made from"):
        need_from(here.workspace, topic)
