"""The own terms of a workspace, as the vocabularies take them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.i18n import LANGUAGES
from desktop.vocabularies.own_terms import EXTENSIBLE, own_code
from desktop.vocabularies.vocabulary import Term

if TYPE_CHECKING:
    from desktop.workspace.storage.connections import BareConnection

TERM = "term"
RETIRED = "retired"
LEVEL = "own"
LONGEST = 200
"""Characters of a label."""


def read_own_terms(conn: BareConnection) -> dict[str, list[Term]]:
    """By vocabulary, in the order of their names. What was deleted or merged into another is there as retired, so that the
    records which still have it stay readable; merged, it has the name of the other.
    """
    rows = conn.execute(
        "SELECT no, id, vocabulary, label, broader, aliases, state, listed, survivor FROM term WHERE vocabulary IS NOT NULL"
    ).fetchall()
    if not rows:
        return {}
    labels: dict[int, dict[str, str]] = {}
    for no, language, label in conn.execute("SELECT record_no, code, value FROM term_member WHERE field = 'label'"):
        labels.setdefault(no, {})[language] = label
    named = {id: _labels(label, labels.get(no, {})) for no, id, _name, label, *_rest in rows}
    into = {id: survivor for _no, id, *_rest, survivor in rows if survivor}
    found: dict[str, list[Term]] = {}
    for _no, id, vocabulary, _label, broader, aliases, state, listed, _survivor in rows:
        words = named.get(_last(id, into)) or named[id]
        if vocabulary in EXTENSIBLE and words:
            others = tuple(each for part in (aliases or "").split(";") if (each := part.strip()))
            retired = state == RETIRED or not listed
            found.setdefault(vocabulary, []).append(
                Term(own_code(id), broader or "", words, level=LEVEL, aliases=others, retired=retired)
            )
    for terms in found.values():
        _open_circles(terms)
        terms.sort(key=lambda term: (term.label("en").casefold(), term.code))
    return found


def _open_circles(terms: list[Term]) -> None:
    """Two desks may have put two terms each under the other: then both stand at the root."""
    above = {term.code: term.parent for term in terms}
    for place, term in enumerate(terms):
        seen, code = {term.code}, term.parent
        while code in above and code not in seen:
            seen.add(code)
            code = above[code]
        if code in seen:
            terms[place] = replace(term, parent="")


def _labels(label: str | None, further: Mapping[str, str]) -> dict[str, str]:
    """A label for each language: where there is none, the one that stands for all."""
    plain = label or next(iter(further[language] for language in sorted(further)), "")
    return {language: _line(further.get(language) or plain) for language in (*LANGUAGES, *further)} if plain else {}


def _line(text: str) -> str:
    """One line of a length that a list has room for: it may come from anybody."""
    return " ".join(text.split())[:LONGEST]


def _last(id: str, into: Mapping[str, str]) -> str:
    """Where a chain of merges ends; a circle ends anywhere."""
    seen = {id}
    while (id in into) and into[id] not in seen:
        id = into[id]
        seen.add(id)
    return id
