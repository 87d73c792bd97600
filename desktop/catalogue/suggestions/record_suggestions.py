"""Suggestions for records of the catalogue: what they have already is left out; what a person accepts is one action."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from desktop.catalogue.suggestions.learnt import Counts, learn
from desktop.catalogue.suggestions.suggesting import (
    LOWEST_CONFIDENCE,
    Suggestion,
    learnable_stems,
    suggest,
    text_of,
)
from desktop.i18n import _
from desktop.workspace import RECORD_TYPES, Value, member

if TYPE_CHECKING:
    from desktop.workspace import Workspace

TYPE = "activity"
"""The record type that has suggestions."""
_PART = 200
_PRINCIPAL, _SIGNIFICANT = "principal", "significant"


@dataclass(frozen=True, slots=True)
class RecordSuggestion:
    """A suggestion for one record."""

    id: str
    title: str
    text: str
    suggestion: Suggestion


def open_suggestions(
    values: Mapping[str, object], learnt: Counts | None = None, *, lowest: int = LOWEST_CONFIDENCE
) -> list[Suggestion]:
    """Suggestions for a record with these values that it has not yet."""
    return [
        each
        for each in suggest(text_of(values), learnt, lowest=lowest)
        if values.get(member(each.field, each.code)) in (None, "")
    ]


def suggest_for(
    workspace: Workspace,
    ids: Sequence[str],
    learnt: Counts | None = None,
    *,
    lowest: int = LOWEST_CONFIDENCE,
    progress: Callable[[int], object] | None = None,
) -> Iterator[RecordSuggestion]:
    """Suggestions for activities, in their order. `progress` hears how many were read; what it raises ends the search."""
    for start in range(0, len(ids), _PART):
        part = ids[start : start + _PART]
        by_id = {record.id: record for record in workspace.records(TYPE, part)}
        for id in part:
            record = by_id.get(id)
            if record is None or not record.listed:
                continue
            text = text_of(record.values)
            for each in open_suggestions(record.values, learnt, lowest=lowest):
                yield RecordSuggestion(id, record.title, text, each)
        if progress is not None:
            progress(start + len(part))


def accepted_values(values: Mapping[str, object], accepted: Iterable[Suggestion]) -> dict[str, Value]:
    """The edit that sets accepted codes. The first target of a record without a principal one is its principal target."""
    found: dict[str, Value] = {}
    fields = RECORD_TYPES[TYPE].by_name
    for each in accepted:
        name = member(each.field, each.code)
        if not fields[each.field].weights:
            found[name] = True
        else:
            weights = (values.get(other) or found.get(other) for other in (*values, *found))
            found[name] = _SIGNIFICANT if _PRINCIPAL in weights else _PRINCIPAL
    return found


def accept(workspace: Workspace, id: str, accepted: Sequence[Suggestion]) -> str:
    """Set accepted codes of one activity and learn from it; returns the id of the action."""
    return accept_many(workspace, [RecordSuggestion(id, "", "", each) for each in accepted])


def accept_many(
    workspace: Workspace,
    accepted: Sequence[RecordSuggestion],
    progress: Callable[[int], object] | None = None,
) -> str:
    """Set accepted codes as one action and learn from them; returns the id of the action.

    What `progress` raises takes all of it back.
    """
    journal = workspace.journal
    with journal.group("bulk", _("Suggestions accepted")) as group:
        learnt: list[tuple[str, tuple[str, ...]]] = []
        done = 0
        for id, those in groupby(sorted(accepted, key=lambda each: each.id), key=lambda each: each.id):
            record = workspace.record(id, TYPE)
            if record is None:
                continue
            suggestions = sorted((each.suggestion for each in those), key=lambda each: (-each.confidence, each.code))
            journal.edit(id, accepted_values(record.values, suggestions), type=TYPE)
            stems = learnable_stems(text_of(record.values))
            learnt += ((each.code, stems) for each in suggestions)
            done += 1
            if progress is not None:
                progress(done)
        learn(workspace, learnt)
    return group.id
