"""What a person says of a partner's key: rights are of the key whose code was compared, and go with the confirmation."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.partners import Partner, delete_partner, find_partner, let_bring_old, let_erase, restore_partner
from desktop.exchange.partners.standing import (
    FREEZE,
    NOTHING_SAID,
    confirm,
    read_standing,
    read_standings,
    restore_rights,
    set_state,
    write_confirmation,
)
from desktop.workspace.changes.erasure_decisions import ASKED, DECIDED, DECLINED
from tests.exchange.trust.attackers import Desk, MakeDesk


def _partner(desk: Desk, name: str) -> Partner:
    return find_partner(desk.workspace, name)


def _met(anna: Desk, bruno: Desk) -> str:
    """Bruno's person, whom Anna has too; each knows the other."""
    person = bruno.journal.create("person", {"name": "Lucía Ramírez", "consent": "network"})
    anna.take(bruno.send())
    bruno.take(anna.send())
    return person


def test_rights_are_for_partners_whose_code_was_compared(desk: MakeDesk) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    _met(anna, bruno)
    for give in (
        lambda: let_erase(bruno.workspace, _partner(bruno, "Anna"), "people"),
        lambda: let_bring_old(bruno.workspace, _partner(bruno, "Anna"), True),
    ):
        with pytest.raises(UserFacingError, match="Anna is not confirmed"):
            give()
    let_erase(bruno.workspace, _partner(bruno, "Anna"), "never")  # takes nothing from anybody
    assert _partner(bruno, "Anna").erases == DECLINED
    confirm(bruno.workspace, _partner(bruno, "Anna"))
    let_erase(bruno.workspace, _partner(bruno, "Anna"), "people")
    let_bring_old(bruno.workspace, _partner(bruno, "Anna"), True)
    assert (_partner(bruno, "Anna").erases, _partner(bruno, "Anna").brings_old) == (DECIDED, True)


def test_a_right_rests_while_the_confirmation_is_taken_back(desk: MakeDesk) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    person = _met(anna, bruno)
    confirm(bruno.workspace, _partner(bruno, "Anna"))
    let_erase(bruno.workspace, _partner(bruno, "Anna"), "people")
    with bruno.workspace.reading() as conn:
        said = read_standing(conn, _partner(bruno, "Anna").key)
    assert said.confirmed_by == "Bruno" and said.confirmed
    confirm(bruno.workspace, _partner(bruno, "Anna"), False)
    anna.journal.erase([person], {})
    anna.workspace.finish_erasing()
    report = bruno.take(anna.send())
    assert (report.erased, report.requests) == (0, 1) and bruno.values(person)["name"] == "Lucía Ramírez"
    write_confirmation(bruno.workspace, _partner(bruno, "Anna"), said.confirmed_by, said.confirmed)
    with bruno.workspace.reading() as conn:
        assert read_standings(conn) == {_partner(bruno, "Anna").key: said}


def test_another_key_has_none_of_the_rights(desk: MakeDesk, tmp_path: Path) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    person = _met(anna, bruno)
    confirm(bruno.workspace, _partner(bruno, "Anna"))
    let_erase(bruno.workspace, _partner(bruno, "Anna"), "people")
    anna.close()
    anna.open(tmp_path / "another computer")  # the file alone: another key
    anna.journal.erase([person], {})
    anna.workspace.finish_erasing()
    report = bruno.take(anna.send(), new_key=True)
    assert (report.erased, report.requests) == (0, 1) and bruno.values(person)["name"] == "Lucía Ramírez"
    with bruno.workspace.reading() as conn:
        assert read_standing(conn, _partner(bruno, "Anna").key) == NOTHING_SAID


def test_rights_are_put_back_as_they_were(desk: MakeDesk) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    _met(anna, bruno)
    confirm(bruno.workspace, _partner(bruno, "Anna"))
    let_bring_old(bruno.workspace, _partner(bruno, "Anna"), True)
    before = _partner(bruno, "Anna")
    let_erase(bruno.workspace, before, "never")
    let_bring_old(bruno.workspace, before, False)
    restore_rights(bruno.workspace, before)
    after = _partner(bruno, "Anna")
    assert (after.erases, after.brings_old) == (ASKED, True)


def test_a_partner_taken_off_the_list_is_put_back_whole(desk: MakeDesk) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    _met(anna, bruno)
    confirm(bruno.workspace, _partner(bruno, "Anna"))
    bruno.send("Anna")
    before = _partner(bruno, "Anna")
    delete_partner(bruno.workspace, before)
    assert bruno.partners() == []
    restore_partner(bruno.workspace, before)
    restore_partner(bruno.workspace, before)
    assert bruno.partners() == [before] and before.sent
    with bruno.workspace.reading() as conn:
        assert read_standing(conn, before.key).confirmed


def test_freezing_and_confirming_say_nothing_of_each_other(desk: MakeDesk) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    _met(anna, bruno)
    set_state(bruno.workspace, _partner(bruno, "Anna"), FREEZE)
    confirm(bruno.workspace, _partner(bruno, "Anna"))
    with bruno.workspace.reading() as conn:
        said = read_standing(conn, _partner(bruno, "Anna").key)
    assert (said.state, said.confirmed_by) == (FREEZE, "Bruno")
