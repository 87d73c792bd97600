"""200 histories of 2 to 6 replicas; `python -m tests.soak merge` tries more."""

from __future__ import annotations

from desktop.workspace import RECORD_TYPES
from tests.exchange.merging.machine import run
from tests.workspace.test_journal_model import load_judge

HISTORIES, STEPS = 100, 12


def test_whatever_happens_all_end_alike_and_nothing_is_lost() -> None:
    """Beside the judge where it is at hand."""
    used: set[tuple[str, str]] = set()
    run(load_judge(), HISTORIES, STEPS, used=used)
    assert {kind for _type, kind in used} >= {"text", "choice", "codes", "reference"}


def test_every_record_type_and_kind_of_field_has_its_turn() -> None:
    """The other half, on another core."""
    used: set[tuple[str, str]] = set()
    run(load_judge(), HISTORIES, STEPS, seed=1, used=used)
    assert {type for type, _kind in used} == set(RECORD_TYPES)
    assert {kind for _type, kind in used} == {field.kind for each in RECORD_TYPES.values() for field in each.fields}
