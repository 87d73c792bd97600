"""Which record a row tells of: the same row must find the same record, today and on another desk.

- An identifier that is unique in the world (IATI, DOI, UUID) gives the record its id.
- An identifier of the file's own is looked up with its source.
- Without one, title, start, country, place and organisations together tell rows apart; rows equal in all are
  counted.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from desktop.exchange.cells.texts import one_line, says_nothing
from desktop.exchange.columns.column_mapping import ColumnMapping
from desktop.exchange.columns.heading_folding import fold_heading
from desktop.exchange.columns.own_exports import is_own_export
from desktop.exchange.columns.recognition import IATI_IDENTIFIER
from desktop.vocabularies import fold
from desktop.workspace import ACTIVITY, record_id_from

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)\Z", re.IGNORECASE)
_UUID = re.compile(r"(?:urn:uuid:)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\Z", re.IGNORECASE)
_JOINED = "\0"
"""In a group stands its identifier before it, and after it what else holds the group together."""
_DIFFERING, _NEARLY = 3, 3
"""Of the columns of which an activity has one value: so many differ, and at least one in so many is filled, in a row that tells
of another activity than the one above.
"""
_DISTINGUISHING = ("title", "start", "country", "municipality", "organisations", "kind")


class RowIdentities:
    """How the rows of one file are told apart."""

    def __init__(self, headings: Sequence[str], mapping: ColumnMapping) -> None:
        self._columns = tuple(headings)
        position = {heading: at for at, heading in enumerate(headings)}
        identifier = next((use.column for use in mapping.of_field("source_id") if use.column in position), None)
        self._identifier = None if identifier is None else position[identifier]
        self._iati = identifier is not None and fold_heading(identifier) == IATI_IDENTIFIER
        self._source = mapping.source
        self._headings = hashlib.sha256("\n".join(headings).encode()).hexdigest()[:16]
        self._telling = [
            position[use.column] for name in _DISTINGUISHING for use in mapping.of_field(name) if use.column in position
        ]
        self._lists = [
            position[use.column]
            for use in mapping.uses
            if use.column in position and ACTIVITY.by_name[use.field].is_set and not use.is_extra
        ]
        self._single = [
            position[use.column]
            for use in mapping.uses
            if use.column in position and not ACTIVITY.by_name[use.field].is_set
        ]
        self._title = [position[use.column] for use in mapping.of_field("title") if use.column in position]
        self._dated = [
            position[use.column]
            for name in ("start", "end")
            for use in mapping.of_field(name)
            if use.column in position
        ]
        self._joins = mapping.join_rows and self._identifier is None and bool(self._title)
        self._count: dict[str, int] = {}
        self._last = ""
        self._last_cells: Sequence[str] = ()
        # A table that this desk or another one exported: the record's id stands in a column of its own.
        self._record_id = position["id"] if is_own_export(headings) and mapping.use_of("id") is None else None

    def begin(self) -> None:
        """The rows are read from the first one again."""
        self._last = ""
        self._count.clear()

    def record_id(self, cells: Sequence[str]) -> str:
        """The id that the record has in a table exported by a desk; "" elsewhere."""
        match = None if self._record_id is None else _UUID.match(cells[self._record_id].strip())
        return match[1].lower() if match else ""

    @property
    def by_identifier(self) -> bool:
        """Does the file have a column of identifiers?"""
        return self._identifier is not None

    @property
    def by_own_id(self) -> bool:
        """Is it a table that a desk exported, with the ids of its records?"""
        return self._record_id is not None

    @property
    def key_columns(self) -> list[str]:
        """The columns that tell rows apart: that of the identifier, else those that do so together."""
        wanted = self._telling if self._identifier is None else [self._identifier]
        return [self._columns[at] for at in dict.fromkeys(wanted)]

    @property
    def groups_rows(self) -> bool:
        """Are rows of one activity found wherever they stand: by an identifier, or by their title and dates?"""
        return self._identifier is not None or self._joins

    def title_and_dates(self, cells: Sequence[str]) -> str:
        """What rows of one activity have in common where there is no identifier; "" for a row without a title."""
        title = "".join([cells[at] for at in self._title]).strip()
        return "\n".join([title, *(cells[at] for at in self._dated)]) if title else ""

    def group_of_next(self, cells: Sequence[str]) -> str:
        """What the next row shares with others that tell of the same activity; "" where it stands alone. See
        `key_of_group`.
        """
        if id := self.record_id(cells):  # two records of a desk may have one identifier in their source
            return f"{self.key(cells)}{_JOINED}{id}"
        if not self._joins:
            return self.key_of_next(cells)
        found = self.title_and_dates(cells)
        if found:
            self._last = _JOINED + " ".join(fold(found).split())
        elif not self.is_continuation(cells):
            self._last = ""
        return self._last

    @staticmethod
    def key_of_group(group: str) -> str:
        """The identifier of a group of rows; "" where title and dates hold it together."""
        return group.partition(_JOINED)[0]

    def is_continuation(self, cells: Sequence[str]) -> bool:
        """Says a row of a table without identifiers only more members of lists (organisations, targets), and nothing of
        which an activity has one? Then it goes on with the row above.
        """
        if self._identifier is not None or not self._title:
            return False
        return any(cells[at].strip() for at in self._lists) and not any(cells[at].strip() for at in self._single)

    def key_of_next(self, cells: Sequence[str]) -> str:
        """The identifier of the next row of the file: a row with neither identifier nor title goes on with the one above."""
        key = self.key(cells)
        if key or self._identifier is None:
            self._last, self._last_cells = key, cells
        elif (
            self._last
            and self._title
            and not any(cells[at].strip() for at in self._title)
            and not self._is_another_activity(cells)
        ):
            return self._last
        else:
            self._last = ""
        return key

    def interrupt(self) -> None:
        """A row that is no activity (the heading of a section, a total) stands here: none goes on with those above it."""
        self._last = ""

    def _is_another_activity(self, cells: Sequence[str]) -> bool:
        """Is a row with neither identifier nor title nearly as full as the one above, and says something else? Then it
        is an activity that lacks both, and no more of the one above.
        """
        before = self._last_cells
        filled = sum(1 for at in self._single if cells[at].strip())
        differing = sum(
            1 for at in self._single if cells[at].strip() and before[at].strip() and cells[at] != before[at]
        )
        return differing >= _DIFFERING and filled * _NEARLY >= sum(1 for at in self._single if before[at].strip())

    def key(self, cells: Sequence[str]) -> str:
        """The identifier in a row, cleaned; "" where there is none."""
        if self._identifier is None:
            return ""
        text = cells[self._identifier]
        return "" if says_nothing(text) else one_line(text)

    def world_wide(self, key: str) -> str:
        """The record id of an identifier that is unique in the world; "" for one of the file's own."""
        if match := _UUID.match(key):
            return match[1].lower()
        if match := _DOI.match(key):
            return record_id_from(f"doi:{match[1].lower()}")
        return record_id_from(f"iati:{key}") if self._iati and key else ""

    def of_source(self, key: str) -> str:
        """The record id for an identifier that only means something in this file's source."""
        return record_id_from(f"table:{self._source}:{self._headings}:{key}")

    def by_content(self, cells: Sequence[str]) -> str:
        """The record id of a row without identifier: from what tells it apart, and a count where nothing
        does.
        """
        titled = any(cells[at].strip() for at in self._title)
        telling = [cells[at] for at in self._telling] if titled else list(cells)
        digest = hashlib.sha256("\n".join(fold(" ".join(text.split())) for text in telling).encode()).hexdigest()
        number = self._count[digest] = self._count.get(digest, 0) + 1
        return record_id_from(f"row:{digest}:{number}")
