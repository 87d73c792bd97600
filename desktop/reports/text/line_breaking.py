"""Text broken into lines: words at spaces, Chinese and Japanese between letters, long words where they must."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from desktop.reports.tagged_pdf.bidi import base_level, embedding_levels, is_right_to_left
from desktop.reports.text.font_book import FontBook, clean
from desktop.reports.text.languages import LATIN, language_of
from desktop.reports.text.shaping import ShapedPiece
from desktop.reports.text.system_fonts import script_of


@dataclass(frozen=True)
class Style:
    """How text looks; lengths in points, the colour as "#1A1A1A"."""

    size: float
    leading: float
    bold: bool = False
    colour: str = "#1B2126"
    between: float = 0
    """Space before a further paragraph."""

    def bolder(self) -> Style:
        """The same in bold."""
        return replace(self, bold=True)


@dataclass(eq=False)  # not frozen: thirty thousand are made for a long report, in a third of the time
class Line:
    """One line: its pieces in the order they are read, spaces among them. It is not changed once it is made."""

    pieces: tuple[ShapedPiece, ...]
    style: Style
    turned: bool = False
    """Does it belong to a paragraph that runs from right to left?"""
    begins: bool = False
    """Does a further paragraph of the text begin here?"""
    end: ShapedPiece | None = None
    """The space at which it was broken: drawn at its end, so that whoever reads the letters knows where words end."""
    mixed: bool = False
    """May it hold letters of another script than Latin, or that run from right to left?"""
    letters: str = ""
    """What goes between [ and ] TJ for all pieces, where that was found when the line was broken."""

    def followed(self, book: FontBook) -> Line:
        """The same with a space at its end, for words of the same paragraph that stand elsewhere."""
        return replace(self, end=book.piece(" ", book.main[self.style.bold], 0))

    @cached_property
    def width(self) -> float:
        """In points."""
        return sum(piece.width for piece in self.pieces) * self.style.size / 1000

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(piece.text for piece in self.pieces)


Word = tuple[tuple[ShapedPiece, ...], int, int]
"""(pieces, their width, the level of the space before or -1 where there is none)."""

_KEPT_TEXTS = 5_000
_PLAIN = frozenset(("", LATIN))
_BREAK_INSIDE = re.compile(r"(?<=[^\W\d_][-–—/])(?=[^\W\d_])")
_BREAK_LONG = frozenset("/?&=_.-,;:%+@")
_NOT_FIRST = frozenset(
    "、。，．・：；？！゛゜´｀¨＾ヽヾゝゞ々ー—…‥’”）〕］｝〉》」』】°′″℃％‰ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ)]}:;,.!?"
)
_NOT_LAST = frozenset("‘“（〔［｛〈《「『【([{＄￥￡")
_SPACED = re.compile("[ \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_ETHIOPIC_SPACE = "\u1361"
_KEPT_SPACE = re.compile(r"(?<=\S) (?=[;:?!»](?:[\s,.;:?!)]|$))|(?<=«) (?=\S)")
"""What French sets before these marks with the space bar: they do not begin a line, nor does « end one."""
_KEPT_SPACES = (" ;", " :", " ?", " !", " »", "« ")
"""One of them is in each text that `_KEPT_SPACE` finds something in."""


def wrap(book: FontBook, text: str, style: Style, width: float) -> list[Line]:
    """The lines of a text within `width` points; each line break in it begins a paragraph. No text, no lines."""
    limit = int(width * 1000 / style.size)
    lines: list[Line] = []
    space = book.piece(" ", book.main[style.bold], 0)
    text = clean(text)
    if any(map(text.__contains__, _KEPT_SPACES)):
        text = _KEPT_SPACE.sub("\u00a0", text)
    for paragraph in text.split("\n"):
        if not paragraph or paragraph.isspace():
            continue
        begins = bool(lines)
        if book.main_has(paragraph, style.bold) and paragraph.isprintable():
            mixed = language_of(paragraph) not in _PLAIN
            for pieces, spaced, letters in _fill_plain(book, paragraph, limit, style.bold):
                lines.append(Line(pieces, style, False, begins, space if spaced else None, mixed, letters))
                begins = False
            continue
        words, base = _mixed_words(book, paragraph, style.bold)
        for pieces, spaced in _fill(book, words, limit, style.bold):
            lines.append(Line(pieces, style, base == 1, begins, space if spaced else None, True))
            begins = False
    return lines


def wrap_again(book: FontBook, text: str, style: Style, width: float) -> Sequence[Line]:
    """The same lines for a text that comes again and again, as labels do; broken once."""
    key = (text, style, width)
    found = book.broken_texts.get(key)
    if found is None:
        if len(book.broken_texts) >= _KEPT_TEXTS:
            book.broken_texts.clear()
        found = book.broken_texts[key] = tuple(wrap(book, text, style, width))
    return found


def fit(book: FontBook, text: str, style: Style, width: float) -> Line:
    """One line of the text; what does not fit is left out, with an ellipsis."""
    key = (text, style, width)
    found = book.fitted_texts.get(key)
    if found is None:
        if len(book.fitted_texts) >= _KEPT_TEXTS:
            book.fitted_texts.clear()
        found = book.fitted_texts[key] = _fit(book, text, style, width)
    return found


def _fit(book: FontBook, text: str, style: Style, width: float) -> Line:
    text = " ".join(text[:600].split())
    lines = wrap(book, text, style, width)
    if len(lines) > 1:
        room = width - wrap(book, "…", style, width)[0].width
        lines = wrap(book, f"{wrap(book, text, style, room)[0].text.rstrip()}…", style, width)
    return lines[0] if lines else Line((), style)


_PlainLine = tuple[tuple[ShapedPiece, ...], bool, str]
"""Pieces, whether a space is where the line is broken, and `Line.letters`."""


def _fill_plain(book: FontBook, text: str, limit: int, bold: bool) -> Iterator[_PlainLine]:
    """As `_fill`, for a text of the main font alone: most texts, and so without what the others need."""
    known = book.main_words[bold]
    space = book.piece(" ", book.main[bold], 0)
    gap = space.width
    words = text.split() if text.isascii() else [word for word in _SPACED.split(text) if word]
    pieces = [known.get(word) or book.main_word(word, bold) for word in words]
    ends = list(accumulate([piece.width + gap for piece in pieces]))  # where each word and the space after it end
    letters = [piece.letters for piece in pieces]
    spelled = all(letters) and space.letters
    start, before = 0, 0
    while start < len(pieces):
        end = bisect_right(ends, before + limit + gap, start)
        line = [space] * max(2 * (end - start) - 1, 0)
        line[::2] = pieces[start:end]
        # A word that is too long for a line, or may be broken inside: what is left goes the other way.
        if end < len(pieces) and (pieces[end].width > limit or _BREAK_INSIDE.search(words[end])):
            rest: list[Word] = [((piece,), piece.width, 0) for piece in pieces[end:]]
            if not line:
                rest[0] = (rest[0][0], rest[0][1], -1)
            for each, spaced in _fill(book, rest, limit, bold, line):
                yield each, spaced, ""
            return
        yield tuple(line), end < len(pieces), spelled.join(letters[start:end]) if spelled else ""
        start, before = end, ends[end - 1]


def _mixed_words(book: FontBook, text: str, bold: bool) -> tuple[list[Word], int]:
    base = base_level(text)
    runs = embedding_levels(text, base) if base or is_right_to_left(text) else [0] * len(text)
    scripts = set(map(script_of, text))
    eastern = next((script for script in ("kana", "hangul") if script in scripts), "han")
    words: list[Word] = []
    for start, end, space in _word_places(text):
        pieces: list[ShapedPiece] = []
        for first, last, face in book.runs(text[start:end], bold, eastern):
            at = first
            while at < last:
                level, stop = runs[start + at], at + 1
                while stop < last and runs[start + stop] == level:
                    stop += 1
                pieces.append(book.piece(text[start + at : start + stop], face, level))
                at = stop
        if pieces:
            words.append((tuple(pieces), sum(piece.width for piece in pieces), runs[space] if space >= 0 else -1))
    return words, base


def _word_places(text: str) -> Iterator[tuple[int, int, int]]:
    """(start, end, place of the space before or -1) of what is not broken in two."""
    space = -1
    at = 0
    for part in re.split(f"({_SPACED.pattern})", text):
        if not part:
            continue
        if _SPACED.fullmatch(part):
            if at:
                space = at
            at += len(part)
            continue
        start = 0
        for place in range(1, len(part)):
            if _may_break(part[place - 1], part[place]):
                yield at + start, at + place, space
                start, space = place, -1
        yield at + start, at + len(part), space
        space = -1
        at += len(part)


def _may_break(before: str, after: str) -> bool:
    if before == _ETHIOPIC_SPACE:
        return after != _ETHIOPIC_SPACE
    if not (_is_ideograph(before) or _is_ideograph(after)):
        return False
    return after not in _NOT_FIRST and before not in _NOT_LAST and not "\ufe00" <= after <= "\ufe0f"


def _is_ideograph(letter: str) -> bool:
    return letter >= "\u2e80" and script_of(letter) in ("han", "kana")


def _fill(
    book: FontBook, words: Sequence[Word], limit: int, bold: bool, begun: Sequence[ShapedPiece] = ()
) -> Iterator[tuple[tuple[ShapedPiece, ...], bool]]:
    """Lines of pieces, each as full as it can be, and whether a space is where it is broken; the first one is `begun`."""
    line = list(begun)
    used = sum(piece.width for piece in line)
    plain_space = book.piece(" ", book.main[bold], 0)
    wide_space = plain_space.width
    further = iter(words)
    waiting: list[Word] = []  # parts of words, the next one last
    while (word := waiting.pop() if waiting else next(further, None)) is not None:
        pieces, width, space = word
        gap = wide_space if space >= 0 and line else 0
        if used + gap + width <= limit:
            if gap:
                line.append(book.piece(" ", book.main[bold], space) if space else plain_space)
            line += pieces
            used += gap + width
            continue
        broken = _broken(book, pieces, limit - used - gap, limit, fresh=not line)
        if broken is not None:
            waiting += [(part, _width(part), -1) for part in reversed(broken[1:])]
            waiting.append((broken[0], _width(broken[0]), space))
            continue
        yield tuple(line), space >= 0
        line, used = [], 0
        waiting.append((pieces, width, -1))
    if line:
        yield tuple(line), False


def _width(pieces: tuple[ShapedPiece, ...]) -> int:
    return sum(piece.width for piece in pieces)


def _broken(
    book: FontBook, pieces: tuple[ShapedPiece, ...], room: int, limit: int, *, fresh: bool
) -> list[tuple[ShapedPiece, ...]] | None:
    """A word in parts of which the first fits the room; None where it had better begin a line of its own."""
    if len(pieces) == 1:
        piece = pieces[0]
        parts = _BREAK_INSIDE.split(piece.text)
        if len(parts) > 1:
            found = [(book.piece(part, piece.face, piece.level),) for part in parts]
            if found[0][0].width <= room:
                return found
    if not fresh:
        return None
    found = [(part,) for piece in pieces for part in _cut(book, piece, limit)]
    return found if len(found) > 1 else [_squeezed(pieces)]


def _cut(book: FontBook, piece: ShapedPiece, limit: int) -> list[ShapedPiece]:
    """A piece longer than a line in parts that are not, cut after a sign of an address if one is near."""
    if piece.width <= limit:
        return [piece]
    advances = [0] * len(piece.text)
    starts = [False] * len(piece.text)
    for glyph in piece.face.shape(book.shown(piece.text), piece.level % 2 == 1):
        advances[glyph.cluster] += glyph.advance
        starts[glyph.cluster] = True
    room = limit - limit // 40  # letters at a cut may take another form
    found: list[ShapedPiece] = []
    start, used, good = 0, 0, 0
    for at in range(len(piece.text)):
        if starts[at] and used + advances[at] > room and at > start:
            end = good if good - start > (at - start) * 0.6 else at
            found.append(book.piece(piece.text[start:end], piece.face, piece.level))
            used = sum(advances[end:at])
            start = good = end
        used += advances[at]
        if piece.text[at] in _BREAK_LONG:
            good = at + 1
    found.append(book.piece(piece.text[start:], piece.face, piece.level))
    return found


def _squeezed(pieces: tuple[ShapedPiece, ...]) -> tuple[ShapedPiece, ...]:
    """One letter wider than the line counts as fitting."""
    return tuple(replace(piece, width=0) for piece in pieces)
