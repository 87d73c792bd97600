"""What a record's changes mean: heads, shown values, conflicts. A pure function of the set of changes.

A multi-value register per field (`JOURNAL.md`): a change of a field takes the place of the heads its author saw;
what nobody has replaced is a head; several heads with different values are a conflict, shown and never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.workspace.records.record_description import MARKS, Value

MOST_REFERENCES = 20_000
"""Changes that one change may replace."""

ChangeId = tuple[int, int]  # replica (its local number), seq
Rank = tuple[int, int, str, int]  # stamp in ms, counter, replica id, seq


@dataclass(slots=True)
class Edit:
    """A change as far as a record's state depends on it."""

    id: ChangeId
    rank: Rank
    values: Mapping[str, Value]
    replaces: Mapping[str, Sequence[ChangeId]]
    time: int = 0  # ms since 1970 UTC, for people
    private: bool = False  # known to this desk alone: no say in what becomes of the record elsewhere


@dataclass(frozen=True, slots=True)
class Head:
    """One current value of a field and the change that set it."""

    change: ChangeId
    value: Value
    private: bool = False


@dataclass(slots=True)
class RecordState:
    """The state of one record, as far as it follows from its own changes."""

    heads: dict[str, list[Head]] = field(default_factory=dict[str, list[Head]])  # the shown one last
    _seen: dict[ChangeId, Mapping[str, Sequence[ChangeId]]] = field(
        default_factory=dict[ChangeId, Mapping[str, Sequence[ChangeId]]]
    )  # for heads of marks: what they had seen

    def choices(self, name: str) -> list[Value]:
        """The different values of a field, the shown one last; more than one is a conflict."""
        heads = self.heads.get(name, ())
        if len(heads) == 1:
            return [heads[0].value]
        values: list[Value] = []
        for head in heads:
            if head.value in values:
                values.remove(head.value)
            values.append(head.value)
        if "/" in name and len(values) > 1 and None in values:  # added here, removed there: the member stays
            values.remove(None)
            values.insert(0, None)
        return values

    def value(self, name: str) -> Value:
        """The value shown for a field; None if it has none."""
        choices = self.choices(name)
        return choices[-1] if choices else None

    def values(self) -> dict[str, Value]:
        """Every field that shows a value."""
        shown = ((name, self.value(name)) for name in self.heads)
        return {name: value for name, value in shown if value is not None}

    def disputed(self) -> list[str]:
        """Fields with several values, sorted."""
        return sorted(name for name, heads in self.heads.items() if len(heads) > 1 and len(self.choices(name)) > 1)

    def unseen_by(self, mark: str) -> list[str]:
        """Fields with a head that no standing `deleted` (or `merged_into`) had seen, sorted."""
        markers = [self._seen.get(head.change, {}) for head in self.heads.get(mark, ()) if head.value]
        return sorted(
            name
            for name, heads in self.heads.items()
            if name not in MARKS
            and any(
                not head.private and all(head.change not in seen.get(name, ()) for seen in markers) for head in heads
            )
        )

    @property
    def empty(self) -> bool:
        """No field but the marks holds a value: the record does not exist (any more)."""
        return all(self.value(name) is None for name in self.heads if name not in MARKS)

    @property
    def marked_deleted(self) -> bool:
        """All who had a say deleted it, and nobody had edited it unknown to them: edit beats delete."""
        return self.choices("deleted") == [True] and not self.unseen_by("deleted")

    @property
    def here(self) -> bool:
        """Lives by itself, whatever its parts do."""
        return not self.empty and not self.marked_deleted


def derive(edits: Iterable[Edit]) -> RecordState:
    """The state of a record from all its changes, in any order."""
    setters: dict[str, list[Edit]] = {}
    for edit in edits:
        for name in edit.values:
            setters.setdefault(name, []).append(edit)
    state = RecordState()
    for name, those in setters.items():
        if len(those) > 1:
            gone = {old for edit in those for old in edit.replaces.get(name, ())}
            those = sorted((edit for edit in those if edit.id not in gone), key=lambda edit: edit.rank)
        state.heads[name] = [Head(edit.id, edit.values[name], edit.private) for edit in those]
        if name in MARKS:
            state._seen.update((edit.id, edit.replaces) for edit in those)  # pyright: ignore[reportPrivateUsage]
    return state


def effective(state: RecordState, values: Mapping[str, Value]) -> dict[str, Value]:
    """The part of an edit that changes something. A mark said again after unseen edits does change something."""
    return {
        name: value
        for name, value in values.items()
        if (state.choices(name) or [None]) != [value] or (name in MARKS and value and state.unseen_by(name))
    }


def replaced(state: RecordState, values: Mapping[str, Value]) -> dict[str, list[ChangeId]]:
    """What an author who sees `state` replaces by setting `values`; a mark names the heads of all fields.

    No more than a package may hold: what is left stands beside the new value, and is replaced by the next edit. Else
    whoever writes as many into one field would have all that replaces them refused everywhere.
    """
    marking = any(name in MARKS for name in values)
    names = {*values, *state.heads} if marking else set(values)
    found, room = dict[str, list[ChangeId]](), MOST_REFERENCES
    for name in sorted(names, key=lambda name: (name not in values, name)):
        if (heads := state.heads.get(name, [])) and room > 0:
            found[name] = [head.change for head in heads[-room:]]
            room -= len(found[name])
    return dict(sorted(found.items()))
