"""A call with a deadline: each desk sees what it lacks, the secretariat who has answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.learning.forum.calls import answer_call, due_words, read_call, unknown_fields
from tests.exchange.open_desks import open_desks
from tests.exchange.trust.attackers import Desk, MakeDesk

DAY = date(2026, 11, 30)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MakeDesk]:
    with open_desks(Desk, tmp_path) as make:
        yield make


def test_a_call_goes_out_is_answered_and_comes_back(desk: MakeDesk) -> None:
    secretariat, anna = desk("Secretariat"), desk("Anna")
    call = secretariat.journal.create(
        "call", {"title": "Figures of 2026", "asks_for": "activities", "start": "2026", "end": "2026", "due": "2026-12-15",
                 "fields": "Résultats, participants_total, height, private_note"},
    )  # fmt: skip
    anna.take(secretariat.send(), accept_new=True)
    for title, start, results in (("Before", "2025-12-31", None), ("In", "2026-05", None), ("Done", "2026", "well"),
                                  ("After", "2027", None)):  # fmt: skip
        anna.journal.create("activity", {"title": title, "start": start, "results": results, "participants_total": 5})
    state = read_call(anna.workspace, call)
    assert state is not None and (state.records, state.has_answered) == (2, False)
    assert [(each.title, each.fields) for each in state.lacking] == [("In", ("results",))]
    assert unknown_fields(state.call) == ["height", "private_note"]
    assert due_words(state.call, DAY) == "Until 15 December 2026"
    assert due_words(state.call, date(2026, 12, 16)) == "Was due on 15 December 2026"
    answer_call(anna.workspace, call, DAY, "one to come")
    anna.journal.edit(state.lacking[0].id, {"results": "too"}, type="activity")
    answer_call(anna.workspace, call, DAY)  # again: it is the same answer
    secretariat.take(anna.send(), accept_new=True)
    back = read_call(secretariat.workspace, call)
    assert back is not None and not back.has_answered
    assert [(each.title, each.values["records"], each.values["complete"]) for each in back.answers] == [("Anna", 2, 2)]


def test_an_answer_needs_a_call_and_a_name(desk: MakeDesk) -> None:
    anna = desk("Anna")
    with pytest.raises(UserFacingError, match="This call is not here"):
        answer_call(anna.workspace, "nowhere", DAY)
    call = anna.journal.create("call", {"title": "Figures"})
    anna.journal.set_author("")
    with pytest.raises(UserFacingError, match="needs the name of this desk"):
        answer_call(anna.workspace, call, DAY)
