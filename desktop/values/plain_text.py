"""Text as the readers of dates and numbers want it: one kind of digit, of minus, of space."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_MINUS = re.compile("[\u2010\u2011\u2212\ufe63\uff0d]")
_DASHES = re.compile("[\u2012-\u2015]")
_DIGITS = re.compile(r"[^\W_a-zA-Z0-9]")


def plain(text: str) -> str:
    """The text with digits of all scripts as 0 to 9, without marks of direction, with "-" for a minus or hyphen, "–" for
    a dash, and ordinary spaces; trimmed.
    """
    if text.isascii():
        return text.strip()
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    text = _DASHES.sub("–", _MINUS.sub("-", text))
    return _DIGITS.sub(lambda found: _digit(found[0]), text).strip()


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)
