"""Suggestions for several activities: shown in one table, accepted as one action."""

from desktop.ui.suggestions.dialog import SuggestionsDialog

__all__ = ["SuggestionsDialog"]
