"""Where a journal field's value stands in its record's tables, worked out once for each name and remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from desktop.workspace.records.kinds.field import Storage
from desktop.workspace.records.record_description import MARKS, RecordType, Value, split_member
from desktop.workspace.records.web_link_names import LINKS

_MOST = 50_000
"""Names remembered; members that point to records (`organisations/lead:<id>`) have no end."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one journal field: a column (`code` is ""), or a row of the members' table."""

    head: str
    code: str
    types: frozenset[type]  # of values that fit; empty: any
    known: bool  # False: a field of a newer version, kept as it is
    mark: bool  # deleted, merged_into
    private: bool
    in_row: bool = True  # False: read from the journal
    takes_text: bool = False  # and nothing else has to be asked of a text
    present: tuple[str, str, str] | None = None  # the member that True means, where nothing else has to be asked
    link: bool = False  # the address stands in the value

    def takes(self, value: Value) -> bool:
        """Can this value stand here? False is no member."""
        if value is None or not self.types:
            return True
        if type(value) not in self.types or (value is False and not self.mark):
            return False
        return type(value) is not int or -(2**63) <= value < 2**63


_TEXT, _COUNT, _MEMBER, _ANY = frozenset({str}), frozenset({int}), frozenset({str, bool}), frozenset[type]()


class Slots(dict[str, Slot]):
    """The slots of one record type by journal field name; asks for names as they come."""

    def __init__(self, kind: RecordType) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, name: str) -> Slot:
        if name.startswith(LINKS) and "links" in self._kind.by_name:
            return _LINK  # each has a name of its own
        if len(self) >= _MOST:
            self.clear()
        found = _slot(self._kind, name)
        plain = found.known and not found.mark and not found.private and found.in_row and str in found.types
        member = found.known and not found.mark and not found.private and found.code and bool in found.types
        present = (found.head, found.code, "1") if member else None
        found = self[name] = replace(found, takes_text=plain, present=present)
        return found


_LINK = Slot("links", "", _MEMBER, True, False, False, link=True)


@cache
def slots_of(kind_name: str) -> Slots:
    """The slots of a record type."""
    from desktop.workspace.records.record_types import RECORD_TYPES

    return Slots(RECORD_TYPES[kind_name])


def _slot(kind: RecordType, name: str) -> Slot:
    private = kind.is_private(name)
    if name in MARKS:
        return Slot(name, "", frozenset({bool}) if name == "deleted" else _TEXT, True, True, private)
    head, code = split_member(name)
    field = kind.by_name.get(head)
    if field is None:
        return Slot(name, "", _ANY, False, False, private)
    if not code:
        types = _COUNT if field.rules.storage is Storage.WHOLE else _TEXT
        types = frozenset({type(None)}) if field.is_set or "/" in name else types
        return Slot(name, "", types, True, False, private, field not in kind.journal_only)
    if field.is_set:
        return Slot(head, code, _MEMBER, True, False, private)
    return Slot(head, code, _TEXT if field.translated else frozenset({type(None)}), True, False, private)
