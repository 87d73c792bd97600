"""Lists in one cell: split by what separates them, and by commas only where every part is understood."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_SEPARATORS = re.compile(r"[;|\r\n]+")
_SEPARATOR = re.compile(r"\r\n|[;|\r\n]")
_DECIMAL_COMMA = re.compile(r"(\D*\d+),(\d+|[a-z])")
"""11,5 as a spreadsheet writes the target 11.5 where numbers have a decimal comma."""
_LINK = re.compile(r"(?:https?://|www\.)[^\s;|<>\"]+", re.IGNORECASE)


def split_list(text: str, separator: str = "") -> list[str]:
    """The members of a list, trimmed, each once, in their order."""
    parts = text.split(separator) if separator else _SEPARATORS.split(text)
    return list(dict.fromkeys(part for each in parts if (part := each.strip())))


def may_be_list(text: str) -> bool:
    """Is there something in a cell that stands between members of a list?"""
    return _SEPARATOR.search(text) is not None


def split_pairs(names: str, codes: str, separator: str = "") -> list[tuple[str, str]]:
    """The members of two lists that belong together by their place, empty ones included; where the lists have not the
    same length, the names alone, or the codes in their place where there are no names.
    """
    pairs = [
        [part.strip() for part in (text.split(separator) if separator else _SEPARATOR.split(text))]
        for text in (names, codes)
    ]
    if len(pairs[0]) == len(pairs[1]):
        return [(name, code) for name, code in zip(*pairs, strict=True) if name or code]
    alone, coded = split_list(names, separator), split_list(codes, separator)
    if len(alone) == len(coded):
        return list(zip(alone, coded, strict=True))
    return [(name, "") for name in alone] or [(code, code) for code in coded]


@dataclass(frozen=True, slots=True)
class FoundCodes:
    """What a list of vocabulary words says."""

    codes: list[str]
    unknown: list[str] = field(default_factory=list[str])
    """Parts that were not understood."""
    decimals: list[str] = field(default_factory=list[str])
    """Parts of which the comma was read as a decimal point: they could have been two codes."""


def split_codes(text: str, find: Callable[[str], str | None], separator: str = "") -> FoundCodes:
    """The codes of a list of vocabulary words; `find` gives the code of one."""
    lines = split_list(text, "\n")
    each_line = [find(line) for line in lines] if len(lines) > 1 else []
    known_lines = [code for code in each_line if code is not None]
    if each_line and len(known_lines) == len(each_line):
        return FoundCodes(list(dict.fromkeys(known_lines)))
    whole = find(text.strip())
    if whole is not None:
        return FoundCodes([whole])
    codes: dict[str, None] = {}
    unknown: list[str] = []
    decimals: list[str] = []

    def one(part: str) -> list[str] | None:
        """The codes of a part without blanks beside its commas; None where something in it is not understood."""
        if (code := find(part)) is not None:
            return [code]
        match = _DECIMAL_COMMA.fullmatch(part)
        if match is not None and (code := find(f"{match[1]}.{match[2]}")) is not None:
            decimals.append(part)
            return [code]
        for pieces in (part.split(","), part.split()):
            found = [find(piece.strip()) for piece in pieces if piece.strip()]
            known = [code for code in found if code is not None]
            if len(known) == len(found) > 1:
                return known
        return None

    for part in split_list(text, separator):
        code = find(part)
        if code is not None:
            codes[code] = None
            continue
        before = len(decimals)
        pieces = [piece.strip() for piece in re.split(r",\s|[/&]| and | et | y ", part) if piece.strip()]
        found = [one(piece.removesuffix(",")) for piece in pieces]
        if all(each is not None for each in found):
            codes.update((code, None) for each in found for code in each or ())
        else:
            unknown.append(part)
            del decimals[before:]
    return FoundCodes(list(codes), unknown, decimals)


def read_links(text: str) -> list[str]:
    """The web addresses in a cell, whatever stands between them."""
    found: dict[str, None] = {}
    for address in _LINK.findall(text):
        address = address.rstrip(".,)")
        if address[:4].lower() == "www.":
            address = f"https://{address}"
        if len(address) <= 2_000 and _is_address(address):
            found[address] = None
    return list(found)


def _is_address(text: str) -> bool:
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False
