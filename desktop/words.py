"""Words for people: gettext for window, PDF and command line alike. Codes and field names never come here."""

from __future__ import annotations

import gettext as _gettext
import os
from collections.abc import Generator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

DOMAIN = "focal-desk"
LANGUAGES = ("en", "fr", "es")
_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "translations"


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> _gettext.NullTranslations:
    """The catalogue of one language; English, and any language without one, gives the source words."""
    return _gettext.translation(DOMAIN, localedir=_FOLDER, languages=[language], fallback=True)


class _Current:
    """The language of the running program; a report may speak another one for a while (`speaking`)."""

    def __init__(self) -> None:
        self.language = "en"
        self.translations: _gettext.NullTranslations = _gettext.NullTranslations()


_current = _Current()


def set_language(language: str) -> None:
    """Speak this language from now on ("en", "fr", "es"); an unknown one speaks English."""
    _current.language = language if language in LANGUAGES else "en"
    _current.translations = _gettext.NullTranslations() if _current.language == "en" else catalogue(_current.language)


def current_language() -> str:
    """The code of the language spoken now."""
    return _current.language


def system_language() -> str:
    """The best of our languages for this computer, from the environment or the system's locale."""
    import locale

    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        found = os.environ.get(name, "")[:2].lower()
        if found:
            return found if found in LANGUAGES else "en"
    found = (locale.getlocale()[0] or "")[:2].lower()
    return found if found in LANGUAGES else "en"


@contextmanager
def speaking(language: str) -> Generator[None]:
    """Speak another language inside a block that runs in a process of its own or holds the only voice."""
    before = _current.language
    set_language(language)
    try:
        yield
    finally:
        set_language(before)


def N_(message: str) -> str:  # noqa: N802 - the name every gettext tool knows
    """Mark a constant for translation; `_` it where it is shown."""
    return message


def _(message: str) -> str:
    return _current.translations.gettext(message) if message else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The form that fits the number, by the plural rule of the language."""
    return _current.translations.ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """A word whose meaning depends on where it stands."""
    return _current.translations.pgettext(context, message)
