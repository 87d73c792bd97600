"""Sample records to try the desk with: loaded as one action, thrown away as one.

`resources/sample/*.json` hold records under short keys; a key stands where another record is pointed to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast
from uuid import uuid4

from desktop.catalogue import parts_of, references
from desktop.i18n import _
from desktop.workspace import RECORD_TYPES, FieldKind, Record, RecordType, UndoReport, Value, Workspace, split_member
from desktop.workspace.records.kinds.ballot import read_ballot, write_ballot
from desktop.workspace.records.kinds.field import ReferenceIn
from desktop.workspace.records.record_ids import vote_record_id

_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sample"
_FILES = (
    ("organisation", "organisations.json"),
    ("person", "people.json"),
    ("goal", "goals.json"),
    ("indicator", "indicators.json"),
    ("activity", "activities.json"),
    ("run", "runs.json"),
    ("module", "modules.json"),
    ("certificate", "certificates.json"),
    ("evaluation", "evaluations.json"),
    ("visit", "visits.json"),
    ("question", "questions.json"),
    ("session", "sessions.json"),
    ("participant", "participants.json"),
    ("task", "tasks.json"),
    ("budget_line", "budget_lines.json"),
    ("note", "notes.json"),
    ("finding", "findings.json"),
    ("commitment", "commitments.json"),
    ("follow_up", "follow_ups.json"),
    ("forum", "forums.json"),
    ("topic", "topics.json"),
    ("comment", "comments.json"),
    ("round", "rounds.json"),
    ("vote", "votes.json"),
    ("call", "calls.json"),
    ("answer", "answers.json"),
    ("need", "needs.json"),
    ("offer", "offers.json"),
)
_META = "sample"


def loaded(workspace: Workspace) -> bool:
    """Is any of the sample's activities in the workspace?"""
    ids = _noted(workspace).get("activity", [])
    return any(record.listed for record in workspace.records("activity", ids))


def load(workspace: Workspace) -> str:
    """Write the sample as one action; returns its group's id. Raises what any write raises."""
    ids: dict[str, list[str]] = {type: [] for type, _name in _FILES}

    def noting() -> Iterator[tuple[str, str, Mapping[str, Value]]]:
        for type, id, values in records():
            ids[type].append(id)
            yield type, id, values

    with workspace.journal.group("sample", _("Sample")) as group:
        workspace.journal.bulk(group, noting())
    workspace.set_meta(_META, json.dumps({"": [group.id], **ids}))
    return group.id


def discard(workspace: Workspace) -> UndoReport | None:
    """Take the sample out as one action, which can be undone; None where there is none.

    Records that a person has edited since stay whole, with what they point to, and so does what the person's own
    records point to; `left` of the report names the edited fields.
    """
    if not loaded(workspace):
        return None
    noted = _noted(workspace)
    group_id, *_none = noted.pop("")
    left: list[tuple[str, str]] = []
    kept = _kept(workspace, noted, group_id, left)
    fields = gone = 0
    with workspace.journal.group("delete") as group:
        for type, _name in reversed(_FILES):
            for record in workspace.records(type, noted.get(type, [])):
                if record.id not in kept and record.values:
                    fields += workspace.journal.edit(record.id, dict.fromkeys(record.values), group=group, type=type)
                    gone += 1
    # Undone, this brings back what went: then it can be thrown away again. What was kept is no sample any more.
    rest = {type: [id for id in ids if id not in kept] for type, ids in noted.items()}
    workspace.set_meta(_META, json.dumps({"": [group_id], **rest}))
    return UndoReport(group_id, "sample", "", fields, gone, tuple(left))


def _noted(workspace: Workspace) -> dict[str, list[str]]:
    """What `load` wrote, ids by record type, and under "" the action; empty where there is no sample."""
    text = workspace.meta(_META)
    return cast("dict[str, list[str]]", json.loads(text)) if text else {}


def _kept(workspace: Workspace, noted: Mapping[str, list[str]], group_id: str, left: list[tuple[str, str]]) -> set[str]:
    """Ids of the records that stay: edited, or pointed to by what stays. Fills `left` with the edited fields."""
    found = {record.id: record for type in noted for record in workspace.records(type, noted.get(type, []))}
    todo: list[str] = []
    for id, record in found.items():
        history = [entry for entry in workspace.journal.history(id, record.type) if entry.group == group_id]
        made = {change.name: change.new for entry in history for change in entry.fields}
        names = {name for name in (*made, *record.values) if made.get(name) != record.values.get(name)}
        left += [(id, name) for name in sorted(names)]
        theirs = any(each.id not in found for each in references(workspace, id))
        if names or theirs or _has_own_part(workspace, record, found):
            todo.append(id)
    kept: set[str] = set()
    while todo:
        if (id := todo.pop()) in found and id not in kept:
            kept.add(id)
            todo += _pointed_to(found[id])
    return kept


def _has_own_part(workspace: Workspace, record: Record, found: Mapping[str, Record]) -> bool:
    parts = [kind.name for kind in RECORD_TYPES.values() if kind.part_of == record.type]
    return any(id not in found for type in parts for id in parts_of(workspace, type, record.id))


def _pointed_to(record: Record) -> Iterator[str]:
    for name, value in record.values.items():
        head, key = split_member(name)
        field = record.kind.by_name.get(head)
        if field is not None and (id := field.points_to(key, value)):
            yield id


def records() -> Iterator[tuple[str, str, Mapping[str, Value]]]:
    """(type, id, values) of each sample record, those that others point to first. Ids are new each time."""
    ids: dict[str, dict[str, str]] = {}
    for type, name in _FILES:
        texts = cast("dict[str, dict[str, Value]]", json.loads((_FOLDER / name).read_text("utf-8")))
        ids[type] = {key: _new_id(type, values, ids) for key, values in texts.items()}
        for key, values in texts.items():
            yield type, ids[type][key], _pointed(RECORD_TYPES[type], values, ids)


def _new_id(type: str, values: Mapping[str, Value], ids: Mapping[str, Mapping[str, str]]) -> str:
    """A person has one vote in a round; of all else ids are new."""
    if type == "vote":
        return vote_record_id(ids["round"][str(values["parent"])], ids["person"][str(values["person"])])
    return str(uuid4())


def _pointed(kind: RecordType, values: Mapping[str, Value], ids: Mapping[str, Mapping[str, str]]) -> dict[str, Value]:
    """The values with ids in place of keys."""
    found: dict[str, Value] = {}
    for name, value in values.items():
        head, key = split_member(name)
        field = kind.by_name[head]
        if field.rules.reference_in is ReferenceIn.VALUE:
            found[name] = ids[field.target][str(value)]
        elif field.rules.reference_in is ReferenceIn.MEMBER:
            role, _colon, target = key.partition(":")
            found[f"{head}/{role}:{ids[field.target][target]}"] = value
        elif field.kind is FieldKind.BALLOT:
            found[name] = write_ballot({ids["topic"][each]: points for each, points in read_ballot(value).items()})
        else:
            found[name] = value
    return found
