"""What the heading of a section says of the rows below it: their country, their year, their status or their kind."""

from __future__ import annotations

import re

from desktop.exchange.cells.codes import find_code
from desktop.exchange.columns.heading_folding import fold_heading
from desktop.workspace import ACTIVITY, Value

_YEAR = re.compile(r"(?:(?:year|annee|ano|exercice|ejercicio|exercicio) ?)?((?:19|20)\d\d)\Z")
_CODES = ("country", "status", "kind")


class SectionValues:
    """The values of the sections that a row stands in, one within the other."""

    def __init__(self) -> None:
        self.values: dict[str, Value] = {}

    @property
    def year(self) -> str:
        """The year of the section, for dates without one."""
        return str(self.values.get("start", ""))

    def enter(self, words: str) -> str:
        """A new section begins; the field that its heading is a value of. "" for words that are none: the sections before
        end there.
        """
        field, value = _value_of(words)
        if not field:
            self.values = {}
            return ""
        if field in self.values:  # ends those within it
            names = list(self.values)
            self.values = {name: self.values[name] for name in names[: names.index(field)]}
        self.values[field] = value
        return field

    def fill(self, values: dict[str, Value]) -> None:
        """Put them where a row has nothing."""
        for name, value in self.values.items():
            values.setdefault(name, value)


def _value_of(words: str) -> tuple[str, str]:
    plain = fold_heading(words.strip(" :.-–"))
    if match := _YEAR.match(plain):
        return "start", match[1]
    for field in _CODES:
        if code := find_code(ACTIVITY.by_name[field].vocabulary, words.strip(" :.-–")):
            return field, code
    return "", ""
