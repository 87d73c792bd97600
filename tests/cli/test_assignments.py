"""`field=value` words of `add` and `edit`."""

from __future__ import annotations

import pytest

from desktop.cli.assignments import read_assignments
from desktop.errors import UserFacingError
from desktop.workspace.records.record_types import ACTIVITY


def test_values_members_weights_and_translations() -> None:
    assert read_assignments(
        ACTIVITY,
        ["title=Flood = drills", "title/fr=Exercices", "targets+=SDG:11.5", "targets/SDG:13.1=significant",
         "targets-=SDG:1.5", "participants_total=", "links+=https://example.org/a?b=c"],
    ) == {
        "title": "Flood = drills",
        "title/fr": "Exercices",
        "targets/SDG:11.5": "principal",
        "targets/SDG:13.1": "significant",
        "targets/SDG:1.5": None,
        "participants_total": None,
        "links/https://example.org/a?b=c": "https://example.org/a?b=c",
    }  # fmt: skip


@pytest.mark.parametrize(
    "word", ["title", "=x", "colour=red", "title+=x", "title/xx=x", "start/fr=2014", "targets=SDG:11.5"]
)
def test_a_word_that_does_not_fit_is_refused(word: str) -> None:
    with pytest.raises(UserFacingError):
        read_assignments(ACTIVITY, [word])
