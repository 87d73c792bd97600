"""From the text of a query to what it means."""

from __future__ import annotations

import re

from desktop.catalogue.query.fields import find_field
from desktop.catalogue.query.matching import search_words
from desktop.catalogue.query.query import Query
from desktop.catalogue.query.terms import Code, Term, Text
from desktop.catalogue.query.tokens import Piece, QueryError, Token, tokens, visible
from desktop.catalogue.query.values import read_value, read_words
from desktop.vocabularies import load, names
from desktop.words import _

MOST = 5_000
"""Characters of a query; nobody types more, and a whole document pasted by mistake must not be searched for."""

_NAME = re.compile(r"[^\W\d][\w-]*\Z")
_CODED = (("target", "targets"), ("essential", "essentials"), ("hazard", "hazards"))


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
