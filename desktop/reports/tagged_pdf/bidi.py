"""Which way each letter runs: the Unicode Bidirectional Algorithm (UAX #9) without embeddings and isolates.

Whoever asks takes those out of a text first: an override typed into a title may not turn a page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_bidirectional = lru_cache(maxsize=4096)(unicodedata.bidirectional)

_BRACKETS = {"(": ")", "[": "]", "{": "}", "⁅": "⁆", "⁽": "⁾", "₍": "₎", "❨": "❩", "〈": "〉", "《": "》"}
_CLOSING = {closing: opening for opening, closing in _BRACKETS.items()}
_NEUTRAL = frozenset(("B", "S", "WS", "ON"))
_LIKE_R = frozenset(("R", "EN", "AN"))


def is_right_to_left(text: str) -> bool:
    """Does any letter of it run from right to left?"""
    return not text.isascii() and any(_bidirectional(letter) in ("R", "AL", "AN") for letter in set(text))


def base_level(text: str) -> int:
    """1 where the first letter with a direction runs from right to left, else 0 (rules P2 and P3)."""
    for letter in text:
        kind = _bidirectional(letter)
        if kind == "L":
            return 0
        if kind in ("R", "AL"):
            return 1
    return 0


def embedding_levels(text: str, base: int) -> list[int]:
    """The level of each character: even runs to the right, odd to the left (rules W1 to I2)."""
    given = [_bidirectional(letter) or "L" for letter in text]
    kinds = _weak(given, base)
    _pair_brackets(text, kinds, base)
    # A mark goes with the bracket it stands on.
    for at in range(1, len(given)):
        if given[at] == "NSM" and text[at - 1] in _ALL_BRACKETS:
            kinds[at] = kinds[at - 1]
    _neutral(kinds, base)
    found: list[int] = []
    for kind in kinds:
        if base % 2 == 0:
            found.append(base + (1 if kind == "R" else 2 if kind in ("AN", "EN") else 0))
        else:
            found.append(base + (1 if kind in ("L", "EN", "AN") else 0))
    return found


def visual_order(those: Sequence[int]) -> list[int]:
    """The places of items with these levels from left to right (rule L2)."""
    order = list(range(len(those)))
    if not those:
        return order
    odd = [level for level in those if level % 2]
    for level in range(max(those), (min(odd) if odd else max(those) + 1) - 1, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and those[order[end]] >= level:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = max(end, at + 1)
    return order


_ALL_BRACKETS = frozenset(_BRACKETS) | frozenset(_CLOSING)


def _weak(given: Sequence[str], base: int) -> list[str]:
    """Rules W1 to W7."""
    start = "R" if base % 2 else "L"
    kinds: list[str] = []
    strong, before = start, start
    for kind in given:
        if kind in ("NSM", "BN"):
            kind = before
        if kind == "EN" and strong == "AL":
            kind = "AN"
        if kind in ("L", "R", "AL"):
            strong = kind
        before = kind
        kinds.append(kind)
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):
        left, right = kinds[at - 1], kinds[at + 1]
        if left == right and ((kinds[at] == "ES" and left == "EN") or (kinds[at] == "CS" and left in ("EN", "AN"))):
            kinds[at] = left
    at = 0
    while at < len(kinds):
        if kinds[at] != "ET":
            at += 1
            continue
        end = at
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if (at and kinds[at - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN"):
            kinds[at:end] = ["EN"] * (end - at)
        at = end
    kinds = ["ON" if kind in ("ET", "ES", "CS") else kind for kind in kinds]
    strong = start
    for at, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
    return kinds


def _pair_brackets(text: str, kinds: list[str], base: int) -> None:
    """Rule N0: a pair of brackets takes one direction from what stands inside and before it."""
    own = "R" if base % 2 else "L"
    for opening, closing in _pairs(text, kinds):
        inside = {"R" if kind in _LIKE_R else kind for kind in kinds[opening + 1 : closing]} & {"L", "R"}
        if own in inside:
            found = own
        elif inside:
            before = next(
                (("R" if k in _LIKE_R else k) for k in reversed(kinds[:opening]) if k in ("L", *_LIKE_R)), own
            )
            found = before if before != own else own
        else:
            continue
        kinds[opening] = kinds[closing] = found


def _pairs(text: str, kinds: Sequence[str]) -> list[tuple[int, int]]:
    waiting: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for at, letter in enumerate(text):
        if kinds[at] != "ON":
            continue
        if letter in _BRACKETS:
            if len(waiting) == 63:
                return []
            waiting.append((_BRACKETS[letter], at))
        elif letter in _CLOSING:
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == letter:
                    found.append((waiting[depth][1], at))
                    del waiting[depth:]
                    break
    return sorted(found)


def _neutral(kinds: list[str], base: int) -> None:
    """Rules N1 and N2."""
    own = "R" if base % 2 else "L"
    at = 0
    while at < len(kinds):
        if kinds[at] not in _NEUTRAL:
            at += 1
            continue
        end = at
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        left = own if at == 0 else "R" if kinds[at - 1] in _LIKE_R else kinds[at - 1]
        right = own if end == len(kinds) else "R" if kinds[end] in _LIKE_R else kinds[end]
        kinds[at:end] = [left if left == right else own] * (end - at)
        at = end
