"""The pairs that the search for duplicates is measured with: their shape."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

_DATA = Path(__file__).resolve().parent.parent.parent / "data" / "duplicates" / "pairs.csv"
_COLUMNS = {
    "activity": {"name", "start", "city", "country", "organisation"},
    "organisation": {"name", "city", "country"},
    "person": {"name", "country", "organisation", "email"},
}
_ALL = set().union(*_COLUMNS.values())


def _pairs() -> list[dict[str, str]]:
    with _DATA.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("kind", _COLUMNS)
def test_about_half_of_the_pairs_of_a_kind_are_the_same(kind: str) -> None:
    judged = [pair["same"] for pair in _pairs() if pair["kind"] == kind]
    assert len(judged) >= 150
    assert set(judged) == {"yes", "no"}
    assert 0.45 <= judged.count("yes") / len(judged) <= 0.55


def test_pairs_are_two_records_that_differ_and_no_pair_comes_twice() -> None:
    seen: set[frozenset[tuple[str, ...]]] = set()
    for pair in _pairs():
        used = _COLUMNS[pair["kind"]]
        assert pair["a_name"] and pair["b_name"] and pair["why"]
        assert not any(pair[f"{side}_{column}"] for side in "ab" for column in _ALL - used)
        both = frozenset((pair["kind"], *(pair[f"{side}_{column}"] for column in sorted(_ALL))) for side in "ab")
        assert len(both) == 2 and both not in seen, pair["a_name"]
        seen.add(both)
    assert len(seen) == 520
