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
_CODE_AND_LABEL = re.compile(r"([^,;|/\n]+?)\s*(\s[-–—:]\s|:\s|\s?[(\[])\s*([^,;|/\n()\[\]]+?)[)\]]?\Z")
""" "PE - Peru", "2: Implementation", "Peru (PE)": two halves that say the same. Never a list: nothing of it may be lost."""
_SHORT_CODE = re.compile(r"\d{1,3}\Z|[A-Za-z]{2,3}\Z")


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
        found = _of_halves(words, match[1], match[3], enclosed=match[2].strip() in ("(", "["))
    return found


def _of_halves(words: Vocabulary, before: str, after: str, *, enclosed: bool) -> str | None:
    """The code that both halves mean, or one of them where the other only explains it, or numbers it."""
    first, second = _find(words, before), _find(words, after)
    if first == second:
        return first
    if second is None:
        is_code = not before.isdigit() and _SHORT_CODE.match(before) is not None
        return first if enclosed or is_code else None
    return second if first is None and _SHORT_CODE.match(before) else None


def _find(words: Vocabulary, text: str) -> str | None:
    found = words.find(text)
    if found is None and words.name == "statuses":
        iati = _IATI_STATUS.get(text.casefold().removesuffix(".0"))
        found = words.find(iati) if iati else None
    return None if found is None else found.code
