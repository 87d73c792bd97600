"""A text of the help in blocks: headings, paragraphs, lists and pictures of the Markdown that the help is written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.help_texts import PICTURE

_HEADING = re.compile(r"(#+) (.+)")
_ITEM = re.compile(r"( *)(-|\d+\.) (.+)")


@dataclass(frozen=True)
class Heading:
    """`level` 1 is the title of the topic."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Its text has the marks of Markdown for emphasis, code and links."""

    text: str


@dataclass(frozen=True)
class Item:
    """An item of a list, and the list that stands in it."""

    text: str
    inner: ItemList | None = None


@dataclass(frozen=True)
class ItemList:
    """With bullets, or numbered from 1."""

    numbered: bool
    items: list[Item] = field(default_factory=list[Item])


@dataclass(frozen=True)
class Picture:
    """Its name, what it shows in words, and what stands below it."""

    name: str
    alternative: str
    caption: str


Block = Heading | Paragraph | ItemList | Picture


def help_blocks(markdown: str) -> Iterator[Block]:
    """The blocks of a text, in order."""
    for part in re.split(r"\n{2,}", markdown.strip()):
        lines = part.split("\n")
        if found := _HEADING.fullmatch(lines[0]):
            yield Heading(len(found[1]), found[2])
            lines = lines[1:]
        if lines and (picture := PICTURE.fullmatch(lines[0])):
            yield Picture(picture[2], picture[1], picture[3])
        elif lines and _ITEM.match(lines[0]):
            yield _list(lines)
        elif lines:
            yield Paragraph(" ".join(lines))


def _list(lines: list[str]) -> ItemList:
    """Lines that are further in than the first one are a list in the item above them."""
    first = _ITEM.match(lines[0])
    assert first is not None
    made = ItemList(first[2] != "-")
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and lines[end].startswith(first[1] + " "):
            end += 1
        found = _ITEM.match(lines[at])
        assert found is not None, lines[at]
        made.items.append(Item(found[3], _list(lines[at + 1 : end]) if end > at + 1 else None))
        at = end
    return made
