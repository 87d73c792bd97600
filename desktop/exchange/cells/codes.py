"""Words and codes of other lists found in the desk's vocabularies."""

from __future__ import annotations

from functools import lru_cache

from desktop.vocabularies import load

# IATI codelist ActivityStatus: pipeline, implementation, finalisation, closed, cancelled.
# Suspended (6) has no equal here.
_IATI_STATUS = {"1": "planned", "2": "under way", "3": "completed", "4": "completed", "5": "cancelled",
                "pipeline": "planned", "pipeline/identification": "planned", "implementation": "under way",
                "finalisation": "completed", "completion": "completed", "post-completion": "completed",
                "closed": "completed"}  # fmt: skip


@lru_cache(maxsize=20_000)
def find_code(vocabulary: str, text: str) -> str | None:
    """The code that a word, a label in any of three languages, or a code of IATI stands for; None if
    unknown.
    """
    text = text.strip()
    if not text or len(text) > 300:
        return None
    words = load(vocabulary)
    found = words.find(text)
    if found is None and vocabulary == "statuses" and text.casefold() in _IATI_STATUS:
        found = words.find(_IATI_STATUS[text.casefold()])
    return None if found is None else found.code
