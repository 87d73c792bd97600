"""The records of a list as rows of texts, of which every table that leaves is made. Nothing private is among them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from desktop.catalogue.listing import list_of
from desktop.catalogue.record_names import names_of
from desktop.errors import Cancelled
from desktop.workspace import (
    RECORD_TYPES,
    Field,
    Record,
    Workspace,
)
from desktop.workspace.records.kinds.field import ReferenceIn

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-\d+(\.\d+)?\Z", re.ASCII)
_BATCH = 200
_IMPORTED = frozenset(("activity",))
"""Types whose tables the desk imports: in them one other record stands by its id, which the import knows; else by its name."""


@dataclass(frozen=True, slots=True)
class ExportedRow:
    """One record. `members`: the texts of each field, in its order; of a field that holds one value, one or none."""

    record: Record
    members: tuple[tuple[str, ...], ...]

    @property
    def cells(self) -> list[str]:
        """One text for each field; lists are joined by "; "."""
        return ["; ".join(each) for each in self.members]


@dataclass
class ExportedRows:
    """The rows of some records of a type, read when they are asked for; `written` counts those given so far.

    `nos_or_ids`: the records, in this order. Codes stand as codes; organisations as `role: name`, or by their name. The
    private note is not among `fields`, and people who did not agree to be shared are neither given nor counted.
    Iterating raises Cancelled when `cancelled` says so.
    """

    workspace: Workspace
    nos_or_ids: Sequence[int] | Sequence[str]
    type: str = "activity"
    progress: Callable[[int, int], object] | None = None
    cancelled: Callable[[], bool] | None = None
    written: int = 0
    shortened: int = 0
    """Of these, how many have a text that the file format could not hold whole."""
    with_source_data: bool = False
    """Do the records have what their import kept beside the fields, as far as it is shared?"""
    left_out: int = 0
    """Of these, how many the file format cannot hold."""
    linked: dict[str, set[str]] = dataclasses.field(default_factory=dict[str, set[str]])
    """Ids of the records, by their type, that the rows given so far name."""

    @property
    def fields(self) -> list[Field]:
        """The columns, after the one of the id."""
        return [each for each in RECORD_TYPES[self.type].fields if not each.private and each.rules.in_tables]

    def of_linked_records(self) -> Iterator[ExportedRows]:
        """The organisations and people whom the rows given so far name, one type after another."""
        for type, ids in sorted(self.linked.items()):
            if ids and type != self.type:
                yield ExportedRows(self.workspace, sorted(ids), type, cancelled=self.cancelled)

    def __iter__(self) -> Iterator[ExportedRow]:
        fields, done = self.fields, 0
        for batch in _batches(self.workspace, self.type, self.nos_or_ids, self.with_source_data):
            if self.cancelled is not None and self.cancelled():
                raise Cancelled
            names = _names(self.workspace, batch, fields, self.linked)
            for record in _consenting(batch) if self.type == "person" else batch:
                self.written += 1
                yield ExportedRow(record, tuple(_members(record, each, names) for each in fields))
            done += len(batch)
            if self.progress is not None:
                self.progress(done, len(self.nos_or_ids))


def safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before what would begin one, also where
    apostrophes stand before it already. A number below nothing is none.
    """
    if _NUMBER.match(text):
        return text
    return f"'{text}" if text.lstrip(" \u00a0\ufeff'").startswith(_FORMULA) else text


def _batches(
    workspace: Workspace, type: str, nos_or_ids: Sequence[int] | Sequence[str], whole: bool
) -> Iterator[list[Record]]:
    from desktop.workspace.privacy.gate import unagreed_names_of  # brings SQLAlchemy, and a list is shown without it

    listing = list_of(workspace, type)
    with workspace.reading() as conn:
        hidden = unagreed_names_of(conn)
    for start in range(0, len(nos_or_ids), _BATCH):
        part = nos_or_ids[start : start + _BATCH]
        ids = [each for each in part if isinstance(each, str)] or listing.ids_of(
            [each for each in part if isinstance(each, int)]
        )
        yield list(map(hidden.without_names, workspace.records(type, ids, journal_only=whole)))


def _names(
    workspace: Workspace, records: Sequence[Record], fields: Sequence[Field], linked: dict[str, set[str]]
) -> dict[str, str]:
    """The names of records that these name; of people only those who agreed. `linked` gets their ids."""
    found: dict[str, str] = {}
    for field in fields:
        if field.rules.reference_in is ReferenceIn.MEMBER:
            keys = {key.partition(":")[2] for record in records for key in record.members(field.name)}
        elif field.rules.reference_in is ReferenceIn.VALUE:
            keys = {str(id) for record in records if (id := record.values.get(field.name))}
        else:
            continue
        if field.target == "person":
            keys = {each.id for each in _consenting(workspace.records("person", sorted(keys)))}
        linked.setdefault(field.target, set()).update(keys)
        found.update(names_of(workspace, field.target, keys))
    return found


def _consenting(people: Sequence[Record]) -> list[Record]:
    """Of these people, those who agreed that their name leaves this desk."""
    from desktop.workspace.privacy.gate import may_be_named  # brings SQLAlchemy, and a list is shown without it

    return [each for each in people if may_be_named(each)]


def _members(record: Record, field: Field, names: dict[str, str]) -> tuple[str, ...]:
    if field.agreed_by:
        from desktop.workspace.privacy.gate import may_leave

        if not may_leave(record, field.name):
            return ()
    if not field.is_set:
        value = record.values.get(field.name)
        if field.rules.reference_in is ReferenceIn.VALUE and record.type not in _IMPORTED:
            cell = names.get(str(value), "")
        else:
            cell = "" if value is None else field.rules.to_csv(field, value)
        return (cell,) if cell else ()
    members = sorted(record.members(field.name).items())
    cells = (field.rules.member_to_csv(field, key, value, names) for key, value in members)
    return tuple(cell for cell in cells if cell)
