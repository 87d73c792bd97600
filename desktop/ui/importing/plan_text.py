"""What a plan would do, record by record, in words: to be listed before and after an import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from desktop.exchange import Duplicate, FieldChange, ImportPlan, RecordChange
from desktop.exchange.importing.editions import SourceRecord
from desktop.exchange.importing.own_edits import own_edits_of
from desktop.i18n import _
from desktop.ui.importing.value_fix import meaning_words
from desktop.ui.widgets.displayed_codes import member_label
from desktop.workspace import RECORD_TYPES, Field, Value, split_member
from desktop.workspace.records.kinds.field import Storage

if TYPE_CHECKING:
    from desktop.workspace import Workspace

MOST = 1_000
"""Lines of each list; those beyond are counted."""
_LONGEST = 60
_ACTIVITY = RECORD_TYPES["activity"]


@dataclass(frozen=True)
class Line:
    """Where in the file ("" where it has no place of its own), what, and more about it; `id`: of the activity, where it can
    be left out.
    """

    place: str
    what: str
    more: str = ""
    id: str = ""
    cells: tuple[str, ...] = ()
    """In further columns."""


@dataclass(frozen=True)
class CellLine:
    """Cells that were not understood: the first of them, how many have the same, what is wrong; or, in words, what a person
    said that they mean.
    """

    place: str
    column: str
    value: str
    count: int
    reason: str
    meaning: str = ""


@dataclass(frozen=True)
class Findings:
    """Figures and lists of one plan."""

    new: int
    changed: int
    unchanged: int
    refused: int
    duplicates: int = 0
    lists: Mapping[str, list[Line]] = field(default_factory=dict[str, list[Line]])
    """new, changed, refused, duplicates, own, gone, notes"""
    cells: tuple[CellLine, ...] = ()
    equal_rows: int = 0
    """Rows with the title and dates of another, which could be joined with it."""
    join_rows: bool = False
    """They are."""
    said: tuple[str, ...] = ()
    places: bool = False
    """Country or coordinates were filled in by the names of places, or a person said that they are not."""
    no_places: bool = False
    """A person said so."""
    edition: bool = False
    """The list is the next edition of a source."""
    own: int = 0
    """Fields that were edited here since, and that the list changes."""
    gone: int = 0
    """Activities that are no longer in the list."""


def findings_of(workspace: Workspace, plan: ImportPlan) -> Findings:
    """Read them from a plan. For a background task."""
    names = {id: str(values.get("name") or "") for _type, id, values in plan.linked}
    wanted = {
        each.field.rpartition(":")[2]
        for change in plan.changes
        for each in change.fields
        if each.field.startswith(("organisations/", "people/"))
    }
    for id in sorted(wanted - names.keys()):
        if (record := workspace.record(id)) is not None:
            names[id] = record.title
    new = zip(islice(plan.new_records, MOST), plan.new_lines, strict=False)
    notes = [Line(str(each.line), each.reason) for each in plan.notes if not each.about_cell]
    notes += [Line(str(line), _("You left out this row.")) for line in plan.without_rows]
    lists = {
        "new": [_new(line, id, values) for (_type, id, values), line in new],
        "changed": [_changed(change, names) for change in plan.changes[:MOST]],
        "refused": [Line(str(each.line), each.reason) for each in plan.refused[:MOST]],
        "duplicates": [_duplicate(each) for each in plan.duplicates[:MOST]],
        "own": [
            Line(str(each.line), each.title, each.label, each.key, (each.before, each.own, each.new))
            for each in islice(own_edits_of(plan), MOST)
        ],
        "gone": [Line("", each.title or _("Untitled"), each.source_id, each.id) for each in _gone(plan)[:MOST]],
        "notes": notes[:MOST],
    }
    return Findings(
        plan.new,
        plan.changed,
        plan.unchanged,
        len(plan.refused),
        len(plan.duplicates),
        lists,
        tuple(_cells(plan)),
        plan.equal_rows,
        plan.mapping.join_rows,
        tuple(plan.sentences()[1:]),
        bool(plan.places.found) or plan.mapping.no_places,
        plan.mapping.no_places,
        plan.edition is not None,
        len(plan.own_edits),
        len(_gone(plan)),
    )


def _gone(plan: ImportPlan) -> list[SourceRecord]:
    return plan.edition.gone if plan.edition is not None else []


def _cells(plan: ImportPlan) -> list[CellLine]:
    """What was not understood, and below it what a person said of cells of this list."""
    found = [
        CellLine(str(each.line), each.column, each.value, each.count, each.short_reason)
        for each in plan.notes[: 2 * MOST]
        if each.about_cell
    ]
    for column, meanings in plan.mapping.values.items():
        if column in plan.headings:
            found += [
                CellLine("", column, value, 0, _("As you said"), meaning_words(plan.mapping, column, value))
                for value in meanings
            ]
    return found[:MOST]


def _new(line: int, id: str, values: Mapping[str, Value]) -> Line:
    more = [
        _words(_ACTIVITY.by_name[name], values.get(name), {})
        for name in ("kind", "country", "start")
        if values.get(name)
    ]
    return Line(str(line), str(values.get("title") or _("Untitled")), " · ".join(more), id)


def _duplicate(duplicate: Duplicate) -> Line:
    more = [_words(_ACTIVITY.by_name["start"], duplicate.start, {})]
    more += [
        _words(_ACTIVITY.by_name[name], value, {})
        for name, value in (("municipality", duplicate.municipality), ("country", duplicate.country))
        if value
    ]
    like = _("line {line}").format(line=duplicate.other_line) if duplicate.other_line else _("one on this desk")
    return Line(str(duplicate.line), duplicate.title, " · ".join([like, *more]), duplicate.id)


def _changed(change: RecordChange, names: Mapping[str, str]) -> Line:
    said = [words for each in change.fields if (words := _change_words(each, names))]
    return Line(str(change.line), change.title, "; ".join(said) or _("source data only"), change.id)


def _change_words(change: FieldChange, names: Mapping[str, str]) -> str:
    name, key = split_member(change.field)
    described = _ACTIVITY.by_name[name]
    label = _(described.label)
    if described.rules.storage is Storage.JOURNAL:
        return ""
    if described.is_set:
        member = member_label(described, key, names)
        words = _("{field}: without {member}") if change.new is None else _("{field}: {member} added")
        return words.format(field=label, member=member)
    if key:
        label = f"{label} ({key})"
    old, new = _words(described, change.old, names), _words(described, change.new, names)
    if change.own:
        return _("{field}: {old} was edited here, the list says {new}").format(field=label, old=old, new=new)
    if change.old is None:
        return _("{field}: {new}").format(field=label, new=new)
    return _("{field}: {old} → {new}").format(field=label, old=old, new=new)


def _words(described: Field, value: Value, names: Mapping[str, str]) -> str:
    if value is None:
        return _("empty")
    text = " ".join(described.format(value, names).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
