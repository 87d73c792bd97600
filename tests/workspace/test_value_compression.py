"""The stored form of a change gives back what was put in, alone, whatever it is; what is damaged says so."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.workspace.changes.value_compression import decode, dictionary, encode, names_field, pack, to_json, unpack

_TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=300)
_VALUES = st.dictionaries(
    _TEXTS, st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | _TEXTS, max_size=12
)  # fmt: skip
_LONG = {"title": "Flood drills", "summary": "The city trains its volunteers in spring. " * 5, "private": None}


@given(_VALUES)
@settings(max_examples=200, deadline=None)
def test_what_is_stored_is_given_back(values: dict[str, bool | int | str | None]) -> None:
    stored = encode(values)
    assert decode(stored) == values
    assert unpack(stored) == to_json(values)
    assert all(
        names_field(stored, name) for name in values if name and json.dumps(name, ensure_ascii=False)[1:-1] == name
    )


def test_a_short_change_stays_text_and_a_long_one_is_compressed() -> None:
    assert encode({"deleted": True}) == '{"deleted":true}'
    stored = encode(_LONG)
    assert isinstance(stored, bytes) and len(stored) < len(to_json(_LONG)) / 2
    assert decode(to_json(_LONG)) == decode(stored)  # as files of earlier versions hold it


@pytest.mark.parametrize("number", range(12))
def test_what_is_damaged_is_a_value_error(number: int) -> None:
    stored = pack(to_json(_LONG))
    assert isinstance(stored, bytes)
    for broken in (b"", b"\x00" + stored[1:], b"\x09" + stored[1:], stored[: -1 - number], stored + b"x"):
        with pytest.raises(ValueError, match="change"):
            decode(broken)


def test_a_dictionary_is_never_edited() -> None:
    """Files hold changes that cannot be read without the very bytes that they were written with: make another one."""
    assert (
        hashlib.sha256(dictionary(1)).hexdigest() == "c7e876bf2ab80c66ea296a1142c481ff1a742c45f04b7a49b6d5c1a17dbba2b1"
    )
