"""The texts of the help: the same topics in each language, words of the interface as the window has them, links, search."""

from __future__ import annotations

import re
from functools import cache

import pytest

from desktop.help_texts import TOPICS, help_text, help_title, hits, links, pictures, search_help, without_marks
from desktop.i18n import COMPLETE_LANGUAGES
from tests import translations
from tests.pictures import help_pictures

FOLDER = translations.ROOT / "resources" / "help"
TERMS = "glossary"
"""Its bold words are those that it explains, not words of the window."""


@pytest.mark.parametrize("language", COMPLETE_LANGUAGES)
def test_each_language_has_each_topic_and_no_link_is_dead(language: str) -> None:
    assert sorted(path.stem for path in (FOLDER / language).iterdir()) == sorted(TOPICS)
    titles = [help_title(topic, language) for topic in TOPICS]
    assert all(titles) and len(set(titles)) == len(titles)
    for topic in TOPICS:
        text = help_text(topic, language)
        assert text.startswith("# ") and text.endswith("\n") and not text.endswith("\n\n")
        assert [each for each in links(text) if each not in TOPICS] == []
        assert text.count("](") == len(links(text)) + len(pictures(text)), "a link of another shape"
        for alternative, name, below in pictures(text):
            assert (FOLDER / "pictures" / f"{name}-{language}.png").exists() and len(alternative) > len(below)
        assert sorted(set(links(text))) == sorted(set(links(help_text(topic, "en")))), topic


@pytest.mark.parametrize("language", COMPLETE_LANGUAGES)
def test_bold_words_are_words_of_the_window(language: str) -> None:
    known = _interface(language)
    slips = [
        f"{topic}: {words}"
        for topic in TOPICS
        if topic != TERMS
        for words in re.findall(r"\*\*(.+?)\*\*", help_text(topic, language))
        if words not in known
    ]
    assert slips == []


@cache
def _interface(language: str) -> frozenset[str]:
    """Every word of the program in a language, without access keys and the dots at the end."""
    words = translations.extracted() if language == "en" else translations.read(language)
    found: set[str] = set()
    for message in words:
        texts = message.id if language == "en" else message.string
        found.update(_plain(each) for each in ([texts] if isinstance(texts, str) else texts))
    return frozenset(found)


def _plain(words: str) -> str:
    return re.sub(r"&(?=\S)", "", words).rstrip("….: \u00a0\u202f")


@pytest.mark.parametrize(
    ("language", "search", "topic"),
    [
        ("en", "erase person", "personal-data"), ("en", "SENDAI", "glossary"), ("fr", "echeance", ""),
        ("fr", "paquet importer", "exchange"), ("fr", "epreuve", ""), ("fr", "etape", "visits"),
        ("es", "socio", "exchange"), ("es", "sesion", "programme"), ("es", "papelera restaurar", "bin"),
    ],
)  # fmt: skip
def test_search_finds_words_in_all_topics(language: str, search: str, topic: str) -> None:
    found = search_help(search, language)
    assert (topic in [each.topic for each in found]) if topic else not found
    for each in found:
        text = without_marks(help_text(each.topic, language))
        assert len(hits(text, search)) == each.hits > 0


def test_the_pictures_are_those_that_the_command_paints_and_small_together() -> None:
    shown = [[name for topic in TOPICS for _words, name, _below in pictures(help_text(topic, language))]
             for language in COMPLETE_LANGUAGES]  # fmt: skip
    assert shown == [shown[0]] * len(COMPLETE_LANGUAGES) and sorted(shown[0]) == sorted(help_pictures.SCENES)
    files = list((FOLDER / "pictures").iterdir())
    assert len(files) == len(shown[0]) * len(COMPLETE_LANGUAGES)
    assert sum(path.stat().st_size for path in files) < 1_500_000


def test_words_are_found_from_their_beginning_with_or_without_accents() -> None:
    assert hits("Étape, une étape", "etap") == [(0, 5), (11, 5)]
    assert hits("upset, set", "set") == [(7, 3)]
    assert hits("a.b", "") == hits("axb", "a.b") == []
