"""What somebody chose in a round of votes: topics with points."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from desktop.i18n import ngettext
from desktop.workspace.records.kinds.field import (
    Field,
    FieldKind,
    OneValue,
    Search,
    Value,
    several_values,
)


def read_ballot(value: object) -> dict[str, int]:
    """Points by the id of a topic; empty where it is no such text. Points of 0 or less say nothing."""
    try:
        found: Any = json.loads(str(value)) if value else None
    except (ValueError, RecursionError):
        return {}
    return {id: each for id, each in found.items() if is_points(each)} if isinstance(found, dict) else {}  # pyright: ignore


def is_points(value: object) -> bool:
    """Is this a number of points that a ballot can give?"""
    return type(value) is int and 0 < value <= 2**31


def write_ballot(points: Mapping[str, int]) -> str | None:
    """The text of it, the same for the same choice; None where nothing was chosen."""
    kept = {id: each for id, each in sorted(points.items()) if each > 0}
    return json.dumps(kept, separators=(",", ":")) if kept else None


class BallotRules(OneValue):
    """A JSON object, {id of a topic: points}, sorted. Shown as how many topics it names: what was chosen is the person's."""

    kind = FieldKind.BALLOT
    labelled = True
    search = Search.NOT
    in_tables = False

    def parse(self, field: Field, text: str) -> Value:
        raise several_values(field)

    def hint(self, field: Field) -> str:
        return ""

    def format(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        count = len(read_ballot(value))
        return ngettext("{count} topic", "{count} topics", count).format(count=count)

    def to_csv(self, field: Field, value: Value) -> str:
        return ""
