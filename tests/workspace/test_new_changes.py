"""Proofs of many changes that are made one after the other: the same as those made one by one."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from desktop.workspace import Value
from desktop.workspace.changes import proofs
from desktop.workspace.changes.proofs import Head, NewChanges, commitments
from desktop.workspace.changes.value_compression import to_json

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_NAMES = st.one_of(
    _TEXTS,
    st.sampled_from(
        [
            "title",
            "title/fr",
            "targets/SDG:11.5",
            "links/" + "0" * 32,
            "x/" + "0" * 64,
            "/",
            "x/y/z",
            "/x",
            "/" + "0" * 64,
            'a"b',
        ]
    ),
)
_VALUES = st.one_of(_TEXTS, st.none(), st.booleans(), st.integers(-(2**53), 2**53))


@given(st.dictionaries(_NAMES, _VALUES), st.tuples(_TEXTS, _TEXTS, _TEXTS))
def test_a_change_among_many_is_proven_as_one_alone(values: dict[str, Value], words: tuple[str, str, str]) -> None:
    record, author, label = words
    head = Head(
        group=3, kind="import", record=record, replaces={}, replica="r", seq=4, stamp=(5, 6), time=7, type="activity"
    )  # fmt: skip
    salt, changes = b"s" * 16, NewChanges(author, label)
    wanted = head.digest(commitments(record, salt, values, author, label))
    with patch.object(proofs, "new_salt", return_value=salt):
        for _again in range(2):  # the second time with what was kept of the names
            assert changes.prove(head, values) == (salt, wanted, to_json(values))
