"""What of an organisation's name tells it apart: "Ville de Dakar", "Dakar City Council" and "DAKAR" are all "dakar"."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.vocabularies import fold

_SMALL = frozenset((
    "the", "of", "for", "and", "in", "on", "a", "an", "de", "du", "des", "da", "do", "das", "dos", "la", "le",
    "les", "l", "d", "et", "en", "au", "aux", "del", "los", "las", "el", "y", "e", "para", "por", "un", "une",
    "der", "die", "das", "und", "van",
))  # fmt: skip
_TOWN = frozenset((
    "city", "town", "municipality", "municipal", "council", "commune", "mairie", "ville", "communal",
    "conseil", "ayuntamiento", "municipio", "municipalidad", "alcaldia", "intendencia", "concejo", "cabildo",
    "prefeitura", "camara", "municipalite", "borough", "local", "government", "authority", "gouvernement",
    "gobierno", "autoridad", "autorite", "administration", "administracion", "hotel", "urbaine", "urbana",
    "urbano",
))  # fmt: skip
"""How one town hall is called here and there. A region, a county, a metropolis, a university or an association is another
body than its town, so their words are no part of this."""
_LEGAL = frozenset(("inc", "ltd", "llc", "sa", "srl", "asbl", "ong", "ngo", "ev", "gmbh"))


def name_words(name: str) -> list[str]:
    """The words of a name, folded, without signs; an acronym with dots is one word."""
    plain = fold(name).replace("’", " ").replace("'", " ")
    dotted = plain.replace(".", "") if plain.count(".") > 1 else plain.replace(".", " ")
    return "".join(sign if sign.isalnum() else " " for sign in dotted).split()


def core_of(words: Sequence[str]) -> str:
    """The telling words; all of them where nothing else is left."""
    telling = [word for word in words if word not in _SMALL and word not in _TOWN and word not in _LEGAL]
    return " ".join(telling or [word for word in words if word not in _SMALL] or words)
