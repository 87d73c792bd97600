"""How the command line shows things: lines for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from desktop.words import _
from desktop.workspace import Record


def print_json(data: object) -> None:
    """One JSON document on standard output, readable by people too."""
    print(json.dumps(data, ensure_ascii=False, indent=2))


def print_json_list(items: Iterable[object]) -> None:
    """A JSON array, item by item: a long list is never in memory as a whole."""
    between = "["
    for item in items:
        print(between)
        print(json.dumps(item, ensure_ascii=False, indent=2), end="")
        between = ","
    print("[]" if between == "[" else "\n]")


def say(sentence: str) -> None:
    """One sentence on standard error."""
    print(sentence, file=sys.stderr)


def as_data(record: Record) -> dict[str, Any]:
    """The shape of a record in JSON: `id`, `title`, `fields` by journal name (`targets/SDG:11.5`)."""
    return {"id": record.id, "title": record.title, "fields": dict(record.values)}


def print_record(record: Record) -> None:
    """A record, a field a line, in the order of the form."""
    print(f"{_(record.kind.label)}: {record.title}")
    print(record.id)
    place = {name: number for number, name in enumerate(record.kind.by_name)}
    for name, value in sorted(
        record.values.items(), key=lambda item: (place.get(item[0].partition("/")[0], 999), item[0])
    ):
        print(f"  {name} = {'' if value is True else value}")
    if record.missing:
        print(_("Still missing: {fields}").format(fields=", ".join(record.missing)))


def print_counts(counts: Mapping[str, int]) -> None:
    """Figures, one a line."""
    for label, count in counts.items():
        print(f"{label}: {count:,}")
