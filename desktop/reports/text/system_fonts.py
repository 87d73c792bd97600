"""Fonts that the computer has for scripts that Focal Desk does not bring: found by the names of well-known families."""

from __future__ import annotations

import os
import sys
from bisect import bisect_right
from functools import cache
from pathlib import Path

_ANY = ("arialuni", "arial unicode", "dejavusans", "freesans", "segoeui", "lucidagrande", "unifont")
"""Fonts of many scripts, tried last."""

_HAN = (
    "msyh", "microsoftyahei", "simsun", "simhei", "deng", "pingfang", "stheiti light", "stheiti medium", "hiragino sans gb",
    "songti", "arialunicode", "notosanscjk-regular:2", "notosanssc-regular", "notosanscjksc-regular", "sourcehansanssc-regular",
    "notosanssc", "wqy-microhei", "wqy-zenhei", "uming", "droidsansfallbackfull", "droidsansfallback", "msjh", "mingliu",
    "yugothr", "yugothm", "msgothic", "malgun",
)  # fmt: skip
_KANA = (
    "yugothr", "yugothm", "meiryo", "msgothic", "ヒラギノ角ゴシック w3", "hiraginosans-w3", "hiragino sans w3",
    "notosanscjk-regular:0", "notosansjp-regular", "notosanscjkjp-regular", "notosansjp", "ipaexg", "ipag", "takaogothic",
    "vl-gothic-regular", "droidsansfallbackfull", "droidsansfallback",
)  # fmt: skip
_HANGUL = (
    "malgun", "gulim", "batang", "applesdgothicneo", "applegothic", "notosanscjk-regular:1", "notosanskr-regular",
    "notosanscjkkr-regular", "notosanskr", "nanumgothic", "unbatang", "droidsansfallbackfull", "droidsansfallback",
)  # fmt: skip


def _noto(script: str, *others: str) -> tuple[str, ...]:
    return (f"notosans{script}-regular", f"notosans{script}", *others, f"notoserif{script}-regular")


_FAMILIES: dict[str, tuple[str, ...]] = {
    "armenian": _noto("armenian", "segoeui", "sylfaen", "mshtakan", "dejavusans"),
    "hebrew": _noto("hebrew", "segoeui", "arial", "arialhebrew", "sfhebrew", "dejavusans"),
    "arabic": _noto("arabic", "segoeui", "arial", "geezapro"),
    "syriac": _noto("syriac", "seguihis", "estre"),
    "thaana": _noto("thaana", "mvboli"),
    "nko": _noto("nko", "ebrima", "dejavusans"),
    "devanagari": _noto("devanagari", "nirmala", "kohinoordevanagari", "mangal"),
    "bengali": _noto("bengali", "nirmala", "kohinoorbangla", "vrinda", "lohit-bengali"),
    "gurmukhi": _noto("gurmukhi", "nirmala", "gurmukhimn", "gurmukhi", "raavi", "lohit-gurmukhi"),
    "gujarati": _noto("gujarati", "nirmala", "kohinoorgujarati", "shruti", "lohit-gujarati"),
    "oriya": _noto("oriya", "nirmala", "oriyamn", "oriya sangam mn", "kalinga", "lohit-odia"),
    "tamil": _noto("tamil", "nirmala", "tamilmn", "inaimathi", "latha", "lohit-tamil"),
    "telugu": _noto("telugu", "nirmala", "kohinoortelugu", "gautami", "lohit-telugu"),
    "kannada": _noto("kannada", "nirmala", "notosanskannada", "kannada sangam mn", "tunga", "lohit-kannada"),
    "malayalam": _noto("malayalam", "nirmala", "malayalammn", "malayalam sangam mn", "kartika", "lohit-malayalam"),
    "sinhala": _noto("sinhala", "nirmala", "sinhala sangam mn", "iskpota"),
    "thai": _noto("thai", "leelawui", "leelawad", "thonburi", "tahoma", "loma", "garuda"),
    "lao": _noto("lao", "leelawui", "lao sangam mn", "dokchamp"),
    "tibetan": ("notoseriftibetan-regular", "himalaya", "kailasa", "kokonor"),
    "myanmar": _noto("myanmar", "mmrtext", "myanmar sangam mn", "notosansmyanmar"),
    "georgian": _noto("georgian", "segoeui", "sylfaen", "helveticaneue", "dejavusans"),
    "ethiopic": _noto("ethiopic", "ebrima", "nyala", "kefa"),
    "cherokee": _noto("cherokee", "gadugi", "plantagenet cherokee", "plantagenetcherokee"),
    "canadian": _noto("canadianaboriginal", "gadugi", "euphemia", "euphemiaucas"),
    "khmer": _noto("khmer", "leelawui", "khmer sangam mn", "daunpenh"),
    "mongolian": _noto("mongolian", "monbaiti"),
    "tifinagh": _noto("tifinagh", "ebrima"),
    "vai": _noto("vai", "ebrima"),
    "symbols": (
        "seguisym", "notosanssymbols2-regular", "notosanssymbols-regular", "notosansmath-regular", "apple symbols",
        "zapfdingbats", "dejavusans", "symbola",
    ),
    "hangul": _HANGUL,
    "kana": _KANA,
    "han": _HAN,
    "emoji": ("notoemoji-regular", "notoemoji", "seguiemj", "seguisym", "symbola", "notosanssymbols2-regular", "dejavusans"),
}  # fmt: skip

_BLOCKS = (
    (0x0000, ""), (0x0530, "armenian"), (0x0590, "hebrew"), (0x0600, "arabic"), (0x0700, "syriac"), (0x0750, "arabic"),
    (0x0780, "thaana"), (0x07C0, "nko"), (0x0800, ""), (0x0870, "arabic"), (0x0900, "devanagari"), (0x0980, "bengali"),
    (0x0A00, "gurmukhi"), (0x0A80, "gujarati"), (0x0B00, "oriya"), (0x0B80, "tamil"), (0x0C00, "telugu"),
    (0x0C80, "kannada"), (0x0D00, "malayalam"), (0x0D80, "sinhala"), (0x0E00, "thai"), (0x0E80, "lao"),
    (0x0F00, "tibetan"), (0x1000, "myanmar"), (0x10A0, "georgian"), (0x1100, "hangul"), (0x1200, "ethiopic"),
    (0x13A0, "cherokee"), (0x1400, "canadian"), (0x1680, ""), (0x1780, "khmer"), (0x1800, "mongolian"), (0x18B0, "canadian"),
    (0x1900, ""), (0x19E0, "khmer"), (0x1A00, ""), (0x1C90, "georgian"), (0x1CC0, ""), (0x2100, "symbols"),
    (0x2C00, ""), (0x2D00, "georgian"), (0x2D30, "tifinagh"), (0x2D80, "ethiopic"), (0x2DE0, ""), (0x2E80, "han"),
    (0x3040, "kana"), (0x3100, "han"), (0x3130, "hangul"), (0x3190, "han"), (0x31F0, "kana"), (0x3200, "han"),
    (0xA000, ""), (0xA500, "vai"), (0xA640, ""), (0xA8E0, "devanagari"), (0xA900, ""), (0xA960, "hangul"), (0xA980, ""),
    (0xAA60, "myanmar"), (0xAA80, ""), (0xAB00, "ethiopic"), (0xAB30, ""), (0xAB70, "cherokee"), (0xABC0, ""),
    (0xAC00, "hangul"), (0xD800, ""), (0xF900, "han"), (0xFB00, ""), (0xFB13, "armenian"), (0xFB1D, "hebrew"),
    (0xFB50, "arabic"), (0xFE00, ""), (0xFE30, "han"), (0xFE50, "han"), (0xFE70, "arabic"), (0xFF00, "han"),
    (0xFF65, "kana"), (0xFFA0, "hangul"), (0xFFE0, "han"), (0xFFF0, ""), (0x1D400, "symbols"), (0x1D800, ""),
    (0x1F000, "emoji"), (0x1FB00, "symbols"), (0x20000, "han"), (0x32000, ""),
)  # fmt: skip
_STARTS = [start for start, _script in _BLOCKS]


def script_of(letter: str) -> str:
    """The script of a letter as far as fonts go: "han", "thai", "emoji"; "" for those of our own main font."""
    return _BLOCKS[bisect_right(_STARTS, ord(letter)) - 1][1]


def font_files(script: str) -> list[tuple[Path, int]]:
    """(file, index in the file) of the fonts to try for a script, the best first."""
    known = installed_fonts()
    found: list[tuple[Path, int]] = []
    for name in dict.fromkeys((*_FAMILIES.get(script, ()), *_ANY)):
        stem, _colon, index = name.partition(":")
        if stem in known:
            found.append((known[stem], int(index or 0)))
    return found


@cache
def installed_fonts() -> dict[str, Path]:
    """The font files of this computer by the small letters of their name without ending; looked up once."""
    found: dict[str, Path] = {}
    for folder in _folders():
        for top, _folders_in_it, files in os.walk(folder):
            for name in files:
                stem, ending = os.path.splitext(name)  # noqa: PTH122 - thousands of names
                if ending.lower() in (".ttf", ".ttc", ".otf", ".otc"):
                    found.setdefault(stem.partition("[")[0].lower(), Path(top, name))  # "NotoSansThai[wght]"
    return found


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
        return [Path(os.environ.get("WINDIR") or r"C:\Windows") / "Fonts", local / "Microsoft" / "Windows" / "Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    shared = [Path("/usr/share"), Path("/usr/local/share"), *map(Path, filter(None, _shared_folders()))]
    own = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return [*dict.fromkeys(each / "fonts" for each in (*shared, own)), home / ".fonts"]


def _shared_folders() -> list[str]:
    """Where this system shares data beside the usual places (XDG Base Directory Specification)."""
    return os.environ.get("XDG_DATA_DIRS", "").split(os.pathsep)
