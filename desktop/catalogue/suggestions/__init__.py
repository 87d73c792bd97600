"""Suggestions of targets, hazards and essentials for what a title and a summary say."""

from desktop.catalogue.suggestions.learnt import forget_learnt, learn, read_learnt
from desktop.catalogue.suggestions.record_suggestions import (
    TYPE,
    RecordSuggestion,
    accept,
    accept_many,
    accepted_values,
    open_suggestions,
    suggest_for,
)
from desktop.catalogue.suggestions.suggesting import (
    DEFAULT_CONFIDENCE,
    FIELDS,
    TEXT_FIELDS,
    Suggestion,
    load_suggestions,
    rank,
    suggest,
    text_of,
)

__all__ = [
    "DEFAULT_CONFIDENCE", "FIELDS", "TEXT_FIELDS", "TYPE", "RecordSuggestion", "Suggestion", "accept", "accept_many",
    "accepted_values", "forget_learnt", "learn", "load_suggestions", "open_suggestions", "rank", "read_learnt", "suggest",
    "suggest_for", "text_of",
]  # fmt: skip
