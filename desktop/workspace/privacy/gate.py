"""The one gate: may this leave the desk? Every way out asks here, whatever file it writes.

Changes leave whole or not at all, in packages, in the data of a PDF and in `dump`: a `Gate` answers for them. What is
shown of a record leaves value by value, in tables, reports, contacts and calendars: `may_leave` answers for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.workspace.changes.record_state import ChangeId
from desktop.workspace.privacy.author_names import NamesHeldBack, names_held_back, shows_agreement
from desktop.workspace.privacy.consent import PeopleHeldBack, has_agreed, people_held_back, was_asked
from desktop.workspace.privacy.mentions import UnagreedNames, records_naming, unagreed_names
from desktop.workspace.projection.record_reader import Record
from desktop.workspace.records.record_types import is_person

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.workspace.privacy.requested_erasures import RequestedErasures


class Gate:
    """What may leave a desk, as its journal stands in one transaction."""

    def __init__(self, conn: Connection, *, with_mentions: bool = False) -> None:
        """`with_mentions`: somebody looked at the records that name people who did not agree, and lets them go."""
        self._conn = conn
        self._with_mentions = with_mentions

    @cached_property
    def people(self) -> PeopleHeldBack:
        """Who did not agree, and what was written of others before they did."""
        return people_held_back(self._conn)

    @cached_property
    def names(self) -> NamesHeldBack:
        """Where somebody is named who did not agree to that."""
        return names_held_back(self._conn)

    @cached_property
    def unagreed(self) -> UnagreedNames:
        """The names of who did not agree."""
        return unagreed_names(self._conn, self.people)

    @cached_property
    def mentions(self) -> dict[tuple[str, str], list[str]]:
        """Records that name somebody who did not agree, and so stay: (type, id) -> the names."""
        return {} if self._with_mentions else records_naming(self._conn, self.unagreed)

    @cached_property
    def requested(self) -> RequestedErasures:
        """What a partner asks to be erased of people, until somebody here answers."""
        from desktop.workspace.privacy.requested_erasures import requested_erasures  # lists of records do without it

        return requested_erasures(self._conn)

    @cached_property
    def records(self) -> set[str]:
        """Records that are not shown to others, though the consent that was taken back may leave."""
        return self.people.records | self.names.records | {id for _type, id in self.mentions}

    def change_leaves(self, type: str, record_id: str, id: ChangeId, *, private: bool = False) -> bool:
        """May this change of a record leave?"""
        return not (
            private
            or type in self.names.types.get(record_id, ())
            or (type, record_id) in self.mentions
            or id in self.names.changes.get(record_id, ())
            or self.people.is_held_back(type, record_id, id)
            or self.requested.holds_back(type, record_id, id)
        )


class Purpose(Enum):
    """What something leaves this desk for."""

    SHARED = auto()
    """Read by others than the person it is about: all but what follows."""
    FOR_THEMSELVES = auto()
    """Printed, and handed to the person who is named on it: badges, table signs, certificates."""


def may_leave(
    record: Record, name: str, purpose: Purpose = Purpose.SHARED, people: Mapping[str, Record] | None = None
) -> bool:
    """May what a record shows in a journal field leave this desk?

    `people`: those that a participant may point to; who was not asked themselves has answered as the person did.
    """
    field = record.kind.field_of(name)
    if field is None or field.private:
        return False
    if purpose is not Purpose.FOR_THEMSELVES and is_person(record.type) and not may_be_named(record, people):
        return False
    return not field.agreed_by or shows_agreement(record, field)


def may_be_named(record: Record | None, people: Mapping[str, Record] | None = None) -> bool:
    """May this person, or this participant, be named to others?"""
    if record is None:
        return False
    person = (people or {}).get(str(record.values.get("person") or ""))
    return has_agreed(record) if person is None or was_asked(record) else has_agreed(person)


def unagreed_names_of(conn: Connection) -> UnagreedNames:
    """The names that no text may show to others."""
    return Gate(conn).unagreed
