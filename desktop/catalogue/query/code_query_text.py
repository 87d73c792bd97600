"""Codes as the text of a query shows them: by the names that people know."""

from __future__ import annotations

from desktop.catalogue.query.fields import SearchField, Sense
from desktop.catalogue.query.tokens import quote
from desktop.vocabularies import load
from desktop.vocabularies.folding import key

_KNOWN_BY_NUMBER = "targets"
"""11.5 says more than the first words of its label."""


def written_code(field: SearchField, code: str) -> str:
    """What the desk writes behind the colon for a code: its name in the language spoken now, where that name is read as this
    code again; else the code.
    """
    if field.sense not in (Sense.CHOICE, Sense.CODES) or field.vocabulary == _KNOWN_BY_NUMBER:
        return quote(code)
    words = load(field.vocabulary)
    if code not in words and field.vocabulary == "countries":
        words = load("regions")
    name = words.label(code)
    if key(name) == key(code) or (found := words.find(name)) is None or found.code != code:
        return quote(code)
    return quote(name)
