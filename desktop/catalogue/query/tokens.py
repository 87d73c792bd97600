"""A query cut into its pieces, each with its place in the text. Knows no fields and no vocabularies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.errors import UserFacingError

_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»"}
_HEAD = re.compile(r"[^\s:,\"“”„«»]+(?=:)")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


class QueryError(UserFacingError):
    """What cannot be understood in a query, and where: `start` and `end` count characters of its text."""

    def __init__(self, what: str, start: int, end: int, *, todo: str = "") -> None:
        super().__init__(what, todo=todo)
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True)
class Piece:
    """One value, or one free word: its text without quotation marks, and its place with them."""

    text: str
    start: int
    end: int
    quoted: bool = False
    open: bool = False  # quoted, and the closing mark has not been typed (yet)


@dataclass(frozen=True, slots=True)
class Token:
    """One item of a query: a free word or phrase (`head` is ""), or `head:value,value`."""

    start: int
    end: int
    negated: bool
    head: str
    head_start: int
    pieces: tuple[Piece, ...]

    @property
    def body(self) -> int:
        """Where its values begin."""
        return self.head_start + len(self.head) + 1 if self.head else self.head_start


def visible(text: str) -> str:
    """The text without what nobody typed on purpose: NUL, control signs, marks of direction."""
    return _INVISIBLE.sub("", text)


def tokens(text: str) -> Iterator[Token]:
    """The items of a query from left to right. Never fails: an open quotation mark reaches to the end."""
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        token = _token(text, place)
        yield token
        place = token.end


def _token(text: str, start: int) -> Token:
    place = start
    negated = text[place] == "-" and place + 1 < len(text) and not text[place + 1].isspace()
    place += negated
    if text[place] in _QUOTES:
        piece = _quoted(text, place)
        return Token(start, piece.end, negated, "", place, (piece,))
    found = _HEAD.match(text, place)
    if found is None or text.startswith("//", found.end() + 1):
        piece = _bare(text, place, "")
        return Token(start, piece.end, negated, "", place, (piece,))
    pieces: list[Piece] = []
    end = found.end() + 1
    while end < len(text) and not text[end].isspace():
        if text[end] == ",":
            end += 1
            continue
        piece = _quoted(text, end) if text[end] in _QUOTES else _bare(text, end, ",")
        pieces.append(piece)
        end = piece.end
        if end < len(text) and text[end] != ",":
            break
    return Token(start, end, negated, found[0], found.start(), tuple(pieces))


def _quoted(text: str, start: int) -> Piece:
    closing = _QUOTES[text[start]]
    end = text.find(closing, start + 1)
    if end < 0:
        return Piece(text[start + 1 :], start, len(text), True, True)
    return Piece(text[start + 1 : end], start, end + 1, True)


def _bare(text: str, start: int, stops: str) -> Piece:
    end = start
    while end < len(text) and not text[end].isspace() and text[end] not in stops:
        end += 1
    return Piece(text[start:end], start, end)


def quote(value: str) -> str:
    """A value as it can be written after a field's name: in quotation marks where it needs them."""
    if value and not any(sign.isspace() or sign in ',"“”„«»' for sign in value):
        return value
    return '"' + value.replace('"', " ") + '"'
