"""Words and codes of other lists found in the desk's vocabularies."""

from __future__ import annotations

import re
from functools import lru_cache

from desktop.vocabularies import Vocabulary, load

# IATI codelist ActivityStatus: pipeline, implementation, finalisation, closed, cancelled.
# Suspended (6) has no equal here.
_IATI_STATUS = {"1": "planned", "2": "under way", "3": "completed", "4": "completed", "5": "cancelled",
                "pipeline": "planned", "pipeline/identification": "planned", "implementation": "under way",
                "finalisation": "completed", "completion": "completed", "post-completion": "completed",
                "closed": "completed"}  # fmt: skip
_CODE_AND_LABEL = re.compile(r"(.+?)\s*(?:\s[-–—:]+\s|:\s|\s?[(\[])\s*([^()\[\];|]+?)[)\]]?\Z", re.DOTALL)
""" "PE - Peru", "2: Implementation", "Peru (PE)": two halves that say the same."""


def find_code(vocabulary: str, text: str) -> str | None:
    """The code that a word, a label in any of three languages, or a code of IATI stands for, or both of them side by side
    ("2 - Implementation"); None if unknown.
    """
    return _find_code(load(vocabulary), text)


@lru_cache(maxsize=20_000)
def _find_code(words: Vocabulary, text: str) -> str | None:
    text = text.strip()
    if not text or len(text) > 300:
        return None
    found = _find(words, text)
    if found is None and (match := _CODE_AND_LABEL.match(text)):
        first, second = _find(words, match[1]), _find(words, match[2])
        # A number alone may count something else.
        if first == second or (second is None and not match[1].isdigit()) or (first is None and len(match[1]) <= 3):
            found = first or second
    return found


def _find(words: Vocabulary, text: str) -> str | None:
    found = words.find(text)
    if found is None and words.name == "statuses":
        iati = _IATI_STATUS.get(text.casefold().removesuffix(".0"))
        found = words.find(iati) if iati else None
    return None if found is None else found.code
