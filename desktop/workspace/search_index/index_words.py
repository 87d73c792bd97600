"""Words as the full-text index holds them and as a query asks for them: one way of folding for both.

Accents and case are put aside, ligatures and letters with strokes written out (ß, œ, ø, ł, dotless i). Arabic loses its
vowels, and the article before a word. Scripts that leave no blanks between words (Chinese, Japanese, Thai, Lao, Khmer,
Burmese) are cut into pairs of neighbouring signs, so that a word is found wherever it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

CODE_SIGN = "ƻ"
"""The first letter of words that stand for codes; it is in no text of the index."""

_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n",
     "ŧ": "t", "ĸ": "k", "ə": "e", "ƒ": "f", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", CODE_SIGN: ""}
)  # fmt: skip
"""Letters that Unicode does not take apart. A final h or y in Arabic is often typed for the letters that look like it."""

_IGNORED_MARKS = re.compile(
    "(?:[\u0300-\u0305\u0307-\u034e\u0350-\u036f"  # accents
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"  # Arabic vowels, the stretching line
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"  # what nobody sees
    "|(?<![иИ])\u0306)+"  # the breve, which belongs to one letter of Cyrillic
)

_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e5b\u0e81-\u0edf\u1000-\u109f\u1780-\u17d3\u17dc-\u17e9"
    "\u3005-\u3007\u3031-\u3035\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")
_ARABIC_WORD = re.compile("[\u0621-\u064a\u066e-\u06d3\u06fa-\u06fc]+")
_ARTICLE = re.compile("(?:[وفبك]?ال|لل)(?=..)")
"""The article, alone or behind and, so, with, like, for; what is left has two letters at least."""


@cache
def _plain() -> tuple[re.Pattern[str], dict[int, str]]:
    """Texts that SQLite's tokenizer folds as we do, and what their letters become. Made when first asked for: the program
    starts without.
    """
    letters = "".join(
        chr(code)
        for code in range(0xC0, 0x180)
        if len(apart := _IGNORED_MARKS.sub("", unicodedata.normalize("NFKD", chr(code).lower()))) == 1
        and apart.isascii()
    )
    folded = {ord(sign): unicodedata.normalize("NFKD", sign)[0].lower() for sign in letters}
    return re.compile(f"[\x00-\x7f\xa0-\xa9\xab\xac\xae-\xb1\xb4\xb6-\xb8\xbb\xbf×÷‐-—‘-„†-•…‹›€{letters}]*\\Z"), folded


@cache
def _plain_latin() -> tuple[bytes, bytes]:
    """The plain signs of Latin-1, and what each of its 256 signs becomes."""
    plain, folded = _plain()
    signs = [chr(code) for code in range(256)]
    return (
        bytes(ord(sign) for sign in signs if plain.match(sign)),
        bytes(ord(folded.get(ord(sign), sign).lower()) if plain.match(sign) else ord(sign) for sign in signs),
    )


@cache
def _mark_ranges() -> str:
    """The signs that scripts write on or beside their letters, as ranges of a set of a regular expression."""
    marks = [code for code in range(0x300, 0x10000) if unicodedata.category(chr(code)) in ("Mn", "Mc")]
    starts = [code for before, code in zip([0, *marks], marks, strict=False) if code != before + 1]
    ends = [code for code, behind in zip(marks, [*marks[1:], 0], strict=True) if behind != code + 1]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


@cache
def word_pattern() -> re.Pattern[str]:
    """A word: letters and digits, with their marks."""
    return re.compile(rf"[^\W_](?:[^\W_]|[{_mark_ranges()}])*")


@cache
def _sign_pattern() -> re.Pattern[str]:
    return re.compile(rf".[{_mark_ranges()}]*", re.DOTALL)


def is_plain(text: str) -> bool:
    """Does SQLite's own tokenizer fold this text as `index_text` does, for all that can be seen at a glance?"""
    return text.isascii() or _plain()[0].match(text) is not None


def fold_word(text: str) -> str:
    """A text with case, accents, vowels above letters and ligatures put aside; signs between words stay.

    A text that `is_plain` keeps its length.
    """
    if text.isascii():
        return text.lower()
    if (latin := _fold_latin(text)) is not None:
        return latin
    plain, folded_letters = _plain()
    if plain.match(text) is not None:
        return text.translate(folded_letters).lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    folded = _IGNORED_MARKS.sub("", apart).translate(_LETTERS)
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


def _fold_latin(text: str) -> str | None:
    """A plain text of Latin-1 folded by its bytes, forty times as fast as `str.translate`; None for any other."""
    try:
        signs = text.encode("latin-1")
    except UnicodeEncodeError:
        return None
    plain, folded = _plain_latin()
    return None if signs.translate(None, plain) else signs.translate(folded).decode("latin-1")


def without_article(word: str) -> str:
    """A folded Arabic word without the article, and what is written together with it; any other as it is."""
    return _ARTICLE.sub("", word, count=1) if not word.isascii() and _ARABIC_WORD.fullmatch(word) else word


def is_unspaced(word: str) -> bool:
    """Is a folded word a run of signs of a script that leaves no blanks between words?"""
    return not word.isascii() and _UNSPACED_RUN.match(word) is not None


def index_text(text: str) -> str:
    """A text as the tokenizer gets it."""
    folded = fold_word(text)
    if folded.isascii():
        return folded
    folded = _ARABIC_WORD.sub(lambda found: without_article(found[0]), folded)
    return _UNSPACED_RUN.sub(lambda found: f" {' '.join(_pairs(found[0]))} ", folded)


def further_words(texts: Iterable[str | None], *, whole: bool) -> str | None:
    """Words of these texts as `index_text` folds them, of those that SQLite's tokenizer folds in another way, each once;
    `whole`: all words of a text that has such a word, in their order, for phrases. None where there are none.
    """
    found: dict[str, None] = {}
    for text in texts:
        if text and not is_plain(text):
            others = {folded: None for word in word_pattern().findall(text) if (folded := _folded_otherwise(word))}
            found |= {index_text(text).strip(): None} if whole and others else others
    return " ".join(found) or None


def _folded_otherwise(word: str) -> str:
    """A word folded; "" where SQLite's tokenizer folds it as we do."""
    if is_plain(word):
        return ""
    folded = index_text(word).strip()
    return "" if folded == word.lower() else folded


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word that is searched for: `tokens` as they follow each other in the index; `open`: the last may go on."""

    text: str
    tokens: tuple[str, ...]
    open: bool = True
    unspaced: bool = False


@lru_cache(maxsize=256)
def asked_words(text: str) -> tuple[AskedWord, ...]:
    """The words of what a person typed."""
    return tuple(_asked(text))


def _asked(text: str) -> Iterator[AskedWord]:
    for found in word_pattern().finditer(fold_word(text)):
        place, word = 0, found[0]
        for run in _UNSPACED_RUN.finditer(word):
            if run.start() > place:
                yield _asked_word(word[place : run.start()])
            yield _asked_run(run[0])
            place = run.end()
        if place < len(word):
            yield _asked_word(word[place:])


def _asked_word(word: str) -> AskedWord:
    bare = without_article(word)
    return AskedWord(bare, (bare,))


def _asked_run(run: str) -> AskedWord:
    pairs = _pairs(run)
    return AskedWord(run, tuple(pairs[:-1]), open=False, unspaced=True) if len(pairs) > 1 else AskedWord(
        run, (run,), unspaced=True
    )  # fmt: skip


def _pairs(run: str) -> list[str]:
    """Each sign with the one behind it, and the last alone; a sign has its marks with it."""
    signs = _sign_pattern().findall(run)
    return [sign + behind for sign, behind in zip(signs, [*signs[1:], ""], strict=True)]


def code_word(code: str) -> str:
    """The word of the index that stands for a code; it is the beginning of the words of codes below it."""
    for sign in ":.-_":
        code = code.replace(sign, CODE_SIGN)
    return f"{CODE_SIGN}{code.lower()}{CODE_SIGN}"


def code_words_sql(words: str) -> str:
    """An expression of SQL that gives codes, each between two `CODE_SIGN`, as their words."""
    for sign in ":.-_":
        words = f"replace({words}, '{sign}', '{CODE_SIGN}')"
    return words
