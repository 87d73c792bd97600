"""Which words lead to a code: the lists in resources/suggestions, read once.

A list has a line with the code and, below it, lines that begin with a language: `en+` for phrases that say the code plainly,
`en` for others, `en-` for phrases that speak of something else. Phrases stand between bars. A line that begins with # is a
remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from desktop.errors import ProgrammingError

FOLDER = Path(__file__).resolve().parent.parent.parent.parent / "resources" / "suggestions"
LANGUAGES = ("en", "fr", "es")
_LINE = re.compile(r"(en|fr|es)([+-]?) (.+)")
_CODE = re.compile(r"[A-Z]{3,5}:[\w.]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of a list, and how plainly it speaks of its code: 2, 1, or -1 where it speaks of something else."""

    code: str
    language: str
    text: str
    weight: int


@cache
def phrases() -> tuple[Phrase, ...]:
    """Those of all lists, in the order of files and lines. ProgrammingError where a list is not well made."""
    return tuple(phrase for path in sorted(FOLDER.glob("*.txt")) if path.stem != "common" for phrase in _read(path))


@cache
def common_words() -> tuple[str, ...]:
    """Words that titles of any activity have: they lead nowhere by themselves."""
    lines = (FOLDER / "common.txt").read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def _read(path: Path) -> Iterator[Phrase]:
    code = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if _CODE.fullmatch(line):
            code = line
        elif code and (found := _LINE.fullmatch(line)) is not None:
            weight = {"+": 2, "": 1, "-": -1}[found[2]]
            for text in found[3].split("|"):
                yield Phrase(code, found[1], text.strip(), weight)
        else:
            raise ProgrammingError(f"{path.name}, line {number}: this is no line of a list of phrases.")
