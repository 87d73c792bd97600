"""Codes the world agrees on, each with a short label in English, French and Spanish. Read-only, no SQL, no Qt."""

from __future__ import annotations

from desktop.vocabularies.folding import fold
from desktop.vocabularies.localized_codes import shown_code
from desktop.vocabularies.relations import related_indicators, related_sdg, related_sendai
from desktop.vocabularies.vocabulary import Term, Vocabulary
from desktop.vocabularies.vocabulary_files import load, names

__all__ = [
    "Term",
    "Vocabulary",
    "fold",
    "load",
    "names",
    "related_indicators",
    "related_sdg",
    "related_sendai",
    "shown_code",
]
