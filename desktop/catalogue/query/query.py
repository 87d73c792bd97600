"""A query: how its text is read, its terms, in words, and with a facet's code put in or taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop.catalogue.query.describing import describe
from desktop.catalogue.query.facet_text import facet_field, toggled_text
from desktop.catalogue.query.fields import find_field
from desktop.catalogue.query.stop_words import is_stop_word
from desktop.catalogue.query.terms import NONE, Code, Flag, Nothing, Range, Record, Term, Text, Value
from desktop.catalogue.query.tokens import Piece, QueryError, Token, tokens, visible
from desktop.catalogue.query.values import read_value, read_words
from desktop.catalogue.word_matching import search_words
from desktop.i18n import _
from desktop.vocabularies import load, names

MOST = 5_000
"""Characters of a query; nobody types more, and a whole document pasted by mistake must not be searched for."""

_NAME = re.compile(r"[^\W\d][\w-]*\Z")
_CODED = (("target", "targets"), ("essential", "essentials"), ("hazard", "hazards"))


@dataclass(frozen=True, eq=False)
class Query:
    """What a person wants to see: the text as typed and what it means. Two queries that mean the same are equal."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    kind: str = "activity"  # the type of the records asked for
    missing_words: int = 0  # so many of its words may be missing in a record

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Query) and (
            self.kind == other.kind
            and self.missing_words == other.missing_words
            and self._meaning() == other._meaning()
        )

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
        words = dict.fromkeys(word for text in texts for word in search_words(text.text))
        return tuple(word for word in words if not is_stop_word(word)) or tuple(words)

    @property
    def ranked(self) -> bool:
        """It has words by which what it finds can be ranked."""
        return any(not term.negated for term in self.texts())

    @property
    def in_bin(self) -> bool:
        """It asks for what lies in the bin, and so not for what is listed."""
        return any(not term.negated and Flag("binned") in term.values for term in self.terms)

    def free_texts(self) -> list[Text]:
        """The words and phrases that may stand anywhere, in their order."""
        return [
            value
            for term in self.terms
            if not term.field and not term.negated
            for value in term.values
            if isinstance(value, Text)
        ]

    def with_fewer_words(self) -> Query | None:
        """The query for records that lack one more of its words; None where that would be all of them."""
        words = [word for text in self.free_texts() for word in (search_words(text.text) if not text.phrase else [""])]
        needed = len([word for word in words if not is_stop_word(word)]) - self.missing_words
        return replace(self, missing_words=self.missing_words + 1) if needed > 1 else None

    def texts(self) -> Iterator[Term]:
        """Its terms of words in the index."""
        return (term for term in self.terms if any(isinstance(value, Text) for value in term.values))

    @property
    def note(self) -> str:
        """What people have to know of what it finds; "" where it finds what was asked for."""
        return _("Nothing has all of these words. What follows has some of them.") if self.missing_words else ""

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
        return self if kept == self.terms else replace(self, terms=kept)


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


def parse(text: str, kind: str = "activity") -> Query:
    """What a query for records of a type means. Raises QueryError: a sentence, and the place in the text that it is about."""
    if len(text) > MOST:
        raise QueryError(_("This is too long to search for."), MOST, len(text))
    terms = [term for token in tokens(text) if (term := _term(token, kind)) is not None]
    return Query(text, tuple(terms), kind)


def _term(token: Token, kind: str) -> Term | None:
    if not token.head:
        return _free(token, token.pieces[0])
    head = visible(token.head)
    field = find_field(head, kind)
    if field is None:
        whole = Piece(f"{head}:{','.join(piece.text for piece in token.pieces)}", token.head_start, token.end)
        coded = _bare_code(whole)
        if coded is not None:
            return Term(coded[0], (coded[1],), token.negated)
        if token.pieces and _NAME.match(head):
            raise QueryError(
                _("There is no field “{name}”.").format(name=head), token.head_start,
                token.head_start + len(token.head),
                todo=_("Put words with a colon in quotation marks."),
            )  # fmt: skip
        return _free(token, whole)
    if not token.pieces:
        raise QueryError(
            _("Write what {field} should be after the colon.").format(field=_(field.label)),
            token.head_start, token.end,
        )  # fmt: skip
    values = tuple(dict.fromkeys(read_value(field, piece) for piece in token.pieces))
    return Term(field.name, values, token.negated)


def _free(token: Token, piece: Piece) -> Term | None:
    """A word or phrase anywhere; None where it is nothing but signs, which stand between words as one types."""
    text = visible(piece.text)
    if not search_words(text):
        return None
    if text.endswith("*"):
        text = text.rstrip("*")
    words: Text = read_words(text, piece)
    return Term("", (words,), token.negated)


def _bare_code(piece: Piece) -> tuple[str, Code] | None:
    """SDG:11.5 typed alone means the target."""
    for field, vocabulary in _CODED:
        for code in (piece.text, piece.text.upper()):
            if vocabulary in names() and code in load(vocabulary):
                return field, Code(code)
    return None
