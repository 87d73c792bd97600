"""The short form of `python -m tests.soak tables`."""

from __future__ import annotations

from pathlib import Path

from tests.exchange.tables.mutated_tables import bases, try_many


def test_mutated_tables_are_refused_with_a_sentence_or_read_whole(tmp_path: Path) -> None:
    outcome = try_many(0, 40, "suite", tmp_path, imported_every=3)
    assert outcome.faults == []
    assert outcome.read + outcome.refused.total() == 40 and outcome.imported
    assert len(bases()) > 50
