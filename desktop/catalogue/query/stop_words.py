"""Words that say nothing in a search, in English, French, Spanish and Portuguese."""

from __future__ import annotations

_WORDS = (
    "a an and at by for from in into of on or the to with"
    " au aux avec d dans de des du en et l la le les ou par pour sur un une qu j n s m t c"
    " al con del e el las los o para por una unas unos y"
    " as da das do dos em na nas no nos os um uma"
)
_STOP_WORDS = frozenset(_WORDS.split())


def is_stop_word(word: str) -> bool:
    """Is this folded word an article, a preposition or the like?"""
    return word in _STOP_WORDS
