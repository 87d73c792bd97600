"""Words for people: gettext for window, PDF and command line alike. Codes and field names never come here."""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DOMAIN = "focal-desk"


@dataclass(frozen=True)
class Language:
    """`plurals` is the rule of the CLDR, as a PO file has it. What is not `complete` falls back on English word by word."""

    code: str
    name: str  # as those who speak it write it
    plurals: str = "nplurals=2; plural=(n != 1);"
    complete: bool = True


SPOKEN = (
    Language("en", "English"),
    Language("fr", "Français", "nplurals=2; plural=(n > 1);"),
    Language("es", "Español"),
)
"""The languages that are offered. One more is a line here, `complete=False` until all of it is there, and its PO file."""
LANGUAGES = tuple(each.code for each in SPOKEN)
COMPLETE_LANGUAGES = tuple(each.code for each in SPOKEN if each.complete)
_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "translations"


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> _gettext.NullTranslations:
    """The catalogue of one language; English, and any language without one, gives the source words."""
    return _gettext.translation(DOMAIN, localedir=_FOLDER, languages=[language], fallback=True)


class _Voice:
    """A language and its words."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self.translations = _gettext.NullTranslations() if self.language == "en" else catalogue(self.language)


class _Program:
    """The language of the running program, the same on all its threads."""

    voice = _Voice("en")


_own_voice: ContextVar[_Voice | None] = ContextVar("own_voice", default=None)
"""Another language that this thread speaks for a while (`speaking`); the window on its own thread keeps its own."""


def _voice() -> _Voice:
    return _own_voice.get() or _Program.voice


def set_language(language: str) -> None:
    """Speak this language from now on (a code of SPOKEN); an unknown one speaks English."""
    _Program.voice = _Voice(language)


def current_language() -> str:
    """The code of the language spoken now, here."""
    return _voice().language


def language_name(code: str) -> str:
    """What a language calls itself; of one in progress also that it is."""
    found = next(each for each in SPOKEN if each.code == code)
    return found.name if found.complete else _("{language} (in progress)").format(language=found.name)


@contextmanager
def speaking(language: str) -> Generator[None]:
    """Speak another language inside a block, on this thread alone: a report, while the window keeps its own."""
    before = _own_voice.set(_Voice(language))
    try:
        yield
    finally:
        _own_voice.reset(before)


def N_(message: str) -> str:  # noqa: N802 - the name every gettext tool knows
    """Mark a constant for translation; `_` it where it is shown."""
    return message


def _(message: str) -> str:
    return _voice().translations.gettext(message) if message else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The form that fits the number, by the plural rule of the language."""
    return _voice().translations.ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """A word whose meaning depends on where it stands."""
    return _voice().translations.pgettext(context, message)
