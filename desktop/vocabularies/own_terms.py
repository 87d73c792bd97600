"""Terms that a network adds to the vocabularies. They stand in a workspace, as records, and are known while it is open.

This room reads no workspace: whoever opens one says what it holds, and takes it back at the end.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

from desktop.vocabularies.vocabulary import Term

EXTENSIBLE = ("kinds", "blocks", "hazards", "modules", "methods", "organisation_kinds", "budget_kinds")
"""The vocabularies that own terms may be added to. In others each code means something to the program itself."""

_PREFIX = "own:"

_lock = threading.Lock()
_by_owner: dict[object, Mapping[str, Sequence[Term]]] = {}
_versions: dict[str, int] = {}


def own_code(record_id: str) -> str:
    """The code of the term that stands in this record."""
    return _PREFIX + record_id


def record_of_code(code: str) -> str:
    """The id of the record in which an own term stands; "" of a code that came with the program."""
    return code.removeprefix(_PREFIX) if code.startswith(_PREFIX) else ""


def set_own_terms(owner: object, terms: Mapping[str, Sequence[Term]]) -> None:
    """What an open workspace adds to each vocabulary, in place of what it added before; nothing once it is closed."""
    with _lock:
        before = _by_owner.pop(owner, {})
        if terms:
            _by_owner[owner] = dict(terms)
        for name in {*before, *terms}:
            if _words(before.get(name, ())) != _words(terms.get(name, ())):
                _versions[name] = _versions.get(name, 0) + 1


def own_terms(name: str) -> tuple[Term, ...]:
    """What all open workspaces add to a vocabulary, each code once; those that are retired after the others."""
    with _lock:
        found = {term.code: term for terms in _by_owner.values() for term in terms.get(name, ())}
    return tuple(sorted(found.values(), key=lambda term: term.retired))


def version_of(name: str) -> int:
    """A number that is another one after each change of what is added to a vocabulary."""
    return _versions.get(name, 0)


def versions() -> tuple[int, ...]:
    """The same for all vocabularies together: what was made of several of them is made anew when it changes."""
    return tuple(_versions.get(name, 0) for name in EXTENSIBLE)


def _words(terms: Sequence[Term]) -> list[tuple[Term, Mapping[str, str]]]:
    """Terms with their labels, which do not count where terms are compared."""
    return [(term, term.labels) for term in terms]
