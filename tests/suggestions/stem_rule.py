"""Which words a paraphrase of a target shares with the official label of that target.

`python -m tests.suggestions.stem_rule` lists the rows that share more than two or have too many or too few words.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import snowballstemmer

from desktop.catalogue.query.stop_words import is_stop_word
from desktop.catalogue.stemming import same_word
from desktop.vocabularies.folding import key

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / "tests" / "data" / "suggestions"
VOCABULARIES = ROOT / "resources" / "vocabularies"
MOST_SHARED = 2
FEWEST_WORDS, MOST_WORDS = 6, 20

_STEMMERS = {
    "en": snowballstemmer.stemmer("english"),
    "fr": snowballstemmer.stemmer("french"),
    "es": snowballstemmer.stemmer("spanish"),
}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def labels() -> dict[tuple[str, str], str]:
    """The label of each code in each language, by language and code."""
    return {
        (language, row["code"]): row[language]
        for name in ("sdg.csv", "sendai.csv", "essentials.csv")
        for row in read(VOCABULARIES / name)
        for language in _STEMMERS
    }


def shared_words(language: str, label: str, text: str) -> list[str]:
    """The content words of a label of which the text has a form.

    A form of a word has one Snowball stem with it in the language, or is the same word for the program's own search (which
    looks at folded words and all three languages, and so finds a little more).
    """
    stem = _STEMMERS[language].stemWord
    words = text.casefold().replace("’", " ").replace("'", " ").split()
    stems = {stem("".join(sign for sign in word if sign.isalnum())) for word in words}
    folded = key(text).split()
    shared: dict[str, None] = {}
    for word in label.casefold().replace("’", " ").replace("-", " ").split():
        plain = key(word)
        if not plain or is_stop_word(plain):
            continue
        bare = "".join(sign for sign in word if sign.isalnum())
        if stem(bare) in stems or any(same_word(plain, other) for other in folded):
            shared[plain] = None
    return list(shared)


def breaches(path: Path) -> Iterator[str]:
    """One line for each row of a file of paraphrases that does not follow the rules."""
    known = labels()
    for row in read(path):
        shared = shared_words(row["language"], known[row["language"], row["target"]], row["text"])
        if len(shared) > MOST_SHARED:
            yield f"{row['language']} {row['target']}: shares {', '.join(shared)}: {row['text']}"
        count = sum(any(sign.isalnum() for sign in word) for word in row["text"].split())
        if not FEWEST_WORDS <= count <= MOST_WORDS:
            yield f"{row['language']} {row['target']}: {count} words: {row['text']}"


if __name__ == "__main__":
    found = [line for path in sorted(DATA.glob("paraphrases*.csv")) for line in breaches(path)]
    print("\n".join(found) or "Every paraphrase follows the rules.")
    sys.exit(bool(found))
