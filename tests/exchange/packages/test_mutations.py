"""The short form of `python -m tests.soak hostile`: in a process of its own, whose memory is looked at."""

from __future__ import annotations

import sys

import pytest

from tests.exchange.packages.mutations import MOST_MB, MOST_S, try_many

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process is not limited there")


def test_mutated_packages_and_pdfs_are_refused_in_a_sentence_or_taken_in_whole() -> None:
    outcome = try_many(400, "suite")
    assert outcome.faults == []
    assert outcome.tried.total() == 400 and 40 < outcome.taken < 200
    assert len(outcome.tried) == 9 and len(outcome.refused) > 8
    assert outcome.slowest < MOST_S and outcome.memory < MOST_MB
