"""The texts of the help, `resources/help/LANGUAGE/TOPIC.md`: read when they are asked for; the first line is the title."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from desktop.i18n import current_language

TOPICS = (
    "start", "overview", "goals", "evidence", "activities", "form", "import", "visits", "programme", "documents",
    "learning", "needs", "forum", "network", "exchange", "conflicts", "bin", "terms", "backups", "moving",
    "personal-data", "keyboard", "command-line", "glossary",
)  # fmt: skip
"""In the order of the contents; the first one is shown where nothing fits better."""
_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "help"
_PICTURES = _FOLDER / "pictures"
_LINK = re.compile(r"\[([^\]]+)\]\(([\w-]+)\)")
PICTURE = re.compile(r'!\[([^\]]+)\]\(pictures/([\w-]+)\.png "([^"]+)"\)')
"""What a picture shows, in words; its name; what stands below it."""
AROUND = 40
"""Letters shown at each side of the first hit."""


@dataclass(frozen=True)
class Found:
    """A topic that has all words of a search."""

    topic: str
    title: str
    hits: int
    excerpt: str


@cache
def help_text(topic: str, language: str) -> str:
    """The Markdown of a topic (of TOPICS); in English where a language in progress has none yet."""
    path = _FOLDER / language / f"{topic}.md"
    if not path.exists():
        path = _FOLDER / "en" / f"{topic}.md"
    return path.read_text(encoding="utf-8")


def help_title(topic: str, language: str = "") -> str:
    """The title of a topic, in this language or the current one."""
    return help_text(topic, language or current_language()).partition("\n")[0].lstrip("# ")


def links(markdown: str) -> list[str]:
    """The topics that a text leads to."""
    return [topic for _words, topic in _LINK.findall(markdown)]


def pictures(markdown: str) -> list[tuple[str, str, str]]:
    """The pictures of a text: what each shows, in words; its name; what stands below it."""
    return PICTURE.findall(markdown)


def picture_path(name: str, language: str) -> Path:
    """The file of a picture; the English one where a language in progress has none yet."""
    path = _PICTURES / f"{name}-{language}.png"
    return path if path.exists() else _PICTURES / f"{name}-en.png"


def without_marks(markdown: str) -> str:
    """A text as it is read: no marks of emphasis, links as their words alone, pictures as what stands below them.

    Headings and lists stay as they are.
    """
    markdown = PICTURE.sub(r"\3", markdown)
    return _LINK.sub(r"\1", markdown).replace("**", "").replace("`", "")


@lru_cache(maxsize=256)  # each text of a language, and the words of some searches
def folded(text: str) -> str:
    """Letters without their accents and in small, each in the place it had: what is found here is there in the text."""
    if text.isascii():
        return text.lower()
    bases = {letter: unicodedata.normalize("NFD", letter)[0].lower()[:1] or letter for letter in set(text)}
    return "".join(map(bases.__getitem__, text))


def hits(text: str, search: str) -> list[tuple[int, int]]:
    """Where the words of a search stand in a text: first letter and length, in order. Words count from their beginning."""
    inside = folded(text)
    words = sorted({folded(word) for word in search.split()}, key=len, reverse=True)
    if not words:
        return []
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})\w*")
    return [(hit.start(), hit.end() - hit.start()) for hit in pattern.finditer(inside)]


def search_help(search: str, language: str = "") -> list[Found]:
    """The topics in which each word of the search is, or begins, a word: those with it in their title first, then by hits."""
    language = language or current_language()
    found: list[Found] = []
    for topic in TOPICS:
        text = without_marks(help_text(topic, language))
        places = hits(text, search)
        if places and all(hits(text, word) for word in search.split()):
            found.append(Found(topic, help_title(topic, language), len(places), _excerpt(text, *places[0])))
    return sorted(found, key=lambda each: (not hits(each.title, search), -each.hits))


def _excerpt(text: str, start: int, length: int) -> str:
    before, after = text[max(0, start - AROUND) : start], text[start : start + length + AROUND]
    return f"…{' '.join((before + after).split())}…"
