"""The language that a person has this computer speak, found out without Qt: the command line does without it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from desktop.i18n import COMPLETE_LANGUAGES

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def system_language() -> str:
    """The best of our complete languages for this computer: by the environment, else by what was chosen in the system."""
    for name in _VARIABLES:
        if found := os.environ.get(name, "")[:2].lower():
            return found if found in COMPLETE_LANGUAGES else "en"
    return best_language(preferred_languages())


def best_language(preferred: Iterable[str]) -> str:
    """The first that is ours of the languages a person prefers, as "es-MX"; "en" where none is."""
    codes = (each.replace("_", "-").partition("-")[0].lower() for each in preferred)
    return next((code for code in codes if code in COMPLETE_LANGUAGES), "en")


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _BY_NAME = 8  # MUI_LANGUAGE_NAME

    def preferred_languages() -> list[str]:
        """The languages of the system's own windows, the best first, as "es-MX"; none where it does not say."""
        ask = ctypes.WinDLL("kernel32").GetUserPreferredUILanguages
        ask.argtypes = (wintypes.DWORD, wintypes.PULONG, wintypes.LPWSTR, wintypes.PULONG)
        count, size = wintypes.ULONG(), wintypes.ULONG()
        if not ask(_BY_NAME, ctypes.byref(count), None, ctypes.byref(size)):
            return []
        names = ctypes.create_unicode_buffer(size.value)
        if not ask(_BY_NAME, ctypes.byref(count), names, ctypes.byref(size)):
            return []
        return [each for each in names[: size.value].split("\0") if each]

elif sys.platform == "darwin":
    import ctypes

    _UTF_8 = 0x08000100  # kCFStringEncodingUTF8

    def preferred_languages() -> list[str]:
        """The languages of the system's settings, the best first, as "es-MX": a program that the Finder starts has none in
        its environment. None where the system does not say.
        """
        try:
            core = ctypes.CDLL("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation")
        except OSError:
            return []
        core.CFLocaleCopyPreferredLanguages.restype = ctypes.c_void_p
        core.CFArrayGetCount.argtypes, core.CFArrayGetCount.restype = (ctypes.c_void_p,), ctypes.c_long
        core.CFArrayGetValueAtIndex.argtypes = (ctypes.c_void_p, ctypes.c_long)
        core.CFArrayGetValueAtIndex.restype = ctypes.c_void_p
        core.CFStringGetCString.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_long, ctypes.c_uint32)
        core.CFStringGetCString.restype = ctypes.c_bool
        core.CFRelease.argtypes = (ctypes.c_void_p,)
        names = core.CFLocaleCopyPreferredLanguages()
        if not names:
            return []
        found, text = list[str](), ctypes.create_string_buffer(64)
        for place in range(core.CFArrayGetCount(names)):
            if core.CFStringGetCString(core.CFArrayGetValueAtIndex(names, place), text, len(text), _UTF_8):
                found.append(text.value.decode("utf-8", "replace"))
        core.CFRelease(names)
        return found

else:

    def preferred_languages() -> list[str]:
        """Linux says it in the environment alone."""
        return []
