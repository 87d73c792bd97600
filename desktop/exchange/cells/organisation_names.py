"""Names of organisations in one cell: "AHA, GOL" are two, "Ministry of Health, Population and Water" is one."""

from __future__ import annotations

import re
from collections.abc import Collection

from desktop.vocabularies import fold

_COMMAS = re.compile(r"\s*,\s*")
_JOINED = re.compile(r"\s*,\s*|\s+/\s+|\s*[+&]\s*|\s+(?:and|et|y|e|und)\s+")
_SLASH = re.compile(r"\s+/\s+")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9.-]{1,9}\Z")
_SHORTEST_ACRONYM = 3
_LEGAL_FORMS = frozenset(
    ("INC", "LTD", "LLC", "SA", "SL", "SARL", "GMBH", "PLC", "CO", "CORP", "EV", "BV", "NV", "AG", "SPA", "SRL", "LTDA")
)


def may_be_several(text: str) -> bool:
    """Is there something in a name that could stand between two?"""
    return _JOINED.search(text) is not None


def split_names(text: str, alone: Collection[str]) -> list[str]:
    """The organisations that one part of a cell names. It is cut only between acronyms, at a slash beside an acronym that is
    not its neighbour's own, or where each piece stands in a cell of its own somewhere in the column (`alone`, folded).
    """
    pieces = [piece for piece in _COMMAS.split(text) if piece]
    if len(pieces) > 1 and all(_ACRONYM.match(piece) and piece.strip(".") not in _LEGAL_FORMS for piece in pieces):
        return pieces
    pieces = [piece for piece in _SLASH.split(text) if piece]
    acronyms = [piece for piece in pieces if _ACRONYM.match(piece) and len(piece) >= _SHORTEST_ACRONYM]
    if len(pieces) > 1 and acronyms and not any(_is_of(each, piece) for each in acronyms for piece in pieces):
        return pieces
    pieces = [piece for piece in _JOINED.split(text) if piece]
    if len(pieces) > 1 and all(fold(piece) in alone for piece in pieces):
        return pieces
    return [text]


def _is_of(acronym: str, name: str) -> bool:
    """Could the acronym be that of this name: "Ministry of Health / MOH"?"""
    letters = iter(name.upper())
    return name != acronym and all(each in letters for each in acronym)


def is_doubtful(text: str) -> bool:
    """Could this name, which was not cut, be two all the same: "A / B"?"""
    return _SLASH.search(text) is not None
