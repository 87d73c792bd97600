"""Which records figures are taken from: what a query finds in a period, or records that somebody chose; as SQL."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from desktop.catalogue.index_terms import forms_in
from desktop.catalogue.listing import matching
from desktop.catalogue.query import Query, parse
from desktop.catalogue.query.sql import conditions
from desktop.figures.definitions import ACTIVITY
from desktop.figures.periods import ALL_TIMES, Period
from desktop.workspace.storage.sqlite import SqliteConnection

Sql = tuple[str, list[object]]


@dataclass(frozen=True, slots=True)
class Selection:
    """Records of one type: what `query` finds that touches `period`, and of these only `ids`, where they are not None."""

    query: str = ""
    period: Period = ALL_TIMES
    ids: tuple[str, ...] | None = None
    type: str = ACTIVITY

    def narrowed(self, query: str, type: str = "") -> Selection:
        """The same with a query more."""
        return replace(self, query=f"{self.query} {query}".strip(), type=type or self.type)

    def within(self, period: Period) -> Selection:
        """The same in another period."""
        return replace(self, period=period)

    def at_all_times(self) -> Selection:
        """The same, whenever it was."""
        return replace(self, period=ALL_TIMES)

    @property
    def text(self) -> str:
        """The query that finds the same in a list, but for `ids`."""
        return f"{self.query} {self.period.term}".strip()

    def parsed(self) -> Query:
        """Its query. Raises QueryError where the text is none."""
        return parse(self.text, self.type)

    def numbers(self, conn: SqliteConnection) -> Sql:
        """SELECT that gives the local number `no` of each. Raises QueryError."""
        sql, parameters = matching(conditions(self.parsed(), self.type, forms_in(conn, self.type)), self.type)
        if self.ids is None:
            return sql, parameters
        chosen = f"SELECT no FROM {self.type} WHERE id IN (SELECT value FROM json_each(?))"
        return f"SELECT no FROM ({sql}) WHERE no IN ({chosen})", [*parameters, json.dumps(list(self.ids))]


EVERYTHING = Selection()
"""All listed activities."""
