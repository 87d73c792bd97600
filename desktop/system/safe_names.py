"""Names of files that every system takes, and how a name is shown to people."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

LONGEST = 120
"""Bytes of a name that we make: file systems end at 255, Windows' paths at 260, and folders want their part."""

_LONGEST_SHOWN = 80
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\Z", re.IGNORECASE)
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_JOINERS = "\u200c\u200d"  # belong to the spelling of Persian and of Indian languages


def is_reserved(name: str) -> bool:
    """Does Windows take this name for a device, whatever comes after the first dot ("aux.pdf", "con")?"""
    return _RESERVED.match(name.partition(".")[0].rstrip(" ")) is not None


def safe_name(text: str, suffix: str = "", *, fallback: str = "file", longest: int = LONGEST) -> str:
    """A file name made of words from anywhere, which Windows, macOS and Linux all take: "report: final" and ".pdf" give
    "report final.pdf".

    `suffix` is kept whole. `longest`: of the name with its suffix, in bytes of UTF-8. `fallback` stands where nothing is left.
    """
    text = unicodedata.normalize("NFC", text)
    text = "".join(
        " " if letter in "\t\r\n\v\f" else letter
        for letter in text
        if letter in "\t\r\n\v\f" or letter in _JOINERS or unicodedata.category(letter) not in _UNSEEN
    )
    text = " ".join(_FORBIDDEN.sub(" ", text).split()).lstrip(". ")
    room = longest - len(suffix.encode())
    text = text.encode("utf-8", "ignore")[:room].decode("utf-8", "ignore").rstrip(". ")
    name = (text or fallback) + suffix
    return f"_{name}" if is_reserved(name) else name


def safe_file_name(name: str, *, fallback: str = "file", longest: int = LONGEST) -> str:
    """The same for a whole file name, whose ending is kept: "a?b.pdf" gives "a b.pdf"."""
    stem, dot, ending = name.rpartition(".")
    ending = safe_name(ending, fallback="", longest=16) if stem.strip(". ") else ""
    if not ending:
        return safe_name(name, fallback=fallback, longest=longest)
    return safe_name(stem, f"{dot}{ending.replace(' ', '')}", fallback=fallback, longest=longest)


def shown_name(path: Path, *, whole: bool = False) -> str:
    """The name of a file (or its `whole` path) for a sentence: short enough, and without what does things to a screen."""
    name = str(path) if whole else path.name or str(path)
    name = os.fsencode(name).decode("utf-8", "replace") if not _is_text(name) else name
    name = "".join("�" if _is_unseen(letter) else letter for letter in name)
    half = _LONGEST_SHOWN // 2
    return name if len(name) <= _LONGEST_SHOWN else f"{name[:half]}…{name[-half:]}"


def _is_text(name: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def _is_unseen(letter: str) -> bool:
    return letter not in _JOINERS and unicodedata.category(letter) in _UNSEEN
