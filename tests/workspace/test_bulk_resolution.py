"""Rules that settle many conflicts: what each says, where it says nothing, and what is written as one action."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import Cancelled
from desktop.workspace import Value, Workspace
from desktop.workspace.changes.shared_change import read_shared
from desktop.workspace.conflicts.bulk_resolution import (
    BOTH,
    MINE,
    NEWEST,
    THEIRS,
    Decision,
    by_rule,
    resolve_all,
    resolved_by,
    rules_for,
)
from desktop.workspace.conflicts.resolving import Choice, Disputed, read_disputed


def disputed(*choices: Choice, kind: str = "values", field: str = "title") -> Disputed:
    return Disputed("activity", "a", "A", kind, field, choices)


def choice(value: Value, author: str, *, mine: bool = False, at: int = 1) -> Choice:
    return Choice(value, author, at, mine, (at, 0) if at else (0, 0))


OWN, ANA, RUI = choice("own", "Me", mine=True, at=2), choice("ana", "Ana", at=3), choice("rui", "Rui", at=1)
NOBODY = choice(None, "", at=0)
NOTHING = "says nothing"


@pytest.mark.parametrize(
    ("conflict", "rule", "value"),
    [
        (disputed(OWN, ANA), MINE, "own"),
        (disputed(ANA, RUI), MINE, NOTHING),
        (disputed(OWN, ANA), THEIRS, "ana"),
        (disputed(OWN, ANA, RUI), THEIRS, NOTHING),
        (disputed(OWN), THEIRS, NOTHING),
        (disputed(ANA, OWN, RUI), NEWEST, "ana"),
        (disputed(RUI, OWN), NEWEST, "own"),
        (disputed(OWN, NOBODY), NEWEST, NOTHING),
        (disputed(OWN, ANA), BOTH, "own / ana"),
        (disputed(OWN, ANA, field="summary"), BOTH, "own\n\nana"),
        (disputed(NOBODY, choice(True, "Ana"), field="languages/fr"), BOTH, True),
        (disputed(NOBODY, choice("x", "Ana"), field="kind"), BOTH, "x"),
        (disputed(choice("a", "Ana"), choice("b", "Rui"), field="kind"), BOTH, NOTHING),
        (disputed(choice("principal", "Ana"), choice("significant", "Rui"), field="targets/SDG:1"), BOTH, NOTHING),
        (disputed(NOBODY, choice(True, "Ana"), field="deleted", kind="unseen_by_delete"), BOTH, NOTHING),
        (disputed(OWN, ANA, field="unheard of"), BOTH, NOTHING),
        (disputed(OWN, ANA, RUI), "from:Rui", "rui"),
        (disputed(OWN, ANA, RUI), "from:Me", NOTHING),
        (disputed(OWN, ANA, RUI), "from:Zoe", NOTHING),
        (disputed(ANA, choice("b", "Ana")), "from:Ana", NOTHING),
        (disputed(OWN, ANA, kind="circle"), MINE, NOTHING),
        (disputed(OWN, ANA, kind="circle"), NEWEST, NOTHING),
    ],
)
def test_what_a_rule_says(conflict: Disputed, rule: str, value: Value) -> None:
    said = by_rule(conflict, rule)
    assert (NOTHING if said is None else said.value) == value
    assert said is None or (said.disputed is conflict and not said.apart)
    assert resolved_by([conflict, conflict], rule) == ([] if said is None else [said, said])


def test_only_rules_that_settle_something_are_offered() -> None:
    assert rules_for([disputed(OWN, ANA)]) == [MINE, THEIRS, NEWEST, BOTH], "one other person is all of theirs"
    assert rules_for([disputed(OWN, ANA, RUI)]) == [MINE, NEWEST, BOTH, "from:Ana", "from:Rui"]
    assert rules_for([disputed(ANA, RUI, field="kind")]) == [NEWEST, "from:Ana", "from:Rui"]
    assert rules_for([disputed(OWN, NOBODY, field="deleted")]) == [MINE, THEIRS]
    assert rules_for([disputed(OWN, ANA, kind="circle")]) == rules_for([]) == []
    two = disputed(ANA, RUI)
    crowd = disputed(*(choice(name, name) for name in ("Eve", "Kim", "Lea", "Rui")))
    assert rules_for([two, crowd])[-4:] == ["from:Rui", "from:Ana", "from:Eve", "from:Kim"], "four who stand most often"
    assert rules_for([disputed(OWN, choice("x", ""), choice("y", "Ana"))])[-1] == "from:Ana", "nobody is no name"


def apart(tmp_path: Path, count: int) -> tuple[Workspace, list[str], list[Disputed]]:
    """A desk on which two people gave each of some activities another title."""
    first, second = (Workspace.create(tmp_path / f"{name}.focal", home=tmp_path / name) for name in ("mine", "theirs"))
    first.journal.set_author("Me")
    second.journal.set_author("Ana")
    ids = [first.journal.create("activity", {"title": f"t{n}"}) for n in range(count)]

    def send(one: Workspace, other: Workspace) -> None:
        with one.reading() as conn:
            changes = list(read_shared(conn))
        other.journal.receive(changes)

    send(first, second)
    for id in ids:
        first.journal.edit(id, {"title": "mine"})
        second.journal.edit(id, {"title": "theirs"})
    send(second, first)
    second.close()
    with first.reading() as conn:
        return first, ids, list(read_disputed(conn))


def test_what_is_settled_is_one_action_and_what_others_settled_first_is_passed_over(tmp_path: Path) -> None:
    desk, ids, conflicts = apart(tmp_path, 3)
    with desk.reading() as conn:
        assert [[each.id for each in read_disputed(conn, id)] for id in ids] == [[id] for id in ids]
    shown = [desk.record(id).title for id in ids]  # pyright: ignore[reportOptionalMemberAccess]
    decisions = resolved_by(conflicts, THEIRS)
    assert len(decisions) == 3
    desk.journal.edit(ids[1], {"title": "settled by hand"})
    heard: list[tuple[int, int]] = []
    done = resolve_all(desk, decisions, progress=lambda *said: heard.append(said))
    assert (done.number, done.gone) == (2, 1) and done.group and heard == [(0, 3)]
    assert [desk.record(id).title for id in ids] == ["theirs", "settled by hand", "theirs"]  # pyright: ignore[reportOptionalMemberAccess]
    again = resolve_all(desk, decisions)
    assert (again.number, again.gone, again.group) == (0, 3, "")
    assert desk.journal.undo().records == 2
    assert [desk.record(id).title for id in ids] == [shown[0], "settled by hand", shown[2]]  # pyright: ignore[reportOptionalMemberAccess]
    desk.close()


def test_who_gives_up_while_it_is_settled_finds_everything_as_it_was(tmp_path: Path) -> None:
    desk, ids, conflicts = apart(tmp_path, 2)

    def stop(done: int, all: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        resolve_all(desk, [Decision(each, "new") for each in conflicts], progress=stop)
    assert {desk.record(id).title for id in ids} <= {"mine", "theirs"}  # pyright: ignore[reportOptionalMemberAccess]
    assert len(desk.record(ids[0]).conflicts) == 1  # pyright: ignore[reportOptionalMemberAccess]
    desk.close()


def test_which_records_are_in_conflict(tmp_path: Path) -> None:
    desk, ids, _conflicts = apart(tmp_path, 2)
    other = desk.journal.create("activity", {"title": "quiet"})
    assert desk.in_conflict() == {("activity", id) for id in ids}
    assert desk.in_conflict({"activity": [ids[1], other, "nobody"], "visit": [ids[0]]}) == {("activity", ids[1])}
    assert desk.in_conflict({}) == set()
    desk.close()
