"""Text from outside, cleaned of what would mislead the eye: controls, reversed directions, cells that say
nothing.
"""

from __future__ import annotations

import re

MAX_LINE_TEXT = 1_000  # characters of a one-line field; the whole stays in the source data

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\ufff9-\ufffb]")
# Windows letters that some program took for Latin-1: an en dash that became a control.
_MISREAD = {code: text for code in range(0x80, 0xA0) if (text := bytes([code]).decode("cp1252", errors="ignore"))}
_SPACE = re.compile(r"\s+")
_FORMULA = re.compile("[ \u00a0\ufeff']*[=+\\-@\t\r\n＝＋－＠]")
_SAYS_NOTHING = frozenset(
    (
        "",
        "0",
        "-",
        "--",
        "–",
        "—",
        ".",
        "..",
        "...",
        "?",
        "n/a",
        "#n/a",
        "null",
        "none",
        "nan",
        "n.d.",
        "s/d",
        "tbd",
        "xxx",
    )
)


def says_nothing(text: str) -> bool:
    """Is this cell as good as empty: blank, a dash, "n/a", a lone 0, only separators?"""
    return text.strip(" \t\r\n\u00a0\u2007\u202f;|,").casefold() in _SAYS_NOTHING


def without_guard(text: str) -> str:
    """Text without the apostrophe that an export puts before what a spreadsheet would take for a formula."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text, 1) else text


def with_guard(text: str) -> str:
    """Text from which `without_guard` takes nothing but what is added here: for cells that no export has guarded."""
    return f"'{text}" if text[:1] == "'" and _FORMULA.match(text, 1) else text


def one_line(text: str) -> str:
    """Text for a field of one line: no line breaks, no controls, no direction overrides, spaces single."""
    text = without_guard(text)
    if not text.isprintable() or "  " in text:
        text = _SPACE.sub(" ", _UNSEEN.sub("", text.translate(_MISREAD)))
    text = text.strip(" ;|")
    return text if len(text) <= MAX_LINE_TEXT else text[: MAX_LINE_TEXT - 1].rstrip() + "…"


def paragraphs(text: str) -> str:
    """Text for a field of paragraphs: line breaks kept, the empty members of a joined list dropped."""
    text = without_guard(text)
    if not text.isprintable():
        text = _UNSEEN.sub("", text.translate(_MISREAD).replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip(" ;|\n\t")
