"""The trials find the fault when one is planted."""

from __future__ import annotations

import pytest

from desktop.errors import UserFacingError
from tests.exchange.merging.faults import FAULTS
from tests.exchange.merging.machine import DRAWN, run

MOST = 200

SEEDS = {
    "undo_brings_the_first_value": 65,
    "out_of_order_is_dropped": 6,
    "a_hole_is_claimed": 6,
    "numbers_used_again_after_a_restore": 4,
    "what_was_erased_comes_again": 9,
    "a_circle_ends_elsewhere": 3,
    "merges_are_not_followed": 3,
    "people_leave_unasked": 15,
    "private_words_are_no_change_of_their_own": 5,
    "names_leave_unasked": 140,
    "a_part_does_not_keep_its_whole": 65,
}
"""With which a fault is found among the first histories; the others are with 0."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the judge: what must hold is known to the trials themselves."""
    FAULTS[fault](monkeypatch)
    with pytest.raises((AssertionError, UserFacingError)):
        run(None, MOST, 12, seed=SEEDS.get(fault, 0), shrink=False, types=DRAWN)
