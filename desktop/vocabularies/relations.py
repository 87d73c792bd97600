"""From a Sendai target to the SDG targets that its indicators feed, and the other way round.

Source: UNDRR, the Sendai indicators that also serve the SDG (A/71/644; UN Statistical Commission decision 48/101).
"""

from __future__ import annotations

from functools import cache

from desktop.vocabularies.vocabulary_files import load


def related_indicators(code: str) -> tuple[str, ...]:
    """The indicators of the other system that measure the same as this code, in their official order.

    A Sendai target or indicator gives SDG indicators; an SDG goal, target or indicator gives Sendai indicators.
    For an SDG indicator that our list does not have (11.5.3, split from 11.5.2), its target stands.
    Whatever has no correspondence, and a code that is not known, gives ().
    """
    to_sdg, to_sendai = _indicators()
    if code.startswith("SFDRR:"):
        return _ordered("sdg", {found for own in _below(code) for found in to_sdg.get(own, ())})
    return _ordered("sendai", {found for own in _below(code) for found in to_sendai.get(own, ())})


def related_sdg(code: str) -> tuple[str, ...]:
    """The SDG targets that a Sendai target or indicator touches: SFDRR:E gives SDG:1.5, SDG:11.b, SDG:13.1."""
    if not code.startswith("SFDRR:"):
        return ()
    sdg = load("sdg")
    found = [sdg[each] for each in related_indicators(code)]
    return _ordered("sdg", {term.code if term.level == "target" else term.parent for term in found})


def related_sendai(code: str) -> tuple[str, ...]:
    """The Sendai targets that an SDG goal, target or indicator touches: SDG:11.5 gives SFDRR:A to SFDRR:D."""
    if not code.startswith("SDG:"):
        return ()
    sendai = load("sendai")
    return _ordered("sendai", {sendai[found].parent for found in related_indicators(code)})


@cache
def _indicators() -> tuple[dict[str, tuple[str, ...]], dict[str, list[str]]]:
    sdg = load("sdg")
    to_sdg = {
        term.code: tuple(each if each in sdg else each.rpartition(".")[0] for each in term.related)
        for term in load("sendai")
        if term.related
    }
    to_sendai: dict[str, list[str]] = {}
    for code, found in to_sdg.items():
        for each in found:
            to_sendai.setdefault(each, []).append(code)
    return to_sdg, to_sendai


def _below(code: str) -> list[str]:
    """The code and all codes under it; [] for a code that is not known."""
    vocabulary = load("sendai" if code.startswith("SFDRR:") else "sdg")
    found = [code] if code in vocabulary else []
    for each in found:
        found.extend(child.code for child in vocabulary.children(each))
    return found


def _ordered(name: str, codes: set[str]) -> tuple[str, ...]:
    return tuple(term.code for term in load(name) if term.code in codes)
