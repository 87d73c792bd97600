"""Ids of records that follow from identifiers."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from desktop.workspace import record_id_from
from desktop.workspace.records.record_ids import NAMESPACE


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_identifier_gives_the_id_that_uuid5_gives(identifier: str) -> None:
    assert record_id_from(identifier) == str(uuid.uuid5(NAMESPACE, identifier.strip()))
