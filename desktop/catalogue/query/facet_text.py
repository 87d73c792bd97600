"""The text of a query with one code put in or taken out: what a click on a facet writes."""

from __future__ import annotations

from desktop.catalogue.query.code_query_text import written_code
from desktop.catalogue.query.fields import SearchField, find_field, search_fields, written
from desktop.catalogue.query.tokens import Piece, Token, tokens
from desktop.catalogue.query.values import read_value

_FACET_FIELDS = {"completeness": "is"}


def facet_field(name: str, kind: str = "activity") -> str:
    """The field of the query behind a facet or a field of a record: "targets" is "target"."""
    name = _FACET_FIELDS.get(name, written(name))
    if name not in search_fields(kind):
        raise ValueError(name)
    return name


def toggled_text(text: str, facet: str, code: str, kind: str = "activity") -> tuple[str, bool]:
    """(the text with the code chosen, or without where it was, whether it was chosen)."""
    field = search_fields(kind)[facet_field(facet, kind)]
    wanted = read_value(field, Piece(code, 0, len(code)))
    mine = [
        token for token in tokens(text) if not token.negated and token.head and find_field(token.head, kind) is field
    ]
    having = [token for token in mine if any(_same(field, piece, wanted) for piece in token.pieces)]
    if having:
        for token in reversed(having):
            kept = [piece for piece in token.pieces if not _same(field, piece, wanted)]
            text = _with_pieces(text, token, kept)
        return text, True
    added = written_code(field, code)
    filled = [token for token in mine if token.pieces and not token.pieces[-1].open]
    if filled:
        place = filled[-1].pieces[-1].end
        return f"{text[:place]},{added}{text[place:]}", False
    last = list(tokens(text))[-1:]
    closing = '"' if last and last[0].pieces and last[0].pieces[-1].open else ""
    return f"{text.rstrip()}{closing} {field.name}:{added}".lstrip(), False


def _same(field: SearchField, piece: Piece, wanted: object) -> bool:
    from desktop.catalogue.query.tokens import QueryError

    try:
        return read_value(field, piece) == wanted
    except QueryError:
        return False


def _with_pieces(text: str, token: Token, kept: list[Piece]) -> str:
    if kept:
        return text[: token.body] + ",".join(text[each.start : each.end] for each in kept) + text[token.end :]
    before, after = text[: token.start].rstrip(), text[token.end :].lstrip()
    return f"{before} {after}" if before and after else before or after
