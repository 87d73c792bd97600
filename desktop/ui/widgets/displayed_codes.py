"""Codes of the vocabularies as the form shows them: official code, label in the language spoken, colour, tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from desktop import vocabularies
from desktop.i18n import current_language
from desktop.vocabularies import Vocabulary, fold, shown_code
from desktop.vocabularies.own_terms import record_of_code
from desktop.workspace import Field
from desktop.workspace.records.kinds.field import Search

__all__ = ["TermNode", "fold", "member_label", "nodes", "related", "term", "terms"]

_UNSEEN_CODES = frozenset(
    ("kinds", "blocks", "statuses", "target_weights", "methods", "sections", "languages", "organisation_kinds",
     "organisation_roles", "memberships", "person_roles", "consents", "approaches", "countries", "regions", "modules",
     "themes", "need_states", "pair_states", "experience_levels", "distances")
)  # fmt: skip
"""Vocabularies whose codes say nothing to people."""


@dataclass(frozen=True)
class TermNode:
    """One code of a vocabulary, ready to be shown."""

    code: str
    label: str
    shown_code: str = ""  # the official code as people write it: "11.5"; "" where the label says it all
    colour: str = ""  # "#f99d26", or ""
    words: str = ""  # folded, to be searched
    place: int = 0  # in the order of the vocabulary
    parent: str = ""
    selectable: bool = True
    retired: bool = False
    children: list[TermNode] = field(default_factory=list["TermNode"], compare=False)


def _all(vocabulary: str) -> dict[str, TermNode]:
    return _nodes(vocabularies.load(vocabulary), current_language())


@lru_cache(maxsize=128)
def _nodes(vocabulary: Vocabulary, language: str) -> dict[str, TermNode]:
    found: dict[str, TermNode] = {}
    for place, each in enumerate(vocabulary.listed(language)):
        label = each.label(language)
        shown = "" if vocabulary.name in _UNSEEN_CODES or record_of_code(each.code) else shown_code(each.code)
        parent = found.get(each.parent or "")
        # A target has the colour of its goal.
        colour = each.colour or (parent.colour if parent is not None else "")
        words = fold(" ".join((each.code, shown, label, *each.aliases)))
        found[each.code] = TermNode(
            each.code, label, shown, colour, words, place, each.parent or "", retired=each.retired
        )
    return found


def terms(vocabulary: str) -> list[TermNode]:
    """All codes to choose from, in their order."""
    return [each for each in _all(vocabulary).values() if not each.retired]


def term(vocabulary: str, code: str) -> TermNode:
    """One code; a code that the vocabulary does not have is its own label, after all others."""
    known = _all(vocabulary)
    return known.get(code) or TermNode(code, code, place=len(known))


def member_label(field: Field, key: str, names: Mapping[str, str]) -> str:
    """A member of a set as the window calls it: codes as people write them."""
    if field.rules.search is Search.CODES:
        known = term(field.vocabulary, key)
        return f"{known.shown_code} {known.label}".strip()
    return field.format_member(key, names)


def nodes(vocabulary: str) -> list[TermNode]:
    """The roots of the tree, each with what stands below it."""
    fresh = {
        each.code: TermNode(
            each.code, each.label, each.shown_code, each.colour, each.words, each.place, each.parent, each.selectable
        )
        for each in terms(vocabulary)
    }  # fmt: skip
    roots: list[TermNode] = []
    for each in fresh.values():
        above = fresh.get(each.parent)
        (above.children if above is not None else roots).append(each)
    return roots


def related(codes: Iterable[str]) -> list[str]:
    """SDG targets that the Sendai targets among `codes` touch, and the other way round, without those in `codes`."""
    have = list(codes)
    found: dict[str, None] = {}
    for code in have:
        near = vocabularies.related_sdg(code) if code.startswith("SFDRR:") else vocabularies.related_sendai(code)
        found.update(dict.fromkeys(near))
    return [code for code in found if code not in have]
