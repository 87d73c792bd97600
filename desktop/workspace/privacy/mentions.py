"""Names of people who did not agree, where they stand in texts of other records.

Found are full names as this desk knows them, as whole words, capitals and accents aside, and with the last word first. Not
found are a first name alone, initials, nicknames, and names that are spelt in another way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.workspace.changes.value_compression import decode, unpack
from desktop.workspace.privacy.consent import PeopleHeldBack
from desktop.workspace.projection.record_reader import Record
from desktop.workspace.records.record_description import Value
from desktop.workspace.records.record_types import PEOPLE

if TYPE_CHECKING:
    from sqlalchemy import Connection

GONE = "…"
"""Stands where a name stood."""
_SHORTEST = 4
"""Letters of a name that is one word: shorter ones are other words too often."""


@dataclass(frozen=True)
class UnagreedNames:
    """Names that must not be read by others."""

    names: frozenset[str] = field(default_factory=frozenset[str])

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        forms = sorted({form for name in self.names for form in _forms(name)}, key=len, reverse=True)
        return re.compile("|".join(rf"(?<!\w){form}(?!\w)" for form in forms)) if forms else None

    def found_in(self, text: str) -> list[str]:
        """The names that stand in a text, folded."""
        if self._pattern is None:
            return []
        return list(dict.fromkeys(match.group() for match in self._pattern.finditer(_folded(text))))

    def without(self, text: str) -> str:
        """A text without the names."""
        if self._pattern is None:
            return text
        folded = _folded(text)
        if len(folded) != len(text):  # letters that are several when folded: the whole text is safer away than shown
            return GONE if self._pattern.search(folded) else text
        for match in reversed(list(self._pattern.finditer(folded))):
            text = f"{text[: match.start()]}{GONE}{text[match.end() :]}"
        return text

    def without_names(self, record: Record) -> Record:
        """A record as others may read it: no text of it names them."""
        if self._pattern is None or record.type in PEOPLE:
            return record
        values: Mapping[str, Value] = {
            name: self.without(value) if isinstance(value, str) else value for name, value in record.values.items()
        }
        return record if values == record.values else replace(record, values=values)


def _folded(text: str) -> str:
    plain = (each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))
    return "".join(plain).lower()


def _forms(name: str) -> list[str]:
    words = [re.escape(word) for word in re.findall(r"[^\s,]+", _folded(name))]
    if len(words) < 2:
        return words if words and len(words[0]) >= _SHORTEST else []
    between = r"[\s,]+"
    return [between.join(words), between.join([words[-1], *words[:-1]])]


def unagreed_names(conn: Connection, people: PeopleHeldBack) -> UnagreedNames:
    """The names of who did not agree, as they are and as they were; but for those that somebody else has who did."""
    held: set[str] = set()
    agreed: set[str] = set()
    marks = ", ".join("?" * len(PEOPLE))
    rows = conn.exec_driver_sql(f"SELECT type, record_id, data FROM change WHERE type IN ({marks})", PEOPLE)
    for type, record_id, data in rows:
        name = " ".join(str(decode(data).get("name") or "").split())
        if name:
            (held if type in people.types.get(record_id, ()) else agreed).add(name)
    folded = {_folded(name) for name in agreed}
    return UnagreedNames(frozenset(name for name in held if _folded(name) not in folded))


def records_naming(conn: Connection, names: UnagreedNames) -> dict[tuple[str, str], list[str]]:
    """Records of which a change that could leave names somebody who did not agree: (type, id) -> the names."""
    if not names.names:
        return {}
    marks = ", ".join("?" * len(PEOPLE))
    rows = conn.exec_driver_sql(
        f"SELECT type, record_id, data FROM change WHERE private = 0 AND type NOT IN ({marks}, 'erasure')", PEOPLE
    )
    found: dict[tuple[str, str], list[str]] = {}
    for type, record_id, data in rows:
        for name in names.found_in(unpack(data).replace("\\n", " ")):
            said = found.setdefault((type, record_id), [])
            if name not in said:
                said.append(name)
    return found
