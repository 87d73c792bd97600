"""A query that has been understood: its terms, in words, and with a facet's code put in or taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.catalogue.query.describing import describe
from desktop.catalogue.query.facet_text import facet_field, toggled_text
from desktop.catalogue.query.matching import search_words
from desktop.catalogue.query.terms import Code, Flag, Nothing, Range, Record, Term, Text, Value
from desktop.catalogue.query.values import NONE


@dataclass(frozen=True, eq=False)
class Query:
    """What a person wants to see: the text as typed and what it means. Two queries that mean the same are equal."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    kind: str = "activity"  # the type of the records asked for

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Query) and self.kind == other.kind and self._meaning() == other._meaning()

    def __hash__(self) -> int:
        return hash(self._meaning())

    def _meaning(self) -> frozenset[tuple[str, frozenset[Value], bool]]:
        return frozenset((term.field, frozenset(term.values), term.negated) for term in self.terms)

    @property
    def empty(self) -> bool:
        """It asks for everything."""
        return not self.terms

    @property
    def words(self) -> tuple[str, ...]:
        """Folded words to mark in what was found."""
        texts = [value for term in self.texts() if not term.negated for value in term.values if isinstance(value, Text)]
        return tuple(dict.fromkeys(word for text in texts for word in search_words(text.text)))

    @property
    def ranked(self) -> bool:
        """It has words by which what it finds can be ranked."""
        return any(not term.negated for term in self.texts())

    @property
    def in_bin(self) -> bool:
        """It asks for what lies in the bin, and so not for what is listed."""
        return any(not term.negated and Flag("binned") in term.values for term in self.terms)

    def texts(self) -> Iterator[Term]:
        """Its terms of words in the index."""
        return (term for term in self.terms if any(isinstance(value, Text) for value in term.values))

    def describe(self) -> list[str]:
        """Each term in words, in the language spoken now: ["Kind: Training", "not: Status: Cancelled"]."""
        return [describe(term, self.kind) for term in self.terms]

    def has(self, field: str, code: str) -> bool:
        """Is this code of a facet or field chosen, by itself or among others?"""
        return toggled_text(self.text, field, code, self.kind)[1]

    def toggled(self, field: str, code: str) -> Query:
        """The query with this code of a facet chosen, or no longer; what else was typed stays as it is.

        Codes of one field are alternatives. "none" stands for an empty field.
        """
        from desktop.catalogue.query.parsing import parse

        return parse(toggled_text(self.text, field, code, self.kind)[0], self.kind)

    def chosen(self, field: str) -> list[str]:
        """The codes, years or ids that are chosen in a facet or field, as `toggled` takes them."""
        name = facet_field(field, self.kind)
        values = [value for term in self.terms if term.field == name and not term.negated for value in term.values]
        return [code for value in values if (code := _as_code(value))]

    def without(self, field: str) -> Query:
        """The query without the codes chosen in a facet: what its counts are taken from."""
        name = facet_field(field, self.kind)
        kept = tuple(term for term in self.terms if term.negated or term.field != name)
        return self if kept == self.terms else Query(self.text, kept, self.kind)


def _as_code(value: Value) -> str:
    match value:
        case Code(code, ""):
            return code
        case Flag(name):
            return name
        case Record(id):
            return id
        case Nothing():
            return NONE
        case Range(low, high) if low == high:
            return low
        case _:
            return ""
