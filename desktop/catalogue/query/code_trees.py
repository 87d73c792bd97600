"""Codes and those that stand below them in their vocabulary."""

from __future__ import annotations

from desktop.vocabularies import Vocabulary, load


def with_below(vocabulary: str, code: str) -> list[str]:
    """A code and all codes below it; a region's are its countries."""
    words = load(vocabulary)
    if vocabulary == "countries" and code not in words:
        regions = load("regions")
        those = _below(regions, code)
        return [term.code for term in words if term.parent in those]
    return _below(words, code)


def _below(vocabulary: Vocabulary, code: str) -> list[str]:
    found = [code]
    for each in found:
        found += [child.code for child in vocabulary.children(each)]
    return found
