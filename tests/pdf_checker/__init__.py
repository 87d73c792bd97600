"""A checker of PDF files: PDF/UA-1 and PDF/A-3, rule by rule.

The rules are those of the validation profiles that the veraPDF consortium publishes, told apart by their clause and number;
their wording here is our own. `table.py` is the table: rule, check, planted fault. Nothing of this is part of the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tests.pdf_checker.document import Document
from tests.pdf_checker.table import RULES, Check, Rule

__all__ = ["Finding", "Rule", "check_pdf"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a file breaks: its name ("UA 7.1-3"), its wording, and the places."""

    rule: str
    words: str
    places: tuple[str, ...]

    def __str__(self) -> str:
        first = ", ".join(dict.fromkeys(self.places[:200]))[:300]
        return f"{self.rule}  {self.words} ({len(self.places)}): {first}"


@cache
def _rules_at(level: str) -> list[tuple[Rule, list[str]]]:
    return [(rule, names) for rule in RULES if (names := rule.names_at(level))]


def check_pdf(data: bytes, level: str = "A") -> list[Finding]:
    """What a file breaks of PDF/UA-1 and of that level of PDF/A-3. Raises pikepdf.PdfError where it cannot be read."""
    document = Document(data)
    places: dict[Check, tuple[str, ...]] = {}
    found: list[Finding] = []
    for rule, names in _rules_at(level):
        if rule.check not in places:
            places[rule.check] = tuple(rule.check(document))
        found += [Finding(name, rule.words, places[rule.check]) for name in names if places[rule.check]]
    return found
