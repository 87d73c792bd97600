"""Text as it is compared: accents, case and punctuation put aside."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
"""The combining marks of European scripts, which leave most of our texts in ASCII."""
_SIGNS = re.compile("[^a-z0-9]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})


def fold(text: str) -> str:
    """The text without accents and case: "Côte d’Ivoire" gives "cote d’ivoire". Other signs stay as they are."""
    if text.isascii():
        return text.lower()
    apart = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()).casefold())  # ᴬ is a small sign of A
    if apart.isascii():
        return apart
    return unicodedata.normalize("NFKC", "".join(sign for sign in apart if not unicodedata.combining(sign)))


def key(text: str) -> str:
    """The words of a text, folded, one space between: what two ways of writing one name have in common.

    "Côte d’Ivoire", "COTE D'IVOIRE" and "Cote-d-Ivoire" have one key; "SDG:11.5" and "sdg 11.5" too.
    """
    folded = fold(text)
    if not folded.isascii():
        folded = folded.translate(_LIGATURES)
    if folded.isascii():
        return _SIGNS.sub(" ", folded).strip()
    return " ".join("".join(sign if sign.isalnum() or _is_mark(sign) else " " for sign in folded).split())


def _is_mark(sign: str) -> bool:
    """A vowel sign of an Indic or Thai script is part of its word."""
    return not sign.isascii() and unicodedata.category(sign).startswith("M")
