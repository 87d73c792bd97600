"""Sample records to try the desk with: loaded as one action, thrown away as one.

`resources/sample/*.json` hold records under short keys; a key stands where another record is pointed to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from desktop.words import _
from desktop.workspace.fields import FieldKind, RecordType, Value, split_member
from desktop.workspace.records import RECORD_TYPES

if TYPE_CHECKING:
    from desktop.workspace import UndoReport, Workspace

_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sample"
_FILES = (
    ("organisation", "organisations.json"),
    ("person", "people.json"),
    ("activity", "activities.json"),
    ("run", "runs.json"),
)
_META = "sample_group"


def loaded(workspace: Workspace) -> bool:
    """Is the sample in the workspace, as far as nobody has thrown it away?"""
    return bool(workspace.meta(_META))


def load(workspace: Workspace) -> str:
    """Write the sample as one action; returns its group's id. Raises what any write raises."""
    with workspace.journal.group("sample", _("Sample")) as group:
        workspace.journal.bulk(group, records())
    workspace.set_meta(_META, group.id)
    return group.id


def discard(workspace: Workspace) -> UndoReport | None:
    """Take the sample back in one step; None where there is none. What a person has edited since stays, and
    the report says so.
    """
    group = workspace.meta(_META)
    if not group:
        return None
    report = workspace.journal.undo_group(group)
    workspace.set_meta(_META, "")
    return report


def records() -> Iterator[tuple[str, str, Mapping[str, Value]]]:
    """(type, id, values) of each sample record, those that others point to first. Ids are new each time."""
    ids: dict[str, str] = {}
    for type, name in _FILES:
        texts = cast("dict[str, dict[str, Value]]", json.loads((_FOLDER / name).read_text("utf-8")))
        ids.update({key: str(uuid4()) for key in texts})
        for key, values in texts.items():
            yield type, ids[key], _pointed(RECORD_TYPES[type], values, ids)


def _pointed(kind: RecordType, values: Mapping[str, Value], ids: Mapping[str, str]) -> dict[str, Value]:
    """The values with ids in place of keys."""
    found: dict[str, Value] = {}
    for name, value in values.items():
        head, key = split_member(name)
        field = kind.by_name[head]
        if field.kind is FieldKind.REFERENCE:
            found[name] = ids[str(value)]
        elif field.kind is FieldKind.LINKED:
            role, _colon, target = key.partition(":")
            found[f"{head}/{role}:{ids[target]}"] = value
        else:
            found[name] = value
    return found
