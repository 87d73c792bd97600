"""Lists in one cell: split by what separates them, and by commas only where every part is understood."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

_SEPARATORS = re.compile(r"[;|\r\n]+")
_LINK = re.compile(r"(?:https?://|www\.)[^\s;|<>\"]+", re.IGNORECASE)


def split_list(text: str, separator: str = "") -> list[str]:
    """The members of a list, trimmed, each once, in their order."""
    parts = text.split(separator) if separator else _SEPARATORS.split(text)
    return list(dict.fromkeys(part for each in parts if (part := each.strip())))


def split_codes(text: str, find: Callable[[str], str | None], separator: str = "") -> tuple[list[str], list[str]]:
    """(codes, parts not understood) of a list of vocabulary words; `find` gives the code of one."""
    whole = find(text.strip())
    if whole is not None:
        return [whole], []
    codes: dict[str, None] = {}
    unknown: list[str] = []
    for part in split_list(text, separator):
        code = find(part)
        if code is not None:
            codes[code] = None
            continue
        pieces = [piece.strip() for piece in re.split(r"[,/&]| and | et | y ", part) if piece.strip()]
        found = [find(piece) for piece in pieces]
        if len(pieces) > 1 and all(each is not None for each in found):
            codes.update((each, None) for each in found if each is not None)
        else:
            unknown.append(part)
    return list(codes), unknown


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
