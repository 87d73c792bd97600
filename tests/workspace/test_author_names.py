"""Who is named only where they agreed: in a learning note, who said what."""

from __future__ import annotations

import pytest

from desktop.workspace import RECORD_TYPES, Record, Value
from desktop.workspace.changes.record_state import ChangeId, Edit
from desktop.workspace.privacy.author_names import may_be_named, shows_agreement
from desktop.workspace.projection.record_reader import Conflict

(ASKED,) = RECORD_TYPES["note"].asked
NAME, AGREED = ASKED.name, ASKED.agreed_by


@pytest.mark.parametrize(
    ("answer", "disputed", "shown"),
    [
        ("yes", "", True), ("no", "", False), (None, "", False), ("", "", False),
        ("yes", NAME, False), ("yes", AGREED, False), ("yes", "saw", True),
    ],
)  # fmt: skip
def test_who_is_shown_to_have_agreed(answer: Value, disputed: str, shown: bool) -> None:
    conflicts = (Conflict("values", disputed),) if disputed else ()
    note = Record("note", "n", 1, {NAME: "Ana", AGREED: answer}, True, False, None, conflicts, 0, 0)
    assert shows_agreement(note, ASKED) is shown


def history(*steps: dict[str, Value]) -> list[Edit]:
    """Edits of one desk, each of which takes the place of what stood there before."""
    edits: list[Edit] = []
    heads: dict[str, ChangeId] = {}
    for number, values in enumerate(steps, 1):
        replaces = {name: [heads[name]] for name in values if name in heads}
        edits.append(Edit((1, number), (number, 0, "r", number), values, replaces))
        heads |= dict.fromkeys(values, (1, number))
    return edits


@pytest.mark.parametrize(
    ("steps", "leaves"),
    [
        ([{"saw": "s"}], True),
        ([{NAME: "Ana"}], False),
        ([{NAME: "Ana"}, {AGREED: "yes"}], True),
        ([{NAME: "Ana"}, {AGREED: "no"}], False),
        ([{AGREED: "yes"}, {NAME: "Ana"}], True),
        ([{NAME: "Ana"}, {AGREED: "yes"}, {AGREED: None}], False),
        ([{AGREED: "yes"}, {NAME: "Ana"}, {NAME: "Rui"}], True),
        ([{NAME: "Ana"}, {NAME: "Rui"}, {AGREED: "yes"}], False),
        ([{NAME: "Ana Ruiz"}, {NAME: "ruiz ana maría"}, {AGREED: "yes"}], True),
        ([{NAME: "Ana Ruiz Gómez"}, {NAME: "Ana Ruiz"}, {AGREED: "yes"}], False),
        ([{NAME: "Ana"}, {AGREED: "yes"}, {NAME: None}], True),
        ([{NAME: "Ana"}, {NAME: None}, {AGREED: "yes"}], False),
        ([{NAME: "Ana"}, {NAME: None}], False),
        ([{AGREED: "yes"}, {NAME: "Ana"}, {AGREED: "no"}, {NAME: "Rui"}, {AGREED: "yes"}], False),
    ],
)
def test_which_names_may_leave(steps: list[dict[str, Value]], leaves: bool) -> None:
    assert may_be_named(history(*steps), ASKED) is leaves


def test_of_two_names_or_two_answers_at_once_none_leaves() -> None:
    both = history({AGREED: "yes"}, {NAME: "Ana"})
    both.append(Edit((2, 1), (9, 0, "s", 1), {NAME: "Rui"}, {}))
    assert not may_be_named(both, ASKED)
    answers = history({AGREED: "yes"}, {NAME: "Ana"})
    answers.append(Edit((2, 1), (9, 0, "s", 1), {AGREED: "no"}, {}))
    assert not may_be_named(answers, ASKED)
