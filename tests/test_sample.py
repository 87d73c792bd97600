"""The sample fits the field descriptions and the vocabularies."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from desktop.catalogue.values import parse_field, parse_member
from desktop.sample import records
from desktop.vocabularies import load
from desktop.workspace.fields import FieldKind, Value, split_member
from desktop.workspace.records import RECORD_TYPES

RECORDS = list(records())


@pytest.mark.parametrize(("type", "id", "values"), RECORDS, ids=[f"{each[0]}-{n}" for n, each in enumerate(RECORDS)])
def test_each_value_reads_as_it_is_written(type: str, id: str, values: dict[str, Value]) -> None:
    for name, value in values.items():
        head, key = split_member(name)
        field = RECORD_TYPES[type].by_name[head]
        if field.is_set:
            assert parse_member(field, key) == key, name
            assert not field.weights or load(field.weights).find(str(value)) is not None, name
        else:
            assert parse_field(field, str(value)) == value, name
        if field.kind is FieldKind.LINKS:
            assert urlsplit(key).hostname == "example.org"


def test_participants_by_gender_sum_up() -> None:
    for type, _id, values in RECORDS:
        if type == "activity" and "participants_women" in values:
            parts = [values.get(f"participants_{each}") or 0 for each in ("women", "men", "other")]
            assert sum(int(part) for part in parts) == values["participants_total"], values["title"]
