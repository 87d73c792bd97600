"""Headings compared as people write them: case, accents, camel case, hyphens and underscores make no
difference.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BETWEEN = re.compile(r"[^\w()]+|_+")


@lru_cache(maxsize=4096)
def fold_heading(text: str) -> str:
    """ "ActivityId", "activity-id" and "Activity ID" are all "activity id"; "Année" is "annee"."""
    text = _CAMEL.sub(" ", text.strip())
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(_BETWEEN.sub(" ", plain.casefold()).split())
