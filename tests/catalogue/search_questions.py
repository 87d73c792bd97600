"""The catalogue and the questions that the search is measured with: `tests/data/search` says what they are."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from desktop import sample
from desktop.workspace import Value, Workspace, record_id_from

_ROOT = Path(__file__).resolve().parents[2]
_FOLDER = _ROOT / "tests" / "data" / "search"

FIRST = 10
"""How many places of the list are judged at most."""

ENOUGH = 0.9
"""The share of questions that must pass."""

_FIELDS = {
    "title": "title",
    "kind": "kind",
    "country": "country",
    "status": "status",
    "start": "start",
    "municipality": "city",
}
"""Fields of an activity, and the columns that hold them."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody types, and the records that answer it: the number of a row, or the key of a sample activity."""

    text: str
    language: str
    rule: str
    right: frozenset[str]
    accepted: frozenset[str]

    @property
    def judged(self) -> int:
        """How many places at the top of the list are judged."""
        return min(FIRST, len(self.right))

    def passes(self, found: Sequence[str]) -> bool:
        """Is each of the judged places taken, by a record that is right or accepted?"""
        top = found[: self.judged]
        return len(top) == self.judged and self.right.union(self.accepted).issuperset(top)


def rows() -> list[dict[str, str]]:
    """The records as they stand in the file."""
    return _read("records.csv")


def sample_keys() -> dict[str, str]:
    """The key of each sample activity, by its title."""
    texts = (_ROOT / "resources" / "sample" / "activities.json").read_text("utf-8")
    return {values["title"]: key for key, values in cast("dict[str, dict[str, str]]", json.loads(texts)).items()}


def questions() -> list[Question]:
    """All questions, in the order of the file."""
    return [
        Question(
            row["question"],
            row["language"],
            row["rule"],
            frozenset(row["right"].split()),
            frozenset(row["accepted"].split()),
        )
        for row in _read("questions.csv")
    ]


def fill(workspace: Workspace, records: Sequence[Mapping[str, str]] | None = None) -> dict[str, str]:
    """Put these rows, or else all, and the sample into a workspace: what the questions call each activity, by its
    identifier."""
    records = rows() if records is None else records
    keys, names = sample_keys(), {_activity_id(record["id"]): record["id"] for record in records}

    def all_records() -> Iterator[tuple[str, str, Mapping[str, Value]]]:
        for type, id, values in sample.records():
            if type == "activity":
                names[id] = keys[str(values["title"])]
            yield type, id, values
        for name in sorted({record["organisation"] for record in records} - {""}):
            yield "organisation", _organisation_id(name), {"name": name}
        for record in records:
            yield "activity", _activity_id(record["id"]), _values(record)

    with workspace.journal.group("import", "records.csv") as group:
        workspace.journal.bulk(group, all_records())
    return names


def _values(record: Mapping[str, str]) -> dict[str, Value]:
    values: dict[str, Value] = {field: record[column] for field, column in _FIELDS.items() if record[column]}
    values |= {f"hazards/{code}": True for code in record["hazards"].split()}
    for place, code in enumerate(record["targets"].split()):
        values[f"targets/{code}"] = "significant" if place else "principal"
    if record["language"]:
        values[f"languages/{record['language']}"] = True
    if record["organisation"]:
        values[f"organisations/lead:{_organisation_id(record['organisation'])}"] = True
    return values


def _activity_id(number: str) -> str:
    return record_id_from(f"search question record {number}")


def _organisation_id(name: str) -> str:
    return record_id_from(f"search question organisation {name}")


def _read(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
